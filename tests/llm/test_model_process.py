"""The model process itself: locked, private, mortal; it never outlives us, and we outlive it."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from assistant.domain.errors import Cancelled, ModelDied, ModelError
from assistant.llm.client import Message, ModelClient, Sampling
from assistant.llm.connection import ModelConnection
from tests.llm.conftest import prompt_tokens, runs
from tests.llm.gguf_files import tiny_model

HELLO = [Message("user", "Say something about the sea and the secret word rhubarbarosa.")]
ROOT = Path(__file__).parent.parent.parent


def wait_until_gone(pid: int, seconds: float = 3.0) -> bool:
    deadline = time.monotonic() + seconds
    while runs(pid) and time.monotonic() < deadline:
        time.sleep(0.01)
    return not runs(pid)


def test_nothing_starts_before_the_first_call(own_model: ModelClient) -> None:
    assert own_model._connection is None
    assert prompt_tokens(own_model, "sea") == 1
    assert runs(own_model.start()["pid"])


def test_the_process_is_locked_and_tells_nobody_what_was_said(own_model: ModelClient) -> None:
    stream = own_model.stream(HELLO, Sampling(max_tokens=3))
    next(stream)
    pid = own_model.start()["pid"]
    proc = Path(f"/proc/{pid}")
    if proc.exists():
        assert "Seccomp:\t2" in (proc / "status").read_text()
        assert re.search(r"Max core file size +0 ", (proc / "limits").read_text())
        assert b"rhubarbarosa" not in (proc / "cmdline").read_bytes() + (proc / "environ").read_bytes()
        targets = [os.readlink(proc / "fd" / number) for number in os.listdir(proc / "fd")]
        assert not [target for target in targets if target.startswith(("socket:", "/tmp/", "/var/tmp/"))]
        assert [os.readlink(proc / "fd" / number) for number in "012"] == [os.devnull] * 3


def test_a_killed_process_is_noticed_at_once_and_the_next_call_works(own_model: ModelClient) -> None:
    stream = own_model.stream(HELLO, Sampling(max_tokens=900, temperature=1.2))
    next(stream)
    pid = own_model.start()["pid"]
    killed_at: list[float] = []

    def kill() -> None:
        killed_at.append(time.monotonic())
        os.kill(pid, signal.SIGKILL)

    threading.Timer(0.1, kill).start()
    with pytest.raises(ModelDied, match="ask once more"):
        list(stream)
    assert time.monotonic() - killed_at[0] < 0.5
    assert "".join(own_model.stream(HELLO, Sampling(max_tokens=3)))
    assert own_model.start()["pid"] != pid


def test_a_process_killed_while_idle_costs_nobody_an_error(own_model: ModelClient) -> None:
    pid = own_model.start()["pid"]
    connection = own_model._connection
    os.kill(pid, signal.SIGKILL)
    assert wait_until_gone(pid) and connection is not None
    while connection.alive:
        time.sleep(0.01)
    assert prompt_tokens(own_model, "sea") == 1


def test_death_meets_every_waiting_thread(own_model: ModelClient) -> None:
    own_model.start()
    errors: list[Exception] = []

    def ask() -> None:
        try:
            list(own_model.stream(HELLO, Sampling(max_tokens=900, temperature=1.2)))
        except ModelDied as error:
            errors.append(error)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    time.sleep(0.2)
    os.kill(own_model.start()["pid"], signal.SIGKILL)
    for thread in threads:
        thread.join(10)
    assert len(errors) == 3


def test_close_leaves_no_process(own_model: ModelClient) -> None:
    stream = own_model.stream(HELLO, Sampling(max_tokens=900, temperature=1.2))
    next(stream)
    pid = own_model.start()["pid"]
    own_model.close()
    assert wait_until_gone(pid)
    with pytest.raises(ModelDied):
        list(stream)
    own_model.close()


def test_a_client_that_is_dropped_leaves_no_process(model_file: Path) -> None:
    client = ModelClient(model_file, threads=1, context=256)
    pid = client.start()["pid"]
    del client
    assert wait_until_gone(pid)


def test_cancel_from_another_thread_frees_the_caller_of_a_stuck_process(own_model: ModelClient) -> None:
    os.kill(own_model.start()["pid"], signal.SIGSTOP)
    threading.Timer(0.1, own_model.cancel).start()
    began = time.monotonic()
    with pytest.raises(Cancelled):
        prompt_tokens(own_model, "sea")
    assert time.monotonic() - began < 1


@pytest.mark.parametrize("end", ["os.kill(os.getpid(), signal.SIGKILL)", "raise SystemExit(0)", "os._exit(0)"])
def test_the_process_dies_with_us_however_we_die(model_file: Path, end: str) -> None:
    program = (
        "import os, signal, sys, threading, time\n"
        "from pathlib import Path\n"
        "from assistant.llm.client import Message, ModelClient, Sampling\n"
        f"client = ModelClient(Path({str(model_file)!r}), threads=1, context=512)\n"
        # The thread that made the first call is over: the process must not mind.
        "thread = threading.Thread(target=client.start)\n"
        "thread.start(); thread.join(); time.sleep(0.2)\n"
        "stream = client.stream([Message('user', 'Go on and on.')], Sampling(max_tokens=400, temperature=1.2))\n"
        "next(stream)\n"
        "print(client.start()['pid'], flush=True)\n"
        f"{end}\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.stdout.strip().isdecimal(), done.stderr
    assert done.stderr == ""
    assert wait_until_gone(int(done.stdout))


def test_an_interrupt_at_the_keyboard_does_not_reach_it(own_model: ModelClient) -> None:
    pid = own_model.start()["pid"]
    os.kill(pid, signal.SIGINT)
    assert prompt_tokens(own_model, "sea") == 1
    assert own_model.start()["pid"] == pid


def test_modules_are_not_taken_from_the_folder_we_stand_in(
    own_model: ModelClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "numpy.py").write_text("raise SystemExit('taken')")
    monkeypatch.chdir(tmp_path)
    assert prompt_tokens(own_model, "sea") == 1


def test_the_passphrase_file_is_not_named_to_it(own_model: ModelClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALCOVE_PASSPHRASE_FILE", "/somewhere/secret")
    environment = Path(f"/proc/{own_model.start()['pid']}/environ")
    if environment.exists():
        assert b"ALCOVE_PASSPHRASE_FILE" not in environment.read_bytes()


def test_a_model_larger_than_memory_is_refused_in_words(tmp_path: Path) -> None:
    path = tiny_model(tmp_path / "vast.gguf", "llama", context=10**8)
    with pytest.raises(ModelError, match=r"needs about 51\.\d GB of memory, and .* GB are free"):
        ModelClient(path, threads=1, context=10**8).start()


@pytest.mark.parametrize("turn", ["<|turn|>", "<|im_start|>"])
def test_a_template_that_wants_all_memory_is_stopped_within_the_process(tmp_path: Path, turn: str) -> None:
    greedy = "{{ 'a' * 6000000000 }}{{ messages[0].content }}"
    path = tiny_model(tmp_path / "greedy.gguf", "llama", template=greedy, turn=turn)
    client = ModelClient(path, threads=1, context=1024)
    try:
        if turn == "<|im_start|>":  # It knows the plain form.
            assert isinstance("".join(client.stream(HELLO, Sampling(max_tokens=2))), str)
        else:
            with pytest.raises(ModelError, match="too much time or memory"):
                list(client.stream(HELLO, Sampling(max_tokens=2)))
        pid = client.start()["pid"]
        peak = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
        assert peak is not None and int(peak[1]) < 1_000_000
    finally:
        client.close()


def test_a_bug_in_the_process_is_a_bug_here_and_the_process_goes_on(own_model: ModelClient) -> None:
    own_model.start()
    connection = own_model._connection
    assert connection is not None
    with pytest.raises(RuntimeError, match="KeyError at .*server.calls"):
        list(connection.call({"op": "stream", "prompt": "x"}))
    assert prompt_tokens(own_model, "sea") == 1


def test_calls_before_a_model_is_open_are_refused() -> None:
    connection = ModelConnection()
    with pytest.raises(ModelError, match="No model is open"):
        list(connection.call({"op": "score", "prompt": "x", "continuations": ["a"]}))
    connection.close()
    with pytest.raises(ModelDied):
        list(connection.call({"op": "score", "prompt": "x", "continuations": ["a"]}))
    assert not connection.alive


def test_a_process_that_no_longer_answers_is_replaced(own_model: ModelClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.llm.connection.STUCK_SECONDS", 0.2)
    pid = own_model.start()["pid"]
    os.kill(pid, signal.SIGSTOP)
    began = time.monotonic()
    assert list(own_model.stream(HELLO, Sampling(cancelled=lambda: time.monotonic() > began + 0.1))) == []
    assert time.monotonic() - began < 1
    time.sleep(0.3)
    assert "".join(own_model.stream(HELLO, Sampling(max_tokens=2)))
    assert wait_until_gone(pid)
