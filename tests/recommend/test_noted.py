"""What was underlined raises works like it: only what was underlined by then, and in what is not disliked."""

from dataclasses import replace

import pytest

from assistant.domain.entities import Verdict
from assistant.domain.notes import SPEAKING, Note, NoteKind, excerpt, speaking
from assistant.recommend.history import History, NotedText, Request


@pytest.fixture
def underlined(embedder, make):
    def noted(item_id: str, text: str, days_ago: float = 3.0) -> NotedText:
        note = Note(f"n{item_id}", item_id, NoteKind.HIGHLIGHT, text, at=make.now - days_ago * make.day)
        return NotedText(note, embedder.embed(text).tobytes())

    return noted


def parts(recommender, history: History, now: float) -> dict[str, float]:
    ranking = recommender.rank(history, Request(now=now, explore=0.0))
    values = ranking.parts.get("noted")
    return (
        {}
        if values is None
        else dict(zip(map(recommender.catalogue.ids.__getitem__, ranking.rows), values, strict=True))
    )


def test_a_highlight_raises_what_is_like_it_and_not_its_own_work(recommender, lived, underlined, make):
    history = replace(lived, notes=(underlined("i1", "jazz and more jazz, all about topic3"),))
    felt = parts(recommender, history, make.now)
    items = {item.id: item for item in recommender.catalogue.items}
    best = sorted(felt, key=lambda item_id: -felt[item_id])[:3]
    assert all("jazz" in items[item_id].subjects for item_id in best) and felt[best[0]] > 0.2
    assert felt.get("i1", 0.0) < felt[best[-1]]
    assert not parts(recommender, history.without("ni1"), make.now)
    assert not parts(recommender, history.without("i1"), make.now)


def test_notes_of_what_is_disliked_and_of_later_count_nothing(recommender, lived, underlined, make):
    disliked = next(one.item_id for one in lived.interactions if one.verdict is Verdict.DISLIKED)
    for noted in (underlined(disliked, "jazz forever and ever"), underlined("i1", "jazz forever and ever", -2.0)):
        assert not parts(recommender, replace(lived, notes=(noted,)), make.now)


def test_a_hundred_thousand_highlights_leave_room_for_what_was_written():
    notes = [
        Note(f"n{k}", f"b{k % 900}", NoteKind.HIGHLIGHT, f"highlight number {k}", at=float(k)) for k in range(100_000)
    ]
    heard = speaking([*notes, Note("n0", "b0", NoteKind.REVIEW, "A very good book.", at=1.0)])
    assert len(heard) == SPEAKING and heard[0].kind is NoteKind.REVIEW and heard[1].id == "n99999"


def test_what_is_quoted_is_exact_and_short():
    assert excerpt("Salt.  And\nwind over the harbour. More.") == "Salt. And wind over the harbour."
    long = excerpt("word " * 10_000)
    assert len(long) <= 140 and long.endswith("word…")
