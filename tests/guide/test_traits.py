"""What a work has by the guide's tags: known works of which their own words tell nothing."""

import pytest

from assistant.chat.fit.breaking import breaks
from assistant.domain.entities import Item, Kind
from assistant.guide.finding import with_guide
from assistant.guide.tag_words import is_form, tags_called
from assistant.guide.tags import tags_told
from assistant.guide.traits import has_trait
from assistant.language.taste.traits import trait

GIRL = with_guide(Item("a", Kind.BOOK, "Gone Girl", ("Gillian Flynn",)))
CELLS = with_guide(Item("b", Kind.BOOK, "The Immortal Life of Henrietta Lacks", ("Rebecca Skloot",)))
BY_MAKER = with_guide(Item("c", Kind.BOOK, "A novel that the guide does not list", ("Rebecca Yarros",)))
HURT = with_guide(Item("d", Kind.MUSIC, "Hurt", ("Johnny Cash",)))
UNKNOWN = Item("e", Kind.MUSIC, "Night Ferry", ("Tom Orr",), subjects=("rock",))


def test_a_known_work_has_what_the_guide_marks_it_with() -> None:
    assert has_trait(GIRL, trait("fiction")) and not has_trait(CELLS, trait("fiction"))
    assert has_trait(CELLS, trait("true stories")) and not has_trait(GIRL, trait("true stories"))
    assert has_trait(HURT, trait("singing")) and not has_trait(HURT, trait("instrumental"))
    assert has_trait(GIRL, trait("deaths")) is ("murder" in tags_told(GIRL))


def test_what_the_guide_does_not_know_is_told_by_its_own_words() -> None:
    assert tags_told(UNKNOWN) == tags_told(BY_MAKER) == frozenset()
    assert has_trait(UNKNOWN, trait("singing")) and not has_trait(BY_MAKER, trait("true stories"))


def test_what_a_work_is_marked_with_can_be_turned_down() -> None:
    assert breaks(GIRL, "marriage") and not breaks(CELLS, "marriage")
    assert breaks(CELLS, "scientists") and not breaks(GIRL, "scientists")


@pytest.mark.parametrize(
    ("words", "tag"),
    [("ghosts", "ghosts"), ("a saxophone", "saxophone"), ("Saxofon", "saxophone"), ("Gespenster", "ghosts"),
     ("murders", "murder"), ("the sea", "sea"), ("fantômes", "ghosts")],
)  # fmt: skip
def test_a_tag_is_called_by_its_words_in_every_language(words: str, tag: str) -> None:
    assert tag in tags_called(words)


def test_small_words_call_no_tag() -> None:
    assert not any(map(tags_called, ("no", "the", "a", "good", "sad", "", "long")))


def test_a_form_says_nothing_of_what_a_work_is_like() -> None:
    assert is_form("Novel") and is_form("essays") and not is_form("murder") and not is_form("jazz")
