"""Questions that lean on the one before, that name a work by the way, and works that are to be opened."""

from dataclasses import replace

from assistant.chat.document_questions import answer_of, answer_sentences
from assistant.chat.follow.in_context import in_context
from assistant.chat.session import ChatSession
from assistant.chat.turn import converse
from assistant.chat.understand.intent import read_by_rules
from assistant.chat.understand.intents import Act
from assistant.domain.entities import Item, Kind, Passage
from assistant.search.answers.finding import FoundAnswer, Telling
from assistant.search.answers.measures import Candidate, says_all
from assistant.search.answers.question import read_question
from assistant.search.answers.units import units_of


def test_a_question_leans_on_the_one_before(services):
    first = converse("According to my documents, what notice ends the lease of the workshop?", ChatSession(), services)
    assert first.items[0].id == "d1"
    second = converse("and in my documents, who repairs its doors?", first.session, services)
    assert {one.item_id for one in second.citations} == {"d1"} and "doors" in second.reply


def test_a_question_that_leans_on_the_one_before_may_be_answered_by_another_paper(new_services):
    lets = [Item(one, Kind.DOCUMENT, f"Letting of the {where}") for one, where in (("l1", "boathouse"), ("l2", "kiln"))]
    shelf = new_services(
        lets,
        (
            Passage("l1", 0, "For the boathouse a deposit of 900 crowns is held. The key hangs in the porch."),
            Passage("l2", 0, "A deposit of 120 crowns is held for the kiln. The brickyard is let apart."),
        ),
    )
    first = converse("According to my documents, what deposit is held for the boathouse?", ChatSession(), shelf)
    assert "900" in first.reply
    second = converse("and for the kiln in the brickyard by the river, in my documents?", first.session, shelf)
    assert second.citations[0].item_id == "l2" and "120" in second.reply


def test_a_title_and_a_respect_are_a_question(services):
    turn = converse("The Salt Road year", ChatSession(), services)
    assert turn.reply == "“The Salt Road” by Mara Venn is from 1974." and turn.items[0].id == "b1"


def test_a_complaint_that_asks_why_gets_reasons(services):
    complained = replace(read_by_rules("you keep pushing Mara Venn at me. explain yourself", services.gazetteer()),
                         act=Act.COMPLAINT)  # fmt: skip
    assert in_context(complained, ChatSession(), services).act is Act.WHY
    wrong = replace(read_by_rules("that was no help at all", services.gazetteer()), act=Act.COMPLAINT)
    assert in_context(wrong, ChatSession(), services).act is Act.COMPLAINT


def test_another_language_is_asked_of_the_wish_and_not_of_a_work(services):
    before = ChatSession(wish="something to read", cards=("b1",), focus="b1")
    for text, act in (("ok and in French?", Act.RECOMMEND), ("is it in French?", Act.ABOUT)):
        read = replace(read_by_rules(text, services.gazetteer()), act=Act.ABOUT)
        assert in_context(read, before, services).act is act


def test_what_is_to_be_opened_is_named_or_asked_for(services):
    opened = converse("open The Salt Road", ChatSession(), services)
    assert opened.opened is not None and opened.opened.id == "b1"
    assert "has no file" in opened.reply
    shown = converse("something by The Hollow Pines", ChatSession(), services)
    second = converse("open the second one", shown.session, services)
    assert second.opened is not None and second.opened.id == shown.items[1].id
    # The cards before stay: "the first one" still means theirs.
    assert converse("open the first one", second.session, services).opened == shown.items[0]
    assert converse("open the one about dentists", ChatSession(), services).opened is None


def test_what_is_of_no_sort_that_was_asked_for_is_not_given_as_the_answer():
    item, passage = Item("d", Kind.DOCUMENT, "Hostel"), Passage("d", 0, "The hostel cooks. Meet at 4 Mill Lane.")
    wrong = Telling(item, passage, "The hostel cooks.", 0.6, fits=False)
    near = Telling(item, passage, "Meet at 4 Mill Lane.", 0.3)
    only_near = answer_of(FoundAnswer(0.9, (wrong, near)))
    assert only_near.sentences == ("“Meet at 4 Mill Lane.” [1]",) and not only_near.sure
    assert not answer_of(FoundAnswer(0.9, (wrong,))).sure


def test_a_sentence_that_holds_every_word_that_was_asked_for_comes_near_in_any_language():
    text = "Маяк стоял у самой воды."
    item, passage = Item("b", Kind.BOOK, "Соль"), Passage("b", 0, text)
    (unit,) = units_of(passage, item.title)
    for question, shown in (
        ("What does my book say about маяк?", True),
        ("Was steht in meinen Büchern über маяк?", True),
        ("Que disent mes livres sur маяк ?", True),
        ("What does my book say about корабль?", False),
        ("What do my books say about маяк and корабль?", False),
        ("What does my book say about соль?", False),
    ):
        told = says_all(read_question(question), Candidate(unit, item, passage, 0, 0.0))
        answer = answer_of(FoundAnswer(0.02, (Telling(item, passage, text, 1.0, says_all=told),)))
        assert (bool(answer.sentences), answer.sure) == (shown, False), question


def _as_heard(text, services, act, chance):
    return replace(read_by_rules(text, services.gazetteer()), act=act, acts={act: 0.5, Act.ANSWER: chance})


def test_a_statement_is_asked_of_the_papers_where_ear_and_files_together_say_so(services, monkeypatch):
    text = "the lease of the workshop: hadn't we settled on a notice?"
    sure = {}
    item, passage = Item("d", Kind.DOCUMENT, "Lease"), Passage("d", 0, "Notice is three months.")
    monkeypatch.setattr(
        services,
        "answer",
        lambda *_: FoundAnswer(sure["now"], (Telling(item, passage, "Notice is three months.", 1.0),)),
    )
    for chance, likely, act in ((0.2, 0.3, Act.ANSWER), (0.2, 0.02, Act.RECOMMEND), (0.01, 0.9, Act.RECOMMEND)):
        sure["now"] = likely
        assert in_context(_as_heard(text, services, Act.RECOMMEND, chance), ChatSession(), services).act is act


def test_what_is_to_be_looked_up_of_ones_own_life_is_asked_of_the_papers(services):
    for text in (
        "Look up when my next appointment is, please", "schau mal nach, wann ich zum Zahnarzt muss",
        "vérifie combien je dois au plombier",
    ):  # fmt: skip
        assert in_context(_as_heard(text, services, Act.PROFILE, 0.01), ChatSession(), services).act is Act.ANSWER
    for text in ("tell me what I like", "look up something about whales"):
        assert in_context(_as_heard(text, services, Act.PROFILE, 0.01), ChatSession(), services).act is Act.PROFILE


def test_what_only_comes_near_is_quoted_from_one_document_its_rival_or_not_at_all():
    lease, novel = Item("d", Kind.DOCUMENT, "Lease"), Item("n", Kind.BOOK, "Night Ferry")
    found = [
        Telling(item, Passage(item.id, 0, text), text, share)
        for item, text, share in (
            (lease, "The key costs ten euros.", 0.5),
            (novel, "She lost the key.", 0.3),
            (lease, "Keys are returned in May.", 0.1),
        )
    ]
    near = answer_of(FoundAnswer(0.3, tuple(found)))
    assert [one.item_id for one in near.sources] == ["d"] and len(near.sentences) == 2
    assert "could not find that said outright; “Lease” comes nearest:" in answer_sentences(near)[0]
    rival = Telling(Item("r", Kind.DOCUMENT, "House rules"), Passage("r", 0, ""), "Keys hang in the hall.", 0.2)
    both = answer_of(FoundAnswer(0.3, (*found, rival)))
    assert [one.item_id for one in both.sources] == ["d", "r"]
    assert "“Lease” and “House rules” come nearest:" in answer_sentences(both)[0]
    assert {one.item_id for one in answer_of(FoundAnswer(0.9, tuple(found))).sources} == {"d", "n"}
    assert answer_sentences(answer_of(FoundAnswer(0.04, tuple(found)))) == ["I could not find that in your files."]


def test_what_is_asked_of_two_papers_is_told_from_their_text(new_services):
    lets = [Item(one, Kind.DOCUMENT, f"{name} agreement") for one, name in (("r1", "Halloran"), ("r2", "Quist"))]
    rents = (Passage("r1", 0, "Rent of the kiln: 30 crowns."), Passage("r2", 0, "Rent of the loom: 45 crowns."))
    turn = converse("Halloran or Quist, compare the rent", ChatSession(), new_services(lets, rents))
    assert [one.item_id for one in turn.citations] == ["r1", "r2"]
    assert "30 crowns" in turn.reply and "45 crowns" in turn.reply


def test_of_papers_that_look_alike_the_one_that_is_meant_answers_both_questions(new_services):
    lets = [
        Item(one, Kind.DOCUMENT, f"Contract of the {where}") for one, where in (("c1", "kiln"), ("c2", "boathouse"))
    ]
    shelf = new_services(
        lets,
        (
            Passage("c1", 0, "Of 4 May 2019.\n\nNotice: two months.\n\nSigned by Tilda Brook."),
            Passage("c2", 0, "Of 1 June 2024.\n\nNotice: five months.\n\nSigned by Otto Lind."),
        ),
    )
    turn = converse("in my documents, what is the notice in the old contract, and who signed it?", ChatSession(), shelf)
    assert "two months" in turn.reply and "Tilda Brook" in turn.reply and {c.item_id for c in turn.citations} == {"c1"}
    both = converse("compare the notice in the old contract and the new contract", ChatSession(), shelf)
    assert "two months" in both.reply and "five months" in both.reply


def test_two_things_of_one_paper_are_set_side_by_side(new_services):
    paper = Item("p1", Kind.DOCUMENT, "Regatta rules")
    text = "Fee: nine crowns for a single scull.\n\nA deposit of forty crowns is held for the oars."
    turn = converse(
        "compare the fee and the deposit in the regatta rules",
        ChatSession(),
        new_services([paper], (Passage("p1", 0, text),)),
    )
    assert turn.plan[0]["tool"] == "compare" and "nine" in turn.reply and "forty" in turn.reply


def test_what_names_nothing_on_the_shelves_is_asked_of_the_papers(services):
    for text, act in (("with what notice may the tenant end it?", Act.ANSWER), ("how many novels?", Act.LIBRARY)):
        read = replace(read_by_rules(text, services.gazetteer()), act=Act.LIBRARY)
        assert in_context(read, ChatSession(), services).act is act


def test_what_a_work_is_about_is_no_wish(services):
    read = replace(read_by_rules("what's Salt Road about"), act=Act.RECOMMEND, named=())
    assert in_context(read, ChatSession(), services).act is Act.ABOUT


def test_an_album_that_is_owned_is_not_said_to_be_missing(new_services):
    part = Item(
        "k1", Kind.MUSIC, "The Köln Concert, Part I", ("Keith Jarrett",), album="The Köln Concert", duration=900.0
    )
    turn = converse("tell me about The Köln Concert", ChatSession(), new_services([part], ()))
    assert "not on your shelves" not in turn.reply and [one.id for one in turn.items] == ["k1"]
