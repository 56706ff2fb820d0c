"""What the guide marks works with, in words behind a reason: "slow, dreamy, a piano alone (Alcove’s guide)"."""

from collections.abc import Sequence

from assistant.guide.tag_words import tag_phrase
from assistant.messages import tr


def guide_words(tags: Sequence[str]) -> str:
    """Tags as one says them of a work, with whence they are known; empty without tags."""
    # Some are qualities and some are things, so that no "and" joins them.
    values = ", ".join(map(tag_phrase, tags))
    return tr("{values} (Alcove’s guide)", values=values) if values else ""


def with_shared(reason: str, tags: Sequence[str]) -> str:
    """A reason that names another work, and what the two share."""
    shared = guide_words(tags)
    return tr("{reason}: {shared}", reason=reason, shared=shared) if shared else reason
