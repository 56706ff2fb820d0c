"""From "Series 004 (Digital) (Group)" and "Series v02 - Subtitle", as those who scan comics name them."""

import re

from indexers.metadata.guess import Guess

_IN_BRACKETS = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])")
_NUMBER = r"(?P<number>\d{1,4}(?:\.\d)?)"
_VOLUME = re.compile(
    rf"^(?P<series>.*?\w.*?)[\s,_-]+(?:v|vol\.?\s*|volume\s+|t|tome\s+|band\s+){_NUMBER}(?:\s*(?:[-–:]\s*)(?P<more>.+))?$",
    re.I,
)
"""A volume, which may have a title of its own behind it."""
_CHAPTER = re.compile(
    rf"^(?P<series>.*?\w.*?)[\s,_-]+(?:c|ch\.?\s*|chap\.?\s*|chapter\s+|kapitel\s+|#){_NUMBER}$", re.I
)
_ISSUE = re.compile(
    rf"^(?P<series>.*?\w.*?)[\s,_-]+(?:#|no\.?\s*|issue\s+)?{_NUMBER.replace('1,4', '1,3')}(?:\s+of\s+\d+)?$", re.I
)
_RUN = re.compile(r"(?<=\S)\s+v\d{1,4}$", re.I)
"""What stands before an issue's number is the run of the series."""


def guess_comic(stem: str, year: int | None) -> Guess:
    """The series, the number, and the title that they make together."""
    plain = _IN_BRACKETS.sub(" ", stem).strip() or stem
    match = _CHAPTER.match(plain) or _VOLUME.match(plain) or _ISSUE.match(plain)
    if not match:
        return Guess(plain, year=year)
    series, number = _RUN.sub("", match["series"].strip(" -–,_")), float(match["number"])
    more = match.groupdict().get("more") or ""
    title = f"{series} #{number:g}" + (f": {more.strip()}" if more else "")
    return Guess(title, year=year, series=series, series_index=number)
