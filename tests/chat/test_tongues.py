"""What is said in Dutch and Portuguese is heard, and languages are asked for in many ways; through the chat."""

import pytest

from assistant.domain.entities import Item, Kind


def chips(turn):
    return [one.chip for one in turn.session.constraints]


@pytest.fixture
def services(new_services):
    """The shelves with works in Dutch, Italian and English."""
    others = (
        Item("n1", Kind.BOOK, "De dijk", ("Anna de Wit",), subjects=("roman",), language="nl", year=1990, pages=150),
        Item(
            "n2",
            Kind.BOOK,
            "Het lange jaar",
            ("Piet Kamerling",),
            subjects=("roman",),
            language="nl",
            year=1950,
            pages=420,
        ),
        Item("i1", Kind.BOOK, "Il faro", ("Carla Neri",), subjects=("romanzo",), language="it", year=2001, pages=180),
        Item("i2", Kind.MUSIC, "La barca", ("Gino Sassi",), subjects=("pop",), language="it", year=1970),
    )
    return new_services((*new_services().items.values(), *others))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Dutch, under 200 pages", {"in Dutch", "at most 200 pages"}),
        ("een Nederlandse roman van na 1980", {"in Dutch", "from 1980 on"}),
        ("iets om te lezen in het Italiaans", {"in Italian"}),
        ("una canzone italiana per stasera", {"in Italian", "music"}),
        ("ein italienisches Buch", {"in Italian", "book"}),
        ("ein italienischer Krimi", {"in Italian", "book"}),
        ("um livro em italiano com menos de 200 páginas", {"in Italian", "book", "at most 200 pages"}),
    ],
)
def test_a_language_is_asked_for(talk, line, expected):
    assert expected <= set(chips(talk(line)))


@pytest.mark.parametrize(
    "line", ["an Italian cookbook", "a novel about a Dutch painter", "my Italian aunt likes novels"]
)
def test_what_is_only_called_so_is_in_any_language(talk, line):
    assert not any(one.startswith("in ") for one in chips(talk(line)))


def test_a_language_that_no_work_is_in_is_none_where_it_describes(talk):
    assert "in Russian" not in chips(talk("a Russian novel")) and "in Russian" in chips(talk("a novel in Russian"))


@pytest.mark.parametrize("line", ["a book, but not an Italian one", "un libro, non in italiano", "geen Italiaans boek"])
def test_a_denied_language_is_told_once(talk, line):
    turn = talk(line)
    assert [one for one in chips(turn) if "talian" in one] == ["no Italian"] and "i1" not in turn.cards


@pytest.mark.parametrize("line", ["un libro sul mare, anche non italiano", "a sea book, not necessarily in Italian"])
def test_what_need_not_be_is_no_condition(talk, line):
    assert not [one for one in chips(talk(line)) if "talian" in one]


@pytest.mark.parametrize(
    ("line", "chip"),
    [
        ("een boek, niets droevigs", "nothing sad"),
        ("een boek waar ik niet bang van word", "nothing scary"),
        ("een boek waar ik niet van ga huilen en ook niet van schrik", "nothing scary"),
        ("muziek zonder zang", "no singing"),
        ("um livro sem assassinatos", "no murder"),
        ("een boek zonder moord", "no murder"),
        ("geen kinderboek, graag een roman", "nothing for children"),
        ("een roman voor volwassenen", "for adults"),
    ],
)
def test_a_denial_in_dutch_and_portuguese_is_heard(talk, line, chip):
    assert chip in chips(talk(line))


def test_a_maker_is_turned_down_in_dutch(talk):
    turn = talk("een boek, niet weer Kamerling")
    assert "no Piet Kamerling" in chips(turn) and "n2" not in turn.cards


@pytest.mark.parametrize("line", ["qualcosa da cantare in cucina", "roba da ballare", "musica da ascoltare in treno"])
def test_what_is_to_be_done_is_no_maker(talk, line):
    assert "Nothing by" not in talk(line).reply


def test_a_name_is_a_maker(talk):
    assert "Nothing by Marta Rossi" in talk("iets van Marta Rossi").reply


def test_a_simile_names_no_work(talk):
    assert "sewing" not in talk("my heart goes like a sewing machine, quiet music please").reply


def test_a_kept_sentence_is_put_in_order(talk, services):
    talk("onthoud dat ik nooit thrillers wil")
    assert [one.text for one in services.statements()] == ["Ik wil nooit thrillers"]
