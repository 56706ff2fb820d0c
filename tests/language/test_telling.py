"""Which words of a text tell what it is about."""

from assistant.language.telling import telling_words, words_of_question, words_of_wish


def test_small_words_and_those_named_tell_nothing() -> None:
    assert telling_words("Would you show me the Lighthouse, please?") == ["lighthouse"]
    assert telling_words("the old lighthouse", {"old"}) == ["lighthouse"]


def test_a_wish_is_told_without_what_rules_read() -> None:
    assert words_of_wish("three novels about bees from 1925 in French", {"from"}) == ["bees"]


def test_a_question_is_told_without_the_small_words_of_other_languages() -> None:
    assert words_of_question("Was ist mit der Heizung und dem Kessel?") == ["heizung", "dem", "kessel"]
