"""How a text is divided into leaves, and found in them."""

from assistant.domain.whole_text import TextPart
from gui.pages.reader.leaves import LEAF, divide, find_all, leaf_of


def test_leaves_hold_all_of_the_text_once_and_know_their_places() -> None:
    parts = [TextPart("One", "short"), TextPart("Two", "word " * 20_000), TextPart("", ""), TextPart("Three", "x" * 90)]
    leaves = divide(parts)
    told = [(one.part, one.start, one.end) for leaf in leaves for one in leaf]
    for number, part in enumerate(parts):
        assert "".join(part.text[start:end] for at, start, end in told if at == number) == part.text
    assert all(sum(one.end - one.start for one in leaf) <= LEAF for leaf in leaves)
    assert leaf_of(leaves, 0, 0) == 0 and leaf_of(leaves, 3, 50) == len(leaves) - 1
    assert leaf_of(leaves, 9, 9) == len(leaves) - 1, "a bookmark behind the end of a text that was cut"
    assert find_all(parts, "WORD wo", most=3) == [(1, 0), (1, 10), (1, 20)]
