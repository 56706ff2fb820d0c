"""The report card in rows for --json and in words for a person."""

from dataclasses import asdict

from assistant.domain.rows import Row
from assistant.recommend.offline_evaluation import CHANCE, OURS, Interval, Marks, ReportCard

_NAMES = {OURS: "Alcove", CHANCE: "a random order"}


def report_row(card: ReportCard) -> Row:
    """Intervals as [mean, lower, upper]."""
    return {
        "likes_judged": card.likes,
        "left_out": card.left_out,
        "candidates": card.candidates,
        "rankers": [_marks_row(marks) for marks in card.rankers],
        "lists": {name: getattr(card, name) for name in ("diversity", "novelty", "coverage", "calibration")},
    }


def _marks_row(marks: Marks) -> Row:
    if marks.ahead is None:
        return {"name": marks.name, "note": marks.note}
    named = {"ahead": marks.ahead, "ndcg@10": marks.ndcg, "recall@20": marks.recall, "gain": marks.gain}
    return {"name": marks.name} | {name: list(asdict(one).values()) for name, one in named.items() if one is not None}


def report_lines(card: ReportCard) -> list[str]:
    """The card as a person reads it: what was done, a table, what it means, and what the lists were like."""
    lines = [
        f"Of {card.likes} works that you came to like, each was hidden with all that came after it,",
        f"and guessed from what was known before, among about {card.candidates} others of its kind.",
        "",
        f"{'':18}  {'stood ahead of':>24}  {'NDCG@10':>7}  {'in the first 20':>15}",
    ]
    lines += [_line(marks) for marks in card.rankers]
    lines += ["", *(verdict(marks) for marks in card.rankers if marks.gain is not None), ""]
    lines.append(
        f"The lists: diversity {card.diversity:.2f}, novelty {card.novelty:.1f} bits, "
        f"{card.coverage:.0%} of the library shown, distance from your mix of kinds {card.calibration:.2f}."
    )
    if card.left_out:
        lines.append(f"{card.left_out} more could not be judged: nothing was known before them.")
    return lines


def _line(marks: Marks) -> str:
    name = _NAMES.get(marks.name, marks.name)
    if marks.ahead is None or marks.ndcg is None or marks.recall is None:
        return f"{name:18}  {marks.note}"
    spread = f"{marks.ahead.mean:.0%} of them ({marks.ahead.low:.0%}–{marks.ahead.high:.0%})"
    return f"{name:18}  {spread:>24}  {marks.ndcg.mean:7.3f}  {marks.recall.mean:15.0%}"


def verdict(marks: Marks) -> str:
    """What the comparison with one ranker allows to say, in one sentence."""
    name = _NAMES.get(marks.name, marks.name)
    gain = marks.gain or Interval(0.0, 0.0, 0.0)
    if gain.low > 0:
        return f"Better than {name}: your works stood {gain.mean:.0%} further ahead."
    if gain.high < 0:
        return f"Worse than {name}: your works stood {-gain.mean:.0%} further behind."
    return f"Neither better nor worse than {name}, as far as so few likes can tell."
