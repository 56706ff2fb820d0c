"""Lists that are to last so long or whose pieces are, asked for in a conversation with the real App."""

import pytest

from assistant.domain.entities import Item, Kind
from tests.chat.shelves import opened, said

MINUTES = (26.0, 2.0, 6.0, 2.8, 3.2, 4.0, 3.5, 5.0, 7.0, 2.5)
SHELF = tuple(
    Item(f"n{at}", Kind.MUSIC, f"Reel {at}", (f"Player {at}",), duration=60 * minutes, subjects=("dance", "folk"),
         description="A quick, cheerful reel for fiddle and drum." if at % 2 else "A loud and merry jig for a band.")
    for at, minutes in enumerate(MINUTES)
)  # fmt: skip


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    found = opened(tmp_path_factory.mktemp("lists"), SHELF)
    yield found
    found.close()


@pytest.fixture
def minutes_of(app):
    """Makes a list; returns what was said of it, and the minutes of its entries."""

    def make(text):
        turn = app.chat.ask(text, conversation=app.chat.new())
        return turn.reply, [item.duration / 60 for item in app.lists.items_of(app.lists.get(turn.saved.id))]

    return make


@pytest.mark.parametrize(
    "text", ["make me a list of the tunes under three minutes", "mach mir eine Liste mit Liedern unter drei Minuten"]
)
def test_a_bound_behind_several_things_is_that_of_each(minutes_of, text):
    _, minutes = minutes_of(text)
    assert sorted(minutes) == [2.0, 2.5, 2.8]


def test_so_many_within_a_time_are_found_where_there_are_so_many(minutes_of):
    reply, minutes = minutes_of("make a playlist of five merry pieces, under 15 minutes in all")
    assert len(minutes) == 5 and sum(minutes) <= 15
    assert "only" not in reply


def test_no_piece_takes_most_of_a_playlist_that_others_fill(minutes_of):
    _, minutes = minutes_of("a playlist of merry pieces for half an hour")
    assert max(minutes) <= 15 and 24 <= sum(minutes) <= 30


def test_a_playlist_for_an_occasion_is_as_long_as_asked(minutes_of):
    reply, minutes = minutes_of(
        "make me a playlist for the road to the ferry at 5 in the morning, about half an hour, to keep me awake"
    )
    assert 24 <= sum(minutes) <= 30 and "what fits takes" not in reply


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("make me a merry playlist, between a quarter of an hour and twenty minutes", 14, 20),
        ("stell mir fröhliche Lieder zusammen, höchstens eine Viertelstunde", 10, 15),
        ("put together half an hour or so of merry dances (not more than 33 min)", 22, 33),
        ("milking at six. jigs and reels, folk, 20 minutes give or take", 15, 20),
        ("can you line up half an hour of cheerful dances for tonight", 24, 30),
        ("folk music while we peel potatoes, twenty minutes", 16, 20),
        ("15 minutes merry music, guests are coming", 10, 15),
        ("the neighbours come round. Folk music, they dance. 25 min max", 15, 25),
    ],
)
def test_a_time_that_people_tell_is_that_of_the_whole_list(minutes_of, text, least, most):
    _, minutes = minutes_of(text)
    assert least <= sum(minutes) <= most and len(minutes) > 1


def test_a_genre_that_is_named_turns_down_nothing_of_it(tmp_path):
    """ "Some waltzes" are no wish for company, that the sad ones should go."""
    sad = (("mood", "melancholy", "text"), ("pace", "slow", "text"))
    waltzes = [
        Item(f"w{at}", Kind.MUSIC, f"Waltz {at}", duration=240, subjects=("irish",), card=sad if at < 3 else ())
        for at in range(4)
    ]
    others = [Item(f"o{at}", Kind.MUSIC, f"Song {at}", duration=240, subjects=("pop",)) for at in range(12)]
    app = opened(tmp_path, [*waltzes, *others])
    try:
        turn = said(app, "playlist of irish stuff, 15 minutes")[0]
        assert {one.id for one in turn.items} <= {one.id for one in waltzes} and len(turn.items) >= 3
    finally:
        app.close()


@pytest.mark.parametrize("line", ["one folk tune, about 20 minutes", "folk albums, 40 minutes at most"])
def test_a_piece_of_some_length_is_no_list(app, line):
    turn = app.chat.ask(line, conversation=app.chat.new())
    assert turn.saved is None


def test_a_list_that_is_to_last_no_longer_may_hold_long_pieces(app):
    turn = app.chat.ask("half an hour of merry dances for the kitchen, no longer", conversation=app.chat.new())
    assert turn.saved is not None and not any("long" in one.chip for one in turn.session.constraints)


def test_the_way_somewhere_is_no_condition_of_a_list(app):
    turn = app.chat.ask("a playlist for the drive over to the choir with a car full of women: merry",
                        conversation=app.chat.new())  # fmt: skip
    assert {one.chip for one in turn.session.constraints} == {"music", "happy"}
    assert turn.items


def test_a_christmas_party_where_people_dance_asks_for_no_carols(tmp_path):
    carol = Item("c", Kind.MUSIC, "Holly at the Door", ("A Choir",), duration=240, subjects=("Christmas", "carol"),
                 description="A solemn carol for Christmas.")  # fmt: skip
    app = opened(tmp_path, (*SHELF[1:5], carol))
    try:
        turn = app.chat.ask("office christmas party, everyone will dance: put together 15 minutes of merry music",
                            conversation=app.chat.new())  # fmt: skip
        assert turn.saved is not None and carol.id not in turn.cards and len(turn.cards) > 2
    finally:
        app.close()


def test_a_list_is_made_longer_or_shorter_as_a_whole(app):
    conversation = app.chat.new()
    app.chat.ask("a playlist of 12 minutes, merry jigs and reels", conversation=conversation)
    turn = app.chat.ask("twenty minutes rather", conversation=conversation)
    took = sum(item.duration / 60 for item in app.lists.items_of(app.lists.get(turn.saved.id)))
    assert 18 <= took <= 20 and "takes" in turn.reply
    few = app.chat.ask("a list of three merry reels", conversation=app.chat.new())
    assert len(few.saved.items) == 3


def test_one_more_is_added_to_a_list(app):
    conversation = app.chat.new()
    app.chat.ask("make me a list of three merry reels", conversation=conversation)
    assert len(app.chat.ask("add one more", conversation=conversation).saved.items) == 4


def test_a_chip_is_shown_once(app):
    turn = app.chat.ask("a piece with fiddle, folk for the fiddle", conversation=app.chat.new())
    shown = [one.chip for one in turn.session.told]
    assert len(shown) == len(set(shown)) and {one.chip for one in turn.session.constraints} == set(shown)


def test_what_no_book_is_to_be_about_is_no_wish_for_music(app):
    conversation = app.chat.new()
    before = app.chat.ask("a book without murder and without sad endings", conversation=conversation)
    assert "no murder" in [one.chip for one in before.session.told]
    turn = app.chat.ask("now a playlist of ten minutes", conversation=conversation)
    assert "no murder" not in [one.chip for one in turn.session.told]


@pytest.mark.parametrize(
    "line",
    ["mixtape for a rainy sunday", "3 merry tunes. go", "a list of songs, slow ones", "Playlist für die Küche"],
)
def test_a_list_is_heard_by_its_first_words(app, line):
    assert said(app, line)[-1].saved is not None


def test_a_list_that_says_how_it_is_to_sound_is_not_like_the_music_before(app):
    lines = ("calm music to write to, no singing", "and make me a playlist for the drive home, upbeat, sung")
    turn = said(app, *lines)[-1]
    assert {"happy", "singing"} <= {one.chip for one in turn.session.constraints}
    assert not {"calm", "no singing", "drive home"} & {one.chip for one in turn.session.constraints}
