"""Spellings of a hurry, "smth w a beat 4 the van", read as the words that they stand for."""

import re
from collections.abc import Iterable

_WORDS = {
    "abt": "about", "b4": "before", "bc": "because", "bday": "birthday", "coz": "because", "cuz": "because",
    "fav": "favourite", "fave": "favourite", "gimme": "give me", "gonna": "going to", "gr8": "great",
    "idk": "I do not know", "l8r": "later", "lemme": "let me", "luv": "love", "nite": "night", "nothin": "nothing",
    "pls": "please", "plz": "please", "ppl": "people", "rn": "right now", "smth": "something", "smthg": "something",
    "smthn": "something", "smthng": "something", "somethin": "something", "anythin": "anything", "sth": "something",
    "tho": "though", "thx": "thanks", "thnx": "thanks", "tmrw": "tomorrow", "2day": "today", "2moro": "tomorrow",
    "2nite": "tonight", "tonite": "tonight", "tx": "thanks", "u": "you", "w/": "with", "w/o": "without",
    "w/out": "without", "wanna": "want to", "wi": "with", "yr": "year", "yrs": "years",
}  # fmt: skip # no words
_BESIDE = (
    (r"ur(?= (?:an?|the|so|very|my|such|welcome|great|right|wrong|amazing|awesome|best)\b)", "you are"),
    (r"ur(?= [a-z])", "your"),
    (r"r(?= (?:u|you|they|we|those|these|there)\b)|(?<=\bu )r|(?<=\byou )r", "are"),
    (r"(?<!\ba )bout(?= [a-z])", "about"),
    (r"w(?= (?:a|[a-z]{2,})\b)", "with"),
    (r"(?<=[a-z] )n(?= [a-z])", "and"),
    (r"4(?= (?:the|my|me|a|an|him|her|us|our|them|their|his|some|bed|dinner|now)\b)", "for"),
    (r"(?<=nothing )2(?= [a-z])|(?<=not )2(?= [a-z])", "too"),
)  # no words
"""Letters and numbers that stand for a word only beside others."""
_SPELLING = re.compile(
    "|".join(
        (
            *(rf"(?<![\w.&'’/-])(?:{pattern})(?![\w.&'’/-])" for pattern, _ in _BESIDE),
            r"(?<![\w.&'’/-])(?:w/o(?:ut)?(?!\w)|w/(?=\s|\w))",
            rf"(?<![\w.&'’/-])(?:{'|'.join(word for word in sorted(_WORDS, key=len, reverse=True) if word.isalnum())})"
            r"(?![\w&'’/-])",
        )
    ),
    re.IGNORECASE,
)
_MEANT = [(re.compile(pattern), meant) for pattern, meant in _BESIDE]


def in_full(text: str, names: Iterable[tuple[int, int]] = ()) -> str:
    """An English text with such spellings written out, but not within `names`, which are places in it: the letters of
    a title stay."""
    kept = tuple(names)

    def written(found: re.Match[str]) -> str:
        if any(start < found.end() and found.start() < end for start, end in kept):
            return found.group()
        word = found.group().lower()
        if (meant := _WORDS.get(word)) is None:
            lowered = found.string.lower()
            meant = next(said for rule, said in _MEANT if rule.match(lowered, found.start()))
        return f"{meant} " if word.startswith("w/") and found.string[found.end() : found.end() + 1].strip() else meant

    return _SPELLING.sub(written, text)
