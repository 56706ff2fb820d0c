"""Which kind a wish says in other languages than English: by what it calls the thing, else by what one does with it."""

import re

from assistant.domain.entities import Kind
from assistant.language.foreign import is_foreign_wish, language_of
from assistant.language.normalise import fold

_THINGS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        Kind.BOOK,
        re.compile(
            r"\b(?:buch|bucher|buchern|buches|roman|romane|romanen|krimi|krimis|horbuch|lekture|livres?|romans?|polars?"
            r"|bouquins?|libros?|novelas?|libr[oi]|romanz[oi]|giall[oi]"
            r"|boek|boeken|\w+boek(?:en)?|verhaal|verhalen|stripboek|livros?|lektura)\b"
        ),
    ),
    (
        Kind.MUSIC,
        re.compile(
            r"\b(?:musik|lied|lieder|liedern|musikstuck\w*|song|songs|schallplatten?|musiques?|chansons?|morceaux?"
            r"|cancion|canciones|musica|canzon[ei]|bran[oi]|muziek|liedjes?|nummers?"
            r"|plaat|platen|musicas|cancoes|cancao)\b"
        ),
    ),
)
_DEEDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.BOOK, re.compile(r"\b(?:lesen|vorlesen|lire|leer|leggere|lezen|voorlezen|ler)\b")),
    (
        Kind.MUSIC,
        re.compile(
            r"\b(?:horen|anhoren|zuhoren|auflegen|abspielen|ecouter|escuchar|ascoltare|luisteren|ouvir|escutar)\b"
        ),
    ),
)


def is_kind_word(word: str) -> bool:
    """Whether a folded word of another language names a kind or what one does with it."""
    return any(words.fullmatch(word) for _, words in (*_THINGS, *_DEEDS))


def kind_abroad(text: str) -> Kind | None:
    """The kind that a text in another language speaks of: that of the thing it names first, else of the deed."""
    if not (is_foreign_wish(text) or language_of(text) not in ("", "en")):
        return None
    folded = fold(text)
    things = [(found.start(), kind) for kind, words in _THINGS if (found := words.search(folded))]
    if things:
        return min(things)[1]
    deeds = {kind for kind, words in _DEEDS if words.search(folded)}
    return deeds.pop() if len(deeds) == 1 else None
