"""Where a page or a recording says what it is called and who wrote it, beside the usual places."""

from pathlib import Path

from assistant.language.people import people
from indexers.metadata.filename_metadata import guess_text
from indexers.readers.audio.described import describe
from indexers.readers.plain.html import read_page
from indexers.readers.plain.markdown import read_markdown
from indexers.readers.plain.text import read_plain_text
from tests.indexers.samples import prose


def told(reading) -> tuple[str, tuple[str, ...]]:
    return reading.title, reading.creators


def test_headings_of_texts(tmp_path: Path) -> None:
    heads = {
        "THE LONG ROPE\n\nby Ada Pell\n\n": ("THE LONG ROPE", ("Ada Pell",)),
        "====\nSalt\n====\n\n:Author: Ada Pell\n\n": ("Salt", ("Ada Pell",)),
        "#+TITLE: Tar\n#+AUTHOR: Ada Pell\n\n": ("Tar", ("Ada Pell",)),
        "雾\n\n": ("雾", ()),
        "Rope\nby the sea lay a ship.\n": ("", ()),
    }
    for head, right in heads.items():
        (tmp_path / "a.txt").write_text(head + prose(60))
        assert told(read_plain_text(tmp_path / "a.txt")) == right


def test_front_matter_of_other_programs(tmp_path: Path) -> None:
    heads = {
        "---\ntitle: Salt\nauthors:\n  - name: Ada Pell\n  - Tom Reyes, Jr.\n---\n": ("Ada Pell", "Tom Reyes, Jr."),
        '---\ntitle: Salt\nauthor: ["Ada Pell", "Tom Reyes"]\n---\n': ("Ada Pell", "Tom Reyes"),
        "---\ntitle: Salt\nauthor: Pell, Ada\n---\n": ("Ada Pell",),
        '+++\ntitle = "Salt"\nauthors = ["Ada Pell"]\n+++\n': ("Ada Pell",),
    }
    for head, right in heads.items():
        (tmp_path / "a.md").write_text(head + prose(60))
        assert told(read_markdown(tmp_path / "a.md")) == ("Salt", right)


def test_who_wrote_a_page_of_markdown(tmp_path: Path) -> None:
    below = {
        "by Ada Pell": ("Ada Pell",),
        "*By [Ada Pell](https://quay.example/ada) and Tom van der Reyes*": ("Ada Pell", "Tom van der Reyes"),
        "**Author:** Ada Pell  ": ("Ada Pell",),
        "3 May 2021\n\nAutorin: Ada Pell": ("Ada Pell",),
        "### Von Ada Pell, 3. Mai 2021": ("Ada Pell",),
        "Par Ada Pell | 5 min": ("Ada Pell",),
        "Written by Tom Reyes, Jr.": ("Tom Reyes, Jr.",),
        "By Ada Pell, Staff Writer": ("Ada Pell",),
        "By the sea lay a ship": (),
        "Von Haus zu Haus": (),
        "By Christmas it had thawed.": (),
        "A ship.\n\nby Ada Pell": (),
    }
    for line, right in below.items():
        (tmp_path / "a.md").write_text(f"# Salt\n\n{line}\n\n" + prose(60))
        assert told(read_markdown(tmp_path / "a.md")) == ("Salt", right), line
    (tmp_path / "a.md").write_text("---\ntitle: Untitled\n---\n# Salt\n\nby Ada Pell\n\n" + prose(60))
    assert told(read_markdown(tmp_path / "a.md")) == ("Salt", ("Ada Pell",))
    (tmp_path / "a.txt").write_text("Salt\n\nAuthor: Ada Pell\n\n" + prose(60))
    assert told(read_plain_text(tmp_path / "a.txt")) == ("Salt", ("Ada Pell",))


def test_a_page_is_not_called_by_its_site() -> None:
    page = "<html><head><title>{}</title></head><body><h1>Salt</h1><p>Words.</p></body></html>"
    for stated in ("Salt | The Quay", "Salt – Quay", "Home"):
        assert read_page(page.format(stated)).title == "Salt"
    assert read_page(page.format("Salt and Rope")).title == "Salt and Rope"


def test_a_page_says_in_its_body_who_wrote_it() -> None:
    page = "<html><head><title>Salt</title></head><body><h1>Salt</h1>{}<p>Words by the sea.</p></body></html>"
    for marked, right in {
        '<p class="byline">By <a href="/ada">Ada Pell</a>, 3 May 2021</p>': ("Ada Pell",),
        '<span itemprop="author"><b>Ada Pell</b></span>': ("Ada Pell",),
        '<a rel="author">Ada Pell</a> <a rel="author">Tom Reyes</a>': ("Ada Pell", "Tom Reyes"),
        '<p class="byline">by the people who fish</p>': (),
        "".join(f'<a rel="author">{name} Pell</a>' for name in ("Ada", "Bo", "Cy", "Di")): (),
    }.items():
        assert read_page(page.format(marked)).creators == right, marked


def test_what_a_recording_says_of_itself_is_no_part_of_its_title(tmp_path: Path) -> None:
    for stated in ("Salt (Unabridged)", "Salt [Ungekürzte Lesung]", "Salt: Unabridged", "Salt (Texte intégral)"):
        fields = {"title": [stated], "album": [stated], "genre": ["Audiobook"]}
        reading = describe({**fields, "artist": ["Ada Pell, read by Kim Oh"]}, tmp_path / "a.mp3")
        assert (reading.title, reading.album, reading.creators) == ("Salt", "Salt", ("Ada Pell",))
    assert describe({"title": ["Salt (Unabridged)"]}, tmp_path / "a.mp3").title == "Salt (Unabridged)"


def test_a_role_belongs_to_the_name_beside_it() -> None:
    assert people("Ada Pell, Kim Oh - narrator, Tom Reyes - translator") == ("Ada Pell",)
    assert people("Ada Pell, gelesen von Kim Oh") == ("Ada Pell",)
    assert people("Kim Oh (Illustrator), Ada Pell") == ("Ada Pell",)


def test_the_run_of_a_comic_is_no_part_of_its_series() -> None:
    guess = guess_text(Path("Sea Cops v02 #011 (of 12) (2019).cbz"), None)
    assert (guess.series, guess.series_index) == ("Sea Cops", 11)
