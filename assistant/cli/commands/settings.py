"""`alcove settings [KEY [VALUE]]`: what can be set, how it stands, and setting it. No store is opened for it."""

import argparse

from assistant.cli.output import Output
from assistant.cli.registry import argument, command
from assistant.domain.errors import UsageError
from assistant.domain.rows import Row
from assistant.messages import mark, quoted, tr
from assistant.settings.declarations import Settings
from assistant.settings.paths import Paths
from assistant.settings.setting import Declaration, Number, Scalar, Whole


@command(
    "settings",
    mark("What can be set, and how it stands."),
    argument("key", nargs="?", metavar="KEY", help=mark("show this one alone")),
    argument("value", nargs="?", metavar="VALUE", help=mark("what it should be from now on")),
)
def settings(options: argparse.Namespace, paths: Paths) -> None:
    """Show all settings or one; with a value, set it first. Raises UsageError for a wrong key or value."""
    store, declared = Settings.load(paths), Settings.declared()
    if options.key is not None:
        one = _found(options.key, declared)
        if options.value is not None:
            store.set(one, _read(options.value, one))
            store.flush()
        declared = {one.key: one}
    rows = {key: setting_row(one, store.value(one)) for key, one in declared.items()}
    lines = [line for one in declared.values() for line in _lines(one, store.value(one))]
    Output(options).result(rows, lines)


def setting_row(one: Declaration, value: Scalar) -> Row:
    """One entry of --json. `choices` is null where they cannot be counted up; `range` says the bounds of a number."""
    values = one.values
    row: Row = {"value": value, "default": one.default, "choices": values.choices, "help": tr(one.help)}
    return row | ({"range": [values.least, values.most]} if isinstance(values, Number | Whole) else {})


def _found(key: str, declared: dict[str, Declaration]) -> Declaration:
    if key not in declared:
        raise UsageError(
            tr("There is no setting called {key}. There is: {keys}.", key=quoted(key), keys=", ".join(declared))
        )
    return declared[key]


def _read(text: str, one: Declaration) -> Scalar:
    try:
        return one.values.read(text)
    except ValueError:
        raise UsageError(one.values.refusal(one.key)) from None


def _lines(one: Declaration, value: Scalar) -> list[str]:
    notes = [tr("usually {value}", value=shown(one.default))] if value != one.default else []
    if one.values.choices:
        notes.append(tr("one of {choices}", choices=", ".join(map(shown, one.values.choices))))
    elif isinstance(one.values, Number | Whole):
        notes.append(tr("{least} to {most}", least=shown(one.values.least), most=shown(one.values.most)))
    if one.override() is not None:
        notes.append(tr("{variable} stands above it", variable=one.environment))
    return [f"{one.key} = {shown(value)}" + (f"  ({'; '.join(notes)})" if notes else ""), f"    {tr(one.help)}"]


def shown(value: Scalar) -> str:
    """A value as it is typed: what is read here can be given back."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:g}" if isinstance(value, float) else str(value) or '""'
