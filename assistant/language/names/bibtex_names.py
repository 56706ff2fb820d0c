"""Names in BibTeX and BibLaTeX fields."""

import re

from assistant.language.people import SUFFIX, distinct, people

_AND = re.compile(r"\s+and\s+", re.I)
_OTHERS = re.compile(r"^\W*(?:others|et\.?\s+al)\W*$", re.I)
_PART = re.compile(r"\s*(given|prefix|family|suffix)(?:-i)?\s*=\s*(.*)", re.I)


def bibtex_people(value: str) -> tuple[str, ...]:
    """The names of a BibTeX field whose braces still stand: parted by " and " outside of braces, which protect a name.

    "von Last, Jr, First" is BibTeX's own order; "others" stands for the rest.
    """
    names = [name for name in _outside_braces(value, _AND) if not _OTHERS.match(name)]
    return distinct(one for name in names for one in _from_field(name))


def _from_field(name: str) -> tuple[str, ...]:
    """Mostly one; some write semicolons for "and"."""
    if len(_outside_braces(name, re.compile(";"))) > 1:
        return people(name.replace("{", "").replace("}", ""))
    return (_from_bibtex(name),)


def _from_bibtex(name: str) -> str:
    if name.startswith("{") and _outside_braces(name[1:-1] if name.endswith("}") else name, re.compile("}")) != [""]:
        inner = name.strip()
        if inner.endswith("}") and inner.count("{") == inner.count("}") and _closes_at_end(inner):
            return inner.replace("{", "").replace("}", "")
    if stated := _stated(name):
        return stated
    parts = [part.replace("{", "").replace("}", "").strip() for part in _outside_braces(name, re.compile(r"\s*,\s*"))]
    parts = [part for part in parts if part]
    if len(parts) == 3 and SUFFIX.match(parts[1]):
        return f"{parts[2]} {parts[0]}, {parts[1]}"
    if len(parts) == 2 and not SUFFIX.match(parts[1]):
        return f"{parts[1]} {parts[0]}"
    return ", ".join(parts)


def _stated(name: str) -> str:
    """ "family=Berg, given=Jan, prefix=van der", as BibLaTeX writes a name in parts."""
    matches = [
        _PART.fullmatch(part.replace("{", "").replace("}", "")) for part in _outside_braces(name, re.compile(","))
    ]
    found = {match[1].lower(): match[2].strip(' "') for match in matches if match}
    if "family" not in found or not all(matches):
        return ""
    last = " ".join(filter(None, (found.get("given"), found.get("prefix"), found["family"])))
    return f"{last}, {found['suffix']}" if found.get("suffix") else last


def _closes_at_end(text: str) -> bool:
    """Whether the brace that opens a text closes only at its end."""
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter == "{") - (letter == "}")
        if depth == 0:
            return place == len(text) - 1
    return False


def _outside_braces(text: str, separator: re.Pattern[str]) -> list[str]:
    parts, start, depth, place = [], 0, 0, 0
    while place < len(text):
        match = separator.match(text, place) if depth == 0 else None
        if match and match.end() > place:
            parts.append(text[start:place].strip())
            start = place = match.end()
            continue
        depth = max(0, depth + (text[place] == "{") - (text[place] == "}"))
        place += 1
    return [*parts, text[start:].strip()]
