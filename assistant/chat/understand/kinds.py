"""Which kind a wish says in other languages than English: by what it calls the thing, else by what one does with it."""

import re

from assistant.domain.entities import Kind
from assistant.language.foreign import is_abroad
from assistant.language.normalise import fold

_THINGS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        Kind.BOOK,
        re.compile(
            r"\b(?:buch|bucher|buchern|buches|roman|romane|romanen|krimi|krimis|horbuch|lekture|livres?|romans?|polars?"
            r"|bouquins?|libros?|novelas?|libr[oi]|romanz[oi]|giall[oi]"
            r"|boek|boeken|\w+boek(?:en)?|verhaal|verhalen|stripboek|livros?|lektur\w*"
            r"|ksiaz[ek]\w*|powiesc\w*|kryminal(?:y|u|ow|em)?|opowiadani\w*"
            r"|\w*bok(?:en)?|\w*bocker(?:na)?|romanen|romaner|\w*deckare|novell(?:er)?)\b"
        ),
    ),
    (
        Kind.MUSIC,
        re.compile(
            r"\b(?:musik|lied|lieder|liedern|musikstuck\w*|song|songs|schallplatten?|musiques?|chansons?|morceaux?"
            r"|cancion|canciones|musica|canzon[ei]|bran[oi]|muziek|liedjes?|nummers?"
            r"|plaat|platen|musicas|cancoes|cancao|muzyk[aieo]?|piosen\w+|utwor\w*|plyt[aye]?|kolysank\w*"
            r"|musiken|musikstycke\w*|laten|latar(?:na)?|(?:en|nagon) lat|sanger(?:na)?|skiv(?:a|or))\b"
        ),
    ),
)
_DEEDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        Kind.BOOK,
        re.compile(
            r"\b(?:lesen|vorlesen|lire|leer|leggere|lezen|voorlezen|ler|(?:po|prze)?czytac|czytania|lasa|lasning)\b"
        ),
    ),
    (
        Kind.MUSIC,
        re.compile(
            r"\b(?:horen|anhoren|zuhoren|auflegen|abspielen|ecouter|escuchar|ascoltare|luisteren|ouvir|escutar"
            r"|(?:po)?sluchac|sluchania|zagraj|lyssna|spela)\b"
        ),
    ),
)


def is_kind_word(word: str) -> bool:
    """Whether a folded word of another language names a kind or what one does with it."""
    return any(words.fullmatch(word) for _, words in (*_THINGS, *_DEEDS))


def kind_abroad(text: str, whole: str = "") -> Kind | None:
    """The kind that a text in another language speaks of: that of the thing it names first, else of the deed.
    `whole`: the longer text that it is a part of."""
    if not is_abroad(whole or text):
        return None
    folded = fold(text)
    things = [(found.start(), kind) for kind, words in _THINGS if (found := words.search(folded))]
    if things:
        return min(things)[1]
    deeds = {kind for kind, words in _DEEDS if words.search(folded)}
    return deeds.pop() if len(deeds) == 1 else None
