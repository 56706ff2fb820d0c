"""What a turn says about the last one asks for nothing, and what sounds like a denial may be a wish."""

import pytest

from assistant.chat.understand.intent import read_by_rules
from assistant.chat.understand.intents import Act
from assistant.chat.understand.small_talk import without_reactions


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Great! Do you have more from the sea?", "Do you have more from the sea?"),
        ("hi there, something calm", "something calm"),
        ("Those are perfect. Now some jazz", "some jazz"),
        ("nice...can we add some fiddle tunes?", "can we add some fiddle tunes?"),
        ("Yes, perfect!!", ""),
        ("these songs are good", ""),
        ("thank you, I love them", ""),
        ("Great Expectations", "Great Expectations"),
        ("Good old rock songs", "Good old rock songs"),
        ("those are not what I want", "those are not what I want"),
        ("well written essays", "well written essays"),
        ("ugh, long day, something soft", "long day, something soft"),
        ("Phew... a short one", "a short one"),
        ("", ""),
    ],
)
def test_only_the_request_is_left(text, left):
    found = without_reactions(text)
    assert len(found) == len(text)
    assert " ".join(found.split()) == left


def test_a_word_of_praise_is_no_name(services):
    assert read_by_rules("Great! Something by Mara Venn", services.gazetteer()).facets.creators == ("Mara Venn",)


@pytest.mark.parametrize(
    "text", ["It is not horror.", "there is no horror in this list", "It won't be a party without horror."]
)
def test_what_is_missed_is_wished_for(text):
    intent = read_by_rules(text)
    assert intent.avoid == ()
    assert intent.facets.genres == ("horror",) or "party" in text


@pytest.mark.parametrize("text", ["books that are not sad", "I don't like horror, nothing sad", "not sad, please"])
def test_what_is_denied_is_left_out(text):
    assert "sad" in read_by_rules(text).avoid


@pytest.mark.parametrize("text", ["can you add some folk?", "can i get something calm", "could you play a few waltzes"])
def test_a_polite_question_is_a_request(text):
    assert read_by_rules(text).act is Act.RECOMMEND


def test_idioms_name_nothing():
    assert read_by_rules("I'd love some old school jazz").facets.to_data() == {"genres": ["jazz"]}
    assert read_by_rules("let's play jazz").facets.genres == ("jazz",)
    assert read_by_rules("the top 40 of the 80s").n is None


def test_a_fact_told_in_passing_is_no_wish_and_no_preference(talk, services):
    turn = talk("my brother lives in Leeds")
    assert turn.reply.startswith("Good to know.") and not turn.cards
    kept = talk("remember that my brother lives in Leeds")
    assert "I write down only what you like or avoid" in kept.reply and not services.statements()
