"""The command for what an item is like: card."""

import argparse

from assistant.app.app import App
from assistant.cli.opening import opened
from assistant.cli.output import Output
from assistant.cli.registry import OneOf, argument, command
from assistant.domain.cards import FACET_NAMES, CardValue, Source
from assistant.domain.errors import UsageError
from assistant.explain.card_words import card_row, spoken_source
from assistant.messages import decimal, mark, tr
from assistant.settings.paths import Paths


@command(
    "card",
    mark("What an item is like: mood, pace, tone, setting and more, and what speaks for each."),
    argument("item", metavar="ITEM"),
    OneOf(
        (
            argument(
                "--set",
                dest="said",
                action="append",
                metavar="FACET=VALUE,…",
                help=mark("your own word on a facet, which wins; mood= for none"),
            ),
            argument("--reset", nargs="?", const="", metavar="FACET", help=mark("take your word back, on one or all")),
        )
    ),
)
def card(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    said = [_facet(one) for one in options.said or ()]
    with opened(options, paths) as app:
        item = app.library.find(options.item)
        for facet, values in said:
            app.cards.set(item.id, facet, values)
        if options.reset is not None:
            _reset(app, item.id, options.reset)
        found = app.cards.card(item.id)
    lines = [f"{tr(FACET_NAMES[facet])}: {_told(one)}" for facet, values in found.items() for one in values]
    output.result(card_row(found), lines or [tr("Nothing tells yet what it is like. To look again: alcove index")])


def _facet(said: str) -> tuple[str, list[str]]:
    facet, equals, values = said.partition("=")
    if not equals:
        raise UsageError(tr("--set takes a facet and its values, such as mood=calm,hopeful."))
    return facet.strip().lower(), values.split(",")


def _reset(app: App, item_id: str, facet: str) -> None:
    if facet:
        app.cards.set(item_id, facet.lower(), None)
    else:
        app.cards.reset(item_id)


def _told(one: CardValue) -> str:
    value = tr(one.value)
    if one.source is Source.PERSON:
        return f"{value} ({spoken_source(one)})"
    return f"{value} ({decimal(one.confidence, 2)}; {spoken_source(one)})"
