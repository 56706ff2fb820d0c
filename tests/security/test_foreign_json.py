"""Messages that are small to send and large to build."""

import json

import pytest

from assistant.security import foreign_json
from assistant.security.foreign_json import MOST_PARTS, read_json


@pytest.mark.parametrize(
    "content",
    [b"[" * 100_000, b"NaN", b'{"a": Infinity}', b"\xff", b"{", b"[%s0]" % (b"[]," * MOST_PARTS),
     b"[%s0]" % (b'{"a":1},' * MOST_PARTS), b"[%s0]" % (b'"",' * MOST_PARTS), b"[%s0]" % (rb'"\\",' * MOST_PARTS)],
    ids=lambda content: content[:8].decode("latin-1"),
)  # fmt: skip
def test_what_would_fill_memory_or_time_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError):
        read_json(content)


def test_a_text_full_of_brackets_is_a_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreign_json, "MOST_PARTS", 100)
    said = {"passages": [["page 1", 'a[0] = {"b": [1, 2]}, \\"c\\"\n' * 1000]]}
    assert read_json(json.dumps(said).encode()) == said
    with pytest.raises(ValueError):
        read_json(json.dumps([1] * 200).encode())
