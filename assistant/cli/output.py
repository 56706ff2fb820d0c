"""How results are shown in a terminal, and the rows that --json holds. INTERFACES that others script against."""

import argparse
import json
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from assistant.app.app import App
from assistant.app.changes import Changes
from assistant.chat.session import Turn
from assistant.cli.words import spoken
from assistant.domain.entities import Interaction, Item, Recommendation, Statement
from assistant.domain.rows import Row
from assistant.explain.evidence_words import evidence_text
from assistant.messages import decimal, mark, one_line, tr
from assistant.messages.time_left import TimeLeft
from assistant.recommend.recommender import Placement, WhyNot
from assistant.search.hybrid import SearchHit
from assistant.storage.journal.store import StatementVersion


class HowFar(Protocol):
    """How far a long job is; `total` 0 means that it is not known."""

    @property
    def phase(self) -> str: ...

    @property
    def done(self) -> int: ...

    @property
    def total(self) -> int: ...


def printable(text: str) -> str:
    """Terminal-safe: control characters out of a file's tags must not steer the person's terminal."""
    return "".join(character if character.isprintable() or character == "\n" else " " for character in text)


def card(item: Item) -> str:
    creators = f", {', '.join(item.creators)}" if item.creators else ""
    year = f" ({item.year})" if item.year else ""
    what = spoken(item.form or item.kind)
    line = f"{item.title}{creators}{year}  [{what} {item.id}]" + ("" if item.owned else "  " + tr("not owned"))
    return one_line(line)


def item_row(item: Item) -> Row:
    return {
        "id": item.id,
        "kind": item.kind,
        "title": item.title,
        "creators": list(item.creators),
        "path": str(item.path) if item.path else None,
        "owned": item.owned,
        "form": item.form,
    }


def search_row(hit: SearchHit) -> Row:
    source = "your note" if hit.noted else "recognised text" if hit.recognised else ""  # no words
    found_in = {"passage_from": source} if source else {}
    return {**item_row(hit.item), "score": hit.score, "passage": hit.passage, **found_in}


def recommendation_row(pick: Recommendation) -> Row:
    explanation = pick.explanation
    return {
        **item_row(pick.item),
        "score": float(pick.score),
        "parts": dict(pick.score),
        "evidence": [{"type": fact.type, "id": fact.id, "text": evidence_text(fact)} for fact in pick.evidence],
        "explanation": explanation.text if explanation else "",
        "explained_by": explanation.by if explanation else "built-in",
        **({} if pick.propensity is None else {"propensity": pick.propensity}),
        **({"team": pick.team} if pick.team else {}),
    }


def statement_row(statement: Statement) -> Row:
    return {
        "id": statement.id,
        "text": statement.text,
        "polarity": statement.polarity,
        "kind": statement.kind,
        "weight": statement.strength,
        "source": statement.origin,
        "evidence": list(statement.evidence),
        "support": list(statement.support) if statement.support else None,
        "updated": statement.updated,
        "muted": statement.muted,
    }


def version_row(version: StatementVersion) -> Row:
    return {
        "id": version.id,
        "version": version.version,
        "at": version.at,
        "text": version.statement.text if version.statement else None,
    }


class Output:
    """One command's way out: JSON alone, or lines; progress on standard error where someone watches."""

    def __init__(self, options: argparse.Namespace | None = None) -> None:
        self.json: bool = options is not None and options.json
        self.watched = sys.stderr.isatty()
        self._streamed = False
        self.left = TimeLeft()

    def result(self, document: Any, lines: Sequence[str]) -> None:
        text = json.dumps(document, ensure_ascii=False, indent=2) if self.json else printable("\n".join(lines))
        try:
            text.encode(sys.stdout.encoding or "utf-8")
        except UnicodeEncodeError:
            # File names need not be text: escape what the terminal, or JSON in UTF-8, cannot carry.
            text = json.dumps(document, indent=2) if self.json else text.encode("ascii", "replace").decode()
        if text:
            print(text, flush=True)

    def progress(self, step: HowFar) -> None:
        """Show one line that overwrites itself."""
        if self.watched:
            said = f"{spoken(step.phase)} {step.done}" + (f"/{step.total}" if step.total else "")
            said = ", ".join(filter(None, (said, self.left.words(step.phase, step.done, step.total))))
            width = shutil.get_terminal_size().columns - 1
            print(f"\r{said:<{width}.{width}}", end="", file=sys.stderr, flush=True)

    def progress_done(self) -> None:
        if self.watched:
            print(f"\r{'':<{shutil.get_terminal_size().columns - 1}}\r", end="", file=sys.stderr, flush=True)

    def stream(self, text: str) -> None:
        """A piece of a reply, as it is written."""
        if not self.json:
            self._streamed = True
            print(printable(text), end="", flush=True)

    def stream_done(self, turn: Turn) -> None:
        if not self.json:
            print("" if self._streamed else printable(turn.reply))
        self._streamed = False

    def questions(self) -> Iterator[str]:
        """What the person types, until Ctrl+D."""
        while True:
            try:
                text = input("> ").strip()
            except EOFError:
                return
            if text:
                yield text

    def reason(self, pick: Recommendation) -> str:
        return pick.explanation.text if pick.explanation else ""

    def ledger(self, answer: Placement | WhyNot) -> list[str]:
        """The rank, the parts as signed bars, and the evidence."""
        pick = answer.recommendation
        place = tr("rank {rank}", rank=answer.rank) if answer.rank else tr("not in the list")
        score = tr("score {score}", score=decimal(float(pick.score), 3))
        largest = max((abs(value) for _, value in pick.score), default=0) or 1
        bars = [f"  {value:+8.3f}  {name:24.24} {'█' * round(24 * abs(value) / largest)}" for name, value in pick.score]
        return [
            f"{card(pick.item)}: {place}, {score}",
            self.reason(pick),
            *bars,
            *(f"  - {evidence_text(fact)}" for fact in pick.evidence),
        ]

    def statement(self, one: Statement) -> str:
        notes = [spoken(one.origin)]
        if one.support is not None:
            part, whole = one.support
            told = mark("liked {part} of {whole}") if one.polarity > 0 else mark("disliked {part} of {whole}")
            notes.append(tr(told, part=part, whole=whole))
        notes += [tr("muted")] if one.muted else []
        return f"{one.id}  {one.text}  ({', '.join(notes)})"

    def version(self, version: StatementVersion) -> str:
        day = time.strftime("%Y-%m-%d %H:%M", time.localtime(version.at))
        text = version.statement.text if version.statement else tr("removed")
        return f"{day}  {version.id}  {text}"

    def changes(self, changes: Changes[Interaction | None]) -> Row:
        interaction = changes.row
        return {
            "item": interaction.item_id if interaction else None,
            "verdict": interaction.verdict if interaction else None,
            **self.moves(changes),
        }

    def moves(self, changes: Changes[object]) -> Row:
        return {
            "rose": [{"id": id_, "by": by} for id_, by in changes.rose],
            "fell": [{"id": id_, "by": by} for id_, by in changes.fell],
        }

    def shifts(self, changes: Changes[object], app: App) -> list[str]:
        rose = [f"  ↑{by:<4} {app.library.item(id_).title}" for id_, by in changes.rose[:3]]
        return rose + [f"  ↓{by:<4} {app.library.item(id_).title}" for id_, by in changes.fell[:3]]
