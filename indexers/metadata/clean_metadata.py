"""Cleans what files say of themselves before anybody sees it."""

import re
from collections.abc import Iterable, Sequence

from assistant.language.normalise import fold

LONGEST_TITLE = 300
MOST_NAMES = 30

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff]")
_NEWLINES = re.compile(r"\r\n?|\u2028|\u2029|\x0b|\x0c|\x85")
_YEAR = re.compile(r"(?<!\d)(1\d{3}|20\d{2})(?=(?:(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?:\d{6})?)?(?!\d))")
_BEFORE_CHRIST = re.compile(
    r"\d\s*(?:b\.?\s?c\.?(?:\s?e\b\.?)?|v\.?\s?(?:chr|u\.?\s?z)\b|av\.?\s?j\.?\s?-?\s?c\b|a\.\s?(?:de\s)?c\.|до н)"
    r"(?!\w)",
    re.I,
)
_SUBJECT_SEPARATOR = re.compile(r"\s*(?:[;\n]|\|{2,3})\s*|\s+--\s+")
_OF_THE_PART_BEFORE = re.compile(
    r"^(?:ca\.\s*|b\.\s*|d\.\s*|active\s+)?\d{3,4}\??(?:\s*[-–]|$)|^\d{1,2}th cent|"
    r"\((?:[^()]*\b(?:fictitious|imaginary|legendary|mythological|character|spirit)\b[^()]*)\)$|^(?:Jr|Sr)\.?$",
    re.I,
)
_PAGES = re.compile(r"(\d{1,5})\s*(?:pages?|pp?\b|seiten|s\.|p[áa]ginas|pagine|с\.|стр|頁|ページ|页)", re.I)
_A_LIST = 2
"""Fields of subjects that make a list."""
_LONGEST_SUBJECT = 60
_SHELF_CODE = re.compile(r"[A-Z]{3}\d{6}")
"""By which the trade knows a shelf (BISAC), as FIC028000 is one for science fiction."""
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
    """Subjects, tags or keywords of fields: "sea, boats; Fiction -- History". What is very long is a sentence.

    A comma that belongs to a heading of libraries stays: "World War, 1939-1945", "Ramotswe, Precious (Fictitious
    character)".
    """
    return _as_subjects(
        part for text in texts for piece in _SUBJECT_SEPARATOR.split(text) for part in _at_commas(piece)
    )


def listed_subjects(subjects: Sequence[str]) -> tuple[str, ...]:
    """Subjects that come as a list, each by itself: one comma within is its own, as in "Detective stories, English"."""
    if len(subjects) < _A_LIST:
        return split_subjects(*subjects)
    pieces = [piece for subject in subjects for piece in _SUBJECT_SEPARATOR.split(subject)]
    return _as_subjects(part for piece in pieces for part in ([piece] if piece.count(",") < 2 else _at_commas(piece)))


def _as_subjects(parts: Iterable[str]) -> tuple[str, ...]:
    return clean_names(part for part in parts if len(part) <= _LONGEST_SUBJECT and not _SHELF_CODE.fullmatch(part))


def _at_commas(text: str) -> list[str]:
    """The parts between commas; dates and what stands in brackets belong to the part before."""
    found: list[str] = []
    for part in re.split(r"\s*,\s*", text):
        if found and _OF_THE_PART_BEFORE.search(part):
            found[-1] = f"{found[-1]}, {part}"
        else:
            found.append(part)
    return found


def natural(name: str) -> list[tuple[int, str]]:
    """What sorts page2 before page10."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d{1,9})", name.lower()) if part]


def find_year(text: object) -> int | None:
    """The first four-digit year in a date, whatever its form; None if there is none, or if it lies before Christ."""
    match = _YEAR.search(str(text)) if text else None
    return int(match[1]) if match and not is_before_christ(str(text)) else None


def is_before_christ(date: str) -> bool:
    """Whether a date says so: "1999 BC", "44 v. Chr."."""
    return bool(_BEFORE_CHRIST.search(date))


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


def page_count(text: object) -> int | None:
    """Pages out of "320 pages", "xii, 320 p.", "S. 320" or a bare number; None for what states none."""
    line = clean_line(str(text)) if text is not None else ""
    match = _PAGES.search(line) or re.fullmatch(r"(\d{1,5})", line)
    return int(match[1]) or None if match else None


def positive_number(text: object) -> float | None:
    """A number above or at 0 out of "3", "3.5", "3,5", "3/12"; else None."""
    match = re.match(r"\s*(\d{1,9}(?:[.,]\d{1,6})?)", str(text)) if text is not None else None
    return float(match[1].replace(",", ".")) if match else None
