"""`alcove bundle`: a few works of each kind that go with one."""

import argparse

from assistant.app.lists.bundles import EACH
from assistant.cli.opening import opened
from assistant.cli.output import Output, card, item_row
from assistant.cli.registry import argument, command, flag, how_many
from assistant.messages import mark
from assistant.settings.paths import Paths


@command(
    "bundle",
    mark("A few works of each kind that go with an item, each with its reason."),
    argument("item", metavar="ITEM", help=mark("an id or an unambiguous title")),
    how_many(EACH),
    flag("--keep", help=mark("keep it as a list")),
)
def bundle(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    with opened(options, paths) as app:
        made = app.bundles.made(app.library.find(options.item), options.n)
        kept = app.bundles.keep(made).row.id if options.keep else None
    lines = [made.title + (f"  [{kept}]" if kept else "")]
    lines += [f"  {card(item)}\n      {made.reasons[item.id]}" for item in made.items]
    rows = [{**item_row(item), "reason": made.reasons[item.id]} for item in made.items]
    output.result({"title": made.title, "items": rows} | ({"list": kept} if kept else {}), lines)
