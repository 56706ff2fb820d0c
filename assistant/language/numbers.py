"""Numbers written as digits or as words."""

_UNITS = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen twenty
"""
NUMBERS: dict[str, float] = {
    **{word: float(number) for number, word in enumerate(_UNITS.split())},
    "thirty": 30.0,
    "forty": 40.0,
    "fifty": 50.0,
    "sixty": 60.0,
    "ninety": 90.0,
    "hundred": 100.0,
    "thousand": 1000.0,
    "dozen": 12.0,
    "half": 0.5,
}
"""Folded words for numbers and their values."""
COUNTED = (
    r"(?:albums?|arias|articles?|artists|ballads|bands|biographies|books?|carols|comics|dances|documents?|entries"
    r"|essays|etudes|fables|fairy tales|hits|ideas|items?|letters|memoirs|mysteries|nocturnes|novels?|operas|others"
    r"|papers?|picks?|pieces?|plays|poems?|preludes|quartets|reads|recommendations?|records?|romances|short stories"
    r"|sonatas|songs?|stories|studies|suggestions?|symphonies|tales|things|thrillers|titles?|tracks?|tunes|waltzes"
    r"|works)"
)
"""A regular expression, for folded text, of what a number in a request counts."""
_PLACES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
ORDINALS = {word: place for place, word in enumerate(_PLACES, 1)}
"""Folded ordinals and the places they mean, counted from 1."""


def number_in(word: str) -> float:
    """The value of a folded word that is a number. Raises ValueError otherwise."""
    return NUMBERS[word] if word in NUMBERS else float(word)


_TENS = ("", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUES = {word: int(number) for word, number in NUMBERS.items() if 1 <= number <= 20} | {
    word: 10 * place for place, word in enumerate(_TENS) if word
}
_HUNDRED = 100
_POWERS = {"hundred": _HUNDRED, "thousand": 1000}


def in_digits(folded: str) -> str:
    """Folded text with its whole numbers from two on in digits: "the 39 steps", "20000 leagues under the sea"."""
    said: list[str] = []
    value = 0
    words = [*folded.split(), ""]
    for word, after in zip(words, [*words[1:], ""], strict=True):
        if word in _POWERS and (value or said[-1:] == ["a"]):
            value = (value or 1) * _POWERS[word]
            said = said[:-1] if said[-1:] == ["a"] else said
        elif word == "and" and value >= _HUNDRED and value % _HUNDRED == 0 and 0 < _VALUES.get(after, 0) < _HUNDRED:
            continue  # "a hundred and fifty"
        elif word in _VALUES and _goes_behind(value, _VALUES[word]):
            value += _VALUES[word]
        elif _VALUES.get(word, 0) >= 20 and 15 <= value <= 20:
            value = 100 * value + _VALUES[word]  # a year
        else:
            said += [str(value) if value > 1 else "one"] if value else []
            value = _VALUES.get(word, 0)
            said += [] if value else [word]
    return " ".join(said).strip()


def _goes_behind(value: int, more: int) -> bool:
    """Whether a number goes on with another: after "forty" with "two", after "two hundred" with "forty"."""
    tens = value >= 20 and value % 10 == 0 and more < 10
    return not value or tens or (value >= _HUNDRED and value % _HUNDRED == 0 and more < _HUNDRED)
