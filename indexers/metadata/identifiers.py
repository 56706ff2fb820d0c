"""Finds and checks identifiers: ISBN, DOI."""

import re

_ISBN = re.compile(r"(?<![\dX-])(97[89][-– ]?(?:\d[-– ]?){9}\d|(?:\d[-– ]?){9}[\dXx])(?![\dX])")
_ISBN_LABEL = re.compile(r"\bISBN(?:-1[03])?(?:\s*\([^)]{0,40}\))?[\s:.#]*([-–\dXx ]{10,24})", re.I)
_DOI = re.compile(r"\b(10\.\d{4,9}/[^\s\"'<>{}|\\^`]{2,200})")


def isbn13(text: str) -> str:
    """The 13 digits of a valid ISBN-10 or ISBN-13 in any spelling; empty if there is none.

    Check digits by ISO 2108: weights 10…1 modulo 11, weights 1, 3 modulo 10.
    """
    match = _ISBN.search(text)
    if not match:
        return ""
    digits = re.sub(r"[^\dX]", "", match[1].upper())
    if len(digits) == 10:
        values = [10 if character == "X" else int(character) for character in digits]
        if sum(weight * value for weight, value in zip(range(10, 0, -1), values, strict=True)) % 11:
            return ""
        digits = "978" + digits[:9]
        return digits + str(-_weighted(digits) % 10)
    return digits if digits.isdigit() and _weighted(digits) % 10 == 0 else ""


def _weighted(digits: str) -> int:
    return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))


def isbns_in(text: str) -> tuple[str, ...]:
    """ISBNs that a text names as such ("ISBN 978-…"), each once, as 13 digits."""
    found = (isbn13(match[1]) for match in _ISBN_LABEL.finditer(text))
    return tuple(dict.fromkeys(number for number in found if number))


def doi_in(text: str) -> str:
    """The first DOI in a text, lower case; empty if there is none."""
    match = _DOI.search(text)
    return match[1].rstrip(".,;:)]").lower() if match else ""


def identifier(scheme: str, value: str) -> tuple[str, str] | None:
    """(scheme, value) in our spelling for what a file states; None for what identifies nothing."""
    scheme, value = scheme.strip().lower(), value.strip()
    lowered = value.lower()
    if "isbn" in scheme or lowered.startswith("urn:isbn:") or lowered.startswith("isbn"):
        number = isbn13(value)
        return ("isbn", number) if number else None
    if not scheme and (number := isbn13(value)) and len(re.sub(r"[^\dXx]", "", value)) == len(value.replace("-", "")):
        return ("isbn", number)
    if "doi" in scheme or lowered.startswith(("doi:", "urn:doi:", "https://doi.org/", "http://dx.doi.org/")):
        found = doi_in(value)
        return ("doi", found) if found else None
    for known in ("goodreads", "google", "asin", "amazon", "oclc", "lccn", "barnesnoble"):
        if known in scheme and re.fullmatch(r"[\w-]{3,40}", value):
            return ("asin" if known == "amazon" else known, value)
    return None
