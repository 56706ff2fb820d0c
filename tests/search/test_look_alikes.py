"""Which of several papers that look alike a question means."""

import pytest

from assistant.search.answers.look_alikes import Paper, papers_meant, without_years

OPENINGS = {
    "mill": "Between Ada Bell and the Orchard Trust, 3 May 2019.",
    "quay": "Between Ada Bell and Mrs Marlow, 1 June 2024.",
}
PAPERS = [
    Paper("mill", "Tenancy contract - Mill Lane", lambda own: OPENINGS[own]),
    Paper("quay", "Tenancy contract - the quay", lambda own: OPENINGS[own]),
    Paper("t1", "Tax return 2024-25"),
    Paper("t2", "Tax return 2025-26"),
    Paper("jan", "Club minutes - January 2027"),
    Paper("feb", "Club minutes - February 2027"),
    Paper("log", "Rowing log 2027"),
]


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("what is the notice in the old contract?", ["mill"]),
        ("what does the new tenancy contract say of dogs", ["quay"]),
        ("wie lange ist die Frist im alten Tenancy contract", ["mill"]),
        ("the contract with Mrs Marlow, what is the rent?", ["quay"]),
        ("how much tax did I pay in 24/25", ["t1"]),
        ("tax in the 2025-26 return?", ["t2"]),
        ("wie viele Zinsen 2024-25 gegen 2025-26?", ["t1", "t2"]),
        ("what did I pay in tax in 25/26 against 24/25?", ["t2", "t1"]),
        ("which of the two tax returns has more interest", ["t1", "t2"]),
        ("who was at the February minutes", ["feb"]),
        ("what is the tax due?", []),
        ("who signed the contract", []),
        ("how many outings in 2027?", []),
        ("is there an old key under the mat", []),
    ],
)
def test_which_paper_is_meant(question, meant):
    assert papers_meant(question, PAPERS) == meant


def test_what_is_asked_of_each_names_no_year():
    assert without_years("tax in 25/26 against 2024-25") == "tax in against"
