"""Answers from files: what can be quoted, what a question wants, and what is found by the real encoder."""

import numpy as np
import pytest

from assistant.domain.entities import Passage
from assistant.search.answers.asked_thing import thing_asked
from assistant.search.answers.expected import Sort, asked_for, holds
from assistant.search.answers.question import meets, read_question, stems
from assistant.search.answers.sentence_vectors import SentenceVectors
from assistant.search.answers.units import units_of


def units(text, title="", place="Tools"):
    return units_of(Passage("d", 0, text, place), title)


def test_sentences_know_what_stands_beside_and_above_them():
    first, second = units("Shears\nOil them in May. Whet them in June.")
    assert (first.text, first.heading, first.after) == ("Oil them in May.", "Shears", "Whet them in June.")
    assert (second.text, second.before) == ("Whet them in June.", "Oil them in May.")


def test_rows_of_a_table_keep_the_names_of_their_columns():
    rows = units("| tool | price | for |\n|---|---|---|\n| shears | 31 | hedges |\n| rake | | leaves |")
    assert [one.text for one in rows] == ["shears | 31 | hedges", "rake | leaves"]
    assert [one.quoted for one in rows] == ["shears; price: 31; for: hedges", "rake; for: leaves"]
    assert all(one.is_row and one.heading == "Tools tool | price | for" for one in rows)


def test_columns_are_parted_by_tabs_or_commas_too():
    assert [one.quoted for one in units("Monday\tAda\nTuesday\tBo")] == ["Monday: Ada", "Tuesday: Bo"]
    rows = units("Tool, Price, Shelf\nshears, 31, 4\nrake, 12, 5")
    assert [one.quoted for one in rows] == ["shears; Price: 31; Shelf: 4", "rake; Price: 12; Shelf: 5"]
    assert not any(one.is_row for one in units("Ada, Bo, Cy came.\nThey ate, drank, slept.\nIt rained, hailed, blew."))


def test_a_heading_is_told_from_the_entries_below_it():
    entries = units("Shed\n8 rakes\n2 spades, one bent\nCounted in May.", title="Tools")
    assert [(one.text, one.heading) for one in entries] == [
        ("8 rakes", "Shed"), ("2 spades, one bent", "Shed"), ("Counted in May.", "Shed"),
    ]  # fmt: skip
    assert entries[0].quoted == "Shed: 8 rakes" and entries[0].entries == ("8 rakes", "2 spades, one bent")
    paired = units("Chimney sweep\n4 April 2026\nBoiler\n2 May 2026")
    assert [one.text for one in paired] == ["Chimney sweep: 4 April 2026", "Boiler: 2 May 2026"]
    assert [one.text for one in units("Error codes\nE4 The pump is blocked. Clean it.")] == [
        "E4 The pump is blocked.", "Clean it.",
    ]  # fmt: skip


def test_entries_of_a_list_on_one_line_stand_alone():
    assert [one.text for one in units("- a rake - two spades - gloves")] == ["a rake", "two spades", "gloves"]
    assert [one.text for one in units("1. Dig deep. 2. Add sand. 3. Water.")] == [
        "Dig deep.",
        "Add sand.",
        "Water.",
    ]


def test_a_heading_in_capitals_ends_where_its_text_begins():
    (only,) = units("WHAT TO BRING Old clothes and a hat.")
    assert (only.heading, only.text) == ("WHAT TO BRING", "Old clothes and a hat.")


def test_the_line_that_names_the_document_is_known():
    opening, other = units("Garden shed, a plan by Ida. It is red.", title="Garden shed")
    assert opening.opens and not other.opens


def test_a_date_with_an_ordinal_is_not_cut():
    one, two = units("Die Raten sind bis zum 15. Februar und zum 15. Mai fällig. Danach kostet es mehr.")
    assert one.text.endswith("Mai fällig.") and two.text == "Danach kostet es mehr."


@pytest.mark.parametrize(
    ("question", "sorts"),
    [
        ("how much does the fence cost?", {Sort.MONEY}),
        ("Was kostet der Zaun?", {Sort.MONEY}),
        ("what time does the ferry go", {Sort.TIME, Sort.DATE}),
        ("combien de temps dure le voyage ?", {Sort.DURATION}),
        ("Wer hat den Schlüssel?", {Sort.PERSON}),
        ("why is the gate shut", {Sort.REASON}),
        ("May I park there?", {Sort.YES_NO}),
        ("What's the phone number of the club?", {Sort.PHONE}),
        ("which colour is the gate", {Sort.COLOUR}),
        ("Wie heißt der Hund?", {Sort.NAME}),
        ("what is the address of the mill", {Sort.ADDRESS}),
        ("which of the two is blue", set()),
    ],
)
def test_what_a_question_wants(question, sorts):
    assert sorts <= asked_for(question) and (sorts or not asked_for(question))


@pytest.mark.parametrize(
    ("sort", "yes", "no"),
    [
        (Sort.MONEY, "It costs 14.50 a week.", "It opens at noon."),
        (Sort.TIME, "We meet at half past six.", "We meet by the oak."),
        (Sort.DATE, "Closed on Mondays.", "Closed for good."),
        (Sort.DURATION, "Let it dry for three days.", "Let it dry."),
        (Sort.MEASURE, "Set it to 65 degrees.", "Set it low."),
        (Sort.PHONE, "Ring 0171 555 20 10.", "Ring after nine."),
        (Sort.COLOUR, "Take the green key.", "Take the old key."),
        (Sort.NAME, "He is called Bruno.", "He barks a lot."),
        (Sort.ADDRESS, "We live at 4 Mill Lane.", "We live in a mill."),
        (Sort.REASON, "Shut, because the hinge broke.", "The gate is shut."),
    ],
)
def test_what_a_sentence_holds(sort, yes, no):
    assert holds(sort, yes) and not holds(sort, no)


@pytest.mark.parametrize(
    ("question", "sorts"),
    [
        ("what did we pay for the boat when we bought it?", {Sort.MONEY}),
        ("When the pump fails, who do I call?", {Sort.PERSON}),
        ("what's the number of the vet", {Sort.PHONE}),
        ("account number of the club?", {Sort.CONTACT}),
        ("when is the rent due and how much is it", {Sort.DATE, Sort.TIME, Sort.MONEY, Sort.NUMBER, Sort.MEASURE}),
    ],
)
def test_what_only_tells_more_of_something_asks_for_nothing(question, sorts):
    assert asked_for(question) == sorts


@pytest.mark.parametrize("sort", [Sort.NUMBER, Sort.MEASURE, Sort.MONEY])
def test_a_date_is_no_amount(sort):
    assert not holds(sort, "Told of on 9 December and again on 6 May 2021.")
    assert holds(sort, "Told of on 9 December: 4,800.")


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("which bank is our deposit lying at", "bank"),
        ("what's the impact factor of the journal?", "factor"),
        ("did it say what mark Priya got", "mark"),
        ("which of the two is older", ""),
        ("what does the letter say", ""),
    ],
)
def test_the_thing_that_is_asked_for_is_known(question, thing):
    assert thing_asked(question) == thing


def test_words_meet_by_their_stems_and_their_parts():
    held = stems("Bicycle repairs in the Fahrradkeller")
    assert meets("repair", held) == 1 and 0 < meets("bicyclette", held) < 1 and 0 < meets("keller", held) < 1
    assert meets("boat", held) == 0


def test_small_words_of_a_question_tell_nothing():
    assert read_question("What does it say about when we should paint?").words == ("paint",)


class Counting:
    name, dimensions = "counting", 1

    def __init__(self):
        self.seen = []

    def embed_batch(self, texts):
        self.seen += texts
        return np.asarray([[float(len(text))] for text in texts], np.float32)


def test_a_sentence_goes_through_the_model_once_while_it_is_remembered():
    known, encoder = SentenceVectors(kept=2), Counting()
    assert known.of(encoder, ["a", "bb", "a"]).ravel().tolist() == [1, 2, 1]
    assert known.of(encoder, ["bb", "ccc"]).ravel().tolist() == [2, 3]
    assert encoder.seen == ["a", "bb", "ccc"]
    known.of(encoder, ["a"])
    assert encoder.seen == ["a", "bb", "ccc", "a"]
