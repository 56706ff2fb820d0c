"""Which tags are told, and that those which come with the program are said in every language."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from assistant.domain.entities import Item, Kind
from assistant.domain.evidence import SharedSubject
from assistant.embedding.encoder import OnnxEmbedder
from assistant.embedding.multilingual import MultilingualEmbedder
from assistant.evaluation.fit.judged.tag_phrases import digest
from assistant.guide.finding import with_guide
from assistant.guide.tag_words import english_phrases, tag_phrase, telling
from assistant.guide.tags import kind_of_tag, kinds_tagged, tagged, vocabulary
from assistant.messages import use_language
from assistant.recommend.evidence.told_tags import shared_tags, tags_for
from assistant.recommend.history import History, Request
from assistant.recommend.recommender import Recommender
from assistant.recommend.text.judged_wishes import wish_map
from assistant.recommend.text.tag_phrases import TagPhrases, tag_phrases

GIRL = with_guide(Item("girl", Kind.BOOK, "Gone Girl", ("Gillian Flynn",)))
TRAIN = with_guide(Item("train", Kind.BOOK, "The Girl on the Train", ("Paula Hawkins",)))
EMIGRANTS = with_guide(Item("fold", Kind.BOOK, "The Emigrants", ("W. G. Sebald",)))
BY_MAKER = with_guide(Item("other", Kind.BOOK, "A novel that the guide does not list", ("Rebecca Yarros",)))
TAGS = tagged([GIRL, TRAIN, EMIGRANTS, BY_MAKER])


def worth(**of: float) -> np.ndarray:
    found = np.zeros(len(vocabulary()), np.float32)
    for tag, value in of.items():
        found[vocabulary().index(f"book {tag.replace('_', '-')}")] = value
    return found


def test_the_best_tags_of_a_wish_are_told_first_and_few() -> None:
    sought = worth(unreliable_narrator=1, page_turner=1, nail_biting=0.8, marriage=0.9, disappearance=0.3, police=0.1)
    told = tags_for(TAGS, 0, sought, frozenset())
    assert told == ("book unreliable-narrator", "book nail-biting", "book page-turner")
    assert tags_for(TAGS, 0, sought, frozenset({"narrator", "suspense"}))[0] == "book page-turner"
    assert tags_for(TAGS, 2, worth(unreliable_narrator=1), frozenset()) == ()


def test_the_end_of_a_book_is_told_to_who_asks_for_it_alone() -> None:
    assert tags_for(TAGS, 0, worth(plot_twist=0.4), frozenset()) == ()
    assert tags_for(TAGS, 0, worth(plot_twist=0.9), frozenset()) == ("book plot-twist",)
    assert not {"book plot-twist", "book open-ending", "book unreliable-narrator"} & {*shared_tags(TAGS, 0, 1).tags}


def test_works_share_what_the_guide_says_of_both() -> None:
    assert "book disappearance" in shared_tags(TAGS, 0, 1).tags
    assert shared_tags(TAGS, 0, 2) == (True, ())


def test_what_is_true_of_a_maker_is_not_told_of_each_work() -> None:
    assert len(TAGS.codes[TAGS.rows == 3]) and not TAGS.own[3]
    assert tags_for(TAGS, 3, worth(dragons=1), frozenset()) == () and not shared_tags(TAGS, 3, 3).tags


@pytest.fixture
def back_in_english() -> Iterator[None]:
    yield
    use_language("en")


@pytest.mark.usefixtures("back_in_english")
@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_every_tag_is_said_in_every_language(language: str) -> None:
    use_language(language)
    said = [tag_phrase(tag) for tag in vocabulary()]
    for kind in range(len(kinds_tagged())):
        own = [words for words, of in zip(said, kind_of_tag().tolist(), strict=True) if of == kind]
        assert len({*own}) == len(own) and all(own)
    assert {*telling().tolist()} == {0, 1, 2}
    assert (tag_phrase("book unreliable-narrator") == "an unreliable narrator") is (language == "en")


def test_the_words_of_tags_were_embedded_as_they_are_said() -> None:
    assert tag_phrases().digest == digest() and tag_phrases().vectors.shape[1] == len(english_phrases())
    assert TagPhrases.from_bytes(tag_phrases().to_bytes()).digest == digest()


def test_a_tag_is_sought_by_its_own_words(encoder: OnnxEmbedder, worldly: MultilingualEmbedder) -> None:
    known = wish_map(encoder, worldly.apart)
    assert known is not None
    text = "a story told by somebody who cannot be trusted, an unreliable narrator"
    wish = encoder.embed(text), worldly.apart.embed_batch([text])[0]
    heard = np.zeros(known.weights.shape[0] - 1 - sum(map(len, wish)), np.float32)
    of_books = np.flatnonzero(kind_of_tag() == kinds_tagged().index("book"))
    for sought in (known.tags_sought(wish, heard), known.tags_speaking(wish, heard)):
        assert vocabulary()[of_books[np.argmax(sought[of_books])]] == "book unreliable-narrator"


def test_that_both_are_novels_is_no_reason(make, embedder) -> None:
    items = [replace(one, subjects=("novel", "jazz")) if one.id in ("i1", "i2", "i3") else one for one in make.shelf()]
    told = {}
    for subjects in (("novel",), ("novel", "jazz")):
        shelf = [replace(one, subjects=subjects) if one.id == "i3" else one for one in items]
        ranker = Recommender(make.catalogue(shelf, embedder), embedder)
        history = History((make.event(1, "i1"), make.event(2, "i2")))
        placed = ranker.why(history, "i3", Request(now=make.now, explore=0.0))
        told[subjects] = [fact.subject for fact in placed.recommendation.evidence if isinstance(fact, SharedSubject)]
    assert told == {("novel",): [], ("novel", "jazz"): ["jazz"]}
