"""Scripts that put no blanks between words: Chinese, Japanese, Thai, Lao, Khmer and Burmese.

FTS5 would take a whole sentence of theirs for one word. Here every letter becomes a word of its own, in what is
searched and in what is sought, and a sought run of letters becomes phrases of two or three, as is usual for these
scripts (Nie et al., On the use of words and n-grams for Chinese information retrieval, 2000).
"""

import re

_HAN = "々〇〻\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HIRAGANA = "\u3041-\u309f"
_KATAKANA = "\u30a0-\u30ff\uff66-\uff9f"
_SOUTHERN = "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ebc\u0ec0-\u0ecd\u0edc-\u0edf\u1000-\u104f\u1780-\u17d3"
_LETTER = re.compile(f"([{_HAN}{_HIRAGANA}{_KATAKANA}{_SOUTHERN}])")
_RUNS = re.compile(
    f"[{_HAN}]+|[{_KATAKANA}]+|[{_HIRAGANA}]+|[{_SOUTHERN}]+|[^{_HAN}{_HIRAGANA}{_KATAKANA}{_SOUTHERN}]+"
)
_PARTICLES = re.compile(f"[{_HIRAGANA}]+")
_WHOLE = re.compile(f"[{_KATAKANA}]+")
_SOUTH = re.compile(f"[{_SOUTHERN}]+")


def is_unspaced(text: str) -> bool:
    """True if some letter is of such a script."""
    return not text.isascii() and _LETTER.search(text) is not None


def apart(text: str) -> str:
    """The text with blanks around each letter of such a script; any other text as it is."""
    return text if text.isascii() else _LETTER.sub(r" \1 ", text)


def pieces(word: str) -> list[str]:
    """What to look for in place of a run without blanks: pairs of Chinese letters, triples of southern ones, whole
    words in Katakana; the small words in Hiragana only where nothing else stands there."""
    runs = _RUNS.findall(word)
    telling = [run for run in runs if not _PARTICLES.fullmatch(run)] or runs
    return list(dict.fromkeys(piece for run in telling for piece in _cut(run)))


def _cut(run: str) -> list[str]:
    if not is_unspaced(run) or _WHOLE.fullmatch(run):
        return [run]
    size = 3 if _SOUTH.fullmatch(run) else 2
    return [run[at : at + size] for at in range(max(1, len(run) - size + 1))]
