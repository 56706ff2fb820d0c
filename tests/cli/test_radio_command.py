"""`alcove radio`, as a person types it: what follows, a path, keeping it, and what cannot be."""

from typing import Any

from tests.cli.program import Program


def test_what_to_read_after_a_book_has_a_reason_each(alcove: Program) -> None:
    made = alcove("radio", "The Salt Road", "--json").json
    titles = [item["title"] for item in made["items"]]
    assert titles[0] == "The Salt Road" and len(set(titles)) == len(titles) > 2
    assert all(item["kind"] == "book" and item["reason"] and 0 <= item["nearness"] <= 1 for item in made["items"])
    hands = [item["creators"][0] for item in made["items"]]
    assert all(one != other for one, other in zip(hands, hands[1:], strict=False))


def test_a_path_ends_where_it_should_and_can_be_kept(alcove: Program) -> None:
    made = alcove("radio", "The Salt Road", "--to", "Orbit of Glass", "--keep", "--json").json
    ids = [item["id"] for item in made["items"]]
    assert (made["items"][0]["title"], made["items"][-1]["title"]) == ("The Salt Road", "Orbit of Glass")
    kept = alcove("list", "show", made["list"], "--json").json
    assert [item["id"] for item in kept["items"]] == ids
    assert [item["reason"] for item in kept["items"]] == [item["reason"] for item in made["items"]]
    # A kept radio is no choice of the person's: it makes nothing go together.
    assert "goes with" not in [row["relation"] for row in alcove("related", ids[0], "--json").json]


def test_music_follows_music_alone(alcove: Program) -> None:
    made = alcove("radio", "Low Water", "--minutes", "5", "--json").json
    assert [item["title"] for item in made["items"]] == ["Low Water", "Steam Reel"]


def test_what_cannot_be_is_said_in_one_line(alcove: Program) -> None:
    wrong = (("Low Water", "--minutes", "-3"), ("Low Water", "--to", "Low Water"), ("Low Water", "--minutes", "soon"))
    for arguments in wrong:
        failed = alcove("radio", *arguments)
        assert failed.status == 2 and failed.out == "" and len(failed.err.strip().splitlines()) == 1
    assert alcove("radio", "Nowhere").status == 1


def test_a_mix_is_told_in_its_title(alcove: Program) -> None:
    arguments = ("radio", "The Salt Road", "--plus", "The Clockwork Moon", "--minus", "Tide Tables", "--json")
    made = alcove(*arguments).json
    assert made["title"] == "After The Salt Road + The Clockwork Moon − Tide Tables"
    assert "Tide Tables" not in [item["title"] for item in made["items"]]
    assert made["items"][1]["title"] in ("Harbour Lights", "The Clockwork Moon", "Orbit of Glass")
    for wrong in (
        ("--plus", "Night Kitchen", "--minus", "Night Kitchen"),
        ("--to", "Low Water", "--plus", "Night Kitchen"),
    ):
        assert alcove("radio", "The Salt Road", *wrong).status == 2


def test_a_bundle_holds_every_kind_with_reasons(alcove: Program) -> None:
    made = alcove("bundle", "The Salt Road", "-n", "1", "--keep", "--json").json
    assert [item["kind"] for item in made["items"]] == ["book", "book", "music", "document"]
    assert made["items"][0]["title"] == "The Salt Road" and all(item["reason"] for item in made["items"])
    kept = alcove("list", "show", made["list"], "--json").json
    assert kept["form"] == "bundle" and kept["title"] == "Around The Salt Road"
    assert "goes with" not in [row["relation"] for row in alcove("related", "The Salt Road", "--json").json]


def test_a_radio_is_started_in_conversation_and_kept(alcove: Program) -> None:
    def say(text: str, *more: str) -> dict[str, Any]:
        turn: dict[str, Any] = alcove("chat", text, *more, "--json", "--no-llm").json
        return turn

    made = say("play a radio like Low Water", "--new")
    lines = alcove("list", "show", "Radio: Low Water").out
    assert "Low Water" in lines and "Steam Reel" in lines and len(made["cards"]) == 2
    assert " from “Low Water”" in made["reply"] and "Next comes “Steam Reel”" in made["reply"]
    same = say("starte ein Radio davon", "--conversation", made["conversation"])
    assert same["cards"] == made["cards"] and "Low Water" in same["reply"]
    read = say("start a station from The Salt Road", "--new")
    assert "to be read" in read["reply"] and len(read["cards"]) > 2
    assert not say("start a radio with zebra yodelling", "--new")["cards"]


def test_a_radio_keeps_away_from_what_the_message_leaves_out(alcove: Program) -> None:
    def say(text: str) -> dict[str, Any]:
        turn: dict[str, Any] = alcove("chat", text, "--new", "--json", "--no-llm").json
        return turn

    plain = say("start a station from The Salt Road")
    made = say("start a station from The Salt Road but nothing like Tide Tables")
    tides = alcove("search", "Tide Tables", "--kind", "book", "-n", "1", "--json").json[0]["id"]
    assert tides in plain["cards"] and tides not in made["cards"]
    assert "“After The Salt Road − Tide Tables”" in made["reply"]
    by_hand = say("start a station from Tide Tables without Vera Quist")
    title, *lines = alcove("list", "show", by_hand["list"]).out.splitlines()
    assert title.startswith("After Tide Tables − ") and "Orbit of Glass" in title and "The Clockwork Moon" in title
    assert len(by_hand["cards"]) > 2 and "Vera Quist" not in " ".join(lines)
    told = say("start a station from The Salt Road without zebra yodelling")
    assert "nothing like “zebra yodelling”" in told["reply"] and len(told["cards"]) > 2
    back = alcove("chat", "undo that", "--conversation", told["conversation"], "--json", "--no-llm").json
    assert "took the list away" in back["reply"]
    assert told["list"] not in [one["id"] for one in alcove("list", "show", "--json").json]
