"""`alcove index` of files that state titles and makers with signs and in forms of their own."""

from pathlib import Path

from indexers.readers.base import Reading
from indexers.worker.reading import read_file
from tests.cli.program import Program
from tests.cli.test_named_by_others import creators
from tests.indexers import samples


def read(path: Path) -> Reading:
    reading = read_file(path).reading
    assert reading is not None
    return reading


def test_titles_with_signs_spelt_out_markup_and_a_series(fresh: Program, tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    stated = {
        "Salt & Wire’s Tale": "Salt &amp;amp; Wire&amp;#8217;s Tale",
        "The Grey Ferry: A Novel": "The Grey Ferry: A Novel (Harbours Book 3)",
        "Notes on H2O": "Notes on H&lt;sub&gt;2&lt;/sub&gt;O",
        "海の図": "『海の図』",
    }
    for number, title in enumerate(stated.values()):
        samples.write_epub(shelf / f"{number}.epub", title, ("Vera Holm",), chapters=(samples.prose(80, title),))
    samples.write_flac(shelf / "a.flac", TITLE="Brine &#38; Ice", ARTIST="Otto &amp; Ada", ALBUM="<i>Kelp</i>")
    wanted = {**dict.fromkeys(stated, ["Vera Holm"]), "Brine & Ice": ["Otto & Ada"]}
    assert creators(fresh, shelf, *wanted) == wanted
    book = read(shelf / "1.epub")
    assert (book.series, book.series_index) == ("Harbours", 3)
    assert read(shelf / "a.flac").album == "Kelp"


def test_a_comic_whose_title_tells_its_place_alone_is_named_by_its_series(fresh: Program, tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    for number, title in enumerate(("Chapter 7", "第7話", "Vol. 7", "The Nest"), 1):
        told = f"<ComicInfo><Series>Gulls{number}</Series><Number>7</Number><Title>{title}</Title></ComicInfo>"
        pages = {"ComicInfo.xml": told, "1.png": samples.picture(60 + number)}
        samples.write_zip(shelf / f"{number}.cbz", pages)
    found = creators(fresh, shelf, "Gulls1 7", "Gulls2 7", "Gulls3 7", "The Nest")
    assert set(found) == {"Gulls1 #7", "Gulls2 #7", "Gulls3 #7", "The Nest"}


def test_artists_between_slashes_and_behind_their_article(fresh: Program, tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    stated = {
        "Low Mist": ("Vera Holm/Piet Aas", ["Vera Holm", "Piet Aas"]),
        "Cold Wire": ("OK/KO", ["OK/KO"]),
        "Slow Boat": ("Pilots, The", ["The Pilots"]),
        "Long Boat": ("Hafenkinder, Die", ["Die Hafenkinder"]),
    }
    for number, (title, (artist, _)) in enumerate(stated.items(), 1):
        tag = samples.id3(TIT2=title, TPE1=artist)
        samples.write_mp3(shelf / f"{number}.mp3", tag, seconds=1 + number / 5)
    assert creators(fresh, shelf, *stated) == {title: wanted for title, (_, wanted) in stated.items()}


def test_parts_of_an_audiobook_share_its_name_in_better_letters_than_their_folder(
    fresh: Program, tmp_path: Path
) -> None:
    for number in (1, 2, 3):
        path = tmp_path / "shelf" / "salt_and_wire" / f"{number:03d}-120 - The Salt and Wire.mp3"
        path.parent.mkdir(parents=True, exist_ok=True)
        samples.write_mp3(path, samples.id3(TPE1="Vera Holm", TCON="Audiobook"), seconds=1 + number / 5)
    assert creators(fresh, tmp_path / "shelf", "Salt and Wire") == {"The Salt and Wire": ["Vera Holm"]}


def test_texts_headed_by_title_and_author_and_pages_with_titles_in_parts(fresh: Program, tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    japanese = "潮の手帖\r\n夏川一郎\r\n\r\n海辺の町で小さな手帖を拾った。そこには毎日の潮のことが書いてあった。\r\n"
    (shelf / "a.txt").write_bytes(japanese.encode("shift_jis"))
    (shelf / "b.txt").write_text(
        "《海图》\n作者：林小明\n\n从前有一座岛，岛上有一座灯塔，灯塔里住着一个老人。\n", "gbk"
    )
    (shelf / "c.txt").write_text(f"A Tide Book\nVera Holm\n\n{samples.prose(60)}\n")
    (shelf / "d.txt").write_text(f"Dear Harbour Board\nThank you for your letter\n\n{samples.prose(60, 'letter')}\n")
    front = "title:\n- type: main\n  text: Salt Budgets\n- type: subtitle\n  text: A Survey\ncreator:\n"
    made = "- role: author\n  text: Vera Holm\n- role: editor\n  text: Ann Reader\n- role: author\n  text: Piet Aas\n"
    (shelf / "e.md").write_text(f"---\n{front}{made}---\n\n{samples.prose(60, 'salt')}\n")
    assert creators(fresh, shelf, "潮の手帖", "海图", "A Tide Book", "Salt Budgets") == {
        "潮の手帖": ["夏川一郎"], "海图": ["林小明"], "A Tide Book": ["Vera Holm"],
        "Salt Budgets": ["Vera Holm", "Piet Aas"],
    }  # fmt: skip
    assert read(shelf / "d.txt").creators == ()


def test_running_text_at_the_head_of_a_page_is_no_title(fresh: Program, tmp_path: Path) -> None:
    (tmp_path / "shelf").mkdir()
    lines = "and then we went along the wall until evening came\nover the boats and nobody spoke of home again"
    samples.write_pdf(tmp_path / "shelf" / "9780441478125_Walls of Kelp.pdf", (lines,))
    assert creators(fresh, tmp_path / "shelf", "Walls of Kelp") == {"Walls of Kelp": []}
