"""`alcove card`, as a person types it: what is found, the person's own word, and taking it back."""

from tests.cli.program import Program


def test_a_card_has_values_with_confidence_and_what_speaks_for_them(alcove: Program) -> None:
    card = alcove("card", "The Salt Road", "--json").json
    assert "slow" in [one["value"] for one in card["pace"]]
    assert "sea" in [one["value"] for one in card["setting"]]
    for one in (one for values in card.values() for one in values):
        assert {"value", "confidence", "from"} <= one.keys() and 0 < one["confidence"] <= 1 and one["from"]
    shown = alcove("card", "The Salt Road")
    assert "pace: slow (" in shown.out and shown.status == 0


def test_the_persons_word_wins_and_can_be_taken_back(alcove: Program) -> None:
    before = alcove("card", "Night Kitchen", "--json").json
    said = alcove("card", "Night Kitchen", "--set", "mood=Calm, hopeful", "--set", "pace=", "--json").json
    assert [(one["value"], one["confidence"], one["source"]) for one in said["mood"]] == [
        ("calm", 1.0, "you"),
        ("hopeful", 1.0, "you"),
    ]
    assert "pace" not in said
    # What was found is made anew; what was said stays.
    assert alcove("index", "--json").status == 0
    assert alcove("card", "Night Kitchen", "--json").json == said
    assert alcove("card", "Night Kitchen", "--reset", "pace", "--json").json.get("pace") == before.get("pace")
    assert alcove("card", "Night Kitchen", "--reset", "--json").json == before


def test_what_cannot_be_is_said_in_one_line(alcove: Program) -> None:
    for wrong in ("mood=sleepy", "colour=red", "mood"):
        failed = alcove("card", "Night Kitchen", "--set", wrong)
        assert failed.status == 2 and failed.out == "" and len(failed.err.strip().splitlines()) == 1
    assert alcove("card", "No such thing").status == 1


def test_what_helps_to_sleep_is_found_and_told_by_its_card(alcove: Program) -> None:
    turn = alcove("chat", "something to fall asleep to", "--new", "--no-llm", "--json").json
    first = alcove("card", turn["cards"][0], "--json").json
    assert "slow" in [one["value"] for one in first.get("pace", [])]
    assert "Nothing on your shelves mentions" not in turn["reply"]
