"""Which disc a name speaks of."""

import pytest

from assistant.language.names.discs import split_disc


@pytest.mark.parametrize(
    ("name", "work", "disc"),
    [
        ("Harbours (Disc 1)", "Harbours", 1),
        ("Harbours [CD2: Live]", "Harbours", 2),
        ("Harbours CD2", "Harbours", 2),
        ("Harbours - Disc Two", "Harbours", 2),
        ("Harbours (Disc 1 of 2)", "Harbours", 1),
        ("Harbours (CD1) [Remastered]", "Harbours [Remastered]", 1),
        ("Harbours (Disco 2)", "Harbours", 2),
        ("Disc 2", "", 2),
        ("CD2 - Rarities", "", 2),
        ("Disco 2000", "Disco 2000", None),
        ("Discovery", "Discovery", None),
        ("ABCD 2", "ABCD 2", None),
        ("Harbours Vol. 1", "Harbours Vol. 1", None),
        ("Harbours (Bonus Disc)", "Harbours (Bonus Disc)", None),
    ],
)
def test_a_disc_is_not_part_of_the_name(name: str, work: str, disc: int | None) -> None:
    assert split_disc(name) == (work, disc)
