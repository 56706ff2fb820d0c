"""Cutting text into sentences, whole or while it streams in.

Three modules cut for a purpose of their own, and their results hang on it: recommend/text/passages splits blurbs that
lost their blanks, promotional_text puts back together what it keeps, small_talk keeps every place in the text.
"""

import re

_END = re.compile(r"[.!?…]+[\"”’)\]»]*(?=\s+|$)|\n+")
_SHORTENED = frozenset({
    "mr", "mrs", "ms", "dr", "st", "prof", "vol", "no", "op", "jr", "sr", "vs", "etc", "feat", "ft", "e.g",
    "i.e", "ed", "p", "pp", "cf", "approx",
})  # fmt: skip
_MONTHS = frozenset({
    "januar", "jänner", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober",
    "november", "dezember", "jahrhundert",
})  # fmt: skip
"""What an ordinal of German stands before: “bis zum 1. Juni” is no end."""
_PAIRS = (("“", "”"), ("(", ")"), ("«", "»"))


def split_sentences(text: str) -> list[str]:
    """Sentences of a text in order. Initials, short forms and quotations do not end one."""
    stream = SentenceStream()
    return [*stream.feed(text), *stream.rest()]


class SentenceStream:
    """Collects pieces of text and gives sentences back as soon as each is complete."""

    def __init__(self) -> None:
        self._held = ""

    def feed(self, piece: str) -> list[str]:
        """Takes the next piece; returns the sentences that are complete now."""
        self._held += piece
        found = []
        while (end := self._first_end()) is not None:
            sentence, self._held = self._held[:end].strip(), self._held[end:].lstrip()
            if sentence:
                found.append(sentence)
        return found

    def rest(self) -> list[str]:
        """What is left at the end of the text, as one sentence."""
        sentence, self._held = self._held.strip(), ""
        return [sentence] if sentence else []

    def _first_end(self) -> int | None:
        for match in _END.finditer(self._held):
            if not match.group().startswith("\n") and not self._held[match.end() :].strip():
                return None  # more may follow: "3." may become "3.5", and "Me.”" may go on
            if self._is_end(match):
                return match.end()
        return None

    def _is_end(self, match: re.Match[str]) -> bool:
        before = self._held[: match.start()]
        whole = self._held[: match.end()]
        if match.group().startswith("\n"):
            return True
        if any(whole.count(opening) > whole.count(closing) for opening, closing in _PAIRS) or whole.count('"') % 2:
            return False
        last = re.split(r"[\s(“\"]", before)[-1]
        if match.group() == "." and (
            last.casefold() in _SHORTENED or re.fullmatch(r"(?:\w\.)*\w", last) and last.isupper()
        ):
            return False
        following = self._held[match.end() :].lstrip()
        if match.group() == "." and last.isdigit() and len(last) <= 2 and _first_word(following) in _MONTHS:
            return False
        return not following or not following[0].islower()


def _first_word(text: str) -> str:
    found = re.match(r"\w+", text)
    return found.group().casefold() if found else ""
