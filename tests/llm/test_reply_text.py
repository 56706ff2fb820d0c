"""Replies as text: letters over several tokens, stop strings over several pieces."""

import pytest

from assistant.llm.server.sampling import ReplyText


def said(text: ReplyText, pieces: list[bytes]) -> list[str]:
    return [text.add(piece) for piece in pieces]


def test_a_letter_split_over_tokens_comes_whole() -> None:
    snowman = "☃".encode()
    assert said(ReplyText(), [b"a ", snowman[:1], snowman[1:2], snowman[2:], b"!"]) == ["a ", "", "", "☃", "!"]


def test_an_unfinished_letter_at_the_end_is_dropped() -> None:
    text = ReplyText()
    assert said(text, [b"ab", "é".encode()[:1]]) == ["ab", ""]
    assert text.rest() == ""


def test_bytes_that_are_no_text_are_marked() -> None:
    assert "".join(said(ReplyText(), [b"a", b"\xff", b"b"])) == "a�b"


@pytest.mark.parametrize("pieces", [[b"one. STOP two"], [b"one. S", b"TO", b"P two"], [b"one. ", b"STOP", b"x"]])
def test_nothing_from_the_stop_string_on(pieces: list[bytes]) -> None:
    text = ReplyText(["STOP", "never"])
    assert "".join(said(text, pieces)).startswith("one. ")
    assert text.stopped


def test_what_only_looked_like_a_stop_string_is_said_after_all() -> None:
    text = ReplyText(["STOP"])
    assert said(text, [b"a ST", b"ART", b" S"]) == ["a ", "START", " "]
    assert text.rest() == "S"


def test_the_first_of_several_stop_strings_counts() -> None:
    text = ReplyText(["\n", "b"])
    assert said(text, [b"a b \n"]) == ["a "]
