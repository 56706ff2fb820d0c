"""Frames between client and model process."""

import io

import pytest

from assistant.domain.errors import ModelDied, ModelError
from assistant.llm import client, protocol
from assistant.llm.believed import believed
from assistant.llm.connection import ModelConnection
from assistant.llm.protocol import BrokenFrame, read_frame, write_frame


def test_what_is_written_is_read() -> None:
    messages = [{"text": "é☃\udc80\x00"}, {"n": [1, 2.5, None]}, {}]
    stream = io.BytesIO()
    for message in messages:
        write_frame(stream, message)
    stream.seek(0)
    assert [read_frame(stream) for _ in messages] == messages
    assert read_frame(stream) is None


def test_a_stream_that_ends_within_a_frame_is_over() -> None:
    stream = io.BytesIO()
    write_frame(stream, {"text": "hello"})
    for length in range(len(stream.getvalue())):
        assert read_frame(io.BytesIO(stream.getvalue()[:length])) is None


@pytest.mark.parametrize("content", [b"\xff\xff\xff\xff", b"\0\0\0\x02[]", b"\0\0\0\x01x"])
def test_nonsense_is_refused(content: bytes) -> None:
    with pytest.raises((BrokenFrame, ValueError)):
        read_frame(io.BytesIO(content))


def test_a_message_that_is_too_long_is_not_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "MOST_BYTES", 10)
    with pytest.raises(BrokenFrame):
        write_frame(io.BytesIO(), {"text": "more than ten bytes"})


@pytest.mark.parametrize(
    "frame",
    [
        {}, {"id": 1}, {"id": [], "text": "x"}, {"id": True, "text": "x"}, {"id": 1, "text": 5}, {"id": 1, "done": []},
        {"id": 1, "done": {"result": [[1]]}}, {"id": 1, "done": {"result": [1e308 * 10]}},
        {"id": 1, "done": {"stats": {"evaluated": "many"}}}, {"id": 1, "done": {"stats": {"more": 1}}},
        {"id": 1, "done": {"layers": "12"}}, {"id": 1, "error": "x"}, {"id": 1, "error": {"kind": []}},
        {"id": 1, "error": {"kind": "overflow", "tokens": "1", "limit": 2}}, {"id": 1, "error": {"kind": "model"}},
    ],
)  # fmt: skip
def test_an_answer_that_no_process_of_ours_gives_is_broken(frame: dict[str, object]) -> None:
    with pytest.raises(BrokenFrame):
        believed(frame)


def test_a_process_that_was_taken_over_ends_the_call_and_nothing_else() -> None:
    said = (
        "import struct, sys; b = b'{}'; sys.stdout.buffer.write(struct.pack('>I', 2) + b); sys.stdout.flush(); input()"
    )
    connection = ModelConnection(program=("-c", said))
    with pytest.raises(ModelDied):
        list(connection.call({"op": "backend"}))
    assert not connection.alive


ANSWERING = """
import json, struct, sys
def say(**frame):
    content = json.dumps(frame).encode()
    sys.stdout.buffer.write(struct.pack(">I", len(content)) + content)
    sys.stdout.flush()
length, = struct.unpack(">I", sys.stdin.buffer.read(4))
number = json.loads(sys.stdin.buffer.read(length))["id"]
"""
WRITE = {"op": "stream", "max_tokens": 20}
SCORE = {"op": "score", "continuations": ["a", "b"]}


@pytest.mark.parametrize(
    ("request_", "says"),
    [
        (WRITE, "while True: say(id=number, text='a')"),
        (WRITE, "say(id=number, text='a' * 50_000)"),
        (WRITE, "say(id=number, text=chr(0xD800))"),
        (WRITE, "say(id=number, done={})"),
        (WRITE, "say(id=number + 1, done={'result': None})"),
        (SCORE, "while True: say(id=number, text='a')"),
        (SCORE, "say(id=number, done={'result': [1.0]})"),
        (SCORE, "say(id=number, done={'result': None})"),
        ({"op": "open"}, "say(id=number, done={'layers': 1})"),
        ({"op": "open"}, "say(id=number, text='a')"),
    ],
)
def test_an_answer_to_what_was_not_asked_ends_the_process(request_: dict[str, object], says: str) -> None:
    connection = ModelConnection(program=("-c", f"{ANSWERING}{says}\ninput()"))
    with pytest.raises(ModelDied):
        list(connection.call(request_))
    assert not connection.alive


def test_what_it_says_went_wrong_is_one_line() -> None:
    says = "say(id=number, error={'kind': 'model', 'message': 'a\\n\\u202eb' + 'x' * 1_000_000})"
    connection = ModelConnection(program=("-c", f"{ANSWERING}{says}\ninput()"))
    with pytest.raises(ModelError) as raised:
        list(connection.call(WRITE))
    connection.close()
    assert str(raised.value).startswith("a bx") and len(str(raised.value)) < 1000


def test_a_reply_turns_no_line_around(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    facts = {"architecture": "x", "context": 1, "layers": 1, "layers_offloaded": 0, "threads": 1, "pid": 1}
    opens = f"say(id=number, done={facts})"
    writes = "say(id=2, text='a\\u202e\\x1b[2Jb\\nc'); say(id=2, done={'result': None})"
    program = ("-c", f"{ANSWERING}{opens}; sys.stdin.buffer.read(1); {writes}\nsys.stdin.read()")
    monkeypatch.setattr(client, "ModelConnection", lambda **_: ModelConnection(program))
    (tmp_path / "model.gguf").touch()
    model = client.ModelClient(tmp_path / "model.gguf", threads=1)
    assert "".join(model.stream([client.Message("user", "x")])) == "a [2Jb\nc"
    model.close()
