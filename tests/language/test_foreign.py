"""Queries in other languages: what they are known by, and what of them is looked for word for word."""

import pytest

from assistant.language.foreign import is_foreign_wish, language_of, without_small_words


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
    assert set(without_small_words(query).split()) - {"über", "sur"} == set(telling.split())


def test_a_query_of_small_words_alone_stays() -> None:
    assert without_small_words("un") == "un"


@pytest.mark.parametrize(
    ("message", "language"),
    [
        ("jazz zum aufwachen", "de"),
        ("gig over, ears wont stop ringing. bring me back down", "en"),
        ("roman policier suédois", "fr"),
        ("canzoni allegre napoletane", "it"),
        ("anything by Marguerite Duras", "en"),
        ("a quiet voyage story", ""),
        ("a long voyage", ""),
        ("un soir d'orage à la campagne", "fr"),
        ("mais curto, que ela desiste depressa", "pt"),
        ("a que horas é a consulta, e em que sala?", "pt"),
        ("a scottish novel", ""),
        ("half as many", "en"),
        ("As funny as that, only shorter", "en"),
        ("La Valse", ""),
        ("12:30?", ""),
        ("静かな本", "??"),
    ],
)
def test_where_small_words_are_few_letters_tell_the_language_of_a_message(message: str, language: str) -> None:
    assert language_of(message) == language
