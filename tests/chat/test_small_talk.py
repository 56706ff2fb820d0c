"""What a turn says about the last one asks for nothing, and what sounds like a denial may be a wish."""

import pytest

from assistant.chat.understand.intent import read_by_rules
from assistant.chat.understand.intents import Act
from assistant.chat.understand.small_talk import without_reactions
from assistant.language.foreign import language_of


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


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Thanks for nothing!", "sorry"),
        ("du bist echt nutzlos", "tut mir leid"),
        ("so who built you then?", "licence"),
        ("qui t'a programmé ?", "licence"),
        ("are you a robot or a person", "program"),
        ("wie alt bist du eigentlich", "Programm"),
        ("got any good jokes?", "no jokes"),
        ("cuéntame otro chiste", "no jokes"),
        ("what's your favourite novel", "no taste"),
        ("night night, sleep tight", "Good night"),
        ("buona notte", "Good night"),
        ("you are so clever", "kind of you"),
        ("hi, Mia here, can you hear me?", "I am here"),
        ("never mind", "listening"),
        ("that's me off to bed, night", "Goodbye"),
        ("what day is it today", "cannot see"),
        ("frohe Weihnachten", "the same to you"),
    ],
)
def test_what_people_say_to_anybody_is_answered_and_wishes_for_nothing(talk, line, told):
    turn = talk("a book about the sea", line)
    assert told in turn.reply
    assert not turn.items and [one.chip for one in turn.session.constraints] == ["book", "sea"]


@pytest.mark.parametrize(
    "line", ["who wrote it", "are you sure there is nothing by Mara Venn", "something like a joke book"]
)
def test_what_only_sounds_like_small_talk_is_served(talk, line):
    assert talk("a book about the sea", line).items


@pytest.mark.parametrize(
    ("text", "language"),
    [("gute Nacht", "de"), ("merci pour rien", "fr"), ("compare Rebecca and", ""), ("niente di che", "it")],
)
def test_few_words_tell_their_language_or_none(text, language):
    assert language_of(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "are you an actual human sitting in some call centre",
        "is there a person behind all this",
        "who's answering me, a machine?",
        "bist du ein richtiger Mensch oder ein Computer",
        "est-ce qu'il y a une vraie personne derrière cet écran",
    ],
)
def test_who_asks_for_a_human_is_told_of_the_program(talk, text):
    turn = talk(text)
    assert not turn.items and ("program" in turn.reply or "Programm" in turn.reply)


@pytest.mark.parametrize(
    "text",
    [
        "right, that's me off to the allotment, gloves in the car. cheers for everything",
        "gotta dash, the baby is crying",
        "soup's on, see you tomorrow",
        "muss jetzt los, der Zug wartet",
        "bon, je dois filer, merci",
    ],
)
def test_who_leaves_is_taken_leave_of(talk, text):
    turn = talk(text)
    assert not turn.items and turn.reply.startswith(("Goodbye", "Auf Wiedersehen", "Au revoir"))


@pytest.mark.parametrize("text", ["I'm off to the coast, a novel about the sea, thanks", "songs about saying goodbye"])
def test_who_leaves_and_wishes_gets_something(talk, text):
    assert talk(text).items
