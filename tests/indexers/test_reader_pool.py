"""Reader processes: locked, limited, replaced when they hang or die."""

import os
import signal
import sys
import threading
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from assistant.domain.errors import NetworkLockFailed
from indexers.metadata.covers import encode, thumbnail
from indexers.readers.base import Reading
from indexers.worker import process
from indexers.worker.limits import NOT_LOCKED
from indexers.worker.pool import ReaderPool, ReaderProcess
from indexers.worker.protocol import (
    HEAR,
    IMPORT,
    LOOK,
    READ,
    Answer,
    Request,
    receive_answer,
    receive_request,
    send_answer,
    send_request,
)
from indexers.worker.wire import ProtocolBroken
from tests.indexers import samples


@pytest.fixture
def reader():
    opened = ReaderProcess()
    yield opened
    opened.close()


def test_reads_file_after_file_in_one_process(reader, tmp_path) -> None:
    path = samples.write_epub(tmp_path / "a.epub")
    first = reader.read(path)
    pid = reader.pid
    assert reader.read(path, first.digest).state == "same"
    assert reader.pid == pid


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such limits")
def test_is_locked_and_limited(reader, tmp_path) -> None:
    reader.read(samples.write_epub(tmp_path / "a.epub"))
    status = Path(f"/proc/{reader.pid}/status").read_text()
    limits = Path(f"/proc/{reader.pid}/limits").read_text()
    maps = Path(f"/proc/{reader.pid}/maps").read_text()
    assert "Seccomp:\t2" in status
    assert f"Max address space         {1 << 30}" in limits
    assert "Max file size             0 " in limits
    assert "onnxruntime" not in maps


THREADS = """
import _thread, sys
from indexers.worker import process
from indexers.worker.protocol import Answer

def start(path, known, task):
    try:
        yield Answer("indexed", extra=_thread.start_new_thread(int, ()))
    except RuntimeError:
        yield Answer("indexed", extra="none")

process._answers = start
process.main(*sys.argv[1:])
"""
"""The real process, which starts a thread instead of reading."""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such limits")
@pytest.mark.parametrize("task", [READ, HEAR, LOOK, IMPORT])
def test_one_that_was_taken_over_starts_no_threads(tmp_path, task) -> None:
    """Thousands of them leave nobody else of the machine a process."""
    captured = ReaderProcess(program=("-c", THREADS))
    try:
        assert captured.read(samples.write_epub(tmp_path / "a.epub"), task=task).extra == "none"
    finally:
        captured.close()


SLOW = """
import sys, time
from indexers.worker import process

honest = process._answers

def wait(path, known, task):
    time.sleep(0.5)
    yield from honest(path, known, task)

process._answers = wait
process.main(*sys.argv[1:])
"""


def test_a_process_that_takes_too_long_is_ended_and_replaced(tmp_path) -> None:
    slow, quick = tmp_path / "slow.html", samples.write_epub(tmp_path / "a.epub")
    slow.write_text("<html>" + "<div>" * 30_000)
    with ReaderPool(1, seconds=0.3) as pool:
        ((_, answer),) = pool.read_all([(slow, b"")])
    assert answer.state == "failed" and "took more than" in answer.reason and answer.digest
    with ReaderPool(1) as pool:
        assert [answer.state for _, answer in pool.read_all([(quick, b"")])] == ["indexed"]


def test_a_process_that_cannot_start_is_no_files_fault(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("indexers.worker.pool.sys.executable", "/bin/false")
    with ReaderPool(1) as pool, pytest.raises(RuntimeError, match="could not start"):
        list(pool.read_all([(samples.write_epub(tmp_path / "a.epub"), b"")]))


@pytest.mark.skipif(sys.platform == "win32", reason="no shell scripts there")
def test_a_refused_lock_opens_no_file_and_says_where_to_look(tmp_path, monkeypatch) -> None:
    refused = tmp_path / "python"
    refused.write_text(f"#!/bin/sh\nexit {NOT_LOCKED}\n")
    refused.chmod(0o755)
    monkeypatch.setattr("indexers.worker.pool.sys.executable", str(refused))
    with ReaderPool(1) as pool, pytest.raises(NetworkLockFailed, match="alcove doctor"):
        list(pool.read_all([(samples.write_epub(tmp_path / "a.epub"), b"")]))


def test_a_process_without_its_lock_ends_with_the_agreed_status(monkeypatch) -> None:
    def refuse() -> None:
        raise NetworkLockFailed("no")

    monkeypatch.setattr(process, "lock_network", refuse)
    with pytest.raises(SystemExit) as ended:
        process.main()
    assert ended.value.code == NOT_LOCKED


def test_a_process_that_dies_costs_one_file(reader, tmp_path) -> None:
    path = samples.write_epub(tmp_path / "a.epub")
    pid = reader._started().process.pid
    os.kill(pid, signal.SIGSTOP)
    threading.Timer(0.3, os.kill, (pid, signal.SIGKILL)).start()
    first, second = reader.read(path), reader.read(path)
    assert (first.state, second.state) == ("failed", "indexed")
    assert "made its reader stop" in first.reason and first.digest == second.digest


def started(pool: ReaderPool) -> int:
    return len({reader.pid for reader in pool._readers} - {None})


def test_many_files_on_two_processes(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("indexers.worker.pool.MORE_AFTER", 0.0)
    paths = [samples.write_pdf(tmp_path / f"{number}.pdf") for number in range(12)]
    with ReaderPool(2) as pool:
        answers = dict(pool.read_all([(path, b"") for path in paths]))
        assert started(pool) == 2
    assert set(answers) == set(paths)
    assert {answer.state for answer in answers.values()} == {"indexed"}


@pytest.mark.parametrize(("after", "processes"), [(60.0, 1), (0.1, 2)])
def test_another_process_begins_only_while_files_wait(tmp_path, monkeypatch, after, processes) -> None:
    """The first is slow here; nobody waits for the time of the second, if no file does."""
    monkeypatch.setattr("indexers.worker.pool.MORE_AFTER", after)
    monkeypatch.setattr("indexers.worker.pool.ReaderProcess", partial(ReaderProcess, program=("-c", SLOW)))
    paths = [samples.write_epub(tmp_path / f"{number}.epub") for number in range(4)]
    begun = time.monotonic()
    with ReaderPool(2) as pool:
        assert {path for path, _ in pool.read_all([(path, b"") for path in paths])} == set(paths)
        assert started(pool) == processes
    assert time.monotonic() - begun < 50


def test_stopping_early_leaves_no_thread_behind(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("indexers.worker.pool.MORE_AFTER", 0.0)
    paths = [samples.write_pdf(tmp_path / f"{number}.pdf") for number in range(8)]
    with ReaderPool(2) as pool:
        answers = pool.read_all([(path, b"") for path in paths])
        next(answers)
        answers.close()
        assert [thread for thread in threading.enumerate() if thread.name == "reader"] == []


def test_the_wire_carries_any_path_and_a_whole_reading(tmp_path) -> None:
    path = Path(os.fsdecode(b"/tmp/\xff\n\xe9"))
    with open(tmp_path / "wire", "w+b") as pipe:
        asked = Request(path, b"\1\2", language="de")
        send_request(pipe, asked)
        pipe.seek(0)
        assert receive_request(pipe) == asked
        assert receive_request(pipe) is None


def test_the_wire_refuses_what_is_no_answer(tmp_path) -> None:
    nested = b"\0\1\0\0\0\0\0\0" + b"[" * (1 << 16)
    with open(tmp_path / "wire", "w+b") as pipe:
        for data in (b"", b"\xff" * 8, b"\0\0\0\2\0\0\0\0[]", b"\0\0\0\2\0\0\0\0{}", b"\0\0\0\1\0\0\0\0{", nested):
            pipe.seek(0)
            pipe.truncate()
            pipe.write(data)
            pipe.seek(0)
            with pytest.raises(ProtocolBroken):
                receive_answer(pipe)


def test_the_wire_carries_covers_apart(tmp_path) -> None:
    from assistant.domain.entities import Kind

    cover = thumbnail(samples.picture())
    assert cover is not None
    reading = Reading(kind=Kind.BOOK, title="T", creators=("A",), identifiers=(("isbn", "9"),), cover=cover)
    answer = Answer("indexed", "", b"\7", reading, (("p", "text"),))
    with open(tmp_path / "wire", "w+b") as pipe:
        send_answer(pipe, answer)
        pipe.seek(0)
        assert receive_answer(pipe) == replace(answer, reading=replace(reading, cover=encode(cover)))
