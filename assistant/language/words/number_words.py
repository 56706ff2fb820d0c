"""Words for the whole numbers up to 99 in English, German, French, Spanish, Italian, Dutch and Portuguese; plain
text: lower case, no accents, a blank or a hyphen between words."""

from collections.abc import Iterator

from assistant.language.numbers import NUMBERS


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_EN_TENS = _words("twenty thirty forty fifty sixty seventy eighty ninety")  # no words
_DE = _words("ein zwei drei vier funf sechs sieben acht neun")  # no words
_DE_TEENS = _words("zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn")  # no words
_DE_TENS = _words("zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig")  # no words
_FR = _words("un deux trois quatre cinq six sept huit neuf")  # no words
_FR_TEENS = _words("dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf")  # no words
_FR_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante", 80: "quatre-vingt"}
_ES = _words("dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince")  # no words
_IT = _words("due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici")  # no words
_ES_TENS = _words("treinta cuarenta cincuenta sesenta setenta ochenta noventa")  # no words
_IT_TENS = _words("venti trenta quaranta cinquanta sessanta settanta ottanta novanta")  # no words
_NL = _words("een twee drie vier vijf zes zeven acht negen")  # no words
_NL_TEENS = _words("tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien")  # no words
_NL_TENS = _words("twintig dertig veertig vijftig zestig zeventig tachtig negentig")  # no words
_PT = _words("dois tres quatro cinco seis sete oito nove dez onze doze treze catorze quinze")  # no words
_PT_TEENS = {"dezasseis": 16, "dezesseis": 16, "dezassete": 17, "dezessete": 17, "dezoito": 18, "dezanove": 19,
             "dezenove": 19, "duas": 2, "quatorze": 14}  # fmt: skip
_PT_TENS = _words("vinte trinta quarenta cinquenta sessenta setenta oitenta noventa")  # no words
_MORE = {
    "zwo": 2, "quatre vingts": 80, "septante": 70, "nonante": 90, "hundert": 100, "cent": 100, "cien": 100,
    "cento": 100, "honderd": 100, "cem": 100,
}  # fmt: skip


def _english() -> Iterator[tuple[str, int]]:
    units = {word: int(value) for word, value in NUMBERS.items() if value == int(value) and 1 < value < 100}
    yield from units.items()
    for place, ten in enumerate(_EN_TENS, 2):
        yield ten, 10 * place
        yield from ((f"{ten} {word}", 10 * place + value) for word, value in [*units.items(), ("one", 1)] if value < 10)


def _german() -> Iterator[tuple[str, int]]:
    yield from zip(_DE[1:], range(2, 10), strict=True)
    yield from zip(_DE_TEENS, range(10, 20), strict=True)
    for place, ten in enumerate(_DE_TENS, 2):
        yield ten, 10 * place
        yield from ((f"{unit}und{ten}", 10 * place + value) for value, unit in enumerate(_DE, 1))


def _french() -> Iterator[tuple[str, int]]:
    teens = [one.replace("-", " ") for one in _FR_TEENS]
    yield from zip(_FR[1:], range(2, 10), strict=True)
    yield from zip(teens, range(10, 20), strict=True)
    for ten, name in _FR_TENS.items():
        word = name.replace("-", " ")
        yield word, ten
        yield from ((f"{word} et {unit}" if unit in ("un", "onze") else f"{word} {unit}", ten + value)
                    for value, unit in enumerate((*_FR, *(teens if ten in (60, 80) else ())), 1))  # fmt: skip


def _spanish() -> Iterator[tuple[str, int]]:
    yield from zip(_ES, range(2, 16), strict=True)
    yield from ((f"dieci{word}", 10 + value) for value, word in enumerate(_ES[4:8], 6))
    yield "veinte", 20
    yield from ((f"veinti{word}", 20 + value) for value, word in enumerate(("un", *_ES[:8]), 1))
    for place, ten in enumerate(_ES_TENS, 3):
        yield ten, 10 * place
        yield from ((f"{ten} y {word}", 10 * place + value) for value, word in enumerate(("un", *_ES[:8]), 1))


def _italian() -> Iterator[tuple[str, int]]:
    yield from zip(_IT, range(2, 16), strict=True)
    yield from zip(_words("sedici diciassette diciotto diciannove"), range(16, 20), strict=True)  # no words
    for place, ten in enumerate(_IT_TENS, 2):
        yield ten, 10 * place
        yield from ((f"{ten[:-1] if word in ('uno', 'otto') else ten}{word}", 10 * place + value)
                    for value, word in enumerate(("uno", *_IT[:8]), 1))  # fmt: skip


def _dutch() -> Iterator[tuple[str, int]]:
    yield from zip(_NL[1:], range(2, 10), strict=True)
    yield from zip(_NL_TEENS, range(10, 20), strict=True)
    for place, ten in enumerate(_NL_TENS, 2):
        yield ten, 10 * place
        yield from ((f"{unit}en{ten}", 10 * place + value) for value, unit in enumerate(_NL, 1))


def _portuguese() -> Iterator[tuple[str, int]]:
    yield from zip(_PT, range(2, 16), strict=True)
    yield from _PT_TEENS.items()
    for place, ten in enumerate(_PT_TENS, 2):
        yield ten, 10 * place
        yield from ((f"{ten} e {word}", 10 * place + value) for value, word in enumerate(("um", *_PT[:8]), 1))


NUMBER_WORDS: dict[str, int] = {
    **dict(_portuguese()), **dict(_dutch()), **dict(_italian()), **dict(_spanish()), **dict(_french()),
    **dict(_german()), **dict(_english()), **_MORE,
}  # fmt: skip
"""Values from two on; "six" is English and French."""
