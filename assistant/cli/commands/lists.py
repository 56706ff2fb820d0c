"""The command for what was made and kept: playlists, reading plans, bundles and living shelves."""

import argparse
import time
from pathlib import Path
from typing import Any

from assistant.app.app import App
from assistant.chat.services import SavedList
from assistant.cli.opening import opened
from assistant.cli.output import Output, card, item_row
from assistant.cli.registry import argument, choice, command
from assistant.cli.words import spoken
from assistant.domain.entities import Item
from assistant.domain.errors import UsageError
from assistant.domain.rows import Row
from assistant.messages import mark, quoted, tr, trn
from assistant.settings.paths import Paths

EXAMPLE = mark("a playlist of 45 minutes for cooking")
ACTIONS = ("show", "make", "shelf", "remake", "edit", "remove", "export")


@command(
    "list",
    mark("Make and keep playlists, reading plans, bundles and living shelves."),
    choice("action", ACTIONS, "show"),
    argument("words", nargs="*", metavar="TEXT|ID"),
    argument("--out", metavar="FILE", help=mark("write it as .m3u8, .md or .opds")),
    argument("--title", metavar="TEXT", help=mark("with edit: another title")),
    argument("--add", action="append", default=[], metavar="ITEM", help=mark("with edit: put an item in")),
    argument("--without", action="append", default=[], metavar="ITEM", help=mark("with edit: take an item out")),
)
def lists(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    _check(options)
    with opened(options, paths) as app:
        row, lines = _perform(app, options)
    output.result(row, lines)


def _check(options: argparse.Namespace) -> None:
    needs = {"make": "TEXT", "shelf": "TEXT", "remake": "ID", "edit": "ID", "remove": "ID", "export": "ID"}
    if options.action in needs and not options.words:
        raise UsageError(tr("alcove list {action} needs {what}.", action=options.action, what=needs[options.action]))
    if options.action == "export" and not options.out:
        raise UsageError(tr("alcove list export ID needs --out FILE.m3u8, .md or .opds."))


def _perform(app: App, options: argparse.Namespace) -> tuple[Any, list[str]]:
    words = " ".join(options.words)
    match options.action:
        case "show" if not words:
            rows = app.lists.all()
            lines = [
                f"{one.id:>4}  {one.title}  ({spoken(one.form)}, {len(one.items)}, {_day(one.made)})" for one in rows
            ]
            return [_row(app, one) for one in rows], lines or [
                tr("No list yet. Make one with: alcove list make {wish}", wish=quoted(tr(EXAMPLE)))
            ]
        case "show":
            return _shown(app, app.lists.fresh(words))
        case "make":
            return _shown(app, app.lists.make(words).row, options.out)
        case "shelf":
            return _shown(app, app.lists.make_shelf(words).row, options.out)
        case "remake":
            return _shown(app, app.lists.remake(words).row)
        case "edit":
            return _shown(app, _edited(app, options))
        case "export":
            return _shown(app, app.lists.fresh(words), options.out)
        case _:
            gone = app.lists.get(words)
            app.lists.remove(gone.id)
            return {"id": gone.id, "title": gone.title}, [
                tr("Removed {title}. The items are where they were.", title=quoted(gone.title))
            ]


def _edited(app: App, options: argparse.Namespace) -> SavedList:
    saved = app.lists.get(" ".join(options.words))
    out = {app.library.find(one).id for one in options.without}
    for one in sorted(out - set(saved.items)):
        raise UsageError(
            tr("{title} is not in {list}.", title=quoted(app.library.item(one).title), list=quoted(saved.title))
        )
    more = [app.library.find(one).id for one in options.add]
    items = [one for one in saved.items if one not in out] + [one for one in more if one not in saved.items]
    return app.lists.edit(saved.id, title=options.title, items=items if out or more else None).row


def _shown(app: App, saved: SavedList, out: str | None = None) -> tuple[Any, list[str]]:
    row = _row(app, saved)
    lines = [f"{saved.title}  [{saved.id}, {spoken(saved.form)}]"]
    if saved.note:
        row |= {"note": saved.note}
        lines.append(saved.note)
    if saved.living:
        lines.append(app.lists.describe_shelf(saved.id))
    for place, item in enumerate(app.lists.items_of(saved), 1):
        lines.append(f"{place:>3}. {card(item)}")
        lines += [f"     {saved.reasons[item.id]}"] if saved.reasons.get(item.id) else []
    if out:
        path = Path(out).expanduser()
        held = app.lists.export(saved.id, path)
        row |= {"path": str(path), "written": len(held)}
        lines.append(trn("Written to {path}: {n} entry.", "Written to {path}: {n} entries.", len(held), path=path))
    return row, lines


def _row(app: App, saved: SavedList) -> Row:
    return {
        "id": saved.id,
        "title": saved.title,
        "form": saved.form,
        "living": saved.living,
        "text": saved.text,
        "made": saved.made,
        "stale": saved.stale,
        **({"query": app.lists.describe_shelf(saved.id)} if saved.living else {}),
        "items": [_entry(item, saved) for item in app.lists.items_of(saved)],
    }


def _entry(item: Item, saved: SavedList) -> Row:
    return {**item_row(item), "reason": saved.reasons.get(item.id, "")}


def _day(at: float) -> str:
    return time.strftime("%Y-%m-%d", time.localtime(at))
