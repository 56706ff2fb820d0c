"""What For You says above its list, and in place of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain.entities import Recommendation
from assistant.messages import quoted, tr, trn
from gui.look.pick_words import says_something


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the page knows where it has nothing to show."""

    size: int
    """Items of the library."""
    asked: bool
    """Whether words or a kind were asked for."""
    reading: bool
    """Whether files are being read."""


def empty_words(now: Circumstances) -> tuple[str, str, str]:
    """(heading, sentence, button): why there are no picks, and the one step that helps."""
    if now.size and now.asked:
        return tr("Nothing fits"), tr("Try other words, or another kind."), tr("Show all picks")
    if now.reading:
        return tr("Reading your files"), tr("Your first picks appear here as soon as enough of them are read."), ""
    if not now.size:
        return tr("No picks yet"), tr("Add a folder, and your first picks appear here."), tr("Add a folder")
    words = tr("You have judged, hidden or put off everything in your library. Settings lists what is hidden.")
    return tr("Nothing left to recommend"), words, tr("Add a folder")


def subtitle(picks: Sequence[Recommendation], size: int, wish: str, *, judged: bool) -> str:
    """How many picks, out of what; and what makes them better while nothing is known of the person, and nothing was
    `judged` yet."""
    n = len(picks)
    if not n:
        return ""
    if wish:
        return trn("{n} pick for {wish}", "{n} picks for {wish}", n, wish=quoted(wish))
    words = trn("{n} pick from the {size} in your library", "{n} picks from the {size} in your library", n,
                size=trn("{n} item", "{n} items", size))  # fmt: skip
    if judged or any(map(says_something, picks)):
        return words
    return tr("{words}. Like or dislike a few, and the next ones will suit you better.", words=words)
