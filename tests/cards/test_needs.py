"""What a person needs who names no mood: their words are compared with the sentences of needs, in any language."""

import numpy as np
import pytest

from assistant.cards.needs import Value, needs, needs_met, sentence_vectors
from assistant.chat.leaning import leaning
from assistant.chat.understand.heads import default_heads
from assistant.domain.cards import COLUMN
from assistant.domain.entities import Kind
from assistant.embedding.encoder import OnnxEmbedder
from assistant.embedding.multilingual import MultilingualEmbedder
from assistant.recommend.catalogue import Catalogue
from assistant.recommend.text.query import QueryReader
from assistant.recommend.text.world import World
from assistant.settings.paths import MULTILINGUAL_FOLDER, models_folder


@pytest.fixture(scope="module")
def reader(encoder: OnnxEmbedder, worldly: MultilingualEmbedder) -> QueryReader:
    vectors = np.zeros((0, 384), np.float32)
    return QueryReader(Catalogue.build([], [], vectors), encoder, world=World(worldly.apart, vectors))


def test_every_need_names_values_that_cards_have() -> None:
    for need in needs():
        assert all(value in COLUMN for value in (*need.wanted, *need.against)), need.name
        assert need.wanted and len(need.says) >= 3 and not set(need.wanted) & set(need.against), need.name


def test_the_vectors_that_are_kept_are_those_of_the_sentences(encoder: OnnxEmbedder) -> None:
    vectors = sentence_vectors(encoder)
    for at in (0, len(vectors) // 2, len(vectors) - 1):
        met = needs_met({encoder.name: vectors[at : at + 1]})
        said = [text for need in needs() for text in need.says][at]
        assert any(said in need.says for need, _ in met.shares), said


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("the sheets need ironing, what shall I put on", ("pace", "quick"), Kind.MUSIC),
        ("Mein Freund hat mich verlassen, ich bin am Boden zerstört", ("mood", "melancholy"), None),
        ("je suis au lit avec une angine", ("occasion", "comfort"), Kind.BOOK),
        ("thirty minutes on the tram twice a day", ("occasion", "short break"), Kind.BOOK),
        ("the little one is wide awake at nine, a story might help", ("audience", "children"), Kind.BOOK),
    ],
)
def test_a_need_is_met_by_what_does_good(
    reader: QueryReader, text: str, value: tuple[str, str], kind: Kind | None
) -> None:
    met = reader.needs.read(text)
    assert met and met.wanted.get(value, 0) > 0.3, met.shares
    assert leaning(text, met) is kind


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("just home from the night shift, boots off, the head still humming; put on what lets me drop off", "calm"),
        ("the whole street is coming round, the table is pushed to the wall, now make us dance", "cheerful"),
    ],
)
def test_works_that_did_for_such_wishes_speak_for_a_need(
    encoder: OnnxEmbedder, worldly: MultilingualEmbedder, text: str, value: str
) -> None:
    vectors = np.zeros((0, 384), np.float32)
    heard = default_heads(models_folder() / MULTILINGUAL_FOLDER).heard
    world = World(worldly.apart, vectors, heard=heard)
    told, untold = (
        QueryReader(Catalogue.build([], [], vectors), encoder, world=one).needs.read(text)
        for one in (world, World(worldly.apart, vectors))
    )
    assert told.strength >= untold.strength and told.wanted[("mood", value)] > 0.5, told.shares
    turned = needs_met({encoder.name: encoder.embed_batch([text])}, -speaking_for(("mood", value)))
    assert turned.wanted.get(("mood", value), 0) < told.wanted[("mood", value)]


def speaking_for(value: tuple[str, str]) -> np.ndarray:
    sought = np.zeros(len(COLUMN), np.float32)
    sought[COLUMN[value]] = 1
    return sought


def test_what_is_no_need_is_none(reader: QueryReader) -> None:
    for text in ("a biography of Marie Curie", "lighthouse keepers", "the invoice of the plumber", ""):
        assert reader.needs.read(text).strength < 0.3, text


def test_what_is_named_outweighs_a_need_that_goes_against_it(reader: QueryReader) -> None:
    met = reader.needs.read("my shift begins at midnight and I must not drop off, something loud to wake me up")
    assert ("pace", "slow") not in met.wanted and ("occasion", "falling asleep") not in met.wanted, met.shares


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("raining sideways since Friday and everything is grey, could do with a bit of sun", ("pace", "slow")),
        ("stuck at the airport for six hours, a daft book to giggle over", ("mood", "tense")),
        ("off my feet for weeks with this ankle, grip me by the collar", ("mood", "calm")),
    ],
)
def test_beside_a_mood_that_is_named_other_needs_hardly_count(reader: QueryReader, text: str, value: Value) -> None:
    met = reader.needs.read(text)
    assert met.strength * met.wanted.get(value, 0.0) < 0.2, met


def test_a_theme_of_stories_is_no_need(reader: QueryReader) -> None:
    fire = reader.needs.read("snow at the window and a warm stove, something unhurried for the evening")
    ice = reader.needs.read("survivors of an avalanche on a mountain, I'm reading by a warm stove")
    assert fire.strength > 0.5 and ice.strength <= 0.3


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("chemistry exam on Thursday, something behind me while I revise", ("occasion", "study")),
        ("the foreman shouted at me before everybody, music that puts me back on my feet", ("mood", "hopeful")),
        ("everybody on the news is horrid, a book with people who are good to one another", ("mood", "hopeful")),
        ("i'm eleven and bored, mum has taken my phone", ("audience", "young people")),
    ],
)
def test_needs_that_are_told_by_what_happened_are_met(reader: QueryReader, text: str, value: Value) -> None:
    met = reader.needs.read(text)
    assert met.wanted.get(value, 0.0) > 0.3, met.shares
