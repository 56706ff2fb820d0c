"""What of a message is heard as the wish, and what as circumstances; which kind it is for."""

from pathlib import Path

import numpy as np
import pytest

from assistant.chat.understand.heads import MessageHeads, default_heads
from assistant.chat.understand.labels import SPANS
from assistant.chat.understand.reading import read_intent
from assistant.chat.understand.wish_heads import WishWeights
from assistant.domain.entities import Item, Kind
from assistant.language.gazetteer import Gazetteer
from assistant.settings.paths import MULTILINGUAL_FOLDER, models_folder


@pytest.fixture(scope="module")
def heads() -> MessageHeads:
    return default_heads(models_folder() / MULTILINGUAL_FOLDER)


@pytest.mark.parametrize(
    ("text", "wished", "by_the_way"),
    [
        ("Bins went out at six, Gareth has the van and it's hailing. A slow sad novel please", "slow sad novel",
         ("Gareth", "van", "hailing")),
        ("Der Klempner war bis vier da und Oma schläft endlich. Leise Musik ohne Gesang", "Leise Musik ohne Gesang",
         ("Klempner", "Oma")),
        ("our last three picks were all about men at war, Petra groaned. something funny by a woman", "by a woman",
         ("Petra",)),
    ],
)  # fmt: skip
def test_circumstances_are_no_part_of_a_wish(
    heads: MessageHeads, text: str, wished: str, by_the_way: tuple[str, ...]
) -> None:
    intent = read_intent(text, heads=heads)
    assert wished in " ".join(intent.text.split()) and intent.wish == text
    assert [word for word in by_the_way if word in intent.text] == []


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("I can not sleep, a calm book without dragons", ("dragons",)),
        ("I can not sleep, something slow", ()),
        ("keine Ahnung, was Ruhiges", ()),
        ("ein Krimi, aber ohne Gärtner bitte", ("gartner",)),
    ],
)
def test_only_what_must_not_be_is_denied(heads: MessageHeads, text: str, denied: tuple[str, ...]) -> None:
    assert read_intent(text, heads=heads).avoid == denied


def test_a_work_of_the_library_is_no_circumstance(heads: MessageHeads) -> None:
    shelf = [Item("a", Kind.BOOK, "The Thirty-Nine Lanterns"), Item("b", Kind.BOOK, "Slow Water")]
    wish = "as gripping as the 39 lanterns but it should last me more than one journey"
    assert "39 lanterns" in read_intent(wish, Gazetteer.build(shelf), heads=heads).text


@pytest.mark.parametrize(
    "text", ["something calm", "knackered", "no football and no trains, a thriller under 300 pages", "um romance leve"]
)
def test_a_wish_without_circumstances_stays_as_it_is(heads: MessageHeads, text: str) -> None:
    assert read_intent(text, heads=heads).text == text


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("the kitchen floor wants scrubbing, give me noise", Kind.MUSIC),
        ("take me to a lighthouse and let nobody find me there till the last page", Kind.BOOK),
        ("qualcosa che faccia ballare anche mia suocera", Kind.MUSIC),
    ],
)
def test_the_kind_is_heard_that_nobody_names(heads: MessageHeads, text: str, kind: Kind) -> None:
    assert read_intent(text, heads=heads).kind is kind


def test_of_a_pasted_page_the_beginning_is_heard(heads: MessageHeads) -> None:
    page = "Bins went out at six. A slow sad novel please. " + "The rain fell on the yard. " * 200
    intent = read_intent(page, heads=heads)
    assert "slow sad novel" in intent.text and "Bins" not in intent.text


@pytest.mark.parametrize("text", ["", "🙂 🙂", "a" * 50_000, "\ud800 broken \ufb01ne", "日本の小説が読みたい"])
def test_each_letter_is_told_of_whatever_is_said(heads: MessageHeads, text: str) -> None:
    found = heads.read(text)
    assert all(found[span].shape == (len(text),) and np.isfinite(found[span]).all() for span in SPANS)


def test_weights_outlive_being_written() -> None:
    given = (Path("resources") / "understanding" / "wishes.npz").read_bytes()
    weights = WishWeights.from_bytes(given)
    again = WishWeights.from_bytes(weights.to_bytes())
    assert len(given) < 8_000_000 and np.allclose(again.spans, weights.spans, atol=1e-3)
