"""What the catalogue says is plausible, complete and distinct."""

import re
from collections import Counter
from datetime import date
from itertools import chain

import pytest

from assistant.demo import catalogue
from assistant.demo.catalogue import Book, DemoWork, Document
from assistant.demo.drawing.art import PALETTES, contrast
from assistant.demo.drawing.covers import find_motif
from assistant.demo.sound import VOICES, chord, parse, pitch
from assistant.domain.entities import Kind, Verdict
from profiles.statements import make_statement

DEMO = catalogue.load()
WORKS = (*DEMO.books, *DEMO.pieces, *DEMO.documents)
PUBLIC_DOMAIN = 1929
"""Nothing published later is in here."""
SCALES = {"major": (0, 2, 4, 5, 7, 9, 11), "minor": (0, 2, 3, 5, 7, 8, 10, 11)}
CHROMATIC = {"When I am laid in earth", "Für Elise", "Habanera", "Mountain King", "Rondo alla turca", "Scheherazade",
             "The Entertainer", "Rhapsody in Blue"}  # fmt: skip
"""Themes that leave their scale on purpose."""


def name(work: Book | DemoWork | Document) -> str:
    return work.title


def test_there_is_enough_to_look_at() -> None:
    assert len(DEMO.books) >= 64
    assert len(DEMO.pieces) >= 44
    assert len(DEMO.documents) >= 22


def test_no_two_works_share_a_title_or_a_description() -> None:
    assert len({work.title for work in WORKS}) == len(WORKS)
    assert len({work.description for work in WORKS}) == len(WORKS)


@pytest.mark.parametrize("work", WORKS, ids=name)
def test_every_entry_is_complete(work: Book | DemoWork | Document) -> None:
    assert work.title and work.creators and all(work.creators)
    assert 2 <= len(work.subjects) <= 5
    assert len(set(work.subjects)) == len(work.subjects)
    for text in chain([work.title, work.description], work.creators, work.subjects):
        assert text == " ".join(text.split())
        # A quotation mark would end a line of Markdown's front matter, markup would be shown as it stands.
        assert not re.search(r'["<>{}]', text)


@pytest.mark.parametrize("work", (*DEMO.books, *DEMO.pieces), ids=name)
def test_descriptions_have_two_to_four_sentences(work: Book | DemoWork) -> None:
    sentences = re.split(r"[.?!]”? (?=[A-Z“])", work.description)
    assert 2 <= len(sentences) <= 5
    assert 30 <= len(work.description.split()) <= 75


@pytest.mark.parametrize("work", [work for work in WORKS if work.cover], ids=name)
def test_every_cover_can_be_drawn_from_its_words(work: Book | DemoWork | Document) -> None:
    motif, palette = work.cover.split("/")
    assert find_motif(motif)
    assert palette in PALETTES


@pytest.mark.parametrize("name", PALETTES)
def test_lettering_can_be_read_on_every_palette(name: str) -> None:
    palette = PALETTES[name]
    assert contrast(palette.lettering, palette.ground) >= 4.5
    assert contrast(palette.ink, palette.paper) >= 7


@pytest.mark.parametrize("book", DEMO.books, ids=name)
def test_facts_of_books_are_plausible(book: Book) -> None:
    assert 100 <= book.year <= PUBLIC_DOMAIN
    assert book.language in {"en", "fr", "de", "es", "it"}
    assert len(book.chapters) >= 2
    assert all(heading and 18 <= len(text.split()) <= 90 for heading, text in book.chapters)
    assert bool(book.series) == (book.number is not None)


def test_series_are_in_order_and_by_one_author() -> None:
    for series in {book.series for book in DEMO.books if book.series}:
        books = sorted((book for book in DEMO.books if book.series == series), key=lambda book: book.number or 0)
        assert len({book.creators for book in books}) == 1
        assert [book.year for book in books] == sorted(book.year for book in books)
        assert len({book.number for book in books}) == len(books)


def test_several_series_can_be_gone_on_with() -> None:
    numbers = Counter(book.series for book in DEMO.books if book.series)
    assert sum(count >= 2 for count in numbers.values()) >= 8


def test_books_come_from_many_times_and_languages() -> None:
    assert len({book.year // 10 for book in DEMO.books}) >= 15
    assert {"fr", "de", "es"} <= {book.language for book in DEMO.books}


@pytest.mark.parametrize("piece", DEMO.pieces, ids=name)
def test_facts_of_music_are_plausible(piece: DemoWork) -> None:
    assert 1000 <= piece.year <= PUBLIC_DOMAIN
    assert piece.album
    assert 40 <= piece.tempo <= 180
    assert piece.format in {"flac", "ogg", "mp3"}
    assert piece.voice in VOICES
    assert re.fullmatch(r"([A-G](-flat|-sharp)? (major|minor))?", piece.key)


@pytest.mark.parametrize("piece", DEMO.pieces, ids=name)
def test_themes_are_music(piece: DemoWork) -> None:
    notes = [(pitch(note), beats) for note, beats in parse(piece.theme) if note != "-"]
    seconds = sum(beats for _, beats in parse(piece.theme)) * 60 / piece.tempo
    assert len(notes) >= 3
    assert 3 <= seconds <= 8
    assert all(40 <= number <= 96 for number, _ in notes)
    assert all(chord(name) for name, _ in parse(piece.harmony) if name != "-")


@pytest.mark.parametrize("piece", [piece for piece in DEMO.pieces if piece.key], ids=name)
def test_themes_keep_to_their_key(piece: DemoWork) -> None:
    tonic, mode = piece.key.split(" ")
    root = pitch(tonic.replace("-flat", "b").replace("-sharp", "#") + "4")
    notes = [(pitch(note), beats) for note, beats in parse(piece.theme) if note != "-"]
    inside = sum(beats for number, beats in notes if (number - root) % 12 in SCALES[mode])
    least = 0.5 if any(words in piece.title for words in CHROMATIC) else 0.8
    assert inside / sum(beats for _, beats in notes) >= least


@pytest.mark.parametrize("document", DEMO.documents, ids=name)
def test_documents_are_worth_asking(document: Document) -> None:
    assert date(2015, 1, 1) <= date.fromisoformat(document.date) <= date(2025, 12, 31)
    assert document.format in {"md", "pdf"}
    assert bool(document.cover) == (document.format == "pdf")
    assert 150 <= len(document.body.split()) <= 500
    assert len(document.body.split("\n## ")) >= 4 or document.folder == "Writing"
    # The standard fonts of a PDF have no more characters than these.
    document.body.encode("cp1252")


def test_the_history_is_about_the_catalogue() -> None:
    titles = {work.title for work in WORKS}
    for act in DEMO.acts:
        assert act.title in titles
        assert 0 < act.days <= 365
        verdict = Verdict(act.verdict)
        assert 1 <= act.value <= (5 if verdict is Verdict.RATED else 20)
    rows = [(act.title, act.verdict) for act in DEMO.acts]
    assert len(set(rows)) == len(rows)


def test_the_history_says_enough_for_a_first_list() -> None:
    verdicts = Counter(act.verdict for act in DEMO.acts)
    assert verdicts["like"] >= 11
    assert verdicts["rating"] >= 3
    assert verdicts["finished"] >= 3
    assert verdicts["dislike"] >= 2


def test_the_statements_are_read_as_they_are_meant() -> None:
    read = [make_statement(wish.text, Kind(wish.kind) if wish.kind else None, now=0.0) for wish in DEMO.statements]
    assert 4 <= len(read) <= 6
    assert [statement.polarity for statement in read].count(-1) == 1
