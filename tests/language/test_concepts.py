"""What is read of the vocabulary has a name in the catalogue."""

from assistant.language.concepts import CONCEPTS, LANGUAGES, concept_name, language_name
from assistant.language.vocabulary import vocabulary
from assistant.messages import use_language


def test_each_concept_and_language_has_a_name() -> None:
    words = vocabulary()
    assert {concept for pairs in words.terms.values() for _, concept in pairs} == CONCEPTS
    assert set(words.languages.values()) <= LANGUAGES.keys()


def test_names_are_those_of_the_language_of_the_program() -> None:
    use_language("de")
    try:
        assert (concept_name("dragons"), language_name("la")) == ("Drachen", "Latein")
        assert concept_name("Ramotswe, Precious") == "Ramotswe, Precious"
        assert language_name("xx") == "xx"
    finally:
        use_language("en")
