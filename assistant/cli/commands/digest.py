"""`alcove digest`: what is new, and what is worth returning to."""

import argparse
from datetime import datetime

from assistant.cli.opening import opened
from assistant.cli.output import Output, card, item_row, recommendation_row
from assistant.cli.registry import argument, command
from assistant.domain.notes import parse_date
from assistant.explain.digest_words import worth_words
from assistant.messages import mark, tr, trn
from assistant.settings.paths import Paths


@command(
    "digest",
    mark("What is new since a day, and which of your documents are worth returning to."),
    argument("--since", metavar="DATE", help=mark("from when on, like 2024-03-31; the last week if not given")),
)
def digest(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    start = parse_date(options.since) if options.since is not None else None
    with opened(options, paths) as app:
        found = app.digests.since(start)
    day = _day(found.since)
    lines = [trn("{n} work is new since {day}", "{n} works are new since {day}", found.count, day=day)]
    lines += [f"  {card(pick.item)}\n      {output.reason(pick)}" for pick in found.new]
    if found.worth:
        lines.append(tr("Worth returning to"))
        lines += [f"  {card(one.item)}\n      {worth_words(one, found.until)}" for one in found.worth]
    document = {
        "since": day,
        "until": _day(found.until),
        "count": found.count,
        "new": [{**recommendation_row(pick), "added": _day(pick.item.added)} for pick in found.new],
        "worth": [
            {
                **item_row(one.item),
                "last": _day(one.last),
                "opened": one.opened,
                "near": one.near.id,
                "nearness": round(one.nearness, 4),
                "reason": worth_words(one, found.until),
            }
            for one in found.worth
        ],
    }
    output.result(document, lines)


def _day(at: float) -> str:
    return datetime.fromtimestamp(at).strftime("%Y-%m-%d")
