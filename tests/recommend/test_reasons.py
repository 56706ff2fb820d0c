"""Why something was liked, or was not, moves what is like that, and is told in the person's words."""

from dataclasses import replace

import pytest

from assistant.chat.tools.deeds.reason import reason_in
from assistant.domain.entities import Interaction, Verdict
from assistant.domain.evidence import Reason
from assistant.recommend.history import History, Request


@pytest.fixture
def said(lived, make):
    def with_reason(verdict: Verdict, because: str, item: str = "i1") -> History:
        act = Interaction(999, item, verdict, make.now - make.day, because=because)
        return replace(lived, interactions=(*lived.interactions, act))

    return with_reason


def felt(recommender, history: History, now: float) -> dict[str, float]:
    ranking = recommender.rank(history, Request(now=now, explore=0.0))
    ids = [recommender.catalogue.ids[row] for row in ranking.rows]
    return dict(zip(ids, ranking.parts.get("reason", ()), strict=False))


@pytest.mark.parametrize(("verdict", "sign"), [(Verdict.LIKED, 1), (Verdict.DISLIKED, -1)])
def test_a_reason_moves_works_like_it_and_is_told(recommender, said, make, verdict, sign):
    history = said(verdict, "all that jazz")
    moved = felt(recommender, history, make.now)
    items = {item.id: item for item in recommender.catalogue.items}
    jazz = [sign * value for item_id, value in moved.items() if "jazz" in items[item_id].subjects]
    assert jazz and min(jazz) > 0 and min(jazz) >= max(sign * value for value in moved.values()) - 1e-9
    first = max(moved, key=lambda one: sign * moved[one])
    answer = recommender.why(history, first, Request(now=make.now, explore=0.0)).recommendation
    told = [one for one in answer.evidence if isinstance(one, Reason)]
    assert [(one.quote, one.liked, one.work.id) for one in told] == [("all that jazz", sign > 0, "i1")]
    assert float(answer.score) == pytest.approx(sum(answer.score.parts.values()), abs=1e-9)


def test_a_later_word_takes_its_reason_along_and_what_if_is_exact(recommender, said, lived, make):
    history = said(Verdict.LIKED, "all that jazz")
    later = Interaction(1000, "i1", Verdict.LIKED, make.now - 1)
    assert not felt(recommender, replace(history, interactions=(*history.interactions, later)), make.now)
    request = Request(now=make.now, explore=0.0)
    assert recommender.ranks(history.without("999"), request) == recommender.ranks(lived, request)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("I loved it because it is so quiet. More please!", "it is so quiet"),
        ("Loved that one for its slow, dry wit", "its slow, dry wit"),
        ("Das mochte ich nicht, weil es so grausam war", "es so grausam war"),
        ("J’ai aimé parce qu’il est drôle", "il est drôle"),
        ("I loved the last one", ""),
    ],
)
def test_a_message_gives_its_reason_or_none(text, reason):
    assert reason_in(text) == reason
