"""Homes to be cut and counted: every piece of feedback bears a token of its own, by which it is known again."""

import io
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from assistant.app.app import App
from assistant.domain.entities import Feedback, Item, Kind, Verdict
from assistant.domain.errors import AssistantError
from assistant.evaluation.bench.trust.probes import Program
from assistant.security import key_wrapping
from assistant.security.vault import open_vault
from assistant.settings.paths import Paths
from assistant.storage.database import Database, Migrations
from assistant.storage.journal.schema import journal_migrations
from assistant.storage.journal.store import JournalStore, open_journal
from assistant.storage.library.schema import library_migrations

PASSPHRASES = ("grey boats at dawn", "another four quiet words")
ITEMS = 12


@dataclass(frozen=True, slots=True)
class Found:
    """What a home holds: the tokens of its feedback, or why it does not open."""

    tokens: frozenset[str] = frozenset()
    trouble: str = ""


@contextmanager
def quick_vaults() -> Iterator[None]:
    """New passphrases cost next to nothing to try: what is measured here is not how long they are stretched."""
    before = key_wrapping.MEMORY_KIB, key_wrapping.ITERATIONS
    key_wrapping.MEMORY_KIB, key_wrapping.ITERATIONS = 64, 1
    try:
        yield
    finally:
        key_wrapping.MEMORY_KIB, key_wrapping.ITERATIONS = before


def make_home(folder: Path, feedback: int = 5, word: str = "first") -> list[str]:
    """A home with a few works and so much feedback; returns its tokens, which begin with that word."""
    with quick_vaults():
        app = App.open(Paths(folder), passphrase=PASSPHRASES[0], llm=False)
    works = [Item(f"n{n}", Kind.BOOK, f"Book number {n}", (f"Author {n % 7}",), added=float(n)) for n in range(ITEMS)]
    app.stores.library.items.put_unfiled(works, "wish")
    tokens = [f"{word} {number}" for number in range(feedback)]
    for number, token in enumerate(tokens):
        app.stores.journal.record(Feedback(f"n{number % ITEMS}", Verdict.LIKED, because=token), float(number))
    app.close()
    return tokens


def make_old_home(folder: Path, back: int = 3) -> list[str]:
    """A home as an earlier version left it, so many steps behind in both databases; returns its tokens."""
    paths = Paths(folder)
    with quick_vaults():
        key = open_vault(paths, PASSPHRASES[0])
    for path, story in ((paths.journal, journal_migrations), (paths.library, library_migrations)):
        Database(path, key, _earlier(story, back)).close()
    database = Database(paths.journal, key, _earlier(journal_migrations, back))
    tokens = [f"old {number}" for number in range(200)]
    with database.atomic() as db:
        rows = [(f"n{n % ITEMS}", "like", float(n), 1.0, token.encode(), b"you") for n, token in enumerate(tokens)]
        db.executemany(
            "INSERT INTO interactions (item, verdict, at, value, because, source) VALUES (?, ?, ?, ?, ?, ?)", rows
        )
    database.close()
    return tokens


def _earlier(story: Migrations, back: int) -> Migrations:
    """The schema as it was so many steps ago."""
    return Migrations(
        story.name,
        story.advice,
        story.synchronous,
        story.page_size,
        functions=story.functions,
        steps=story.steps[:-back],
    )


def read_home(home: Path) -> Found:
    """Opens a home as the program does, with any of the passphrases, and looks at every page of it."""
    trouble = ""
    for passphrase in PASSPHRASES:
        try:
            app = App.open(Paths(home), passphrase=passphrase, llm=False)
        except AssistantError as error:
            trouble = str(error)
            continue
        try:
            stores = app.stores.journal.database, app.stores.library.database
            wrong = [said for store in stores if (said := store.integrity()) != "ok"]
            return Found(_tokens(app.stores.journal), "; ".join(wrong))
        except AssistantError as error:
            return Found(trouble=str(error))
        finally:
            app.close()
    return Found(trouble=trouble)


def kept_aside(home: Path) -> frozenset[str]:
    """The tokens in all that restores have put aside, which they promise to keep."""
    found: frozenset[str] = frozenset()
    for folder in (home / "backups").glob("before-restore-*"):
        with tempfile.TemporaryDirectory(prefix="aside-", dir=home.parent) as name:
            copy = Paths(Path(name) / "home")
            shutil.copytree(folder, copy.home)
            journal = open_journal(copy, open_vault(copy, PASSPHRASES[0]))
            found |= _tokens(journal)
            journal.close()
    return found


def _tokens(journal: JournalStore) -> frozenset[str]:
    return frozenset(one.because for one in journal.interactions())


@dataclass(frozen=True, slots=True)
class Said:
    """How a command ended, and what it said on standard error."""

    status: int
    words: str


def told(program: Program, home: Path, *arguments: object, passphrase: str = PASSPHRASES[0]) -> Said:
    """Runs `alcove …` within this process, as a terminal would."""
    with tempfile.NamedTemporaryFile("w", prefix="words-", dir=home.parent) as words:
        words.write(f"{passphrase}\n")
        words.flush()
        os.environ |= {"ALCOVE_HOME": str(home), "ALCOVE_PASSPHRASE_FILE": words.name}
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()) as said:
            status = program([str(one) for one in arguments])
    return Said(status, said.getvalue())


def command(program: Program, home: Path, *arguments: object, passphrase: str = PASSPHRASES[0]) -> int:
    """The exit status alone."""
    return told(program, home, *arguments, passphrase=passphrase).status
