"""Where works are to come from, as people say it, and what only sounds like it."""

import tomllib
from importlib.resources import files

import pytest

from assistant.guide.makers import find_maker
from assistant.language.names.origins import origin_named, origins_in, without_origins


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("I fancy something Russian", ["Russian"]),
        ("One of the big Russians, for the train", ["Russian"]),
        ("any Scandinavian playwrights?", ["Scandinavian"]),
        ("a novel by an Irish author", ["Irish"]),
        ("songs by people from Mali", ["Malian"]),
        ("something by a black American writer", ["African American"]),
        ("was Russisches", ["Russian"]),
        ("ein schwedischer Krimi", ["Swedish"]),
        ("quelque chose de russe, court", ["Russian"]),
        ("unos cuentos de autores argentinos", ["Argentine"]),
        ("qualcosa di giapponese", ["Japanese"]),
        ("Hungarian? Polish? Either", ["Hungarian", "Polish"]),
        ("more French piano stuff", ["French"]),
        ("old Irish fiddle tunes", ["Irish"]),
        ("a long Russian one for the holidays", ["Russian"]),
    ],
)
def test_an_origin_is_heard_however_it_is_said(text: str, names: list[str]) -> None:
    assert [one.name for one in origins_in(text)] == names


@pytest.mark.parametrize(
    "text",
    [
        "books set in Russia", "a story about the French Revolution", "something in French", "I speak Italian",
        "an Italian restaurant scene", "der große Roman über die See", "Roman über die See", "indie rock",
        "I want to learn German", "music for my American road trip", "My Polish grandmother is visiting",
        "polish my shoes to music", "the English teacher said so", "a book about turkeys", "island stories",
    ],
)  # fmt: skip
def test_what_only_names_a_country_or_a_language_is_no_origin(text: str) -> None:
    assert origins_in(text) == ()
    assert without_origins(text) == text


def test_the_words_of_an_origin_are_blanked_where_they_stand() -> None:
    text = "Was Russisches, bitte, aber kurz"
    assert without_origins(text) == text.replace("Russisches", " " * len("Russisches"))


def test_every_origin_is_one_that_makers_have() -> None:
    rows = tomllib.loads(files("resources").joinpath("origins.toml").read_text(encoding="utf-8"))
    lines = files("resources").joinpath("makers.tsv").read_text(encoding="utf-8").splitlines()
    known = {origin.strip() for line in lines for origin in line.split("\t")[4].split(",")}
    for name, row in rows.items():
        one = origin_named(name)
        assert one is not None and one.of & known and row["de"] and row["fr"], name
    assert origin_named("Martian") is None


def test_every_maker_stands_once_in_order_and_lived_before_dying() -> None:
    lines = files("resources").joinpath("makers.tsv").read_text(encoding="utf-8").splitlines()
    names = [line.split("\t")[0] for line in lines]
    assert names == sorted(set(names)) and len(names) > 3000
    for name in names[::97]:
        known = find_maker(name)
        if known is not None and known.born is not None and known.died is not None:
            assert 0 <= known.died - known.born < 110 or known.who == "group", name
