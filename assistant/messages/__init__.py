"""The words that a person reads: one catalogue for window, command line and explanations.

English stands in the code as `tr("…")`; a translation is the file resources/locale/LANGUAGE/LC_MESSAGES/alcove.po.
"""

from assistant.messages.catalogue import (
    SOURCE,
    current_language,
    decimal,
    languages,
    mark,
    preferred_language,
    source_language,
    speaking,
    tr,
    trn,
    use_language,
)
from assistant.messages.lines import one_line
from assistant.messages.phrases import alternatives, duration, joined, quoted, short_duration, titled

__all__ = [
    "SOURCE",
    "alternatives",
    "current_language",
    "decimal",
    "duration",
    "joined",
    "languages",
    "mark",
    "one_line",
    "preferred_language",
    "quoted",
    "source_language",
    "short_duration",
    "speaking",
    "titled",
    "tr",
    "trn",
    "use_language",
]
