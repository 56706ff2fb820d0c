"""What was asked for and stands in no word of a work, but in the guide."""

from assistant.chat.fit.having import met, unmet
from assistant.domain.entities import Item, Kind
from assistant.guide.finding import with_guide
from assistant.language.facets import Facets

CELLS = with_guide(Item("b", Kind.BOOK, "The Immortal Life of Henrietta Lacks", ("Rebecca Skloot",)))
GIRL = with_guide(Item("a", Kind.BOOK, "Gone Girl", ("Gillian Flynn",)))


def test_a_form_and_a_theme_are_had_by_the_guide() -> None:
    true, dragons = Facets(genres=("non-fiction",)), Facets(themes=("dragons",))
    assert unmet(true, [CELLS, GIRL]) == () and unmet(true, [GIRL]) == ("non-fiction",)
    assert met(CELLS, true) == 1 and met(GIRL, true) == 0
    assert unmet(dragons, [CELLS, GIRL]) == ("dragons",)
    assert met(GIRL, Facets(themes=("marriage", "police", "dragons"))) == 2
