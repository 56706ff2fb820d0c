"""A file is exchanged between the moment when it is listed and the moment when it is opened, by a program beside us."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.app.media.reader import TextReader
from assistant.app.stores import Stores
from assistant.settings.paths import Paths
from indexers import sync as syncing
from indexers.passwords import unlock
from tests.indexers import samples

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links take rights there that few have")
SECRET = "The combination of the safe is pelican."


@pytest.fixture
def away(tmp_path: Path) -> Path:
    """Outside the folders that are read."""
    folder = tmp_path / "away"
    folder.mkdir()
    (folder / "diary.txt").write_text(f"{SECRET}\n\n{samples.prose(100)}")
    return folder


@pytest.fixture
def when_listed(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """What happens once all files are listed and none is open."""

    def before_opening(act: Callable[[], object]) -> None:
        planned = syncing.make_plan

        def plan(*given):
            act()
            return planned(*given)

        monkeypatch.setattr(syncing, "make_plan", plan)

    return before_opening


def put_in_place(path: Path, make: Callable[[Path], object]) -> Callable[[], None]:
    def act() -> None:
        path.rename(path.with_name(f".{path.name}"))
        make(path)

    return act


def everything(home) -> str:
    texts = [one.text for item in home.library.items.all() for one in home.library.items.passages(item.id)]
    return " ".join([*texts, *(f"{item.title} {item.description}" for item in home.library.items.all())])


def test_a_link_out_of_the_folders_is_not_followed(home, shelf: Path, away: Path, when_listed) -> None:
    (shelf / "poems").mkdir()
    for place in (shelf / "diary.txt", shelf / "poems" / "diary.txt"):
        place.write_text(f"Of the harbour.\n\n{samples.prose(100)}")
    swap_file = put_in_place(shelf / "diary.txt", lambda path: path.symlink_to(away / "diary.txt"))
    swap_folder = put_in_place(shelf / "poems", lambda path: path.symlink_to(away))
    when_listed(lambda: (swap_file(), swap_folder()))
    report = home.sync(shelf)
    assert SECRET not in everything(home) and not home.library.items.all()
    reasons = {path.relative_to(shelf).as_posix(): reason for path, reason in report.problems}
    assert reasons.keys() == {"diary.txt", "poems/diary.txt"}
    assert all(f"To read it, add {away / 'diary.txt'}." in reason for reason in reasons.values())


def test_a_link_within_them_is(home, shelf: Path, when_listed) -> None:
    for name in ("one.txt", "two.txt"):
        (shelf / name).write_text(f"Of the harbour, {name}.\n\n{samples.prose(100, name)}")
    when_listed(put_in_place(shelf / "one.txt", lambda path: path.symlink_to(shelf / "two.txt")))
    assert home.sync(shelf).problems == () and len(home.library.items.all()) == 1


def test_a_root_that_is_a_link_is_read(home, shelf: Path, tmp_path: Path) -> None:
    (shelf / "one.txt").write_text(f"Of the harbour.\n\n{samples.prose(100)}")
    (tmp_path / "door").symlink_to(shelf)
    report = home.sync(tmp_path / "door")
    assert (report.added, report.problems) == (1, ())


def test_a_pipe_is_not_waited_for(home, shelf: Path, when_listed) -> None:
    (shelf / "diary.txt").write_text(f"Of the harbour.\n\n{samples.prose(100)}")
    when_listed(put_in_place(shelf / "diary.txt", os.mkfifo))
    report = home.sync(shelf)
    assert (report.added, report.failed) == (0, 1)


def test_what_lies_beside_a_file_is_no_link_out_of_its_folder(home, shelf: Path, away: Path, when_listed) -> None:
    samples.write_epub(shelf / "book.epub", "The Salt Road", ("Ada Marsh",))
    notes = shelf / "metadata.opf"
    notes.write_text("<package/>")
    told = f"<metadata xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:description>{SECRET}</dc:description></metadata>"
    (away / "metadata.opf").write_text(f"<package xmlns='http://www.idpf.org/2007/opf'>{told}</package>")
    when_listed(put_in_place(notes, lambda path: path.symlink_to(away / "metadata.opf")))
    home.sync(shelf)
    assert home.titles() == {"The Salt Road"} and SECRET not in everything(home)


def test_neither_reader_nor_password_follow_what_became_a_link(home, shelf: Path, away: Path) -> None:
    path = shelf / "one.txt"
    path.write_text(f"Of the harbour.\n\n{samples.prose(100)}")
    home.journal.add_root(shelf)
    home.sync(shelf)
    (item,) = home.library.items.all()
    put_in_place(path, lambda path: path.symlink_to(away / "diary.txt"))()
    reader = TextReader(Stores(Paths(shelf), home.library, home.journal))
    try:
        shown = reader.text(item.id)
    finally:
        reader.close()
    assert "harbour" in shown.parts[0].text and SECRET not in str(shown) and str(away) in shown.missing
    with pytest.raises(Exception, match="To read it, add"):
        unlock(home.library, home.journal, [path], "a password", keep=False)
