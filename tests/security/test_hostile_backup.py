"""Backups that somebody made to do harm: each is refused in one sentence, soon, and nothing is changed."""

import copy
import json
import random
import struct
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.domain.errors import AssistantError
from assistant.security import key_wrapping
from assistant.security.restore import restore_backup
from assistant.settings.paths import Paths
from assistant.storage.archive import MAGIC
from tests.cli.program import make_program
from tests.cli.test_backup import WORDS, back_up, make_home, tree

Header = dict[str, Any]
ODD = (
    None,
    True,
    -1,
    0,
    2**63,
    2**70,
    1e400,
    float("nan"),
    "",
    "a\0b",
    "\ud800",
    "x" * 5000,
    [],
    {},
    [[]],
    {"a": 1},
    1.5,
)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Paths, bytes]]:
    """A home, and a backup of it."""
    folder = tmp_path_factory.mktemp("kept")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(key_wrapping, "MEMORY_KIB", 64)
        patch.setattr(key_wrapping, "ITERATIONS", 1)
        home = make_home(folder / "home", "I like orchids")
        back_up(home, folder / "one.alcove")
        yield home, (folder / "one.alcove").read_bytes()


def split(content: bytes) -> tuple[Header, bytes]:
    start = len(MAGIC) + 4
    (length,) = struct.unpack(">I", content[len(MAGIC) : start])
    return json.loads(content[start : start + length]), content[start + length :]


def joined(header: Header, rest: bytes) -> bytes:
    raw = json.dumps(header).encode()
    return MAGIC + struct.pack(">I", len(raw)) + raw + rest


def refused(home: Paths, file: Path, content: bytes) -> str:
    """What is said of the file."""
    file.write_bytes(content)
    before, started = tree(home), time.monotonic()
    with pytest.raises(AssistantError) as raised:
        restore_backup(home, file, WORDS)
    assert time.monotonic() - started < 5 and tree(home) == before and "\n" not in str(raised.value)
    # No place within the home that is gone when this is read.
    assert ".backup-" not in str(raised.value)
    return str(raised.value)


def costs(**changed: object) -> Callable[[Header], None]:
    return lambda header: header["vault"]["wraps"]["passphrase"].update(changed)


def member(name: object, size: object = 1) -> Callable[[Header], None]:
    return lambda header: header["members"].append([name, size])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (costs(memory=1 << 20, iterations=64), "more work"),
        (costs(memory=256 * 1024, iterations=16), "more work"),
        (costs(lanes=64), "more work"),
        (costs(iterations=1.5), "more work"),
        (costs(salt="QUFB" * 100), "malformed"),
        (member("a\0b"), "damaged"),
        (member("../vault.json"), "damaged"),
        (member("CON:"), "damaged"),
        (member("journal.db"), "damaged"),
        (member("vault.json"), "what no backup does"),
        (member("library.db-wal"), "what no backup does"),
        (lambda header: header.update(made=1e300), "damaged"),
        (lambda header: header.update(format="1"), "damaged"),
        (lambda header: header.update(format=2), "newer"),
    ],
)
def test_a_header_that_asks_for_harm_is_refused(
    kept: tuple[Paths, bytes], tmp_path: Path, change: Callable[[Header], None], words: str
) -> None:
    header, rest = split(kept[1])
    change(header)
    assert words in refused(kept[0], tmp_path / "bad.alcove", joined(header, rest))


def test_no_header_of_any_shape_is_a_bug(kept: tuple[Paths, bytes], tmp_path: Path) -> None:
    chance = random.Random(15)
    whole, rest = split(kept[1])
    for _ in range(150):
        header = copy.deepcopy(whole)
        for _ in range(chance.choice((1, 1, 2, 3))):
            twist(header, chance)
        if header != whole:
            refused(kept[0], tmp_path / "bad.alcove", joined(header, rest))


def twist(part: Any, chance: random.Random) -> None:
    """Puts something odd somewhere into the header, or takes something out."""
    while isinstance(part, dict | list) and part:
        key = chance.choice(list(part) if isinstance(part, dict) else range(len(part)))
        if not isinstance(part[key], dict | list) or chance.random() < 0.3:
            if chance.random() < 0.2:
                del part[key]
            else:
                part[key] = chance.choice(ODD)
            return
        part = part[key]


def test_the_command_says_it_in_one_line(tmp_path: Path) -> None:
    fresh = make_program(tmp_path)
    fresh("profile", "add", "I like orchids")
    fresh("backup", tmp_path / "one.alcove")
    header, rest = split((tmp_path / "one.alcove").read_bytes())
    member("a\0b")(header)
    (tmp_path / "one.alcove").write_bytes(joined(header, rest))
    said = fresh("restore", tmp_path / "one.alcove")
    assert said.status == 1 and said.err.startswith("alcove: ") and said.err.count("\n") == 1
