"""What feedback means: its words read and checked, and how far each item was liked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from assistant.domain.entities import Feedback, Interaction, Verdict
from assistant.domain.errors import UsageError
from assistant.messages import quoted, tr

STARS = (-1.0, -0.6, 0.1, 0.7, 1.0)
"""How well one to five stars speak of an item; halves lie between. Three say a little good: the work had been chosen.
Replays of goodreads cannot tell .1 from 0 there (NDCG@10 .1518 and .1527 over 60 people, interval of the difference
−.004 to .002)."""
WORTH = {
    Verdict.LIKED: 1.0,
    Verdict.FINISHED: 0.7,
    Verdict.PLAYED: 0.3,
    Verdict.READING: 0.3,
    Verdict.OPENED: 0.2,
    Verdict.SKIPPED: -0.1,
    Verdict.ASIDE: -0.2,
    Verdict.DROPPED: -0.5,
    Verdict.DISLIKED: -1.0,
}
"""How well each verdict speaks of its item, -1..1. What was put aside may be taken up again, and what was
skipped was not wanted then: mild words against it.
"Not now" is missing: it teaches nothing about taste. For plays this
holds where the person's usual count is not known; the ranking measures them against it."""
SAID = frozenset({Verdict.LIKED, Verdict.DISLIKED, Verdict.RATED})
"""What the person says of an item, as against what they did with it; the last word decides."""
JUDGED = 0.25
"""From this on, either side of 0, an item counts as liked or disliked."""


def parse_verdict(words: str) -> tuple[Verdict, float]:
    """Reads a verdict as the command line writes it: "like", "not-now", "rating=4". Raises UsageError."""
    name, _, number = words.strip().lower().partition("=")
    if name == Verdict.RATED:
        return Verdict.RATED, check_stars(number)
    if number or name not in set(Verdict):
        known = ", ".join(verdict for verdict in Verdict if verdict is not Verdict.RATED)
        raise UsageError(
            tr(
                "{words} is no verdict. Use one of {known}, or rating=0.5 to rating=5.",
                words=quoted(words),
                known=known,
            )
        )
    return Verdict(name), 1.0


def check_stars(number: str | float) -> float:
    """A rating of half a star to 5 stars, in halves. Raises UsageError."""
    try:
        stars = float(number)
    except ValueError:
        stars = 0.0
    if not 0.5 <= stars <= 5 or stars * 2 != int(stars * 2):
        raise UsageError(tr("A rating is a number from 0.5 to 5, not {number}.", number=quoted(str(number))))
    return stars


def check_feedback(feedback: Feedback) -> Feedback:
    """The feedback, if its value fits its verdict. Raises UsageError."""
    if feedback.verdict is Verdict.RATED:
        check_stars(feedback.value)
    elif feedback.verdict is Verdict.PLAYED and not feedback.value >= 1:
        raise UsageError(tr("Played at least once, please."))
    return feedback


def worth(interaction: Interaction) -> float | None:
    """How well one interaction speaks of its item, -1..1; `None` for "not now", which teaches nothing about taste."""
    return worth_of_stars(interaction.value) if interaction.verdict is Verdict.RATED else WORTH.get(interaction.verdict)


def worth_of_stars(stars: float) -> float:
    """A rating on the same scale, between its neighbours in the table; below one star as one."""
    place = min(max(stars, 1.0), 5.0) - 1
    low = min(int(place), len(STARS) - 2)
    return STARS[low] + (place - low) * (STARS[low + 1] - STARS[low])


def liking(interactions: Iterable[Interaction]) -> Mapping[str, float]:
    """How well each item is liked, -1..1, in any order of events.

    The last thing the person said of an item decides. Where nothing was said, the best of what they did does.
    """
    said: dict[str, tuple[float, int, float]] = {}
    done: dict[str, float] = {}
    for one in interactions:
        value = worth(one)
        if value is None:
            continue
        if one.verdict in SAID:
            said[one.item_id] = max(said.get(one.item_id, (float("-inf"), -1, 0.0)), (one.at, one.id, value))
        else:
            before = done.get(one.item_id)
            # Dropped once and finished later means finished.
            done[one.item_id] = value if before is None else max(before, value)
    return {**done, **{item_id: value for item_id, (_, _, value) in said.items()}}


PROGRESS = frozenset({Verdict.READING, Verdict.FINISHED, Verdict.ASIDE, Verdict.DROPPED})


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands of one item: the last thing that was said of it, or else done; the last of a progress; the stars, 0
    for none; when anything was done with it last, in Unix seconds; the like or dislike; and whether it was put off.

    A heart and stars stand beside each other while they agree: five stars do not take a like away, one star does.
    """

    verdict: Verdict
    progress: Verdict | None = None
    stars: float = 0.0
    last: float = 0.0
    opinion: Verdict | None = None
    postponed: bool = False

    def holds(self, verdict: Verdict) -> bool:
        """Whether this was said or done, and nothing since has taken its place."""
        match verdict:
            case Verdict.LIKED | Verdict.DISLIKED:
                return self.opinion is verdict
            case Verdict.NOT_NOW:
                return self.postponed
            case Verdict.RATED:
                return self.stars > 0
        return verdict in (self.progress, self.verdict)

    def after(self, verdict: Verdict, value: float, at: float) -> "Standing":
        """What stands once this was said or done, too."""
        words = {"verdict": verdict} if verdict in SAID or self.verdict not in SAID else {}
        progress = {"progress": verdict} if verdict in PROGRESS else {}
        stars, opinion = self.stars, self.opinion
        if verdict is Verdict.RATED:
            stars, opinion = value, opinion if _agree(opinion, value) else None
        elif verdict in SAID:
            stars, opinion = stars if _agree(verdict, stars) else 0.0, verdict
        postponed = verdict is Verdict.NOT_NOW
        return replace(self, stars=stars, opinion=opinion, postponed=postponed, last=at, **words, **progress)


def _agree(opinion: Verdict | None, stars: float) -> bool:
    return opinion is None or not stars or (worth_of_stars(stars) > 0) is (opinion is Verdict.LIKED)


def standings(interactions: Iterable[Interaction]) -> dict[str, Standing]:
    """What stands of each item that anything was said or done with."""
    found: dict[str, Standing] = {}
    for one in sorted(interactions, key=lambda one: (one.at, one.id)):
        before = found.get(one.item_id) or Standing(one.verdict)
        found[one.item_id] = before.after(one.verdict, one.value, one.at)
    return found


def standing_verdicts(interactions: Iterable[Interaction]) -> dict[str, Verdict]:
    """By item, the last thing that the person said of it; where nothing was said, the last thing they did."""
    found: dict[str, tuple[bool, float, int, Verdict]] = {}
    for one in interactions:
        row = (one.verdict in SAID, one.at, one.id, one.verdict)
        found[one.item_id] = max(found.get(one.item_id, row), row)
    return {item_id: verdict for item_id, (_, _, _, verdict) in found.items()}
