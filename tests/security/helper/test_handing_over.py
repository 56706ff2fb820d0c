"""What is handed to other programs, on a desktop whose opener only writes down what it was asked for."""

import os
import stat
from pathlib import Path

import pytest

from assistant.security.helper.opening import OPENED, open_elsewhere
from assistant.security.helper.telling import Refused
from indexers.readers.registry import formats

READ_HERE_ALONE = {".htm", ".html", ".xhtml", ".docm", ".pptm", ".xlsm"}


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Its opener ends as it is told."""
    folder = tmp_path / "bin"
    folder.mkdir()
    script = folder / "xdg-open"
    script.write_text(f'#!/bin/sh\nprintf "%s" "$1" > {tmp_path}/opened\nexit $(cat {tmp_path}/status)\n')
    script.chmod(script.stat().st_mode | stat.S_IEXEC)
    (tmp_path / "status").write_text("0")
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    return tmp_path


def opened(desktop: Path) -> str:
    return os.fsdecode((desktop / "opened").read_bytes())


def test_files_and_folders_are_opened_by_their_own_names(desktop):
    for name in ("odd 'name' \udcff $(x).epub", "-odd 'name' \n.PDF"):
        (desktop / name).touch()
        open_elsewhere(desktop / name)
        assert opened(desktop) == str(desktop / name)
    open_elsewhere(desktop)
    assert opened(desktop) == str(desktop)


@pytest.mark.parametrize(
    "name",
    ["x.desktop", "x.sh", "x.py", "x.EXE", "x.html", "x.svg", "x.docm", "x.jar", "x.AppImage", "x", "x.epub.lnk",
     "x.txt:y.exe", "x.pdf ", "x.url"],
)  # fmt: skip
def test_what_might_run_is_not(desktop, name):
    (desktop / name).touch()
    with pytest.raises(Refused, match="might run something"):
        open_elsewhere(desktop / name)
    assert not (desktop / "opened").exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [("x.pdf", b"#!/bin/sh\n"), ("x.txt", b"\n  <!DOCTYPE html><script>"), ("x.epub", b"\x7fELF\2\1\1"),
     ("x.doc", b"MZ\x90\0\3"), ("x.md", b"\xef\xbb\xbf<html lang=en>"), ("x.jpg", b"<svg onload=x>"),
     ("x.mp3", b"[Desktop Entry]\nExec=sh"), ("x.xls", b"<HTML><table>")],
)  # fmt: skip
def test_nor_what_only_bears_the_name_of_something_else(desktop, name, content):
    """Many desktops choose the program by what a file begins with."""
    (desktop / name).write_bytes(content)
    with pytest.raises(Refused, match="might run something"):
        open_elsewhere(desktop / name)
    assert not (desktop / "opened").exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [("x.txt", b"MZ stands for Mark Z.\n"), ("x.md", b"<center>A poem</center>"), ("x.fb2", b"<?xml version='1.0'?>"),
     ("x.csv", b""), ("x.org", b"#+title: of html")],
)  # fmt: skip
def test_what_only_looks_a_little_like_it_is_opened(desktop, name, content):
    (desktop / name).write_bytes(content)
    open_elsewhere(desktop / name)
    assert opened(desktop) == str(desktop / name)


def test_what_has_become_a_link_since_it_was_asked_for_is_not(desktop):
    (desktop / "letters").mkdir()
    (desktop / "letters" / "book.epub").touch()
    (desktop / "link.epub").symlink_to(desktop / "letters" / "book.epub")
    (desktop / "shelf").symlink_to(desktop / "letters")
    for path in (desktop / "link.epub", desktop / "shelf" / "book.epub", desktop / "shelf"):
        with pytest.raises(Refused, match="not there any more"):
            open_elsewhere(path)
    assert not (desktop / "opened").exists()


def test_neither_devices_nor_what_is_not_there(desktop):
    os.mkfifo(desktop / "pipe.epub")
    (desktop / "round.epub").symlink_to(desktop / "round.epub")
    with pytest.raises(Refused, match="might run"):
        open_elsewhere(desktop / "pipe.epub")
    for name in ("gone.epub", "round.epub"):
        with pytest.raises(Refused, match="not there any more"):
            open_elsewhere(desktop / name)


def test_an_opener_that_fails_or_is_missing_is_explained(desktop, monkeypatch):
    file = desktop / "book.epub"
    file.touch()
    (desktop / "status").write_text("4")
    with pytest.raises(Refused, match="No program opened"):
        open_elsewhere(file)
    monkeypatch.setenv("PATH", str(desktop))
    with pytest.raises(Refused, match="xdg-utils"):
        open_elsewhere(file)


def test_every_format_of_the_library_is_on_the_list_or_was_left_out_for_a_reason():
    assert {suffix for known in formats() for suffix in known.media_types} - OPENED == READ_HERE_ALONE
