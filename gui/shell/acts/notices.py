"""What the window is asked to say, or to do while no store is open."""

from collections.abc import Callable
from dataclasses import dataclass

from assistant.domain.entities import Verdict
from assistant.messages import decimal, mark, tr

DONE_WORDS = {
    Verdict.LIKED: mark("Liked {title}"),
    Verdict.DISLIKED: mark("Fewer like this: {title}"),
    Verdict.NOT_NOW: mark("Not now: {title}"),
    Verdict.READING: mark("In the middle of {title}"),
    Verdict.FINISHED: mark("Finished {title}"),
    Verdict.ASIDE: mark("Put aside: {title}"),
    Verdict.DROPPED: mark("Given up: {title}"),
}
"""What is said once a verdict is kept."""


def done_words(verdict: Verdict, value: float, title: str) -> str:
    """What is said once this was kept of a title in quotes."""
    if verdict is Verdict.RATED:
        return tr("{title}: {stars} of 5 stars", title=title, stars=decimal(value, 0 if value == int(value) else 1))
    return tr(DONE_WORDS.get(verdict, mark("Noted: {title}")), title=title)


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence for the person, with something they can do about it. `details` is for a bug report."""

    text: str
    action: str = ""
    act: Callable[[], object] | None = None
    details: str = ""
    error: bool = False


@dataclass(frozen=True, slots=True)
class Closed:
    """What needs the stores closed, such as putting a backup back. `act` runs on a lane and returns what to say;
    `passphrase` opens the library afterwards, if one is needed."""

    act: Callable[[], str]
    passphrase: str | None = None
