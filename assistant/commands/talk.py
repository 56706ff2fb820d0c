"""Commands that talk: intent, chat, and the models behind them."""

import argparse

from assistant.commands.opening import interruptible, opened
from assistant.core.errors import UsageError
from assistant.core.settings import Paths
from assistant.output import Output, card

MODEL_ACTIONS = ("list", "detect", "use")


def intent(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    with opened(options, paths) as assistant:
        row = assistant.intent(options.text)
    output.result(row, [f"{name}: {value}" for name, value in row.items() if value])


def chat(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    if options.text is None and options.json:
        raise UsageError("alcove chat --json needs TEXT.")
    with opened(options, paths) as assistant:
        for text in [options.text] if options.text is not None else output.questions():
            with interruptible() as stop:
                turn = assistant.chat(text, on_text=output.stream, cancelled=stop.is_set)
            output.stream_done(turn)
            lines = [f"  • {card(assistant.item(id_))}" for id_ in turn.cards]
            lines += [f"  Shall I remember: “{text}”? alcove profile add {text!r}" for text in turn.memory]
            row = {"reply": turn.reply, "cards": turn.cards, "plan": turn.plan, "memory": turn.memory}
            output.result(row, lines)


def models(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    if options.action == "use" and not options.name:
        raise UsageError("alcove models use needs the name of a model; list them with: alcove models list")
    with opened(options, paths) as assistant:
        if options.action == "use":
            assistant.use_model(options.name)
        rows = assistant.models(detected=options.action == "detect")
    lines = [
        f"{'*' if row['in_use'] else ' '} {row['name']}  {row['bytes'] / 1e6:,.0f} MB  {row['licence'] or 'unknown'}"
        f"  {'installed' if row['installed'] else 'not installed'}"
        for row in rows
    ]
    output.result(rows, lines or ["No language model is installed. Install the default one with: make setup"])
