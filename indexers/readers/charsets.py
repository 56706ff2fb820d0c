"""Measures which single-byte encoding a text is in, by how often each language uses its letters beyond ASCII.

charset-normalizer was measured beside it on 60 texts of 80 to 600 bytes: it takes French for Central European and
Polish in ISO 8859-2 for nothing known; it stays for the encodings of East Asia.
"""

import math
import re
from collections import Counter
from functools import cache

_WESTERN = ("cp1252", "cp850", "mac_roman")
_CENTRAL = ("cp1250", "iso8859_2", "cp852")
_CYRILLIC = ("cp1251", "koi8_r", "cp866", "iso8859_5", "mac_cyrillic")
_LETTERS = (  # no words
    (_WESTERN, "éèàêçâùîôûëïœ üäößé óíáéñúü èàùòìé ãçáéíõóêâàú äåö åæø éëïèü àéèíóòçúü"),
    (_CENTRAL, "ąęłóśżćńź íáěéýšřžčůúťňďó áíčšžýúéľťôňäď áéöóőüíúű ăîâşţ čšžćđ"),
    (("cp1254",), "ıüçşğöâ"),
    (("cp1257",), "ėąšųžįčūę āīēšņļūčžģķ"),
    (("cp1253", "iso8859_7", "cp737"), "αοιτεσνηυρπκμςλωήάόίέδύγχώθβφξζψ"),
    (_CYRILLIC, "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"),
    (("cp1251", "koi8_u"), "оаинвтерісклудмпзяьбгчйхцїжюєшщфґ"),
    (("cp1255",), "יוהלאמרתבשנכקדעםחפטצגןסזךףץ"),
    (("cp1256",), "اليمنروتبهعدسفقكحجشصخةطىزضذغءثأظإ"),
)
"""(encodings, letters of each language that uses them, the commonest first)."""
_SIGNS = frozenset("“”„‘’‚«»–—…°§€£©®·¿¡№")
_WITHIN_WORDS = frozenset("’—–…")
_CHANCE_OF_SIGN, _CHANCE_OF_OTHER = 0.01, 1e-5
_OTHER_ALPHABETS = "\u0370"
"""Greek is the first that is not Latin."""
_CAPITAL = 0.1
"""How many times rarer a letter is as a capital."""
_SHOUTED = -0.3
"""What is added for a capital among capitals: a line of them is only a little rarer."""
_RARE = {"cp850": 1.5, "cp852": 1.5, "cp737": 1.5, "mac_roman": 2.0, "mac_cyrillic": 2.0, "cp1257": 2.0}
"""By how much the logarithm of an encoding's own chance is below that of the usual ones."""
LEAST = -4.2
"""Mean logarithm of the letters' chances below which no language explains a text."""
_MOST_TRIPLES = 300
"""The commonest letters with their neighbours tell the rest."""
_AROUND = re.compile(rb"(?=(.[\x80-\xff].))", re.S)


def single_byte_encoding(data: bytes) -> str:
    """The encoding whose reading makes the most likely letters; empty if none is likely."""
    triples = Counter(dict(Counter(_AROUND.findall(b" %s " % data)).most_common(_MOST_TRIPLES)))
    if not triples:
        return ""
    if not any(triple.decode("cp1252", "replace")[1].isalpha() for triple in triples):
        # Curly quotes and dashes alone.
        return "cp1252" if all(triple.decode("cp1252", "replace")[1] in _SIGNS for triple in triples) else ""
    best, encoding = LEAST, ""
    for codec, letters in _languages():
        found = _likelihood(triples, codec, letters) - _RARE.get(codec, 0.0) / triples.total()
        if found > best:
            best, encoding = found, codec
    return encoding


def korean_or_chinese(data: bytes) -> str:
    """EUC-KR or GB 18030 by their lead bytes: Korean is nearly all Hangul, Chinese mostly GB 2312's first level."""
    leads = Counter(pair[0] for pair in re.findall(rb"[\x81-\xfe][\x40-\xfe]", data))
    for encoding, strict, first, last, least in _BY_LEAD_BYTES:
        inside = sum(count for lead, count in leads.items() if first <= lead <= last)
        if leads and inside >= least * leads.total() and _decodes(data, strict):
            return encoding
    return ""


_BY_LEAD_BYTES = (("cp949", "euc_kr", 0xB0, 0xC8, 0.95), ("gb18030", "gb2312", 0xB0, 0xD7, 0.8))


def _decodes(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except UnicodeDecodeError as error:
        return error.end >= len(data)
    return True


@cache
def _languages() -> tuple[tuple[str, dict[str, float]], ...]:
    return tuple(
        (codec, _chances(letters)) for codecs, all_letters in _LETTERS for codec in codecs
        for letters in all_letters.split()
    )  # fmt: skip


@cache
def _table(codec: str) -> str:
    """The character of each byte."""
    return bytes(range(256)).decode(codec, "replace")


def _chances(letters: str) -> dict[str, float]:
    """log P of each letter, falling with its rank as in Zipf's law with a shift of one."""
    weights = [1 / (rank + 2) for rank in range(len(letters))]
    chances = {letter: math.log(weight / sum(weights)) for letter, weight in zip(letters, weights, strict=True)}
    capitals = {letter.upper(): chance + math.log(_CAPITAL) for letter, chance in chances.items()}
    return {sign: math.log(_CHANCE_OF_SIGN) for sign in _SIGNS} | capitals | chances


def _likelihood(triples: "Counter[bytes]", codec: str, chances: dict[str, float]) -> float:
    """Mean log P of the signs beyond ASCII, each given with its neighbours. What stands between two letters, or a
    capital behind a small one, where no language puts it, is as unlikely as a sign that no one writes."""
    other, found, table = math.log(_CHANCE_OF_OTHER), 0.0, _table(codec)
    for triple, count in triples.items():
        before, letter, after = table[triple[0]], table[triple[1]], table[triple[2]]
        if _misplaced(before, letter, after):
            found += count * other
        elif letter.isupper() and (before.isupper() or after.isupper()):
            found += count * (chances.get(letter.lower(), other) + _SHOUTED)
        else:
            found += count * chances.get(letter, other)
    return found / triples.total()


def _misplaced(before: str, letter: str, after: str) -> bool:
    if letter.isalpha():
        # No word begins in one alphabet and ends in another.
        mixed = letter >= _OTHER_ALPHABETS and any(near.isascii() and near.isalpha() for near in (before, after))
        return mixed or (letter.isupper() and before.islower())
    return letter not in _WITHIN_WORDS and before.isalpha() and after.isalpha()
