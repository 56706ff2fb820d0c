"""Commands that talk: intent, chat, and the models behind them."""

import argparse
import sys
import time
from dataclasses import dataclass

from assistant.app.app import App
from assistant.chat.session import Turn
from assistant.cli.opening import interruptible, opened
from assistant.cli.output import Output, card, printable
from assistant.cli.registry import NO_LLM, argument, choice, command, flag
from assistant.domain.entities import Item
from assistant.domain.errors import AssistantError, UsageError
from assistant.llm.models.catalogue import row_of
from assistant.llm.models.install import offered
from assistant.messages import decimal, mark, one_line, quoted, tr, trn
from assistant.security.network_helper import Courier
from assistant.settings.paths import Paths

MODEL_ACTIONS = ("list", "detect", "install", "use", "remove", "layers")
SHOWN = 30
"""Earlier conversations that a list in the terminal shows."""


@command(
    "intent",
    mark("How the conversation reads a sentence."),
    argument("text"),
    flag("--no-llm", help=mark("by rules alone")),
)
def intent(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    with opened(options, paths) as app:
        row = app.chat.intent(options.text)
    output.result(row, [f"{name}: {value}" for name, value in row.items() if value])


@command(
    "chat",
    mark("Talk about your library; without TEXT, until you leave with Ctrl+D."),
    argument("text", nargs="?"),
    argument("--conversation", default="", metavar="ID", help=mark("go on with this one, or with the last")),
    flag("--new", help=mark("begin a new conversation")),
    flag("--list", help=mark("earlier conversations; with TEXT, those that say so")),
    argument("--erase", default="", metavar="ID", help=mark("erase a conversation, or all")),
    NO_LLM,
)
def chat(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    if options.list or options.erase:
        return earlier(options, paths, output)
    if options.text is None and options.json:
        raise UsageError(tr("alcove chat --json needs TEXT."))
    with opened(options, paths) as app:
        conversation = _conversation(app, options)
        for text in [options.text] if options.text is not None else output.questions():
            question = _command(app, conversation, text) if options.text is None else text
            if question or options.text is not None:
                _turn(app, output, question, conversation)


def _conversation(app: App, options: argparse.Namespace) -> str:
    """The conversation to go on with. A single question stands alone; at the prompt the last one goes on."""
    known = app.chat.conversations()
    wanted = options.conversation or ("last" if options.text is None and not options.new else "")
    if wanted == "last":
        wanted = known[0].id if known else ""
    found = wanted or app.chat.new()
    if wanted and all(one.id != found for one in known):
        raise AssistantError(tr("There is no conversation {id}. List them with: alcove chat --list", id=found))
    chips = ", ".join(one.chip for one in app.chat.session(found).told)
    if options.text is None and app.chat.turns(found):
        opening = next(one.opening for one in known if one.id == found)
        title = quoted(printable(opening)[:60])
        kept = tr("Going on with {title}, keeping to {wishes}. /new starts afresh.", title=title, wishes=chips)
        print(kept if chips else tr("Going on with {title}. /new starts afresh.", title=title))
    return found


def _command(app: App, conversation: str, text: str) -> str:
    """The question of a line at the prompt; commands begin with a stroke: /new, /again, /without WORDS."""
    name, _, rest = text.partition(" ")
    if name == "/again":
        return app.chat.drop_last_turn(conversation).row
    if name == "/new":
        app.chat.put_session(conversation, app.chat.session(conversation).ended())
        return ""
    if name == "/without":
        app.chat.put_session(conversation, app.chat.session(conversation).without_constraint(rest.strip()))
        return ""
    return text


def _turn(app: App, output: Output, text: str, conversation: str) -> None:
    with interruptible() as stop:
        turn = app.chat.ask(text, conversation=conversation, on_text=output.stream, cancelled=stop.is_set)
    output.stream_done(turn)
    lines = [line for item in turn.items for line in _card(turn, item)]
    lines += [
        "  " + tr("Shall I remember: {sentence}? alcove profile add {typed}", sentence=quoted(text), typed=repr(text))
        for text in turn.memory
    ]
    if turn.opened is not None and turn.opened.path is not None:
        lines.append(f"  {one_line(turn.opened.path)}")
    chips = [one.chip for one in turn.session.told]
    row = {
        "reply": turn.reply,
        "cards": turn.cards,
        "reasons": dict(turn.reasons),
        "plan": turn.plan,
        "memory": turn.memory,
        "sources": [{"id": item.id, "title": item.title} for item in _sources(turn)],
        "citations": [one._asdict() for one in turn.citations],
        "list": turn.saved.id if turn.saved else None,
        "open": _opened(turn),
        "conversation": conversation,
        "constraints": chips,
        "by": turn.by,
        "tokens": app.chat.tokens_of_turn(),
    }
    output.result(row, lines)


def _card(turn: Turn, item: Item) -> list[str]:
    """What it is, and below it why it was picked."""
    reason = turn.reasons.get(item.id)
    return [f"  • {card(item)}", *([f"      {one_line(reason)}"] if reason else [])]


def _opened(turn: Turn) -> dict[str, str | None] | None:
    """What the turn asks to be opened, and where it lies."""
    if (item := turn.opened) is None:
        return None
    return {"id": item.id, "title": item.title, "path": str(item.path) if item.path is not None else None}


def _sources(turn: Turn) -> list[Item]:
    """The items that the reply quotes."""
    cited = {one.item_id for one in turn.citations}
    return [item for item in turn.items if item.id in cited]


def earlier(options: argparse.Namespace, paths: Paths, output: Output) -> None:
    """Earlier conversations: listed, searched, shown or erased."""
    with opened(options, paths) as app:
        if options.erase:
            erased = [one.id for one in app.chat.conversations()] if options.erase == "all" else [options.erase]
            count = sum(len(app.chat.erase(one).row.turns) for one in erased)
            what = trn("{n} conversation", "{n} conversations", len(erased))
            turns = trn("{n} turn", "{n} turns", count)
            said = tr("Erased {conversations} with {turns}.", conversations=what, turns=turns)
            output.result({"erased": erased, "turns": count}, [said])
            return
        found = app.chat.search(options.text or "")
        rows = [
            {
                "id": one.id,
                "name": one.name,
                "opening": one.opening,
                "pinned": one.pinned,
                "started": one.started,
                "updated": one.updated,
                "turns": one.turns,
            }
            for one in found
        ]
    lines = [
        f"{_day(one.updated)}  {one.id}  {' '.join((one.name or one.opening).split())[:70]}" for one in found[:SHOWN]
    ]
    output.result(rows, lines or [tr("No conversation yet.") if not options.text else tr("No conversation says that.")])


def _day(at: float) -> str:
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(at))


@command(
    "models",
    mark("The language models on this machine."),
    choice("action", MODEL_ACTIONS, "list"),
    argument("name", nargs="?", metavar="NAME|FILE.gguf|N|auto"),
    flag("--yes", help=mark("with install: download without asking")),
)
def models(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    if options.action in ("use", "install", "remove", "layers") and not options.name:
        raise UsageError(_needed(options.action))
    if options.action == "install":
        return install(options, paths, output)
    said = ""
    with opened(options, paths) as app:
        if options.action == "use":
            app.models.use(options.name)
        elif options.action == "remove":
            app.models.remove(options.name)
        elif options.action == "layers":
            said = app.models.set_gpu_layers(_layers(options.name)).row
        rows = app.models.all(detected=options.action == "detect")
    unknown, installed, missing = tr("unknown"), tr("installed"), tr("not installed")
    lines = [
        f"{'*' if row['in_use'] else ' '} {row['name']}  {decimal(row['bytes'] / 1e6)} MB"
        + f"  {row['licence'] or unknown}  {installed if row['installed'] else missing}"
        for row in rows
    ]
    if not any(row["installed"] for row in rows):
        lines.append(
            tr("No language model is installed. Install the default one with: alcove models install smollm2-135m")
        )
    output.result(rows, [said] if said else lines)


def _needed(action: str) -> str:
    if action == "layers":
        return tr("alcove models layers needs a number of layers, or auto; see: alcove models list")
    return tr("alcove models {action} needs the name of a model; see: alcove models list", action=action)


def install(options: argparse.Namespace, paths: Paths, output: Output) -> None:
    """Says size and licence, asks, then downloads through the courier, which has to start before the lock."""
    entry = row_of(offered(options.name))
    said = tr(
        "{name}: {megabytes} MB, licence {licence}, about {gigabytes} GB of memory; {origin}.",
        name=entry["name"],
        megabytes=decimal(entry["bytes"] / 1e6),
        licence=entry["licence"] or tr("unknown"),
        gigabytes=decimal(entry["memory"] / 1e9, 1),
        origin=entry["origin"],
    )
    print(printable(said), file=sys.stderr)
    if not options.yes and not _agreed(output):
        raise AssistantError(tr("Nothing was downloaded. To download it: alcove models install NAME --yes"))
    with Courier() as courier, opened(options, paths, courier) as app, interruptible() as stop:
        row = app.models.install(
            options.name,
            lambda here, total: output.progress(Fetched(tr("downloading MB"), here // 1_000_000, total // 1_000_000)),
            stop.is_set,
        ).row
    output.progress_done()
    used = tr("{name} is installed and checked. It is in use.", name=row["name"])
    waits = tr("{name} is installed and checked. Take it into use with: alcove models use {name}", name=row["name"])
    output.result(row, [used if row["in_use"] else waits])


@dataclass(frozen=True, slots=True)
class Fetched:
    """How far a download is."""

    phase: str
    done: int
    total: int


def _agreed(output: Output) -> bool:
    if output.json or not sys.stdin or not sys.stdin.isatty():
        return False
    print(tr("Download it? [y/N]"), end=" ", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes", *tr("y/yes").split("/"))


def _layers(text: str) -> int | None:
    if text == "auto":
        return None
    if not text.isdecimal() or len(text) > 6:
        raise UsageError(
            tr("{typed} is no number of layers. Give a whole number from 0 up, or auto.", typed=quoted(text))
        )
    return int(text)
