"""Queries in other languages: what they are known by, and what of them is looked for word for word."""

import pytest

from assistant.language.foreign import is_foreign_wish, telling_words


@pytest.mark.parametrize(
    ("query", "telling"),
    [
        ("ein Roman über die Jagd auf Wale", "Roman Jagd Wale"),
        ("un roman sur les baleines", "roman baleines"),
        ("una novela con dragones", "novela dragones"),
    ],
)
def test_small_words_of_other_languages_are_not_looked_for(query: str, telling: str) -> None:
    assert is_foreign_wish(query)
    assert set(telling_words(query).split()) - {"über", "sur"} == set(telling.split())


def test_a_query_of_small_words_alone_stays() -> None:
    assert telling_words("un") == "un"
