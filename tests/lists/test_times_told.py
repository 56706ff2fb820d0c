"""How long a list is to last, in the words of people."""

import pytest

from assistant.lists.times_told import time_told


@pytest.mark.parametrize(
    ("text", "least", "most", "rest"),
    [
        ("a 45 minute playlist of harps", 45, 45, "a playlist of harps"),
        ("30 to 40 minutes of harps", 30, 40, "harps"),
        ("between 50 and 60 minutes of harps", 50, 60, "harps"),
        ("an hour of harps then half an hour of drums", 90, 90, "harps then drums"),
        ("an hour and twenty minutes of harps", 80, 80, "harps"),
        ("a quarter of an hour of harps", 15, 15, "harps"),
        ("three quarters of an hour of harps", 45, 45, "harps"),
        ("no more than forty-five minutes of harps", None, 45, "harps"),
        ("at least two hours of harps", 120, None, "harps"),
        ("five songs, under twenty minutes", None, 20, "five songs"),
        ("harps, over an hour", 60, None, "harps"),
        ("harps, nothing over an hour", None, 60, "harps"),
        ("Harfe, nichts über zwanzig Minuten", None, 20, "Harfe"),
        ("a playlist shorter than half an hour", None, 30, "a playlist"),
        ("harps for one album side", 16, 24, "harps"),
        ("1h30 de harpe", 90, 90, "de harpe"),
        ("une demi-heure de harpe", 30, 30, "de harpe"),
        ("une heure et quart de harpe", 75, 75, "de harpe"),
        ("vingt-cinq minutes de harpe", 25, 25, "de harpe"),
        ("anderthalb Stunden Harfe", 90, 90, "Harfe"),
        ("fünfundvierzig Minuten Harfe", 45, 45, "Harfe"),
        ("zweieinhalb Stunden Harfe", 150, 150, "Harfe"),
        ("un'ora e mezza di arpa", 90, 90, "di arpa"),
        ("between a quarter of an hour and twenty minutes of harps", 15, 20, "harps"),
        ("zwischen einer Viertelstunde und zwanzig Minuten Harfe", 15, 20, "Harfe"),
        ("entre un quart d'heure et vingt minutes de harpe", 15, 20, "de harpe"),
        ("entre media hora y cincuenta y cinco minutos de arpa", 30, 55, "de arpa"),
        ("tra mezz'ora e cinquantacinque minuti di arpa", 30, 55, "di arpa"),
        ("tussen een kwartier en vijfentwintig minuten harp", 15, 25, "harp"),
        ("half an hour of harps (35 minutes tops)", 22.5, 35, "harps"),
        ("about an hour (50 to 70 min) of harps", 50, 70, "of harps"),
        ("at least a quarter of an hour, but inside the hour", 15, 60, ", but"),
        ("a quarter of an hour of harps, no more than 20 minutes", 11.25, 20, "harps"),
        ("harps, two hours at the outside", None, 120, "harps"),
        ("harps, half an hour give or take five minutes", 30, 30, "harps"),
        ("Harfe, eine halbe Stunde oder so", 30, 30, "Harfe"),
        ("de la harpe, vingt minutes au grand maximum", None, 20, "de la harpe"),
        ("arpa, treinta y cinco minutos como mucho", None, 35, "arpa"),
        ("hooguit drie kwartier harp", None, 45, "harp"),
    ],
)
def test_a_time_is_read(text, least, most, rest):
    left, time = time_told(text)
    assert time is not None and (time.least, time.most) == (least, most)
    assert " ".join(left.split()) == rest


@pytest.mark.parametrize(
    "text",
    [
        "ten songs of 3 minutes each",
        "Harfe, höchstens drei Minuten das Stück",
        "trois minutes la chanson",
        "twenty minutes a day",
        "songs for a seven year old",
        "at 8 pm",
        "harp tunes under three minutes",
        "pieces over six minutes",
        "songs over 5 minutes for the drive",
        "pieces that are longer than 10 minutes",
        "Lieder unter drei Minuten",
        "des morceaux de moins de trois minutes",
        "canciones de menos de tres minutos",
    ],  # fmt: skip
)
def test_what_is_no_time_of_the_whole(text):
    assert time_told(text) == (text, None)
