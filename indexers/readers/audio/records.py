"""Tells the records that programs leave beside music: logs of rippers, checksums, dumps of tags, sheets of tracks.

They belong to their album. What somebody wrote (lyrics, liner notes) is a text of its own. The words decide, in any
language: most lines of a record are fields, names of recordings, numbers and sums.
"""

import re

from indexers.readers.audio.cue import read_cue
from indexers.readers.decoding import decode_text, looks_like_text

LOOKED_AT = 65_536
"""Bytes by which a text is judged."""
_LONGEST = 300
_SENTENCE = 8
"""Words from which a line tells something."""
_SAYS = re.compile(r"(?!\s*(?:;|#|//)).*\w")
"""A line that says something and is no remark, as lists of sums have them."""
_TIMES = re.compile(r"^\s*(?:\[\d+:\d+[.:]?\d*\]|<\d+:\d+[.:]?\d*>)+")
"""Those of lyrics that are sung along with."""
_RECORDING = re.compile(
    r"\.(?:flac|ape|wv|wav|mp3|m4[ab]|alac|aac|ogg|oga|opus|aiff?|tta|tak|shn|wma|mpc|ds[fd]|cda)\b", re.I
)
_SUM = re.compile(r"(?<![0-9a-z])(?=[a-f]*\d)(?:[0-9a-f]{8}|[0-9a-f]{16}|[0-9a-f]{32,128})(?![0-9a-z])", re.I)
_MEASURE = re.compile(
    r"\d\s*(?:[km]?hz|[km]bps|[km]bits?(?:/s)?|kb/s|bits?|db|[kmg]i?b|ms|sectors?|samples?)\b|\d\s*%", re.I
)
_LENGTH = re.compile(r"(?<![\d:])\d{1,3}:\d\d(?:[.:]\d\d)?(?![\d:])")
_FIELD = re.compile(r"^\W*[^\W\d_][^\s:=|]*(?:\s+[^\s:=|]+){0,5}(?:\s*[:=|]|(?<=\.\.)|\s{3,})\W*\S+(?:\s+\S+){0,7}$")
"""A name and its value of a few words."""
_NUMBERED = re.compile(r"^\W*(?:[^\W\d_]+\s+)?\d{1,3}\b")
_MOSTLY, _NEARLY_ALL = 0.6, 0.85
_TOLD = 0.4
"""Share of the words that may stand in lines of another kind."""


def is_record(data: bytes) -> bool:
    """Whether the start of a file is a record of recordings, and no text that somebody wrote."""
    if not looks_like_text(data):
        return False
    text = decode_text(data[:LOOKED_AT])
    lines = list(dict.fromkeys(line.strip()[:_LONGEST] for line in text.splitlines() if _SAYS.match(line)))
    if not lines:
        return False
    if len(lines) > 1 and any(track.file for track in read_cue(data).tracks):
        return True
    recorded = [line for line in lines if _is_recorded(line)]
    words, told = (sum(len(line.split()) for line in some) for some in (lines, set(lines) - set(recorded)))
    share = len(recorded) / len(lines)
    technical = sum(map(_is_technical, recorded))
    lengths = sum(bool(_LENGTH.search(line)) for line in recorded)
    enough = share >= _MOSTLY if 8 * technical >= len(lines) else share >= _NEARLY_ALL and lengths > 1
    return enough and told <= _TOLD * words


def _is_recorded(line: str) -> bool:
    if _TIMES.match(line) or _is_sentence(line):
        return False
    return _is_technical(line) or any(form.search(line) for form in (_LENGTH, _FIELD, _NUMBERED))


def _is_sentence(line: str) -> bool:
    """Whether it is a row of words with a number in it at most, and no field."""
    words = line.split()
    plain = sum(word.strip(".,;:!?()\"'").isalpha() for word in words)
    return plain >= _SENTENCE and plain > len(words) / 2 and not _FIELD.search(line)


def _is_technical(line: str) -> bool:
    return any(form.search(line) for form in (_RECORDING, _SUM, _MEASURE))
