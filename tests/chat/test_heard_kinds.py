"""Whether a message is for reading or for hearing, where it names neither; and what is said to be missing."""

import pytest


def chips(turn):
    return [one.chip for one in turn.session.constraints]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("ponme algo para llorar", "music"),
        ("mets-moi quelque chose de doux", "music"),
        ("leg mir was Ruhiges auf", "music"),
        ("off for a jog at noon, it needs a beat", "music"),
        ("which one was it where the machines tend a garden", "book"),
        ("anything here that explains how gardens grow", "book"),
    ],
)
def test_the_kind_is_heard_from_the_deed(talk, line, kind):
    assert {item.kind for item in talk(line).items} == {kind}


def test_music_to_go_with_a_book_is_not_about_its_theme(talk):
    turn = talk("a book about gardens", "and music to go with it?")
    assert chips(turn) == ["music"] and "I have nothing" not in turn.reply


@pytest.mark.parametrize(
    "line",
    [
        "honestly thinking of quitting, a book that understands",
        "I am worried about selling up, something to read",
        "ein Buch unter 250 Seiten",
    ],
)
def test_words_of_a_story_are_no_subjects_that_are_missing(talk, line):
    reply = talk(line).reply
    assert not any(
        word in reply for word in ("“honestly”", "“thinking”", "“quitting”", "“selling”", "„buch“", "„seiten“")
    )


@pytest.mark.parametrize("line", ["a book about bagpipes", "bagpipes?", "dunno, maybe something about bagpipes"])
def test_a_subject_that_nothing_mentions_is_said(talk, line):
    assert "mentions “bagpipes”;" in talk(line).reply
