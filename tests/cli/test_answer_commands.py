"""Questions about papers from the command line: entries of lists, rows of tables, and which paper is meant."""

import pytest

from tests.cli.program import Program, make_program
from tests.indexers.samples import write_epub

PAPERS = {
    "bakery.md": (
        "# Price list of the bakery\n\n| Item | Retail, each | Wholesale, dozen |\n|---|---|---|\n"
        "| Poppy knot | £1.20 | £10.80 |\n| Almond crescent | £2.10 | £19.50 |\n| Rye loaf | £4.60 | £44.00 |\n"
    ),
    "rota.txt": (
        "Rota of the night shelter\n\nMonday: Petra and Juno\nTuesday: Aldo and Wim\nThursday: Wim and Odette\n"
        "Sunday: closed\n"
    ),
    "heating.txt": (
        "Heating service book\n\nMake: Vaillor Compact\nLast service\n3 September 2025\nNext service due\n"
        "2 September 2026\nEngineer: Ragna Holt\n"
    ),
    "store.txt": "Store room count\n\n8 pallets\n3 conveyor belts\n112 crates, 17 of them cracked\n40 sacks of sand\n",
    "kayak.md": "# Kayak weekend\n\n## What to bring\n- dry bag\n- spare paddle\n- wetsuit\n\n## Who drives\n- Marit\n",
    "club.csv": "Membership,Yearly fee,Court hours\nChild,45,until 17:00\nSenior,,until 14:00\nAdult,160,all days\n",
    "dishwasher.txt": "Dishwasher Lorn, instructions\n\nError codes\nE1 The door is open.\nE4 Clean the filter.\n",
    "washer.txt": "Washing machine Tern, instructions\n\nError codes\nE1 Open the tap.\nE4 Take out some washing.\n",
    "bees.md": "# Bees\n\nFeed the hives syrup until September. Lavender honey sets slowly.\n",
}
NOVELS = {
    "Paper Kites": "Nell and Birdie find a goat. A cheerful story about friendship and kites.",
    "The Winter Ferry": "Captain Moe has one night to cross the sound. A dark and frightening crossing.",
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The program with these papers and one novel."""
    folder = tmp_path_factory.mktemp("desk")
    for name, text in PAPERS.items():
        (folder / name).write_text(text)
    for title, description in NOVELS.items():
        told = f"<dc:description>{description}</dc:description>"
        write_epub(folder / f"{title}.epub", title, ("Amparo Lind",), metadata=told, chapters=("Snow fell.",))
    write_epub(folder / "orrery.epub", "The Orrery", ("Leonie Vask",), chapters=("Lavender grew by the wall.",))
    program = make_program(tmp_path_factory.mktemp("home"))
    assert program("index", folder, "--json").status == 0
    return program


def asked(desk: Program, question: str) -> str:
    return desk("chat", question, "--new", "--json", "--no-llm").json["reply"]


@pytest.mark.parametrize(
    ("question", "quotation"),
    [
        ("what does a dozen almond crescents cost wholesale", "Wholesale, dozen: £19.50"),
        ("who is on shift on Thursday at the shelter", "“Thursday: Wim and Odette”"),
        ("when is the heating's next service due", "“Next service due: 2 September 2026”"),
        ("how many crates are in the store room", "“112 crates, 17 of them cracked”"),
        ("until when may a senior use the courts of the club", "“Senior; Court hours: until 14:00”"),
    ],
)
def test_the_entry_or_row_that_answers_is_quoted_by_itself(desk: Program, question: str, quotation: str) -> None:
    reply = asked(desk, question)
    assert quotation in reply
    assert not any(other in reply for other in ("8 pallets", "Monday", "Make:", "Poppy knot", "Child"))


def test_a_list_that_is_asked_for_is_quoted_with_its_entries_set_apart(desk: Program) -> None:
    assert "“dry bag; spare paddle; wetsuit”" in asked(desk, "what do I have to bring for the kayak weekend?")


def test_of_two_papers_that_are_alike_the_one_that_is_named_answers(desk: Program) -> None:
    for machine, answer, other in (
        ("dishwasher", "Clean the filter.", "Take out"), ("washing machine", "Take out some washing.", "filter"),
    ):  # fmt: skip
        reply = asked(desk, f"my {machine} shows E4, what do I do?")
        assert answer in reply and other not in reply


def test_only_books_are_asked_what_ones_books_say(desk: Program) -> None:
    assert "Lavender grew" in asked(desk, "What does my book say about lavender?")
    assert "honey" in asked(desk, "What do my notes say about lavender?")
    assert "hives" not in asked(desk, "What do my books say about syrup?")


def test_two_works_are_compared_by_what_their_descriptions_say(desk: Program) -> None:
    reply = asked(desk, "which is more about friendship, Paper Kites or The Winter Ferry?")
    assert reply.startswith("“Paper Kites” rather than “The Winter Ferry”") and "about friendship and kites" in reply


def test_what_a_library_does_not_say_of_a_work_is_said_to_be_unknown(desk: Program) -> None:
    assert asked(desk, "when was Paper Kites written?") == "Your files do not say when “Paper Kites” is from."
    assert asked(desk, "how does Paper Kites end?").startswith("Your file of “Paper Kites”")
    assert "outright" not in asked(desk, "who is in The Winter Ferry?")
