"""A question as the search for its answer sees it: its telling words, and the sort of answer that it wants."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from assistant.domain.entities import Kind
from assistant.language.foreign import is_foreign_wish
from assistant.language.normalise import fold
from assistant.language.telling import words_of_question
from assistant.search.answers.expected import Sort, asked_for, asked_of

_ENDINGS = ("ingly", "edly", "ings", "ing", "ies", "ied", "ed", "es", "ly", "en", "s", "e", "y", "n")
_ASKING = frozenset(  # no words
    """
    say says said tell tells told mention mentions mentioned explain state according document documents note notes
    file files book books paper papers report please cite quote source sources many long far mean means meaning
    happen happens happened called remind look looked find found number wrote written write anywhere anybody anyone
    someone somebody something anything thing things stuff ok okay hi hey thanks wheres whats whos whens hows didnt
    doesnt isnt wasnt cant dont
    wie viel viele lange wann wer wem wen welche welcher welches welchem warum wieso steht sagt quel quelle quels
    buch bucher buchern mein meine meinem meinen meiner uber schreibt livre livres mon mes sur disent libro libros libri
    mio miei mis dice dicen dicono
    quelles combien quand pourquoi comment dit cuando donde quien cual cuanto cuanta quando dove chi quale quanto perche
""".split()  # noqa: SIM905
)
_PREFIX, _INSIDE = 5, 6
_ALIKE, _WITHIN = 0.8, 0.6


@dataclass(frozen=True, slots=True)
class Question:
    """`words`: stems that tell what it is about. `sorts`: what its answer is. `foreign`: not worded in English.
    `source`: the only kind that is asked, as by “what do my books say about …”."""

    text: str
    words: tuple[str, ...]
    sorts: frozenset[Sort]
    foreign: bool
    source: Kind | None = None


def read_question(text: str) -> Question:
    """Reads a question in any of the languages that its words are known of."""
    words = [word for word in words_of_question(text, _ASKING) if len(word) > 1 or word.isdigit()]
    stemmed = tuple(dict.fromkeys(map(stem, words)))
    return Question(text, stemmed, asked_for(text), is_foreign_wish(text), asked_of(text))


def stem(word: str) -> str:
    """A folded word without its ending; at least three letters stay."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word


def stems(text: str) -> frozenset[str]:
    """The stems of all words of a text."""
    return frozenset(stem(word) for word in fold(text).split())


def meets(word: str, held: frozenset[str]) -> float:
    """How well a stem is met by those of a text, 0 to 1: the same, one of the same beginning, or part of another."""
    if word in held:
        return 1.0
    if len(word) >= _PREFIX and any(other[:_PREFIX] == word[:_PREFIX] for other in held):
        return _ALIKE
    if len(word) >= _INSIDE and any(word in other or (len(other) >= _INSIDE and other in word) for other in held):
        return _WITHIN
    return 0.0


def weights_of(words: Sequence[str], texts: Iterable[frozenset[str]]) -> Mapping[str, float]:
    """How much each stem tells: log((N + 1) / (n + ½)), n of the N texts holding it (inverse document frequency,
    Spärck Jones 1972), as shares of 1."""
    texts = list(texts)
    told = {word: log((len(texts) + 1) / (sum(word in held for held in texts) + 0.5)) for word in words}
    total = sum(told.values()) or 1.0
    return {word: weight / total for word, weight in told.items()}
