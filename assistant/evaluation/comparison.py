"""Two ways to rank that take turns in the person's list: where they stand, in a row and in words."""

from assistant.domain.rows import Row
from assistant.messages import tr, trn
from assistant.recommend.judging.sequential import Standing
from assistant.settings.declarations import Settings
from assistant.settings.setting import Choice


def rival_words(rival: str) -> str:
    """The rival as the setting calls it."""
    values = Settings.compare.values
    return tr(values.labels[rival]) if isinstance(values, Choice) else rival


def comparison_row(found: Standing) -> Row:
    """For --json. `winner` is empty until the test has decided."""
    return {
        "rival": found.rival,
        "lists": found.lists,
        "ours": found.ours,
        "theirs": found.theirs,
        "evidence": round(found.evidence, 3),
        "decided": found.decided,
        "over": found.over,
        "winner": _winner(found),
    }


def _winner(found: Standing) -> str:
    if not found.decided:
        return ""
    return "alcove" if found.ours > found.theirs else found.rival


def comparison_lines(found: Standing) -> list[str]:
    """Whose picks the person chose more, and whether that is more than chance."""
    if not found.rival:
        return [tr("Nothing is compared. Start with: alcove settings compare similar")]
    return [turns_words(found), verdict_words(found)]


def turns_words(found: Standing) -> str:
    """What has been counted so far."""
    of_lists = trn("In {n} list", "In {n} lists", found.lists)
    return tr(
        "{lists} you chose {ours} of Alcove's picks and {theirs} of the other way's ({rival}).",
        lists=of_lists,
        ours=found.ours,
        theirs=found.theirs,
        rival=rival_words(found.rival),
    )


def verdict_words(found: Standing) -> str:
    """What follows from it; the test may be read at any time."""
    if found.decided and found.ours > found.theirs:
        return tr("It is decided: you choose more of what Alcove puts there. The list is Alcove's alone again.")
    if found.decided:
        return tr("It is decided: you choose more of what the other way puts there. The turns have ended.")
    if found.over:
        return tr("After so many choices the two count as equally good. The turns have ended.")
    return tr("Too early to tell. The two take turns until it is clear.")
