"""Cleans what files say of themselves before anybody sees it."""

import re
from collections.abc import Iterable

from assistant.language.normalise import fold

LONGEST_TITLE = 300
MOST_NAMES = 30

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff]")
_NEWLINES = re.compile(r"\r\n?|\u2028|\u2029|\x0b|\x0c|\x85")
_YEAR = re.compile(r"(?<!\d)(1\d{3}|20\d{2})(?=(?:(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?:\d{6})?)?(?!\d))")
_SUBJECT_SEPARATOR = re.compile(r"\s*[;,\n]\s*|\s+--\s+")
_LONGEST_SUBJECT = 60
_FIRST_CLOCKS = 1980


def word_set(*lines: str) -> frozenset[str]:
    """The words of some lines, as a set."""
    return frozenset(word for line in lines for word in line.split())


def clean_text(text: str) -> str:
    """Running text: line ends made one, control characters and stray surrogates taken out."""
    return _CONTROL.sub("", _NEWLINES.sub("\n", text).replace("\xa0", " ").replace("\xad", ""))


def clean_line(text: object, longest: int = LONGEST_TITLE) -> str:
    """One line for a title or a name, at most `longest` characters; empty for what is no text."""
    if not isinstance(text, str):
        return ""
    line = " ".join(clean_text(text).split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def clean_names(names: Iterable[object]) -> tuple[str, ...]:
    """Names without blanks and repetitions, in order, at most MOST_NAMES."""
    found = (clean_line(name, 200).strip(" ,;") for name in names)
    return tuple(dict.fromkeys(name for name in found if name))[:MOST_NAMES]


def split_subjects(*texts: str) -> tuple[str, ...]:
    """Subjects, tags or keywords of fields: "sea, boats; Fiction -- History". What is very long is a sentence."""
    parts = (part for text in texts for part in _SUBJECT_SEPARATOR.split(text))
    return clean_names(part for part in parts if len(part) <= _LONGEST_SUBJECT)


def natural(name: str) -> list[tuple[int, str]]:
    """What sorts page2 before page10."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d{1,9})", name.lower()) if part]


def find_year(text: object) -> int | None:
    """The first four-digit year in a date, whatever its form; None if there is none."""
    match = _YEAR.search(str(text)) if text else None
    return int(match[1]) if match else None


def created_year(text: object) -> int | None:
    """The year in which a program wrote a file. Those without a clock write 1601, 1904 or 1970."""
    year = find_year(text)
    return year if year and year > _FIRST_CLOCKS else None


def language_code(text: str) -> str:
    """ISO 639-1 for "en-US", "eng", "English"; empty for "und" and what is not known.

    Codes of three letters go through langcodes (MIT), which knows all of ISO 639-2; names are those that a person may
    ask for. Babel knows more names, and takes 36 MB.
    """
    code = re.split(r"[-_.;\s]", text.strip().lower(), maxsplit=1)[0]
    if len(code) == 3 and code.isascii() and code.isalpha():
        from langcodes import Language

        code = Language.get(code).language or ""
    elif len(code) > 3:
        from assistant.language.vocabulary import vocabulary

        code = vocabulary().languages.get(fold(code), "")
    return code if len(code) == 2 and code.isascii() and code.isalpha() else ""


def positive_number(text: object) -> float | None:
    """A number above or at 0 out of "3", "3.5", "3,5", "3/12"; else None."""
    match = re.match(r"\s*(\d{1,9}(?:[.,]\d{1,6})?)", str(text)) if text is not None else None
    return float(match[1].replace(",", ".")) if match else None
