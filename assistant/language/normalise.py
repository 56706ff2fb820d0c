"""Folding and cutting of text, the same for titles, statements and requests, so that they can be compared."""

import re
import unicodedata
from dataclasses import dataclass

_LETTERS = r"(?:[^\W_][\u0300-\u036f]*)+"
_WORD = re.compile(rf"{_LETTERS}(?:['’ʼ`´]{_LETTERS})*['’ʼ]?")
_APOSTROPHES = re.compile(r"['’ʼ`´]")
_WITHIN = re.compile(r"(?<=\w)[’ʼ`´′＇‛](?=\w)")
_CLITICS = re.compile(r"(?<=\w)['’]s\b|\b(?:[ldnmtsj]|qu|(?:de|a|ne|da|su)ll|un)['’](?=\w)", re.IGNORECASE)
_STROKES = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})
"""Letters that Unicode does not take apart, though people type them so."""
_CONTROL_TOKEN = re.compile(
    r"<\|[^<>|]{0,40}\|>|</?s>|\[/?INST\]|<<?/?SYS>>?|<(?:start|end)_of_turn>|<\|?eot_id\|?>", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it stands in a text (`start`, `end` in characters) and its folded form."""

    folded: str
    start: int
    end: int


def fold(text: str) -> str:
    """Lower case, without accents, punctuation and apostrophes; words separated by one space."""
    if "&" in text:
        return " ".join(token.folded for token in tokenise(text))
    # The same without places, in a third of the time: a library is folded whole, and every candidate of a turn.
    words = _WORD.findall(text)
    if text.isascii():
        return _APOSTROPHES.sub("", " ".join(words)).lower()
    return " ".join(filter(None, map(fold_word, words)))


def one_apostrophe(text: str) -> str:
    """The text with the same apostrophe inside all words, however it was typed. As long as before."""
    return _WITHIN.sub("'", text)


def without_clitics(text: str) -> str:
    """The text without what an apostrophe hangs on a word: "piano" of "piano's", "amour" of "l'amour"."""
    return _CLITICS.sub("", text)


def plain(text: str) -> str:
    """Lower case without accents; everything else stays where it is."""
    if text.isascii():
        return text.lower()
    # Taken apart first: a letter of a special form ("ℌ", "™") has a lower case only then.
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold()


def fold_word(word: str) -> str:
    """One word in lower case, without accents and apostrophes."""
    bare = _APOSTROPHES.sub("", word)
    if bare.isascii():
        return bare.lower()
    return plain(bare.casefold().translate(_STROKES))


def tokenise(text: str) -> list[Token]:
    """The words of a text in order, with their places. An ampersand counts as "and"."""
    tokens = [Token(fold_word(match.group()), match.start(), match.end()) for match in _WORD.finditer(text)]
    if "&" in text:
        alone = [at for at, letter in enumerate(text) if letter == "&" and _stands_alone(text, at)]
        tokens += [Token("and", at, at + 1) for at in alone]
        tokens.sort(key=lambda token: token.start)
    return [token for token in tokens if token.folded]


def _stands_alone(text: str, at: int) -> bool:
    return text[at - 1 : at] in ("", " ") and text[at + 1 : at + 2] in ("", " ")


def flatten(text: str, limit: int = 300) -> str:
    """Text from a file made harmless for a prompt or one line of a reply.

    Control characters, directional marks and control tokens of chat templates go, white space becomes single blanks,
    and what is longer than `limit` characters is cut at a word.
    """
    for _ in range(3):  # taking one token out may put another together
        text = _CONTROL_TOKEN.sub(" ", text)
    kept = "".join(letter if _is_plain(letter) else " " for letter in text)
    line = " ".join(kept.split())
    if len(line) <= limit:
        return line
    return line[:limit].rsplit(" ", 1)[0].rstrip(" ,;:–-.…") + "…"


def _is_plain(letter: str) -> bool:
    return unicodedata.category(letter)[0] != "C"


def blanked(text: str, start: int, end: int) -> str:
    """The text with blanks for the words that stand at these places of its folded form."""
    at = 0
    letters = list(text)
    for token in tokenise(text):
        if at < end and at + len(token.folded) > start:
            letters[token.start : token.end] = " " * (token.end - token.start)
        at += len(token.folded) + 1
    return "".join(letters)
