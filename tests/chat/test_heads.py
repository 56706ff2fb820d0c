"""What the trained heads see in messages that no corpus holds, and which act follows from them and the rules."""

from pathlib import Path

import numpy as np
import pytest

from assistant.chat.tools.registry import served_acts
from assistant.chat.understand.decision import Pointing, act_heard, acts_of, pointing, with_reading
from assistant.chat.understand.heads import Earlier, HeadWeights, MessageHeads, context_of, default_heads, flags
from assistant.chat.understand.intent import Edit, Intent, Needed
from assistant.chat.understand.intents import Act
from assistant.chat.understand.labels import ACTS, ANY_OF, CARDS, EDITS, ONE_OF, RULED, VERDICTS
from assistant.chat.understand.reading import read_intent
from assistant.domain.cards import COLUMN
from assistant.domain.entities import Item, Kind
from assistant.language.gazetteer import Gazetteer
from assistant.settings.paths import MULTILINGUAL_FOLDER, models_folder

SHOWN = (
    Earlier(True, "a calm book please"),
    Earlier(False, "Two of yours fit.", ("Pebble Days by Ann Thorn", "Slow Water by Lee Marsh")),
)


@pytest.fixture(scope="module")
def heads() -> MessageHeads:
    return default_heads(models_folder() / MULTILINGUAL_FOLDER)


def a_reading(act: str, sure: float = 0.9, **values: tuple[int, float]) -> dict[str, np.ndarray]:
    """`act` with its probability, and of other groups the place and probability of one value."""
    found = {group: np.eye(1, size, dtype=np.float32)[0] for group, size in ONE_OF.items()}
    found |= {group: np.zeros(size, np.float32) for group, size in ANY_OF.items()}
    found["act"] = np.full(len(ACTS), (1 - sure) / (len(ACTS) - 1), np.float32)
    found["act"][list(ACTS).index(act)] = sure
    found["kind_wished"] = found["kind"]
    for group, (place, probability) in values.items():
        found[group][0] = 0 if group in ONE_OF else found[group][0]
        found[group][place] = probability
    return found


@pytest.mark.parametrize(
    ("text", "before", "act"),
    [
        ("got anything with a bit of wit in it?", (), Act.RECOMMEND),
        ("wer hat das geschrieben?", SHOWN, Act.ABOUT),
        ("until when can I cancel the gym contract", (), Act.ANSWER),
        ("une playlist pour courir, quarante minutes", (), Act.MAKE_LIST),
        ("how many records from the seventies have I got", (), Act.LIBRARY),
        ("what made you choose the second", SHOWN, Act.WHY),
        ("put the first one on", SHOWN, Act.OPEN),
        ("just finished it, what an ending", SHOWN, Act.VERDICT),
        ("keep in mind that I get nightmares from horror", (), Act.REMEMBER),
        ("which of the two is the longer read", SHOWN, Act.COMPARE),
        ("what do you reckon my taste is", (), Act.PROFILE),
        ("etwas kürzeres bitte", SHOWN, Act.RECOMMEND),
    ],
)
def test_the_heads_hear_what_is_meant(heads: MessageHeads, text: str, before: tuple[Earlier, ...], act: Act) -> None:
    intent = read_intent(text, heads=heads, before=before)
    assert max(intent.acts, key=lambda one: intent.acts[one]) == act
    assert intent.act == act or act not in served_acts()


def test_a_change_of_the_wish_is_told_from_a_new_one(heads: MessageHeads) -> None:
    assert read_intent("something shorter", heads=heads, before=SHOWN).refines
    assert not read_intent("I fancy a good long adventure", heads=heads).refines


def test_probabilities_sum_to_one_whatever_is_said(heads: MessageHeads) -> None:
    for text in ("", "🙂🙂", "a" * 50_000, "\ud800 broken", "日本の小説"):
        assert sum(acts_of(heads.read(text, SHOWN)).values()) == pytest.approx(1, abs=1e-3)


def test_weights_outlive_being_written() -> None:
    given = (Path("resources") / "understanding" / "heads.npz").read_bytes()
    weights = HeadWeights.from_bytes(given)
    again = HeadWeights.from_bytes(weights.to_bytes())
    assert len(given) < 10_000_000 and np.allclose(again.spoken, weights.spoken, atol=1e-3)
    assert all(np.array_equal(again.upper[name], part) for name, part in weights.upper.items())


@pytest.mark.parametrize(
    ("text", "act", "sure", "expected"),
    [
        ("Hello there", "recommend", 0.9, Act.GREET),
        ("who services the lift?", "ask_documents", 0.9, Act.ANSWER),
        ("something like rain on a roof", "recommend", 0.9, Act.MORE_LIKE),
        ("why isn't the short one here", "explain", 0.9, Act.WHY_NOT),
        ("the lift", "explain", 0.2, Act.RECOMMEND),
        ("no organ, thanks", "remember", 0.45, Act.RECOMMEND),
        ("no organ, ever", "remember", 0.55, Act.REMEMBER),
    ],
)
def test_the_surer_decides_and_exact_rules_stay(text: str, act: str, sure: float, expected: Act) -> None:
    assert act_heard(text, a_reading(act, sure), served_acts())[0] == expected


def test_what_the_library_holds_tells_a_work_from_a_paper() -> None:
    shelf = Gazetteer.build([
        Item("b", Kind.BOOK, "The Salt Road", ("Mara Venn",)), Item("d", Kind.DOCUMENT, "Boiler manual"),
    ])  # fmt: skip
    assert pointing("is the salt road a sad one?", shelf, ()) is Pointing.WORK
    assert pointing("what does the boiler manual say of frost", shelf, ()) is Pointing.DOCUMENT
    assert pointing("when is the rent due", shelf, ()) is Pointing.NOTHING
    assert pointing("when is the rent due", Gazetteer(), ()) is Pointing.UNKNOWN
    assert pointing("is it long", shelf, SHOWN) is pointing("anything by Mara Venn", shelf, ()) is Pointing.UNKNOWN
    heard = a_reading("ask_documents", 0.5)
    heard["act"][list(ACTS).index("ask_item")] = 0.2
    found = [act_heard("is it sad", heard, served_acts(), at)[0] for at in (Pointing.WORK, Pointing.DOCUMENT)]
    assert found == [Act.ABOUT, Act.ANSWER]


def test_an_act_that_nothing_serves_is_left_to_the_rules() -> None:
    assert act_heard("open the window", a_reading("open"), frozenset()) == (Act.RECOMMEND, False)


def test_what_the_heads_tell_beside_the_act() -> None:
    reading = a_reading(
        "refine", card=(CARDS.index(2), 0.9), edit=(EDITS.index("less"), 0.8), verdict=(VERDICTS.index("liked"), 0.7),
        wanted=(COLUMN["mood", "calm"], 0.6), does=(list(ACTS).index("list"), 0.8),
    )  # fmt: skip
    intent = with_reading(Intent("the second, and make a list"), reading)
    assert (intent.card, intent.edit, intent.verdict, intent.refines) == (2, Edit.LESS, "liked", True)
    assert intent.also == (Act.MAKE_LIST,) and intent.wanted == (Needed("mood", "calm", pytest.approx(0.6)),)


def test_the_turns_before_stand_in_one_line_and_in_flags() -> None:
    assert context_of(SHOWN) == (
        "you: a calm book please | alcove: Two of yours fit. [2 cards] "
        "Pebble Days by Ann Thorn; Slow Water by Lee Marsh"
    )
    assert flags("why?", SHOWN)[:5].tolist() == pytest.approx([1, 1, 1, 0.4, 1])
    assert flags("why?", SHOWN)[9 + RULED.index(Act.WHY)] == 1


def test_two_threads_read_the_same_as_one(heads: MessageHeads) -> None:
    before = (Earlier(said=True, text="a calm novel"), Earlier(said=False, text="Here are five.", cards=("Emma",)))
    one = heads.read("something stranger than that", before)
    two = default_heads(models_folder() / MULTILINGUAL_FOLDER, threads=2).read("something stranger than that", before)
    assert one.keys() == two.keys()
    assert all(np.array_equal(one[group], two[group]) for group in one)
