"""What a sentence about taste likes and what not, however it is put."""

import pytest

from assistant.language.taste.reading import read_taste


@pytest.mark.parametrize(
    ("text", "likes", "dislikes"),
    [
        ("I used to love space operas, not any more", (), ("space operas",)),
        ("Westerns? Not any more.", (), ("Westerns",)),
        ("I used to hate ballet, now I can't get enough", ("ballet",), ()),
        ("family sagas are too sentimental for me", (), ("family sagas",)),
        ("I'm allergic to vampires", (), ("vampires",)),
        (
            "As a nurse, I find hospital novels are wasted on me; travel writing, though, I lap up",
            ("travel writing",),
            ("hospital novels",),
        ),
        ("accordions set my teeth on edge", (), ("accordions",)),
        ("I was wrong about westerns", ("westerns",), ()),
        ("courtroom drama bores me to death", (), ("courtroom drama",)),
        ("I prefer short stories to novels", ("short stories",), ("novels",)),
        ("slow films over action any day", ("slow films",), ("action",)),
        ("I avoid horror except Shirley Jackson", ("Shirley Jackson",), ("horror",)),
        ("long family novels, but no war", ("long family novels",), ("war",)),
        ("Ich mag keine langen Romane", (), ("langen Romane",)),
        ("Früher mochte ich Fantasy, heute nicht mehr", (), ("Fantasy",)),
        ("Je n'aime pas les romans policiers", (), ("romans policiers",)),
        ("Me encanta la poesía pero odio las novelas largas", ("poesía",), ("novelas largas",)),
        ("I don't mind a sad ending", ("sad ending",), ()),
        ("horror is not for me", (), ("horror",)),
    ],
)
def test_likes_and_dislikes(text, likes, dislikes):
    taste = read_taste(text)
    assert (taste.likes, taste.dislikes) == (likes, dislikes)


def test_a_bound_that_is_too_much_is_disliked():
    assert read_taste("horns. My brother played one. I can't be in the room").dislikes == ("horns",)
    assert not read_taste("I'm not reading anything over 300 pages any more").dislikes
    assert read_taste("anything above 300 pages is too much for me").dislikes == ("above 300 pages",)
    assert read_taste("nothing above 300 pages").likes == ("under 300 pages",)


def test_a_sentence_of_no_taste_is_kept_whole():
    assert read_taste("the moon over water").told == "moon over water"
