"""Nothing of the person's is readable in any file under the home, at any time."""

import random

from assistant.domain.entities import Feedback, Statement, Verdict
from assistant.security.vault import open_vault
from assistant.settings.paths import Paths
from assistant.storage.journal.store import open_journal
from assistant.storage.library.store import open_library
from tests.storage.shelf import book, pages, record, vectors

SECRETS = (
    "Wuthering Heights",
    "Emily Brontë",
    "moors and ravens",
    "gothic revival",
    "because of Heathcliff",
    "/shelf/bronte",
)


def readable(paths: Paths) -> list[str]:
    """Which secrets stand in which file, in either encoding and whatever the case."""
    found = []
    for file in paths.home.rglob("*"):
        if file.is_file():
            content = file.read_bytes().lower()
            for secret in SECRETS:
                words = [secret, *secret.split()]
                for word in words:
                    if len(word) > 5 and any(word.lower().encode(code) in content for code in ("utf-8", "utf-16-le")):
                        found.append(f"{word} in {file.name}")
    return found


def test_the_search_for_secrets_finds_them(paths):
    paths.create_home()
    (paths.home / "leak").write_bytes(b"..WUTHERING heights..")
    assert readable(paths) == ["Wuthering Heights in leak", "Wuthering in leak", "Heights in leak"]


def test_no_file_holds_a_word_of_it(paths, tmp_path):
    key = open_vault(paths, "secret")
    library, journal = open_library(paths, key), open_journal(paths, key)
    title, creator, text, subject, because, path = SECRETS
    filler = " ".join(random.Random(3).choices(["rain", "stone", "letter"], k=2000))
    for number in range(40):
        item = book(f"b{number}", title, creator, subjects=(subject,), description=text)
        library.items.put(item, pages(item.id, text, f"{filler} {text} {number}"), None, record(f"{path}/{number}"))
        library.vectors.set_item_vectors([item.id], vectors(1))
        journal.record(Feedback(item.id, Verdict.LIKED, because=because), 1.0)
    journal.put_statement(Statement("", f"I like {title}"))
    journal.add_turn("main", "you", title, {"said": creator})
    journal.log_slate([{"title": title}])
    journal.set("draft", text)
    assert library.search.text("wuthering ravens", n=3)
    library.database.rows("SELECT DISTINCT title_key, random() AS r FROM items ORDER BY r")
    library.database.backup(paths.backups / "library.db")
    journal.database.backup(paths.backups / "journal.db")
    assert (paths.home / "library.db-wal").exists()
    assert readable(paths) == []
    library.files.forget_many(list(library.files.all()))
    library.close()
    journal.close()
    assert readable(paths) == []
    for file in (paths.library, paths.journal, paths.backups / "library.db", paths.backups / "journal.db"):
        assert file.read_bytes()[:16] != b"SQLite format 3\0"
