"""What a message is, where it tells something and asks or wishes something else; through the real App and its heads."""

import pytest

from assistant.domain.entities import Item, Kind
from tests.chat.shelves import book, opened, said

TEXTS = {
    "wasps": "Plan for wasp stings\n\nOnce the swelling begins: cetirizine 10 mg, one tablet, and a cold cloth.\n"
             "If breathing gets hard, ring for help at once.\n",
    "allotment": "Allotment meeting, 9 May 2026\n\nWater money: from 20 to 26 crowns. Carried, Oduya against.\n"
                 "The shed gets a new lock.\n",
}  # fmt: skip
TITLES = {"wasps": "Plan for wasp stings", "allotment": "Allotment meeting, 9 May 2026"}
PAPERS = [Item(one, Kind.DOCUMENT, title, ("Ana Serra",)) for one, title in TITLES.items()]
NOVELS = [
    book(20, title="Thornbury Weir", creators=("Mara Venn",), subjects=("sea",), year=1951, words=180_000),
    book(21, title="Quarry Songs", creators=("Odile Carré",), subjects=("humour",), year=1958, words=50_000),
    book(22, title="The Tin Ferry", creators=("Ida Holm",), subjects=("sea", "humour"), year=2011, words=60_000),
]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    app = opened(tmp_path_factory.mktemp("between"), [*PAPERS, *NOVELS, *(book(n) for n in range(8))], TEXTS)
    yield app
    app.close()


def tools(turn):
    return [step["tool"] for step in turn.plan]


@pytest.mark.parametrize(
    "line",
    [
        "gave up on Thornbury Weir. funny and a bit odd, but by the sea",
        "couldn't finish Thornbury Weir. something lighter about boats",
        "Thornbury Weir abgebrochen. etwas Kurzes vom Meer",
    ],
)
def test_what_was_put_aside_is_noted_and_the_wish_behind_it_answered(shelf, line):
    turn = said(shelf, line)[-1]
    assert tools(turn)[0] == "verdict" and len(tools(turn)) > 1
    shown = [one.id for one in turn.items]
    assert shown and "b20" not in shown and all(one.kind is Kind.BOOK for one in turn.items)


@pytest.mark.parametrize(
    "line",
    ["gave up on Thornbury Weir, far too long and too many people", "gave up on Thornbury Weir. too slow, small print"],
)
def test_why_a_work_was_put_aside_is_no_wish(shelf, line):
    turn = said(shelf, line)[-1]
    assert tools(turn) == ["verdict"] and not turn.items


@pytest.mark.parametrize(
    ("line", "said_there"),
    [
        ("the swelling began ten minutes ago. what do i take", "cetirizine"),
        ("Oduya says the water money is still 20 and nobody voted on anything. what is it now", "26"),
    ],
)
def test_a_question_that_names_no_work_is_asked_of_the_papers(shelf, line, said_there):
    turn = said(shelf, line)[-1]
    assert tools(turn) == ["answer"] and said_there in turn.reply


@pytest.mark.parametrize(
    "line",
    [
        "new rule: only books from before 1960",
        "neue Regel: nur Bücher von vor 1960",
        "one book, before 1960. what do i own",
    ],
)
def test_a_rule_for_now_is_a_wish(shelf, line):
    turn = said(shelf, line)[-1]
    shown = {one.id for one in turn.items}
    assert "b21" in shown and "b22" not in shown


def test_what_is_to_be_remembered_as_a_rule_stays_in_the_profile(shelf):
    assert tools(said(shelf, "remember this rule: I never read anything sad")[-1]) == ["remember"]


@pytest.mark.parametrize(
    "line",
    [
        "put both venns and both carrés on a list for Tom",
        "mach eine Liste mit beiden Venns und beiden Carrés",
        "fais une liste avec les deux Venn et les deux Carré",
    ],
)
def test_makers_in_the_plural_stand_for_their_works(tmp_path_factory, line):
    by_two = [
        book(30 + n, title=title, creators=(maker,))
        for n, (title, maker) in enumerate(
            [("Lock Nine", "Mara Venn"), ("Reed Bed", "Mara Venn"), ("Slate", "Odile Carré"), ("Loam", "Odile Carré")]
        )
    ]
    app = opened(tmp_path_factory.mktemp("plural"), [*by_two, *(book(n) for n in range(6))])
    try:
        turn = said(app, line)[-1]
        assert {one.id for one in turn.items} == {"b30", "b31", "b32", "b33"} and turn.saved is not None
        assert "Mara Venn" in turn.reply
    finally:
        app.close()
