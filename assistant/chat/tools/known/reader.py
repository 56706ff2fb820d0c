"""Tells what sort of a reader or listener the shelves and the profile make of the person, with counts."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from assistant.chat.tools.known.library import counted_works
from assistant.chat.tools.registry import Answered, Running, Step, ToolRequest, tool
from assistant.domain.entities import Item, Kind, Recommendation, Score, Verdict
from assistant.domain.feedback import standing_verdicts
from assistant.language.concepts import language_name
from assistant.language.normalise import flatten, fold
from assistant.messages import joined, quoted, tr

_LANGUAGES, _SUBJECTS, _MAKERS, _LIKED, _SENTENCES = 3, 5, 3, 3, 3
_CUE = (
    r"\b(?:what|which) (?:sort|kind|type) of (?:an? )?(?:\w+ )?(?:reader|listener|bookworm|music lover|person) "
    r"(?:am i|are we|does that make me|would you say i am)\b"
    r"|\bwhat (?:do|does|would) (?:my|our|the) (?:shel\w+|books|music|library|collection) (?:say|tell\w*) "
    r"(?:you )?(?:about|of) (?:me|us)\b"
    r"|\bwas fur (?:ein|eine) (?:leser|horer|lesetyp|musikhorer)\w* (?:bin ich|sind wir)\b"
    r"|\bwas (?:sagt|sagen|verrat|verraten) (?:mein\w*|das) (?:regal\w*|bucher|musik|sammlung) uber mich\b"
    r"|\bquel(?:le)? (?:genre|sorte|type) (?:de|d) ?(?:lecteur|lectrice|auditeur|auditrice) (?:suis je|je suis)\b"
    r"|\bque (?:tipo|clase) de (?:lector|oyente)\w* soy\b|\bche (?:tipo|genere) di (?:lettor|ascoltator)\w+ sono\b"
    r"|\bwat voor (?:soort )?(?:een )?(?:lezer|luisteraar) ben ik\b"
)  # no words
_HEARS = re.compile(r"\b(?:listener|music|horer|musik\w*|auditeur|auditrice|oyente|ascoltator\w+|luisteraar)\b")


def _plan(asked: ToolRequest) -> tuple[Step, ...]:
    return (reader.step(kind=Kind.MUSIC if _HEARS.search(fold(asked.intent.text)) else Kind.BOOK),)


def _say(answered: Answered) -> list[str]:
    return answered.results.told


@tool("reader", plan=_plan, say=_say, cue=_CUE)
def reader(running: Running, kind: Kind) -> None:
    """What there is most of on the shelves of a kind, what was liked, and what the profile says."""
    services, results = running.services, running.results
    works = [one for one in services.works() if one.owned and one.kind is kind]
    results.told += _told(works)
    standing = standing_verdicts(services.deeds())
    liked = [one for one in works if standing.get(one.id) is Verdict.LIKED]
    if liked:
        titles = [quoted(flatten(one.title)) for one in liked[:_LIKED]]
        results.told.append(tr("You said that you liked {titles}.", titles=joined(titles)))
    held = [quoted(one.text.rstrip(".")) for one in services.statements() if not one.muted][:_SENTENCES]
    if held:
        results.told.append(tr("Your profile says: {sentences}.", sentences=joined(held)))
    results.cards = [Recommendation(one, Score({})) for one in liked[:_LIKED]]


def _told(works: Sequence[Item]) -> list[str]:
    if not works:
        return [tr("I find none of that on your shelves.")]
    said = [tr("Going by your shelves, that is {works}.", works=counted_works(works))]
    languages = _most((language_name(one.language) for one in works if one.language), _LANGUAGES)
    subjects = _most((flatten(name) for one in works for name in dict.fromkeys(one.subjects)), _SUBJECTS)
    makers = _most((name for one in works for name in one.creators), _MAKERS)
    if languages:
        said.append(tr("By language: {counts}.", counts=joined(languages)))
    if subjects:
        said.append(tr("The most common subjects are {counts}.", counts=joined(subjects)))
    if makers:
        said.append(tr("You have most of {counts}.", counts=joined(makers)))
    return said


def _most(names: Iterable[str], most: int) -> list[str]:
    """The commonest, each with its number, if it is more than one."""
    counts = Counter(names).most_common(most)
    return [tr("{name} ({n})", name=flatten(name), n=n) for name, n in counts if n > 1]
