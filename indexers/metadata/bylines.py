"""Who wrote a text, by the lines below its heading: "by Ada Pell", "Author: Ada Pell"."""

import re
from collections.abc import Iterable

from assistant.language.people import people
from indexers.metadata.authors import sane_names
from indexers.metadata.clean_metadata import clean_line, word_set

_LOOKED_AT = 3
"""Lines below a heading among which "Author: …" may stand, beside a date or a subtitle."""
_BY = re.compile(
    r"(?:(?:written|posted|geschrieben|verfasst|écrit|escrito|scritto)\s+)?(?:by|von|par|de|di|por|av|door)\s+"
    r"([^\W\d_].{2,100})",
    re.I,
)
_FIELD = re.compile(
    r"(?:authors?|(?:written )?by|autor(?:in|en|a|es)?|verfasser(?:in)?|von|auteure?s?|par|autor[ei]|auteurs?|автор|"
    r"作者|著者)\s*[:：]\s*(.{2,200})",
    re.I,
)
_BEHIND = re.compile(
    r"\s*(?:[|•·–—]|\s-\s|\s\(?(?:on|am|le|el|em|op)\s(?=.*\d)|[,(]\s*(?:\w+\.?,?\s+){0,2}\d|\s\d|"
    r",\s*(?:the|staff|\w+ (?:writer|editor|reporter|correspondent))\b).*",
    re.I,
)
"""What follows the names: a date, where it appeared, a post."""
_SENTENCE = re.compile(r"(?:[,;:!?]|(?<!\b[JS]r)(?<!\b[A-Z])\.)$")
_UNDERLINE = re.compile(r"([=\-~*#^+_])\1{2,}")
_SMALL = word_set("de la le du des del della di da do dos das van von der den ten ter bin ibn al el y e")
"""Words of names that are written small."""
_ARTICLES = word_set("the a an der die das le la les el los il lo")


def written_by(lines: Iterable[str]) -> tuple[str, ...]:
    """The people named below a heading; empty where a text begins there.

    "by …" stands in the next line that is not blank and no underline, "Author: …" in one of the next three. `lines`
    are without the marks of their format.
    """
    below = [line.strip(" \t*_>#-") for line in lines if line.strip() and not _UNDERLINE.fullmatch(line.strip())]
    fields = (match[1] for line in below[:_LOOKED_AT] if (match := _FIELD.fullmatch(line)))
    if stated := next(fields, ""):
        return sane_names(people(_BEHIND.sub("", stated)))
    match = _BY.fullmatch(below[0]) if below and not _SENTENCE.search(below[0]) else None
    names = people(_BEHIND.sub("", clean_line(match[1]))) if match else ()
    return sane_names(names) if all(map(_is_name, names)) else ()


def _is_name(name: str) -> bool:
    """Whether words are a name rather than a sentence that goes on: "by the sea", "von Haus zu Haus"."""
    words = name.split()
    if len(words) > 6 or words[0].casefold() in _ARTICLES:
        return False
    return all(not word[0].islower() or word in _SMALL for word in words) and not words[-1][0].islower()
