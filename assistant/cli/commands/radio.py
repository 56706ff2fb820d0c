"""`alcove radio`: what follows a work, or a path from one work to another."""

import argparse

from assistant.cli.opening import opened
from assistant.cli.output import Output, card, item_row
from assistant.cli.registry import argument, command, flag
from assistant.domain.lengths import minutes_of
from assistant.domain.relations import Mix
from assistant.messages import mark, short_duration
from assistant.settings.paths import Paths


@command(
    "radio",
    mark("Music that follows from a piece, or a path from one to another; the same for what is read."),
    argument("item", metavar="ITEM", help=mark("an id or an unambiguous title")),
    argument("--to", metavar="ITEM", help=mark("where the path ends")),
    argument("--minutes", type=float, metavar="M", help=mark("how long, about; an hour of music if not given")),
    argument("--plus", action="append", default=[], metavar="ITEM", help=mark("something of this, too")),
    argument("--minus", action="append", default=[], metavar="ITEM", help=mark("nothing like this")),
    flag("--keep", help=mark("keep it as a list")),
)
def radio(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    with opened(options, paths) as app:
        start = app.library.find(options.item).id
        end = app.library.find(options.to).id if options.to else ""
        plus, minus = (tuple(app.library.find(one).id for one in ids) for ids in (options.plus, options.minus))
        made = app.radio.made(start, end, options.minutes, Mix(plus, minus))
        kept = app.radio.keep(made).row.id if options.keep else None
    reasons = made.reasons()
    rows = [
        {**item_row(item), "minutes": minutes_of(item), "nearness": round(step.nearness, 4), "reason": reasons[item.id]}
        for item, step in zip(made.items, made.steps, strict=True)
    ]
    lines = [f"{made.title}  ({short_duration(made.minutes)})" + (f"  [{kept}]" if kept else "")]
    for place, item in enumerate(made.items, 1):
        lines += [f"{place:>3}. {card(item)}", f"     {reasons[item.id]}"]
    document = {"title": made.title, "form": made.form, "minutes": round(made.minutes, 2), "items": rows}
    output.result(document | ({"list": kept} if kept else {}), lines)
