"""What stands behind an audiobook's title and says of the recording how much of the book it reads."""

import re

_WORDS = (
    r"(?:un|non[- ])?abridged|(?:un)?gek(?:ü|ue?)rzt(?:e|es|er)?|(?:version |texte? )?int[ée]grale?|sin abreviar|"
    r"[íi]ntegro|versione integrale|ongekort|oavkortad|uforkortet|полная версия"
)
_ABRIDGED = re.compile(
    rf"\s*[(\[]\s*(?:{_WORDS})(?:\s+(?:edition|version|recording|audiobook|lesung|ausgabe|fassung|hörbuch))?\s*[)\]]|"
    rf"\s*(?:[,:–—]|\s-)\s*(?:{_WORDS})\s*$",
    re.I,
)


def without_abridged(title: str) -> str:
    """ "Harbours" of "Harbours (Unabridged)" or "Harbours [Ungekürzte Lesung]"."""
    return _ABRIDGED.sub("", title).strip() or title
