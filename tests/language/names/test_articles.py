"""Titles without the article that they begin with."""

import pytest

from assistant.language.names.articles import sorted_by, without_article


@pytest.mark.parametrize(
    ("title", "language", "rest"),
    [
        ("the salt road", "", "salt road"),
        ("los detectives salvajes", "", "detectives salvajes"),
        ("die hard", "en", "die hard"),
        ("die verwandlung", "de", "verwandlung"),
        ("theatre", "", "theatre"),
        ("les", "", "les"),
    ],
)
def test_an_article_goes_and_nothing_else(title: str, language: str, rest: str) -> None:
    assert without_article(title, language) == rest


@pytest.mark.parametrize(
    ("title", "language", "rest"),
    [
        ("The Salt Road", "en", "Salt Road"),
        ("Die Hard", "", "Die Hard"),
        ("Ein Zimmer", "de", "Zimmer"),
        ("L'Avventura", "it-IT", "Avventura"),
        ("Os Maias", "pt", "Maias"),
        ("Les", "fr", "Les"),
    ],
)
def test_what_a_title_is_sorted_by(title: str, language: str, rest: str) -> None:
    assert sorted_by(title, language) == rest
