"""Looking back: `alcove year`, figures and a picture, and `alcove timeline`, how a taste moves."""

import argparse
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from assistant.cli.opening import opened
from assistant.cli.output import Output, card, item_row
from assistant.cli.registry import argument, command
from assistant.domain.entities import Kind
from assistant.domain.errors import UsageError
from assistant.domain.rows import Row
from assistant.domain.year import MONTHS, Moment, Named, Year
from assistant.messages import mark, tr, trn
from assistant.settings.files import write_atomically
from assistant.settings.paths import Paths
from profiles.taste_timeline import Turn


@command(
    "year",
    mark("A year of reading and listening in review, as figures and as a picture."),
    argument("year", nargs="?", type=int, metavar="YYYY", help=mark("which year; this one if not given")),
    argument("--out", metavar="FILE.png", help=mark("write the picture there")),
)
def year(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    out = Path(options.out).expanduser() if options.out else None
    if out is not None and out.suffix.lower() != ".png":
        raise UsageError(tr("A year is written as a .png picture."))
    with opened(options, paths) as app:
        found = app.years.review(options.year)
        if out is not None:
            write_atomically(out, app.years.picture(found))
    lines = [
        str(found.year),
        trn("{n} work in hand", "{n} works in hand", found.works),
        str(found.finished) + " " + trn("finished", "finished", found.finished),
        str(found.played) + " " + trn("time played", "times played", found.played),
        str(found.liked) + " " + trn("liked", "liked", found.liked),
        *(f"  {one.name}: " + trn("{n} work", "{n} works", one.works) for one in found.creators),
    ]
    lines += [tr("The longest") + f": {card(found.longest)}"] if found.longest is not None else []
    lines += [tr("Written to {path}.", path=out)] if out is not None else []
    output.result(year_row(found) | ({"path": str(out)} if out is not None else {}), lines)


def year_row(found: Year) -> Row:
    return {
        "year": found.year,
        "whole": found.whole,
        "works": found.works,
        "finished": found.finished,
        "played": found.played,
        "opened": found.opened,
        "liked": found.liked,
        "months": {kind: list(found.months.get(kind, ())) for kind in Kind},
        "creators": [_named(one) for one in found.creators],
        "subjects": [_named(one) for one in found.subjects],
        "first": _moment(found.first),
        "last": _moment(found.last),
        "longest": item_row(found.longest) if found.longest is not None else None,
        "favourites": [item_row(item) for item in found.favourites],
    }


def _named(one: Named) -> Row:
    return {"name": one.name, "works": one.works, "times": one.times}


def _moment(one: Moment | None) -> Row | None:
    return None if one is None else {**item_row(one.item), "date": datetime.fromtimestamp(one.at).strftime("%Y-%m-%d")}


@command("timeline", mark("What you turned to month by month, and what has changed lately."))
def timeline(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    with opened(options, paths) as app:
        found, proposed = app.profile.timeline(), {one.id for one in app.profile.proposals()}
    row = {
        "months": [f"{year}-{month:02d}" for year, month in found.months],
        "works": list(found.works),
        "subjects": {name: list(counts) for name, counts in found.lanes.items()},
        "turns": [_turn(turn) for turn in found.turns],
    }
    names = " ".join(tr(MONTHS[month - 1])[:3].rjust(3) for _, month in found.months)
    lines = [f"{'':24}{names}", *(f"{name[:22]:24}{_numbers(counts)}" for name, counts in found.lanes.items())]
    for turn in found.turns:
        lines.append(str(turn))
        if turn.proposal is not None and turn.proposal.id in proposed:
            lines.append("  " + tr("Let the list follow with: alcove profile accept {id}", id=turn.proposal.id))
    empty = tr("There is too little to tell how your taste moves: it takes works from more than one month.")
    output.result(row, lines if found.months else [empty])


def _turn(turn: Turn) -> Row:
    lately, before = [turn.lately, turn.works_lately], [turn.before, turn.works_before]
    proposal = turn.proposal.id if turn.proposal is not None else None
    return {"subject": turn.subject, "lately": lately, "before": before, "proposal": proposal}


def _numbers(counts: Sequence[int]) -> str:
    return " ".join((str(n) if n else "·").rjust(3) for n in counts)
