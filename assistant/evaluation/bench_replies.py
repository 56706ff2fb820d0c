"""Replies of the real model checked by other eyes than the product's: every title and creator in them must be there.

Nothing here is shared with `assistant.checker`: a reply is cut at quotation marks and at " by ", and what stands there
is looked up in the library, letter by letter. Titles without quotation marks are found as runs of capitals.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from assistant.core.entities import Item
from assistant.core.language_model import ModelClient
from assistant.evaluation.bench import Row
from assistant.service import Assistant

_QUOTED = re.compile(r"“([^“”]+)”")
_RUN = re.compile(
    r"\b[A-ZÀ-Þ][\w’'-]*(?:[ -](?:(?:of|the|and|in|de|la|a|to|for|von|van|del|No\.|Op\.) )?[A-ZÀ-Þ0-9][\w’'-]*)+"
)
_MOODS = ("calm", "short", "long", "funny", "dark", "strange", "slow", "old", "cheerful", "thoughtful")
_THINGS = (
    "book", "novel", "piece of music", "song", "essay", "story", "adventure", "piano piece", "book about the sea",
    "mystery", "poem", "fairy tale", "something for the evening", "document about houseplants", "symphony", "comedy",
    "book on travel", "ghost story", "dance", "classic", "book about animals", "letter", "love story", "opera", "waltz",
)  # fmt: skip
_FORMS = ("a {mood} {thing}, please", "more {mood}: {thing}")


@dataclass
class Audit:
    """What was found in some replies."""

    replies: int = 0
    by_model: int = 0
    names: int = 0
    wrong: list[str] = field(default_factory=list)
    """“what stands there” in the reply it stands in."""


def wishes(count: int) -> Iterator[str]:
    """Different requests, the same ones every time."""
    known = [form.format(mood=mood, thing=thing) for form in _FORMS for thing in _THINGS for mood in _MOODS]
    return (known[at % len(known)] for at in range(count))


def audit(assistant: Assistant, count: int, said: Callable[[str], None] = lambda _: None) -> Audit:
    """Asks for `count` things, each in a conversation of its own, and checks every name in the replies."""
    found, known = Audit(), Known(assistant.items(), [one.text for one in assistant.statements()])
    for number, wish in enumerate(wishes(count)):
        turn = assistant.chat(wish, conversation=f"audit {number}")
        found.replies += 1
        found.by_model += turn.by == "model"
        titles = list(known.doubtful(turn.reply, wish))
        found.names += len(_QUOTED.findall(turn.reply))
        found.wrong += [f"{name} | {turn.reply}" for name in titles]
        if (number + 1) % 50 == 0:
            said(f"{number + 1} replies, {len(found.wrong)} names that are nowhere")
    return found


class Known:
    """The titles and creators of a library, as letters alone; `said`: sentences of the profile, which may be quoted."""

    def __init__(self, items: Iterable[Item], said: Iterable[str] = ()) -> None:
        self._said = {letters(one) for one in said}
        self._works: dict[str, set[str]] = {}
        self._creators: set[str] = set()
        for item in items:
            self._works.setdefault(letters(item.title), set()).update(map(letters, item.creators))
            self._creators.update(map(letters, item.creators))
        self._all = " ".join([*self._works, *self._creators])

    def doubtful(self, reply: str, asked: str) -> Iterator[str]:
        """What a reply names and the library lacks: quotations, creators beside the wrong work, runs of capitals."""
        for quoted in _QUOTED.findall(reply):
            own = letters(quoted)
            if own not in self._works and own not in self._said and own not in letters(asked):
                yield f"title {quoted}"
        for match in re.finditer(r"“([^“”]+)” by ([^“”:,;!?]+)", reply):
            title, rest = letters(match[1]), letters(match[2])
            if title in self._works and not any(rest.startswith(name) for name in self._works[title]):
                yield f"creator {match[2].strip()}"
        for run in _RUN.findall(_QUOTED.sub(" “” ", reply)):
            if letters(run) not in self._all:
                yield f"name {run}"


def letters(text: str) -> str:
    """Lower case letters and digits alone, without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in plain if one.isalnum())


def audit_rows(assistant: Assistant, model: ModelClient, count: int, say: Callable[[str], None]) -> list[Row]:
    """Rows of the bench; what was wrong is said as well."""
    say(f"checking {count} replies")
    found = audit(assistant, count, say)
    for line in found.wrong:
        say(line)
    return [
        Row("replies with a name that the library lacks", len(found.wrong), f"of {found.replies}", model.name),
        Row("names checked", found.names, "quotations"),
        Row("replies that the model worded", found.by_model, f"of {found.replies}"),
    ]
