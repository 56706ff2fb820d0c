"""How well messages are understood: every slot of their form, on the part of the corpus that no training sees."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.chat.understand.heads import MessageHeads, default_heads
from assistant.chat.understand.intent import Intent, Needed
from assistant.chat.understand.intents import Act
from assistant.chat.understand.labels import ABOUTS, ACTS, CARDS, EDITS, KINDS, ORDERS, VERDICTS
from assistant.chat.understand.reading import read_intent
from assistant.domain.cards import COLUMNS
from assistant.domain.errors import AssistantError
from assistant.domain.rows import Row as Plain
from assistant.evaluation.bench.pacing import Say, paced
from assistant.evaluation.bench.recommend import Row
from assistant.evaluation.fit.message_examples import CORPUS, JUDGING, Form, Message, read_messages, values_of
from assistant.messages import tr
from assistant.settings.paths import MULTILINGUAL_FOLDER, models_folder

_GOALS = {"English": 0.85, "other languages": 0.75}
_ACT_GOALS = {"English": 0.92, "other languages": 0.75}
_SAME: dict[str, str] = {
    Act.MORE_LIKE: Act.RECOMMEND, Act.NOTES: Act.ANSWER, Act.WHY_NOT: Act.WHY, Act.GREET: Act.SMALL_TALK,
    Act.THANKS: Act.SMALL_TALK, Act.RESET: Act.RECOMMEND, Act.NOTHING: Act.UNCLEAR,
}  # fmt: skip
"""Finer acts of the program, and what the form calls them."""
Check = Callable[[Form, Intent], bool]


def bench_messages(judging: Path = CORPUS / JUDGING, say: Say = lambda _: None) -> list[Plain]:
    """Rows for English and for other languages: acts, without heads too, each slot, and forms with every slot right.

    Raises AssistantError where the messages are not there: they come with the source, not with the program.
    """
    if not judging.is_file():
        raise AssistantError(tr("{path} is not there: it comes with the source of Alcove.", path=judging))
    messages = read_messages(judging)
    heads = default_heads(models_folder() / MULTILINGUAL_FOLDER)
    say(f"{len(messages)} messages")
    rows = _rows(messages, [_read(one, heads) for one in paced(messages, say, "messages")], "")
    rows += _act_rows(messages, [read_intent(one.text) for one in messages], ", by rules alone")
    return [asdict(row) for row in rows]


def _read(message: Message, heads: MessageHeads) -> Intent:
    return read_intent(message.text, heads=heads, before=message.before)


def _rows(messages: Sequence[Message], intents: Sequence[Intent], by: str) -> list[Row]:
    slots = {name: np.asarray([check(*pair) for pair in _pairs(messages, intents)]) for name, check in SLOTS.items()}
    rows = _act_rows(messages, intents, by)
    for language, own in _languages(messages):
        whole = np.all(list(slots.values()), axis=0)[own].mean()
        rows.append(_goal(f"form, every slot, {language}{by}", float(whole), _GOALS[language]))
        rows += [Row(f"{name}, {language}{by}", float(right[own].mean()), "right") for name, right in slots.items()]
    return rows


def _act_rows(messages: Sequence[Message], intents: Sequence[Intent], by: str) -> list[Row]:
    right = np.asarray([SLOTS["act"](*pair) for pair in _pairs(messages, intents)])
    return [
        _goal(f"acts, {language}{by}", float(right[own].mean()), _ACT_GOALS[language])
        for language, own in _languages(messages)
    ]


def _pairs(messages: Sequence[Message], intents: Sequence[Intent]) -> list[tuple[Form, Intent]]:
    return [(message.form, intent) for message, intent in zip(messages, intents, strict=True)]


def _languages(messages: Sequence[Message]) -> list[tuple[str, NDArray[np.bool_]]]:
    english = np.asarray([message.language == "en" for message in messages])
    return [("English", english), ("other languages", ~english)]


def _goal(name: str, value: float, goal: float) -> Row:
    return Row(name, value, "right", "goal", value / goal)


def _act(form: Form, intent: Intent) -> bool:
    return _SAME.get(intent.act, intent.act) == ACTS[form["act"]]


def _one(group: str, values: Sequence[object], told: Callable[[Intent], object]) -> Check:
    return lambda form, intent: values[values_of(form)[group]] == told(intent)


def _needs(group: str, told: Callable[[Intent], Sequence[Needed]]) -> Check:
    def check(form: Form, intent: Intent) -> bool:
        return {COLUMNS[at] for at in values_of(form)[group]} == {(one.facet, one.value) for one in told(intent)}

    return check


def _bounds(slot: str, told: Callable[[Intent], tuple[float | None, float | None] | None]) -> Check:
    def check(form: Form, intent: Intent) -> bool:
        said = form.get(slot) or {}
        return (said.get("min"), said.get("max")) == (told(intent) or (None, None))

    return check


SLOTS: dict[str, Check] = {
    "act": _act,
    "kind": _one("kind", KINDS, lambda intent: str(intent.kind or "")),
    "edit": _one("edit", EDITS, lambda intent: str(intent.edit)),
    "card": _one("card", CARDS, lambda intent: intent.card),
    "verdict": _one("verdict", VERDICTS, lambda intent: intent.verdict),
    "asks of": _one("about", ABOUTS, lambda intent: intent.asks_of),
    "order": lambda form, intent: "".join(ORDERS[at] for at in values_of(form)["order"][:1]) == intent.order,
    "wanted": _needs("wanted", lambda intent: intent.wanted),
    "avoided": _needs("avoided", lambda intent: intent.avoided),
    "minutes": _bounds("minutes", lambda intent: intent.facets.minutes),
    "years": _bounds("years", lambda intent: intent.facets.years),
    "number": lambda form, intent: form.get("count") == intent.n,
    "language": lambda form, intent: (form.get("language") or "") == next(iter(intent.facets.languages), ""),
}
"""What is compared of a form, slot by slot."""
