"""Splits a field that names several people. One place for the whole program: readers and importers alike."""

import re
from collections.abc import Iterable, Iterator, Sequence

from assistant.language.names.cased import cased
from assistant.language.names.given_names import are_given_names
from assistant.language.normalise import plain

MOST_PEOPLE = 30
_LONGEST = 200
"""Letters of one name."""
_HARD = re.compile(r"\s*(?:[;|\n\r\t\0]|、|；|，)+\s*")
_AND = re.compile(r",?\s+(?:and|&|und|et|och|og|en|with|avec|mit|con)\s+|\s*&\s+|\s+&\s*|,\s*(?:and|&)\s*", re.I)
_SHORT_AND = re.compile(r"\s+(?:y|e|i)\s+")
"""These also stand within Spanish and Portuguese names: "José Ortega y Gasset"."""
_SLASH = re.compile(r"\s*/\s*")
_OTHERS = re.compile(
    r"(?:[\s,;&+(\[]|\b(?:and|und|et|y|e)\b)*\b(?:et\s+al(?:ii|\.|\b)|and\s+others|and\s+more|others$|al\.|"
    r"u\.\s?a\.|und\s+andere|et\s+autres|et\s+coll\.|y\s+otros|e\s+altri|e\s+outros|"
    r"\d+\s+(?:others?|more|andere|weitere|autres|otros|más|altri|outros|mais)\b)\.?[\s)\]]*$",
    re.I,
)
_END = 60
"""Characters that the rest of the names take at most."""
SUFFIX = re.compile(
    r"^(?:jr|sr|junior|senior|i{2,3}|iv|vi{1,3}|[2-9](?:nd|rd|th)|esq|inc|ltd|llc|llp|l\.p|co|corp|plc|gmbh|ag|s\.?r\.?l|"
    r"b\.v|pty|e\.\s?v|pere|fils|the elder|the younger)\.?$",
    re.I,
)
_SUFFIXED = re.compile(r"(\S.*)\s+((?:jr|sr)\.?|i{2,3}|iv)$", re.I)
_DEGREE = re.compile(
    r"^(?:ph\.?\s?d|m\.?\s?d|d\.?\s?d\.?\s?s|d\.?\s?phil|j\.?\s?d|m\.?\s?a|m\.?\s?sc|b\.?\s?a|ll\.?\s?[bdm]|m\.?\s?b\.?\s?a|"
    r"ed\.?\s?d|psy\.?\s?d|r\.?\s?n|d\.?\s?v\.?\s?m|m\.?\s?p\.?\s?h|m\.?\s?f\.?\s?a|c\.?\s?p\.?\s?a|dr|prof|rev|s\.?\s?j|"
    r"o\.?\s?p|o\.?\s?f\.?\s?m|o\.?\s?s\.?\s?b|[cmo]\.?\s?b\.?\s?e|f\.?\s?r\.?\s?s)\.?$",
    re.I,
)
"""After a whole name only: "Holm, M. A." are initials."""
_PARTICLES = re.compile(
    r"^(?:l[ea]s?|d(?:e|el|ella|elle|ello|ei|i|a|as|o|os|u|es|en|er)|v[ao]n|vom|zu[mr]?|ter|ten|te|st\.?|saint|ma?c|al|el|"
    r"bin|ibn|ben|bar|abu|af|av|[odl]['’].*|ó|ní)$",
    re.I,
)
_BEHIND = re.compile(r" (?:v[ao]n|d[aeiu]|de[lnr]|d[ao]s|l[ae]|of|zu|af|av)$")
"""Particles that stand behind the first name where the last one comes first."""
_BODY = re.compile(
    r"\b(?:universit\w+|institut\w*|societ\w+|association|committee|commission|council|department|ministry|ministerium|"
    r"office|board|bureau|agency|press|verlag|publish\w+|foundation|stiftung|museum|library|college|academy|"
    r"akademie|compan(?:y|ies)|corporation|group|team|project|center|centre|club|union|federation|organi[sz]ation|"
    r"conference|editors|network|associates|inc|ltd|llc|gmbh|verein)\b",
    re.I,
)
"""What only the name of a body holds: such names have commas and "and" of their own."""
_FOR = re.compile(r"(?:^|\s)(?:of|for|für|pour|para|per)\s")
_ROLES = (
    r"author|writer|autor\w*|auteur|verfasser\w*|translat\w+|übersetz\w+|uebersetz\w+|übers|traduct\w+|traduit\w*|trad|"
    r"tradutor\w*|traduttore|edit\w+|herausgeber\w*|hrsg|hg|éditeur|ed|eds|illustrat\w+|ill|illus|narrat\w+|narrador\w*|"
    r"reader|read\s+by|sprecher\w*|gelesen\s+von|lu\s+par|foreword\w*|introduction\w*|preface\w*|vorwort\w*|afterword\w*|"
    r"contributor\w*|compil\w+|photograph\w+|cover\w*|colou?rist|letterer|inker|penciller|artist|series\s+editor\w*"
)
_BRACKETED_ROLE = re.compile(
    rf"\s*[(\[]\s*({_ROLES})\b[^)\]]*[)\]]\s*$|(?:\s*,|\s+[-–—])\s+(translator|editor|illustrator|narrator)s?$", re.I
)
_AFTER_ROLE = re.compile(rf"([(\[]\s*(?:{_ROLES})\b[^)\]]*[)\]])\s*,", re.I)
_LIFE = re.compile(
    r",\s*(?:(?:ca|b|d|fl)\.\s*|active\s+)?\d{3,4}\??\s*(?:[-–]\s*(?:\d{3,4}\??)?)?\.?(?=\s*(?:$|[(\[]))"
)
"""The dates that libraries put behind a name: "Holm, Vera, 1950-"."""
_ON_A_SITE = re.compile(r"\s*\((?:goodreads|librarything|amazon|storygraph)\s+author\)", re.I)
_LEADING_ROLE = re.compile(
    r"^\s*(?:translated|illustrated|narrated|edited|read|übersetzt|illustriert|gelesen|herausgegeben|traduit|illustré)"
    r"(?:\s+from\s+\S+(?:\s+\S+)?)?\s+(?:by|von|par)\s+|^\s*(?:tr|trans|trad|ill|illus|hrsg)\.\s+(?:by|von|par\s+)?",
    re.I,
)
_AUTHORS = re.compile(r"^(?:author|writer|artist|autor|auteur|verfasser)", re.I)
_EDITORS = re.compile(r"^(?:edit|herausgeber|hrsg|hg|éditeur|eds?\b)", re.I)
_BY = re.compile(r"^\s*(?:by|written by|par)\s+", re.I)
_INITIALS = re.compile(r"^(?:[^\W\d_]\.[\s-]*){1,4}$|^[^\W\d_](?:[\s-][^\W\d_])*$|^[A-Z]{2,3}$")
_BEHIND_ARTICLE = re.compile(r"^([^,]+), (the|die|der|das|les|los|las)$", re.I)
"""A band as it is sorted: "Pilots, The"."""
_FEATURED = re.compile(r"\s*[(\[]?\s*\b(?:feat|ft|featuring)\b\.?\s.*$", re.I)
_MARKUP = re.compile(r"</?[a-z]{1,6}>", re.IGNORECASE)


def people(text: str, *, listed: bool = False) -> tuple[str, ...]:
    """The people that a field names, in natural order; those who only translated, edited or the like are left out.

    `listed`: the source parts names by commas and writes them in natural order. Otherwise "Le Guin, Ursula K." is one.
    """
    parted = _AFTER_ROLE.sub(r"\1;", _without_others(_MARKUP.sub("", text).strip()))
    named = [_LIFE.sub("", _ON_A_SITE.sub("", part.strip())) for part in _HARD.split(parted) if part.strip()]
    return distinct(_authors([one for part in named for one in _with_roles(part, listed)]))


def people_of(names: Iterable[object]) -> tuple[str, ...]:
    """A ready-made list of names: none is split, each is put into natural order."""
    named = _authors([_role(_without_others(str(one))) for one in names if one])
    return distinct(natural_order(_LIFE.sub("", name)) for name in named)


def _without_others(text: str) -> str:
    """A field without "et al." and "and 3 others" at its end, which alone is looked at."""
    end = max(0, len(text) - _END)
    return text[:end] + _OTHERS.sub("", text[end:])


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Names on one line each, without repetitions, at most MOST_PEOPLE; people's in capitals as they are written."""
    lines = (cased(" ".join(name.split())[:_LONGEST].strip(" ,;")) for name in names)
    return tuple(dict.fromkeys(line for line in lines if line))[:MOST_PEOPLE]


def performers(artist: str) -> tuple[str, ...]:
    """Whom a piece of music is by, as one name: guests ("feat. …") are left out, and bands keep their "and"."""
    return distinct([_BEHIND_ARTICLE.sub(r"\2 \1", _FEATURED.sub("", artist) or artist)])


def natural_order(name: str) -> str:
    """ "Le Guin, Ursula K." as "Ursula K. Le Guin", "King, Jr., Martin" as "Martin King, Jr."; others as they stand."""
    parts = _with_suffixes(name)
    if len(parts) != 2 or _is_body(name) or len(parts[1].split()) > 4 or not parts[0].strip():
        return name.strip()
    last, comma, suffix = parts[0].partition(",")
    first, more, honour = parts[1].partition(",")
    if match := _SUFFIXED.match(first.strip()):
        # "Holm, Piet Jr."
        first, suffix, comma = match[1], f" {match[2]}{suffix}", ""
    return cased(f"{first.strip()} {last.strip()}{comma}{suffix}{more}{honour}", person=True)


def _authors(roles: Sequence[tuple[str, str]]) -> list[str]:
    """Names without the roles that stand with them: those of authors, or of editors where there are none."""
    authors = [name for name, role in roles if not role]
    return authors or [name for name, role in roles if _EDITORS.match(role)]


def _with_roles(part: str, listed: bool) -> list[tuple[str, str]]:
    """The people of a part; a role that ends it is that of the last of them, one that begins it is everybody's."""
    name, role = _role(part)
    named = [_role(one) for one in _in_part(name, listed)]
    if part.endswith(name):
        return [(one, own or role) for one, own in named]
    return [*named[:-1], *((one, own or role) for one, own in named[-1:])]


def _role(name: str) -> tuple[str, str]:
    """(name, role); the role of an author is empty."""
    if match := _LEADING_ROLE.match(name):
        return name[match.end() :], match[0].strip()
    if match := _BRACKETED_ROLE.search(name):
        role = match[1] or match[2]
        return name[: match.start()], "" if _AUTHORS.match(role) else role
    return _BY.sub("", name), ""


def _in_part(part: str, listed: bool) -> Iterator[str]:
    if _is_body(part) and not (listed and "," in part and not _FOR.search(part)):
        yield part
        return
    for piece in _parted_by_words(part):
        yield from _parted_by_commas(piece, listed)


def _is_body(name: str) -> bool:
    """Whether a field is the name of a body, such as "Board of Lights and Buoys"."""
    return bool(_BODY.search(name)) or bool(
        _FOR.search(name) and not re.search(r"\bof\s+[A-Z]\w+\s*(?:,|and|&|$)", name)
    )


def _parted_by_words(part: str) -> list[str]:
    """At "and", "&" and "/"; two bare words on both sides are a band or a firm: "Hall & Oates"."""
    pieces = [piece for piece in _AND.split(part) if piece.strip()]
    if len(pieces) > 1 and all(len(piece.split()) == 1 and "," not in piece for piece in pieces):
        return [part]
    if len(pieces) == 2 and " " not in pieces[0] and re.fullmatch(r"[^\W\d_]+ [^\W\d_]+", pieces[1]):
        # Two of one family: "Jacob and Wilhelm Grimm".
        pieces[0] = f"{pieces[0]} {pieces[1].split()[1]}"
    return [one for piece in pieces for two in _by_slash(piece) for one in _by_short_words(two)]


def _by_slash(piece: str) -> list[str]:
    parts = _SLASH.split(piece)
    return parts if len(parts) > 1 and any(" " in part or len(part) > 3 for part in parts) else [piece]


def _by_short_words(piece: str) -> list[str]:
    parts = _SHORT_AND.split(piece)
    return parts if all(len(part.split()) > 1 for part in parts) else [piece]


def _parted_by_commas(piece: str, listed: bool) -> list[str]:
    parts = _with_suffixes(piece)
    if len(parts) == 2:
        alone = all(" " not in _base(part) for part in parts) or (not listed and " " not in _base(parts[0]))
        return [natural_order(piece)] if alone or _is_inverted(parts[0], parts[1], listed) else parts
    if len(parts) > 2 and len(parts) % 2 == 0 and ((not listed and _are_pairs(parts)) or _are_told_pairs(parts)):
        pairs = zip(parts[::2], parts[1::2], strict=True)
        return [f"{first} {last}" for last, first in pairs]
    if len(parts) > 2 and _begins_inverted(parts, listed):
        # "Holm, Vera, Piet Aas": the first alone is put before its name.
        return [natural_order(", ".join(parts[:2])), *parts[2:]]
    several = len(parts) > 1 and (listed or all(" " in _base(part) for part in parts))
    return parts if several else [piece]


def _begins_inverted(parts: Sequence[str], listed: bool) -> bool:
    """Whether only the first of several people has the last name first: "García Lorca, Federico, Piet Aas"."""
    bare = not listed and all(" " not in _base(part) for part in parts[:2])
    told = " " in _base(parts[0]) and _is_told(*parts[:2])
    return (bare or told) and all(" " in part for part in parts[2:])


def _is_inverted(last: str, first: str, listed: bool) -> bool:
    """Whether two comma-parted groups of words are one person: "Le Guin, Ursula K.", "García Márquez, Gabriel"."""
    last, given = _base(last), _base(first)
    particle = bool(_PARTICLES.match(last.split()[0])) or bool(_BEHIND.search(given))
    if particle or (first != given and " " not in last) or (_is_short(given) and not _is_short(last)):
        return True
    if " " not in given:
        # Where both begin with a first name, the habit of the source decides.
        return not are_given_names(last.split()[0]) or (not listed and are_given_names(given))
    return _is_told(last, given)


def _is_told(last: str, given: str) -> bool:
    """Whether a first name tells that it stands behind the last one."""
    return are_given_names(_base(given)) and not are_given_names(last.split()[0])


def _are_told_pairs(parts: Sequence[str]) -> bool:
    return all(_is_told(*pair) for pair in zip(parts[::2], parts[1::2], strict=True))


def _base(name: str) -> str:
    """A name without "Jr." and the like."""
    return name.partition(",")[0]


def _are_pairs(parts: Sequence[str]) -> bool:
    """Whether last names and first names take turns: "Holm, V., Aas, P."."""
    initials = all(_INITIALS.match(part) for part in parts[1::2])
    given = all(_is_short(part) for part in parts[1::2]) and not any(_is_short(part) for part in parts[::2])
    return initials or given or all(" " not in part for part in parts)


def _is_short(name: str) -> bool:
    """Whether a name ends in an initial."""
    return bool(_INITIALS.match(name.split()[-1]))


def _with_suffixes(name: str) -> list[str]:
    """The parts between commas, those like "Jr." and "M.D." kept with what stands before them."""
    parts: list[str] = []
    for part in name.split(","):
        whole = len(parts) > 1 or (len(parts) == 1 and " " in parts[0])
        word = plain(part.strip())
        if parts and (SUFFIX.match(word) or (whole and _DEGREE.match(word))):
            parts[-1] = f"{parts[-1]}, {part.strip()}"
        elif part.strip():
            parts.append(part.strip())
    return parts
