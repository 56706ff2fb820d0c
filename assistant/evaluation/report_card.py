"""The report card in rows for --json and in words for a person, in the window and in the terminal."""

from dataclasses import asdict
from math import ceil, exp, sqrt

from assistant.domain.rows import Row
from assistant.messages import decimal, mark, tr, trn
from assistant.recommend.offline_evaluation import CHANCE, MOST_CUTS, OURS, POPULAR, SIMILAR, Marks, ReportCard

NAMES = {
    OURS: "Alcove",
    SIMILAR: mark("Plain similarity"),
    POPULAR: mark("Popularity"),
    CHANCE: mark("Random order"),
}
STILL_RISING = 0.01
"""How much the second half of the feedback must have brought to say that more of it helps."""
AGAINST = {SIMILAR: mark("plain similarity"), POPULAR: mark("popularity"), CHANCE: mark("a random order")}


def report_row(card: ReportCard) -> Row:
    """Intervals as [mean, lower, upper]."""
    return {
        "likes_judged": card.likes,
        "left_out": card.left_out,
        "candidates": card.candidates,
        "rankers": [_marks_row(marks) for marks in card.rankers],
        "curve": [{"pieces": one.pieces, "ahead": list(asdict(one.ahead).values())} for one in card.curve],
        "more_likes": {marks.name: likes_until_told(card, marks) for marks in card.rankers if marks.name != OURS},
        "lists": {name: getattr(card, name) for name in ("diversity", "novelty", "coverage", "calibration")},
    }


def _marks_row(marks: Marks) -> Row:
    if marks.ahead is None:
        return {"name": marks.name, "note": marks.note}
    named = {"ahead": marks.ahead, "ndcg@10": marks.ndcg, "recall@20": marks.recall, "gain": marks.gain}
    return {"name": marks.name} | {name: list(asdict(one).values()) for name, one in named.items() if one is not None}


def report_lines(card: ReportCard) -> list[str]:
    """The card as a person reads it: the finding, what it rests on, a table, and what the lists were like."""
    head = f"{'':18}  {'':24}  NDCG@10  Recall@20"  # no words
    leads = [words for marks in card.rankers if (words := lead_words(card, marks))]
    table = [head, *(_line(marks) for marks in card.rankers)]
    return [
        verdict_words(card),
        basis_words(card),
        "",
        *table,
        "",
        *leads,
        "",
        *curve_words(card),
        *quality_words(card),
    ]


def _line(marks: Marks) -> str:
    name = tr(NAMES.get(marks.name, marks.name))
    if marks.ahead is None or marks.ndcg is None or marks.recall is None:
        return f"{name:18}  {marks.note}"
    return f"{name:18}  {share_words(marks):24}  {decimal(marks.ndcg.mean, 3):>7}  {decimal(marks.recall.mean, 3):>9}"


def verdict_words(card: ReportCard) -> str:
    """The finding in a sentence."""
    ahead = card.rankers[0].ahead
    assert ahead is not None, "our own order is always judged"  # no words
    return tr("It ranks what you turn out to like above {n} of 100 other works.", n=round(100 * ahead.mean))


def basis_words(card: ReportCard) -> str:
    """What the figures rest on."""
    said = trn(
        "Measured with {n} work that you like, among about {others} others.",
        "Measured with {n} works that you like, each among about {others} others.",
        card.likes,
        others=decimal(card.candidates),
    )
    left = trn(
        "{n} more came before any other feedback and is left out.",
        "{n} more came before any other feedback and are left out.",
        card.left_out,
    )
    return " ".join([said, *([left] if card.left_out else [])])


def share_words(marks: Marks) -> str:
    """The share in 100, and what it may be."""
    assert marks.ahead is not None
    low, mean, high = (round(100 * value) for value in (marks.ahead.low, marks.ahead.mean, marks.ahead.high))
    if low == high:
        return tr("{n} in 100", n=mean)
    return tr("{n} in 100  ({low} to {high})", n=mean, low=low, high=high)


def gain_words(marks: Marks) -> str:
    """What our lead over another order is worth; empty for ours and for what cannot rank."""
    if marks.gain is None or marks.name == OURS:
        return ""
    name = tr(AGAINST[marks.name]) if marks.name in AGAINST else marks.name
    low, mean, high = (round(100 * value) for value in (marks.gain.low, marks.gain.mean, marks.gain.high))
    if marks.gain.low > 0:
        return tr("That is {n} more than {other} (between {low} and {high}).", n=mean, other=name, low=low, high=high)
    if marks.gain.high < 0:
        low, high = -high, -low
        return tr("That is {n} fewer than {other} (between {low} and {high}).", n=-mean, other=name, low=low, high=high)
    return tr(
        "Compared with {other}, the difference is too small to tell yet (between {low} and {high}).",
        other=name,
        low=low,
        high=high,
    )


def likes_until_told(card: ReportCard, marks: Marks) -> int | None:
    """About how many more likes tell our order apart from another, if things go on like this: an interval narrows with
    the root of their number. 0 where it is told already, None where that is out of reach."""
    if marks.gain is None or marks.gain.low > 0 or marks.gain.high < 0:
        return 0 if marks.gain is not None else None
    half = (marks.gain.high - marks.gain.low) / 2
    if not marks.gain.mean or half >= abs(marks.gain.mean) * sqrt(MOST_CUTS / card.likes):
        return None
    return max(1, ceil(card.likes * (half / marks.gain.mean) ** 2) - card.likes)


def lead_words(card: ReportCard, marks: Marks) -> str:
    """What our lead over another order is worth, and when more can be told of it."""
    said, more = gain_words(marks), likes_until_told(card, marks)
    if not said or more == 0:
        return said
    if more is None:
        close = tr("They are so close that a few likes more will not tell them apart.")
        return f"{said} {close}"
    until = trn("About {n} more like, and it could be told.", "About {n} more likes, and it could be told.", more)
    return f"{said} {until}"


def curve_words(card: ReportCard) -> list[str]:
    """What the feedback so far has brought, in a sentence; none where there was nothing to learn from."""
    if len(card.curve) < 2:
        return []
    first, last = card.curve[0], card.curve[-1]
    middle = min(card.curve, key=lambda one: abs(one.pieces - last.pieces / 2))
    before, after = (round(100 * one.ahead.mean) for one in (first, last))
    said = trn(
        "With {n} piece of feedback your latest likes stand above {after} of 100 others; with none, above {before}.",
        "With {n} pieces of feedback your latest likes stand above {after} of 100 others; with none, above {before}.",
        last.pieces,
        before=before,
        after=after,
    )
    rises = last.ahead.mean - middle.ahead.mean >= STILL_RISING
    return [said, tr("It still learns from each.") if rises else tr("More of the same would add little.")]


def quality_shares(card: ReportCard) -> list[tuple[str, float]]:
    """The four qualities as shares from 0 to 1, each with its name."""
    return [
        (tr("Variety"), card.diversity),
        (tr("Reach"), card.coverage),
        (tr("Novelty"), 1 - 2**-card.novelty),
        (tr("Balance"), exp(-card.calibration)),
    ]


def quality_words(card: ReportCard) -> list[str]:
    """Variety, reach, novelty and balance, each in a sentence that says how to read its number."""
    differ, far = decimal(card.diversity, 2), decimal(card.calibration, 2)
    # Novelty is the mean of −log2 of the share of lists that hold a work: 2 to its power is "one list in so many".
    every = decimal(2**card.novelty, 1)
    if card.calibration < 0.1:
        balance = tr(
            "Balance: the mix of books, music and documents matches what you like ({n}; 0 is a perfect match).", n=far
        )
    elif card.calibration < 0.5:
        balance = tr(
            "Balance: the mix of books, music and documents is close to what you like ({n}; 0 is a perfect match).",
            n=far,
        )
    else:
        balance = tr(
            "Balance: the mix of books, music and documents differs from what you like ({n}; 0 is a perfect match).",
            n=far,
        )
    return [
        tr("Variety: two works of a list differ by {n} on average (0: identical, 1: nothing in common).", n=differ),
        tr("Reach: {n} percent of your library appeared in at least one of these lists.", n=round(100 * card.coverage)),
        tr("Novelty: a typical pick appears in 1 of {n} lists.", n=every),
        balance,
    ]
