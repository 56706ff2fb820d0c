"""Questions about works, asked in a conversation with the real App: its stores, its encoders and what they heard."""

import pytest

from assistant.domain.entities import Item, Kind
from tests.chat.shelves import opened, said

SHELF = (
    Item("n1", Kind.BOOK, "The Salt Stair", ("Ada Venn",), year=1934, language="cy", words=90_000, pages=304,
         subjects=("novel", "islands"), description="Gwen Pryce keeps the light on a rock after her father drowns."),
    Item("n2", Kind.BOOK, "Low Orchard", ("Ada Venn",), year=1951, language="en", words=40_000, pages=150,
         subjects=("novel", "gardens"),
         description="A cheerful, very funny comedy: two brothers quarrel over a cider press and a horse."),
    Item("n3", Kind.MUSIC, "Bells of Morrow", ("Sea Choir",), year=1988, language="gd", album="The Long Tide",
         duration=240.0, subjects=("folk",), description="A slow hymn about a drowned village, with a harp."),
    Item("n4", Kind.MUSIC, "Ne me quitte pas", ("Jacques Brel",), year=1959, language="fr", duration=255.0,
         subjects=("chanson",)),
    Item("p1", Kind.DOCUMENT, "Allotment diary", words=60,
         description="Named the three hens today: Pip, Marrow and Gwendolen. The shed roof leaks."),
    Item("p2", Kind.DOCUMENT, "Boiler contract", words=60,
         description="The boiler is serviced each October by Harlow Heating. The yearly fee is 140 pounds."),
    Item("p3", Kind.DOCUMENT, "Lease of the quay", words=60,
         description="Start: 4 May 2019, as tenant of the Harbour Trust, counted from that day.\n"
                     "Rent: 300 crowns a month, on the first.\nNotice: five months, in writing.\nKeys: two."),
    Item("p4", Kind.DOCUMENT, "School letter - Tamsin", words=60,
         description="The children of year seven go to the weir on 3 June, with boots and a packed lunch."),
)  # fmt: skip


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    found = opened(tmp_path_factory.mktemp("talk"), SHELF)
    yield found
    found.close()


@pytest.fixture
def ask(app):
    """Says lines one after the other in one conversation; returns the last turn."""
    return lambda *lines: said(app, *lines)[-1]


def test_the_second_question_of_a_message_is_asked_of_the_same_work(ask):
    turn = ask("The Salt Stair, what year is that and what is the girl called")
    assert "1934" in turn.reply and "Gwen Pryce" in turn.reply
    assert [item.id for item in turn.items] == ["n1"] and not turn.citations


def test_a_second_question_that_a_paper_answers_is_not(ask):
    turn = ask("who wrote The Salt Stair and who services the boiler")
    assert "Ada Venn" in turn.reply and "Harlow Heating" in turn.reply
    assert [one.item_id for one in turn.citations] == ["p2"]


def test_what_stands_under_the_word_that_is_asked_for_comes_first(ask):
    turn = ask("what is my notice at the quay?")
    assert turn.reply.find("five months") < turn.reply.find("Start") or "Start" not in turn.reply
    assert "five months" in turn.reply


@pytest.mark.parametrize(
    "text", ["what's Low Orchard about and how long is it?", "di cosa parla Low Orchard e quante pagine ha?"]
)
def test_the_gist_and_a_fact_are_both_told(ask, text):
    reply = ask(text).reply
    assert "cider press" in reply and "150" in reply


def test_language_and_album_in_one_message(ask):
    reply = ask("Bells of Morrow. what language is it they're singing and which record's it on").reply
    assert "Scottish Gaelic" in reply and "“The Long Tide”" in reply


@pytest.mark.parametrize(("title", "name"), [("The Salt Stair", "Welsh"), ("Low Orchard", "English")])
def test_a_language_is_said_by_its_name(ask, title, name):
    assert f"is in {name}." in ask(f"which language is {title} in?").reply


@pytest.mark.parametrize("told", ["the one with the cider", "the one about siblings falling out over farm equipment"])
def test_a_card_is_meant_by_what_it_is_about(ask, told):
    turn = ask("what have i got by Ada Venn", f"{told}, how long is it")
    assert "150 pages" in turn.reply and turn.items[0].id == "n2"


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ("the one with the cider press, who's it by?", "Ada Venn"),
        ("that song about a drowned village - when was it recorded?", "1988"),
        ("how long is it, that book where she keeps the light on a rock?", "304"),
    ],
)
def test_a_described_work_is_asked_about_without_anything_before(ask, told, says):
    turn = ask(told)
    assert says in turn.reply and len(turn.items) == 1 and not turn.citations


@pytest.mark.parametrize(
    ("text", "minutes"), [("about an hour of music one can talk over, please", 60), ("zwei Stunden Musik", 120)]
)
def test_a_time_of_music_is_a_list_of_that_length(app, ask, text, minutes):
    turn = ask(text)
    kept = app.lists.get(turn.saved.id)
    played = sum(item.duration for item in app.lists.items_of(kept)) / 60
    assert kept.items and played <= 1.1 * minutes
    # The time is that of the list: none of its pieces is held to it.
    assert not [one.chip for one in turn.session.constraints if "minute" in one.chip or "hour" in one.chip]


def test_what_is_noted_is_said_once(ask):
    long = ask("can you remember that i don't want crime novels with dead girls in them, ever, not at my age").reply
    assert long.startswith("Noted: “") and long.count("dead girls") == 1
    assert ask("remember that I like harps").reply == "Noted: “I like harps”. So I look for “harps”."


@pytest.mark.parametrize(("need", "said"), [("something cheerful", "Yes: "), ("something gloomy", "Hardly: ")])
def test_whether_a_work_suits_what_is_needed(ask, need, said):
    assert ask(f"would Low Orchard be for me this week? i need {need}").reply.startswith(said)


def test_who_wants_a_pick_explained_asks_of_no_need(ask):
    assert not ask("you keep pushing Low Orchard at me. explain yourself").reply.startswith("Yes")


def test_two_works_in_one_sentence_of_several_are_compared(ask):
    turn = ask("my aunt has never read a novel in her life and wants one from me. Salt Stair or Low Orchard, and why")
    assert {item.id for item in turn.items} == {"n1", "n2"} and turn.plan[0]["tool"] == "compare"


@pytest.mark.parametrize("line", ["something like Ne me quitte pas, but light", "une chanson comme Ne me quitte pas"])
def test_a_title_of_common_words_that_the_guide_knows_is_the_librarys_own(ask, line):
    turn = ask(line)
    assert turn.items and all(one.id != "n4" for one in turn.items)
    assert "not on your shelves" not in turn.reply and "pas sur vos étagères" not in turn.reply


def test_a_bound_alone_tells_of_no_need(app, ask):
    needs = app.ranking.recommender().needs
    assert not needs("20th century music only, nothing older") and needs("I lie awake and my head will not stop")
    assert ask("20th century music only, nothing older").reply.startswith("1900 to 1999: ")


def test_for_whom_something_is_asks_for_no_paper_about_them(ask):
    turn = ask("for Tamsin, where the grown-ups are no use and the children sort it out")
    assert turn.items and all(one.kind is not Kind.DOCUMENT for one in turn.items)


def test_a_genre_tells_the_kind_whatever_is_told_beside_it(ask):
    turn = ask("Meg rings the bells on Sundays and wants a whodunit with bells in it, proper ringing")
    assert {one.kind for one in turn.items} == {Kind.BOOK}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("who wrote The Salt Stair and what is the girl called", ("Ada Venn", "Gwen Pryce")),
        ("The Salt Stair: long? and what happens to her father", ("304 pages", "drowns")),
        ("quiz: year of Bells of Morrow + who by", ("1988", "Sea Choir")),
        ("Wer hat The Salt Stair geschrieben und wie heißt das Mädchen?", ("Ada Venn", "Gwen Pryce")),
        ("qui a écrit The Salt Stair et où est-ce que ça se passe ?", ("Ada Venn", "rock")),
        ("how many pages does the cider book have", ("150 pages",)),
    ],
)
def test_a_fact_and_another_question_are_both_answered(ask, line, told):
    reply = ask(line).reply
    assert all(one in reply for one in told)


@pytest.mark.parametrize(
    "line",
    ["what is The Salt Stair about, and is it for me?", "what's The Salt Stair about and would I like it?"],
)
def test_what_it_is_about_and_whether_it_is_for_them(ask, line):
    turn = ask(line)
    assert "keeps the light" in turn.reply and [step["tool"] for step in turn.plan] == ["about", "why"]


def test_what_counts_for_them_is_no_question_whether_a_work_is(ask):
    turn = ask("If a laugh is what counts for me, is it The Salt Stair or Low Orchard?")
    assert "why" not in [step["tool"] for step in turn.plan]


def test_who_is_spoken_of_is_somebody_in_the_work_asked_about(ask):
    turn = ask("what is The Salt Stair about?", "and does she keep something burning when he is gone")
    assert "Gwen Pryce" in turn.reply and turn.plan[0]["tool"] == "about"
