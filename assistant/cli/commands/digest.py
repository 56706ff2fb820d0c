"""`alcove digest` and `alcove next`: what is new, what is worth returning to, and what to get next."""

import argparse
from datetime import datetime

from assistant.cli.opening import opened
from assistant.cli.output import Output, card, item_row, recommendation_row
from assistant.cli.registry import KIND, argument, command, how_many
from assistant.domain.notes import parse_date
from assistant.domain.to_get import ToGet
from assistant.explain.digest_words import worth_words
from assistant.explain.to_get_words import to_get_facts, to_get_reason, to_get_title
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


@command(
    "next",
    mark("What to get next: gaps in your series, wishes, what crowds enjoy, and more by whom you like."),
    KIND,
    how_many(10),
    argument("--decline", metavar="ID", help=mark("never show this one again")),
    argument("--reconsider", metavar="ID", help=mark("show it again")),
)
def what_next(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    with opened(options, paths) as app:
        if options.decline:
            app.to_get.decline(options.decline)
        if options.reconsider:
            app.to_get.decline(options.reconsider, False)
        found = app.to_get.found(options.kind, options.n)
    lines = [
        f"{place:>3}. {to_get_title(one)}  ({to_get_facts(one)})  [{one.id}]\n     {to_get_reason(one)}"
        for place, one in enumerate(found, 1)
    ]
    nothing = tr("Nothing yet. Series, wishes, a pack, and what you like or finish tell what to get next.")
    output.result([_row(one) for one in found], lines or [nothing])


def _row(one: ToGet) -> dict[str, object]:
    return {
        "id": one.id,
        "cause": one.cause,
        "kind": one.kind,
        "title": to_get_title(one),
        "creators": one.creators,
        "item": one.wish.id if one.wish else None,
        "owned": [item.id for item in one.owned],
        "reason": to_get_reason(one),
    }
