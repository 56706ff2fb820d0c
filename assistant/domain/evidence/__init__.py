"""The facts behind a score, as values. Each kind holds what was found; `assistant.explain.evidence_words` says it.

An explanation may say this and nothing else.
"""

from assistant.domain.evidence.base import STATEMENT, AboutWork, Deed, Evidence, PartId, Work
from assistant.domain.evidence.gathered import Gathered
from assistant.domain.evidence.notes import Noted, Reason
from assistant.domain.evidence.shelf import NewInLibrary, Untouched
from assistant.domain.evidence.wishes import (
    Averse,
    CloseToNamed,
    Fits,
    Match,
    RequestMatch,
    Sentence,
    SubjectOfNamed,
    TagsFit,
)
from assistant.domain.evidence.works import (
    Bridge,
    CrowdFavourite,
    CrowdNeighbour,
    KnownWork,
    Link,
    SameCreator,
    SeriesPart,
    SharedSubject,
    SoundsLike,
)

__all__ = [
    "STATEMENT",
    "AboutWork",
    "Averse",
    "Bridge",
    "CloseToNamed",
    "CrowdFavourite",
    "CrowdNeighbour",
    "Deed",
    "Evidence",
    "Fits",
    "Gathered",
    "KnownWork",
    "Link",
    "Match",
    "NewInLibrary",
    "Noted",
    "PartId",
    "Reason",
    "RequestMatch",
    "SameCreator",
    "Sentence",
    "SeriesPart",
    "SharedSubject",
    "SoundsLike",
    "SubjectOfNamed",
    "TagsFit",
    "Untouched",
    "Work",
]
