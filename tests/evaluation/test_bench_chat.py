"""The benches of the conversation: other eyes than the checker's, dialogues replayed by the chat's own code."""

import json

import pytest

from assistant.domain.entities import Item, Kind
from assistant.evaluation.bench.replies import Known, wishes
from assistant.evaluation.bench.requests import bench_requests
from assistant.evaluation.replay.dialogues import read_dialogues
from assistant.recommend.packs.tables import TableError
from tests.stand_ins import HashEmbedder

SHELF = (
    Item("1", Kind.BOOK, "The Salt Road", ("Mara Venn",)),
    Item("2", Kind.MUSIC, "Nocturne No. 2", ("Ada Bell",)),
)


@pytest.mark.parametrize(
    "reply",
    [
        "“The Salt Road” by Mara Venn may suit you, since it is close to “Nocturne No. 2” by Ada Bell.",
        "Nocturne No. 2 by Ada Bell is short.",
        "Here is what I would pick.",
        "It fits what you asked: “something salty”.",
        "It fits what your profile says: “I like the sea”.",
    ],
)
def test_what_is_there_is_not_doubted(reply):
    assert list(Known(SHELF).doubtful(reply, "something salty", ["I like the sea."])) == []


@pytest.mark.parametrize(
    "reply",
    [
        "“The Salt Rod” is short.",
        "“The Salt Road” by Ada Bell.",
        "It is by Mara Vennison.",
        "Try Golden Hour.",
        "It fits what your profile says: “I like the seaside”.",
        "“I like the sea” by Ada Bell is short.",
        "Its subject “Volcanoes” is shared with two works that you liked.",
    ],
)
def test_what_is_not_there_is_found(reply):
    assert list(Known(SHELF).doubtful(reply, "", ["I like the sea."]))


def test_the_wishes_differ():
    assert len(set(wishes(500))) == 500


def test_dialogues_are_replayed_by_the_chat(tmp_path):
    folder = tmp_path / "cpcd"
    folder.mkdir()
    tracks = {
        f"t{number}": {
            "track_titles": f"Salt {number}" if number < 3 else f"Song {number}",
            "track_artists": ["Tom Orr"],
            "track_release_titles": "Grey Hills",
        }
        for number in range(30)
    }
    turns = [
        {"user_query": "something about salt", "liked_results": ["t0"]},
        {"user_query": "Great! Songs about salt", "liked_results": ["t1", "t2"]},
        {"user_query": "thank you", "liked_results": []},
    ]
    row = {"id": "d", "turns": turns, "tracks": tracks, "goal_playlist": ["t0", "t1", "t2"]}
    # Twice: what the first left behind would keep the second from finding anything.
    (folder / "cpcd_v1.dialogs.dev.train.jsonl").write_text(f"{json.dumps(row)}\n" * 2)
    rate, missed = bench_requests(tmp_path, embedder=HashEmbedder())
    assert rate["value"] == pytest.approx(2 / 3, abs=1e-3) and missed["value"] == 1.0


def test_a_damaged_file_of_dialogues_is_told(tmp_path):
    (tmp_path / "dialogues.jsonl").write_text("{")
    with pytest.raises(TableError):
        read_dialogues(tmp_path / "dialogues.jsonl")
