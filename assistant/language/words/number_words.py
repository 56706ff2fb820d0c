"""Words for the whole numbers up to 99 in English, German and French, and up to 40 or so in Spanish and Italian; plain
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
_MORE = {
    "veinte": 20, "veinticinco": 25, "treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60, "noventa": 90,
    "venti": 20, "trenta": 30, "quaranta": 40, "cinquanta": 50, "sessanta": 60, "novanta": 90,
    "zwo": 2, "quatre vingts": 80, "septante": 70, "nonante": 90, "hundert": 100, "cent": 100, "cien": 100,
    "cento": 100,
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


NUMBER_WORDS: dict[str, int] = {
    **dict(_french()), **dict(_german()), **dict(_english()), **_MORE,
    **{word: value for value, word in enumerate(_ES, 2)}, **{word: value for value, word in enumerate(_IT, 2)},
}  # fmt: skip
"""Values from two on; "six" is English and French."""
