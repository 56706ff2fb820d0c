"""Which disc of a work a name speaks of: "Harbours (Disc 1)", "Harbours CD2", a folder "CD 1"."""

import re

_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}
_MEDIUM = r"(?:dis[ck]|cd|dvd|disque|(?<=[\[({])disco|диск|platte|schijf|ディスク)"
_NUMBER = rf"(?P<number>\d{{1,2}}|{'|'.join(_WORDS)})"
_DISC = re.compile(
    rf"(?:^|[\s\-–—:,.]+(?=[\[({{]|{_MEDIUM})|(?<=\w)(?=[\[({{]))[\[({{]?\s*{_MEDIUM}[\s#.:_-]*(?:no\.?\s*)?{_NUMBER}"
    r"(?:\s*(?:of|/|von|de|sur)\s*\d{1,2})?(?:\s*[:\-–]\s*[^\[\](){}]*)?\s*(?:$|[\])}](?P<rest>(?:\s*[\[(][^\[\]()]*[\])])*)\s*$)",
    re.I,
)


def split_disc(name: str) -> tuple[str, int | None]:
    """("Harbours", 2) for "Harbours [CD2: Live]"; the name itself and None for what names no disc. A folder that is
    nothing but a disc gives an empty name."""
    match = _DISC.search(name)
    if match is None:
        return name, None
    number = match["number"].lower()
    rest = match["rest"] or ""
    return name[: match.start()].rstrip(" -–—:,") + rest, int(number) if number.isdigit() else _WORDS[number]
