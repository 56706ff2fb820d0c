"""Tells the names of people and bodies from what programs put where an author belongs."""

import re
from collections.abc import Iterable

from assistant.language.people import natural_order, people
from indexers.metadata.clean_metadata import clean_line, clean_names, word_set

_NOBODY = word_set(
    "user admin administrator author authors unknown owner root default anonymous none null hp dell lenovo acer asus",
    "pc windows adobe microsoft apple user1 guest gast test tester temp sample example xyz abc asdf n/a na nil tbd",
    "various student staff labs lab office home bibliotheque bibliothèque library secretary secretariat inconnu",
    "desconocido unbekannt sconosciuto неизвестно неизвестный автор 未知 不明 佚名 benutzer utilisateur usuario utente",
    "gebruiker пользователь администратор calibre kindle",
) | {
    "unknown author", "author unknown", "unbekannter autor", "auteur inconnu", "autor desconocido", "no author",
    "author name", "your name", "my name", "first last", "firstname lastname", "not specified", "not available",
    "a other", "an other", "a. n. other", "pdf-author", "python-docx", "apache poi", "openpyxl", "the author",
}  # fmt: skip # no words
_SOMEBODYS_MACHINE = re.compile(
    r"\b(?:user|users|benutzer|utilisateur|usuario|utente|gebruiker|użytkownik|uživatel|пользователь|customer|"
    r"(?:valued )?customer|preferred|registered owner|authorized|anwender|besitzer)\d*$|ユーザー|用户|使用者|사용자",
    re.I,
)
_PROGRAM = re.compile(
    r"^(?:(?:microsoft|ms)?\s*(?:office\s*)?(?:word|excel|powerpoint|publisher|visio|onenote|office)|"
    r"adobe\s+(?:acrobat|indesign|illustrator|photoshop|pdf|framemaker|pagemaker|distiller|livecycle|reader).*|acrobat.*|"
    r"(?:pdf|xe|lua|la)*tex.*|(?:libre|open|star|soft)\s?office.*|(?:gnu\s+)?ghostscript.*|quarkxpress.*|framemaker.*|"
    r"pages|keynote|numbers|canva|google docs.*|wkhtmltopdf.*|reportlab.*|pypdf.*|itext.*|[ft]cpdf.*|pandoc.*|"
    r"scribus.*|inkscape.*|gimp.*|coreldraw.*|imagemagick.*|prince(?:xml)?(?:\s+\d.*)?|quartz.*|skia.*|chromium.*|docutils.*|sphinx.*|"
    r"asciidoctor.*|abbyy.*|omnipage.*|nuance.*|foxit.*|nitro.*|pdfcreator.*|primopdf.*|dopdf.*|cutepdf.*|sigil.*|calibre.*|"
    r"(?:hp|canon|epson|xerox|ricoh|brother|konica|kyocera|fujitsu)\s.*(?:scan|jet|print|copier|device).*|scan(?:ner|ned).*)"
    r"(?:\s+(?:for\s+)?(?:\d[\d.]*|mac|windows|20\d\d))*$",
    re.I,
)
_ADDRESS = re.compile(r"@|https?:|^\W*$|^\d+$")
_ACCOUNT = re.compile(
    r"^(?:[a-z][a-z0-9_.$-]*|[A-Za-z]+[._][A-Za-z0-9._]+|[A-Za-z]+\d[A-Za-z0-9]*|[A-Z]{1,2}[A-Z][a-z]+|"
    r"[A-Z]{1,3}-[A-Z]{1,3}|[A-Z]+\d+[A-Z0-9]*)$"
)
"""How people are called at work by their machines: pavel, jane.doe, DPerrone, EJ04325S. "McCartney" is a name."""
_MAC = re.compile(r"^(?:Ma?c|De|Di|La|Le|Van|O)[A-Z][a-z]+$")


_NOT_TOLD = word_set(
    "unknown n/a none null inconnu desconocido desconhecido unbekannt sconosciuto onbekend okänd ukendt nieznany",
    "неизвестно неизвестен 未知 不明 佚名",
) | {"unknown author", "unknown artist", "author unknown", "unbekannter autor", "unbekannter interpret",
     "auteur inconnu", "artiste inconnu", "autor desconocido", "autore sconosciuto",
     "not specified"}  # fmt: skip # no words
"""What other programs write for nobody; "Anonymous" and "Various" are answers."""


_NO_TITLE = _NOT_TOLD | word_set("untitled unbenannt") | {
    "unknown title", "unknown track", "unknown song", "unknown book", "unbekannter titel", "titre inconnu",
    "sin título",
    "no title", "ohne titel", "sans titre",
}  # fmt: skip # no words


def is_title(title: str) -> bool:
    """Whether another program knows a title, and writes no word for knowing none."""
    return title.strip(" .<>[]()").casefold() not in _NO_TITLE


def told_publisher(text: str) -> str:
    """A publisher as a file or another program knows it; empty for its words for not knowing one."""
    return " ".join(told_names([clean_line(text, 200)]))


def told_names(names: Iterable[str]) -> tuple[str, ...]:
    """Names as another program knows them, without its words for not knowing one."""
    return tuple(name for name in names if name.strip(" .<>[]()").casefold() not in _NOT_TOLD)


def stated_names(names: Iterable[str]) -> tuple[str, ...]:
    """Names of authors as a book states them, without placeholders and programs; a pen name may look like anything."""
    return clean_names(name for name in names if not _is_nobody(name))


def sane_names(names: Iterable[str]) -> tuple[str, ...]:
    """People's names in natural order as an office program filled them in, without accounts, addresses and programs.

    A program fills in one account; where there are several names, a person listed them.
    """
    kept = [name for name in stated_names(names) if not _ADDRESS.search(name)]
    if len(kept) == 1 and _is_account(kept[0]):
        return ()
    return clean_names(natural_order(name) for name in kept)


def sane_people(text: str) -> tuple[str, ...]:
    """sane_names of a field that may name several, or a program whose name would come apart."""
    return () if _is_nobody(text) else sane_names(people(text))


def _is_nobody(name: str) -> bool:
    plain = " ".join(name.split()).strip(" .,;:*?-_()[]<>\"'").casefold()
    return plain in _NOBODY or bool(_PROGRAM.match(plain))


def _is_account(name: str) -> bool:
    plain = name.strip()
    return bool(_SOMEBODYS_MACHINE.search(plain)) or bool(_ACCOUNT.match(plain) and not _MAC.match(plain))
