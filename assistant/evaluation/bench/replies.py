"""Replies of the real model checked by other eyes than the product's: every title and creator in them must be there.

Of `assistant.explain.claim_verifier` only the counts are read; its judgement plays no part: a reply is cut at quotation
marks and at " by ", and what stands there is looked up in the library, letter by letter. Titles without quotation marks
are found as runs of capitals.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from assistant.app.app import App
from assistant.domain.entities import Item
from assistant.evaluation.bench.pacing import Paced, Say
from assistant.evaluation.bench.recommend import Row
from assistant.explain.checker_counts import counts_kept
from assistant.language.normalise import plain
from assistant.llm.client import ModelClient

_QUOTED = re.compile(r"“([^“”]+)”")
_CREDITED = re.compile(r"“([^“”]+)” by ([^“”:,;!?]+)")
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
    bad: int = 0
    """Replies with at least one of them."""
    dropped: int = 0
    """Sentences of the model that the product did not let pass."""
    fallback: int = 0
    """Replies in which its built-in wording stepped in."""


def wishes(count: int) -> Iterator[str]:
    """Different requests, the same ones every time."""
    known = [form.format(mood=mood, thing=thing) for form in _FORMS for thing in _THINGS for mood in _MOODS]
    return (known[at % len(known)] for at in range(count))


def audit(app: App, count: int, say: Say = lambda _: None) -> Audit:
    """Asks for `count` things, each in a conversation of its own, and checks every name in the replies."""
    found, known, pace = Audit(), Known(app.library.items()), Paced(say)
    before = counts_kept(app.stores.journal)
    for number, wish in enumerate(wishes(count)):
        # Read anew for every reply, since a turn may change it.
        profile = [one.text for one in app.profile.statements()]
        turn = app.chat.ask(wish, conversation=f"audit {number}")
        doubts = list(known.doubtful(turn.reply, wish, profile))
        found.replies += 1
        found.bad += bool(doubts)
        found.by_model += turn.by == "model"
        found.names += len(_QUOTED.findall(turn.reply))
        found.wrong += [f"{name} | {turn.reply}" for name in doubts]
        pace(f"{number + 1} replies of {count}, {found.by_model} by the model, {found.bad} with a name that is nowhere")
    after = counts_kept(app.stores.journal)
    found.dropped, found.fallback = after.dropped - before.dropped, after.fallback - before.fallback
    return found


class Known:
    """The titles, creators and subjects of a library, as letters alone."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._works: dict[str, set[str]] = {}
        self._creators: set[str] = set()
        self._subjects: set[str] = set()
        for item in items:
            self._subjects.update(map(letters, item.subjects))
            self._works.setdefault(letters(item.title), set()).update(map(letters, item.creators))
            self._creators.update(map(letters, item.creators))
        self._all = " ".join([*self._works, *self._creators])

    def doubtful(self, reply: str, asked: str, said: Iterable[str] = ()) -> Iterator[str]:
        """What a reply names and the library lacks: quotations, creators beside the wrong work, runs of capitals.

        asked: the request; said: sentences of the profile. Both may be quoted, but neither is a work of anybody.
        """
        sentences = {letters(one) for one in said}
        for match in _QUOTED.finditer(reply):
            quoted, own = match[1], letters(match[1])
            if reply[: match.start()].endswith("subject ") and own in self._subjects:
                continue
            if own not in self._works and own not in sentences and own not in letters(asked):
                yield f"title {quoted}"
        for match in _CREDITED.finditer(reply):
            names = self._works.get(letters(match[1]), set())
            if not any(letters(match[2]).startswith(name) for name in names):
                yield f"creator {match[2].strip()}"
        for run in _RUN.findall(_QUOTED.sub(" “” ", reply)):
            if letters(run) not in self._all and letters(run) not in self._subjects:
                yield f"name {run}"


def letters(text: str) -> str:
    """Lower case letters and digits alone, without accents."""
    return "".join(letter for letter in plain(text) if letter.isalnum())


def audit_rows(app: App, model: ModelClient, count: int, say: Say) -> list[Row]:
    """Rows of the bench; what was wrong is said as well."""
    say(f"checking {count} replies")
    found = audit(app, count, say)
    for line in found.wrong:
        say(line)
    return [
        Row("replies with a name that the library lacks", found.bad, f"of {found.replies}", model.name),
        Row("names checked", found.names, "quotations"),
        Row("replies that the model worded", found.by_model, f"of {found.replies}"),
        Row("built-in wording stepped in", found.fallback, f"of {found.replies} replies"),
        Row("sentences of the model dropped", found.dropped, "sentences"),
    ]
