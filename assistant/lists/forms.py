"""The forms that a list may have."""

from enum import StrEnum


class Form(StrEnum):
    PLAYLIST = "playlist"
    PLAN = "reading plan"  # no words
    BUNDLE = "bundle"
    LIST = "list"
