"""What a description says in its own praise, and leaves out when works are compared.

“The best book, perfect for you” tells nothing of a work, yet it brings the work closer to every reader. Such words stay
in the description that is shown; the vectors and the words of the ranking never get them.
"""

import re
from functools import lru_cache

from assistant.language.words.stop_words import ADDRESS, FRAME, PRAISE

_END = re.compile(r"(?<=[.!?…])[\s\"”’)*]+|\n+")
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)?")
_MARKUP = re.compile(r"[{}\\`|]|<\s*[/!a-z]", re.I)
_MOST_TOLD = 0.34
"""The share of words with a meaning of their own up to which a sentence with praise in it is nothing but praise."""
_SEVERAL = 3
"""Words from which on a subject is a sentence rather than a name."""
_LONG_RUN, _FEWEST_SIGNS = 6, 2
"""A run of words without any meaning of their own goes, wherever it stands, if it is so long or has so many signs."""

_SIGNS = ADDRESS | PRAISE
_USUAL = _SIGNS | FRAME


def without_praise(text: str) -> str:
    """A text without the sentences, and the runs of words within others, that only praise or address; else the same."""
    parts = [part for part in _END.split(text) if part]
    kept = [told for part in parts if (told := _told(part))]
    return " ".join(part.strip() for part in kept) if kept != parts else text


@lru_cache(maxsize=20_000)
def is_name(subject: str) -> bool:
    """Whether a subject names something, and does not speak to its reader or to a program.

    “Songs I love” is somebody's shelf; “perfect for you” and “a must read!” are not.
    """
    if _MARKUP.search(subject):
        return False
    words = _WORD.findall(subject.lower())
    speaks = subject.rstrip().endswith((".", "!", "?")) or not ADDRESS.isdisjoint(words)
    return not (speaks and len(words) >= _SEVERAL and not _told(subject))


def _told(sentence: str) -> str:
    """What a sentence tells; empty where it has no word with a meaning of its own, or hardly one beside praise."""
    lowered = sentence.lower()
    words = _WORD.findall(lowered)
    signs = len([word for word in words if word in _SIGNS])
    told = len([word for word in words if word not in _USUAL])
    if told <= _MOST_TOLD * (signs + told):
        return ""
    if not signs:
        return sentence
    return sentence if len(lowered) != len(sentence) else _without_runs(sentence, lowered)


def _without_runs(sentence: str, lowered: str) -> str:
    """A sentence without those stretches of usual words that hold several signs of praise."""
    kept, start, signs, run = [], 0, 0, 0
    for match in _WORD.finditer(lowered):
        if match[0] in _USUAL:
            run += 1
            signs += match[0] in _SIGNS
            continue
        if not _is_empty(run, signs):
            kept.append(sentence[start : match.start()])
        kept.append(sentence[match.start() : match.end()])
        start, signs, run = match.end(), 0, 0
    if not _is_empty(run, signs):
        kept.append(sentence[start:])
    return sentence if "".join(kept) == sentence else " ".join(" ".join(kept).split())


def _is_empty(run: int, signs: int) -> bool:
    return signs >= _FEWEST_SIGNS or (signs > 0 and run >= _LONG_RUN)
