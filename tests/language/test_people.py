"""Fields that name several people, as files and other programs write them."""

import pytest

from assistant.language.names.bibtex_names import bibtex_people
from assistant.language.people import natural_order, people, people_of, performers


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("Vera Holm, Jr.", ("Vera Holm, Jr.",)),
        ("Holm, Vera, Jr.", ("Vera Holm, Jr.",)),
        ("Holm, Jr., Vera Maria", ("Vera Maria Holm, Jr.",)),
        ("Vera Holm III, Piet Aas", ("Vera Holm III", "Piet Aas")),
        ("Vera Holm, M.D., and Piet Aas, Ph.D.", ("Vera Holm, M.D.", "Piet Aas, Ph.D.")),
        ("Le Guin, Ursula K.", ("Ursula K. Le Guin",)),
        ("van der Berg, Jan", ("Jan van der Berg",)),
        ("García Márquez, Gabriel", ("Gabriel García Márquez",)),
        ("Holm, Vera; Aas, Piet", ("Vera Holm", "Piet Aas")),
        ("Holm, Vera and Aas, Piet", ("Vera Holm", "Piet Aas")),
        ("Holm, V., Aas, P.", ("V. Holm", "P. Aas")),
        ("Holm V, Aas P", ("Holm V", "Aas P")),
        ("Vera Holm, Piet Aas und Ada Lund", ("Vera Holm", "Piet Aas", "Ada Lund")),
        ("Vera Holm & Piet Aas", ("Vera Holm", "Piet Aas")),
        ("Vera Holm et al.", ("Vera Holm",)),
        ("Holm, Vera, and others", ("Vera Holm",)),
        ("Vera Holm u. a.", ("Vera Holm",)),
        ("Vera Holm, Piet Aas, and 2 others", ("Vera Holm", "Piet Aas")),
        ("Vera Holm [and 3 others]", ("Vera Holm",)),
        ("Vera Holm + 4 more", ("Vera Holm",)),
        ("Vera Holm und 3 weitere", ("Vera Holm",)),
        ("José Ortega y Gasset", ("José Ortega y Gasset",)),
        ("Ana María Matute y Juan José Millás", ("Ana María Matute", "Juan José Millás")),
        ("Hall & Oates", ("Hall & Oates",)),
        ("AC/DC", ("AC/DC",)),
        ("Vera Holm/Piet Aas", ("Vera Holm", "Piet Aas")),
        ("Board of Tides and Harbours", ("Board of Tides and Harbours",)),
        ("University of Oslo, Department of Physics", ("University of Oslo, Department of Physics",)),
        ("Quayside Press, Inc.", ("Quayside Press, Inc.",)),
        ("Vera Holm (Author); Piet Aas (Translator)", ("Vera Holm",)),
        ("Vera Holm, Piet Aas (Illustrator)", ("Vera Holm",)),
        ("Vera Holm (Hrsg.)", ("Vera Holm",)),
        ("Narrated by Piet Aas", ()),
        ("by Vera Holm", ("Vera Holm",)),
        ("村上春樹、河合隼雄", ("村上春樹", "河合隼雄")),
        ("Vera Holm\nPiet Aas", ("Vera Holm", "Piet Aas")),
        ("  ", ()),
        ("Vera M. Holm, Ph.D, Piet Aas, MD", ("Vera M. Holm, Ph.D", "Piet Aas, MD")),
        ("Vera Holm & al.", ("Vera Holm",)),
        ("Holm, Vera, 1950-", ("Vera Holm",)),
        ("Holm, Vera, b. 1871; Aas, Piet, 1835-1910", ("Vera Holm", "Piet Aas")),
        ("Vera Holm (Goodreads Author)", ("Vera Holm",)),
        ("Holm, Piet Jr.", ("Piet Holm Jr.",)),
        ("Holm, Piet III", ("Piet Holm III",)),
        ("Hugo Dumont, fils", ("Hugo Dumont, fils",)),
        ("毛泽东，鲁迅", ("毛泽东", "鲁迅")),
        ("Holm, Vera H., Aas, Piet C., Lund, Ada L.", ("Vera H. Holm", "Piet C. Aas", "Ada L. Lund")),
        ("Holm, Vera, Piet Aas, and Ada Lund", ("Vera Holm", "Piet Aas", "Ada Lund")),
        ("Neil Holm, Moebius", ("Neil Holm", "Moebius")),
        ("Ruiz Aas, Pedro, Vera Holm", ("Pedro Ruiz Aas", "Vera Holm")),
        ("Vera and Piet Holm", ("Vera Holm", "Piet Holm")),
        ("An <i>Author</i> and <b>Bo Ray</b>", ("An Author", "Bo Ray")),
    ],
)
def test_a_field_of_names_is_split_with_care(field: str, names: tuple[str, ...]) -> None:
    assert people(field) == names


def test_a_source_that_parts_by_commas_is_taken_at_its_word() -> None:
    assert people("Vera Holm, Plato, Piet Aas, Jr.", listed=True) == ("Vera Holm", "Plato", "Piet Aas, Jr.")
    for one in ("Holm, Vera", "Holm, Vera, Jr.", "Holm, Jr., Vera", "Holm, Vera Maria von"):
        assert len(people(one, listed=True)) == 1
    assert people("Neil Holm, Moebius", listed=True) == ("Neil Holm", "Moebius")
    assert people("Martin Holm, Carmen", listed=True) == ("Martin Holm", "Carmen")
    assert people("Holm, Vera Maria, Jr.", listed=True) == ("Vera Maria Holm, Jr.",)


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("García Márquez, Gabriel", ("Gabriel García Márquez",)),
        ("Aas Pinto, Fernão", ("Fernão Aas Pinto",)),
        ("Borges, Jorge Luis", ("Jorge Luis Borges",)),
        ("Quay de Aas, José Maria", ("José Maria Quay de Aas",)),
        ("Holm, John le", ("John le Holm",)),
        ("García Holm, Federico, Vargas Aas, Mario", ("Federico García Holm", "Mario Vargas Aas")),
        ("García Holm, Gabriel, Edith Aas", ("Gabriel García Holm", "Edith Aas")),
    ],
)
def test_the_last_name_first_is_one_person_wherever_it_stands(field: str, names: tuple[str, ...]) -> None:
    assert people(field, listed=True) == names
    assert people(field) == names


def test_a_ready_made_list_is_not_split() -> None:
    assert people_of(["Simon and Garfunkel", "Holm, Vera", None, "Holm, Vera"]) == ("Simon and Garfunkel", "Vera Holm")
    assert natural_order("Harbours, quays and boats of the sea") == "Harbours, quays and boats of the sea"


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("Holm, Vera and Aas, Piet and others", ("Vera Holm", "Piet Aas")),
        ("{Board of Tides and Harbours} and Holm, Vera", ("Board of Tides and Harbours", "Vera Holm")),
        ("{Tide, Wave and Sons, Inc.}", ("Tide, Wave and Sons, Inc.",)),
        ("de la Cruz, Jr., Juana", ("Juana de la Cruz, Jr.",)),
        ("Holm, Vera; Aas, Piet", ("Vera Holm", "Piet Aas")),
        ("Holm, V. and et al.", ("V. Holm",)),
        ("Holm, V. and {et al.} and {others}", ("V. Holm",)),
        ("family=Berg, given=Jan, prefix={van der} and given=Vera, family=Holm", ("Jan van der Berg", "Vera Holm")),
        ("van der {Berg}, Jan and\n Vera {Holm}", ("Jan van der Berg", "Vera Holm")),
    ],
)
def test_braces_protect_names_in_bibtex(field: str, names: tuple[str, ...]) -> None:
    assert bibtex_people(field) == names


def test_guests_of_a_song_are_left_out_and_bands_stay_whole() -> None:
    assert performers("Grey Tide feat. Vera Holm") == ("Grey Tide",)
    assert performers("Holm, Aas & Lund (ft. Piet)") == ("Holm, Aas & Lund",)
