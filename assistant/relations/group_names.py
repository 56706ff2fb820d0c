"""Names for works that lie together, by the subjects and creators that tell them from what stands around them."""

import math
from collections import Counter
from collections.abc import Sequence

from assistant.language.normalise import fold
from assistant.language.vocabulary import vocabulary
from assistant.recommend.catalogue import Catalogue, Rows

_IN_A_NAME, _NAMED = 2, 2
"""The most words of a name, where others have not taken it, and how many works a word of it is on."""
_WIDE = 0.5
"""The second word of a name is on at least this share of the works."""
FORMS = frozenset(
    [
        "roman",
        "romane",
        "romans",
        "erzahlung",
        "erzahlungen",
        "novella",
        "novellas",
        "novela",
        "novelas",
        "romanzo",
        "romanzi",
        "livre",
        "livres",
        "buch",
        "bucher",
        "libro",
        "libros",
        "libri",
        "musik",
        "musique",
        "musica",
        "lied",
        "lieder",
        "chanson",
        "chansons",
    ]
)  # no words
"""What works are in other languages, folded; the English words are those that the vocabulary has for the kinds."""


def counted(catalogue: Catalogue, rows: Rows) -> Counter[str]:
    """On how many of the works each label stands that a name can be made of."""
    return Counter(label for row in rows.tolist() for label in _labels(catalogue, row))


def _labels(catalogue: Catalogue, row: int) -> Sequence[str]:
    """Subjects, as they were first spelt, and the creator."""
    subjects = [catalogue.subjects.labels[code] for code in catalogue.subjects.of_item[row]]
    item = catalogue.items[row]
    return [*subjects, *(item.creators[:1] if "creators" not in item.inferred else ())]


def group_name(
    catalogue: Catalogue, rows: Rows, around: Counter[str], size: int, taken: set[str], share: float = 0.0
) -> str:
    """The labels that tell these works best from the `size` others: by n·ln(share here / share around), the G
    statistic's term; `around` is `counted` over those.

    A name in `taken` gets a further label, and the name is put in there. Empty where no label stands on enough works
    (`share` of them at least) more often than around.
    """
    here, least = counted(catalogue, rows), max(_NAMED, share * len(rows))
    weight = {label: n * math.log((n / len(rows)) / (around[label] / size)) for label, n in here.items() if n >= least}
    telling = [label for label in weight if weight[label] > 0]
    # That works are novels is said where there is nothing else to say of them.
    telling = [label for label in telling if not _is_form(label)] or telling
    order = sorted(telling, key=lambda label: (-weight[label], label))
    chosen = [label for place, label in enumerate(order) if not place or here[label] >= _WIDE * len(rows)][:_IN_A_NAME]
    more = [label for label in order if label not in chosen]
    while " · ".join(chosen) in taken and more:
        chosen.append(more.pop(0))
    name = " · ".join(chosen)
    if name in taken:
        return ""
    taken.add(name)
    return name


def _is_form(label: str) -> bool:
    folded = fold(label)
    return folded in FORMS or folded in vocabulary().kinds
