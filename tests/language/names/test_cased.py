"""Names in capitals: a person's are written as usual, a body's and a band's are left."""

import pytest

from assistant.language.people import people


@pytest.mark.parametrize(
    ("stated", "written"),
    [
        ("HOLM, VERA", "Vera Holm"),
        ("HARALD MCKAY", "HARALD MCKAY"),
        ("ALICE MCKAY", "Alice McKay"),
        ("O'DARE, P. D.", "P. D. O'Dare"),
        ("P. D. HOLM", "P. D. Holm"),
        ("LINDE, JOHANNA VON DER", "Johanna von der Linde"),
        ("MARA-ILVES, ANNA", "Anna Mara-Ilves"),
        ("ХОЛЬМ, ВЕРА", "Вера Хольм"),
        ("HOLM, VERA, 1950-", "Vera Holm"),
        ("MARTIN HOLM JR.", "Martin Holm Jr."),
        ("JOHN HOLM III", "John Holm III"),
        ("NASA", "NASA"),
        ("BBC NEWS", "BBC NEWS"),
        ("HOLM CORPORATION", "HOLM CORPORATION"),
        ("Vera HOLM", "Vera HOLM"),
    ],
)
def test_a_name_in_capitals(stated: str, written: str) -> None:
    assert people(stated) == (written,)
