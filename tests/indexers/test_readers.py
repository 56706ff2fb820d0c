"""One contract for all readers, and what is special to each."""

from pathlib import Path

import pytest

from assistant.domain.entities import Kind
from indexers.metadata.covers import encode
from indexers.metadata.titles import sane_title
from indexers.readers.books.pdf_file import open_pdf, page_by_page
from indexers.readers.registry import formats
from indexers.worker.reading import read_file
from tests.indexers import samples
from tests.indexers.reader_contract import ReaderContract


class TestEpub(ReaderContract):
    name, kind, title, suffix = "EPUB", Kind.BOOK, "The Left Hand of Darkness", ".epub"

    def write(self, path: Path) -> Path:
        return samples.write_epub(path)


class TestPdf(ReaderContract):
    name, kind, title, suffix = "PDF", Kind.DOCUMENT, "On Harbours", ".pdf"

    def write(self, path: Path) -> Path:
        return samples.write_pdf(path, ("Harbours are quiet in winter.", "The second page."), Title="On Harbours")


class TestHtml(ReaderContract):
    name, kind, title, suffix = "HTML", Kind.DOCUMENT, "Harbour & Sea", ".html"

    def write(self, path: Path) -> Path:
        page = f"<!doctype html><title>Harbour &amp; Sea</title><h1>One</h1><p>{samples.prose(100)}</p>"
        path.write_text(page)
        return path


class TestMarkdown(ReaderContract):
    name, kind, title, suffix = "Markdown", Kind.DOCUMENT, "Notes on the sea", ".md"

    def write(self, path: Path) -> Path:
        path.write_text(f"---\nauthor: Ann Smith\ntags: [sea, boats]\n---\n# Notes on the *sea*\n\n{samples.prose(60)}")
        return path


class TestText(ReaderContract):
    name, kind, title, suffix = "text", Kind.DOCUMENT, "A Winter Harbour", ".txt"

    def write(self, path: Path) -> Path:
        path.write_text("A Winter Harbour\n\n" + samples.prose(300))
        return path


class TestMp3(ReaderContract):
    name, kind, title, suffix = "audio", Kind.MUSIC, "Quiet Harbour", ".mp3"

    def write(self, path: Path) -> Path:
        return samples.write_mp3(path, samples.id3(TIT2="Quiet Harbour", TPE1="The Captains"))


class TestFlac(ReaderContract):
    name, kind, title, suffix = "audio", Kind.MUSIC, "Quiet Harbour", ".flac"

    def write(self, path: Path) -> Path:
        return samples.write_flac(path, title="Quiet Harbour", artist="The Captains", cover=samples.picture())


class TestM4a(ReaderContract):
    name, kind, title, suffix = "audio", Kind.MUSIC, "Quiet Harbour", ".m4a"

    def write(self, path: Path) -> Path:
        return samples.write_m4a(path, title="Quiet Harbour", artist="The Captains")


class TestOgg(ReaderContract):
    name, kind, title, suffix = "audio", Kind.MUSIC, "sample", ".ogg"

    def write(self, path: Path) -> Path:
        return samples.write_ogg(path)


class TestOpus(ReaderContract):
    name, kind, title, suffix = "audio", Kind.MUSIC, "sample", ".opus"

    def write(self, path: Path) -> Path:
        return samples.write_ogg(path, "OPUS")


class TestWav(ReaderContract):
    name, kind, title, suffix = "audio", Kind.MUSIC, "sample", ".wav"

    def write(self, path: Path) -> Path:
        return samples.write_audio(path, "WAV")


def test_epub_tells_all_that_its_package_says(tmp_path: Path) -> None:
    metadata = (
        "<dc:identifier opf:scheme='ISBN'>0-441-47812-3</dc:identifier><dc:language>en-GB</dc:language>"
        "<dc:date>1969-03-01</dc:date><dc:publisher>Ace</dc:publisher><dc:subject>Science fiction</dc:subject>"
        "<dc:subject>Gender; Politics</dc:subject>"
        "<dc:description>&lt;p&gt;An &lt;i&gt;envoy&lt;/i&gt;.&lt;/p&gt;</dc:description>"
        "<meta name='calibre:series' content='Hainish'/><meta name='calibre:series_index' content='4.0'/>"
    )
    reading = read_file(samples.write_epub(tmp_path / "a.epub", metadata=metadata)).reading
    assert reading is not None
    assert reading.creators == ("Ursula K. Le Guin",)
    assert reading.identifiers == (("isbn", "9780441478125"),)
    assert (reading.year, reading.language, reading.publisher) == (1969, "en", "Ace")
    assert reading.subjects == ("Science fiction", "Gender", "Politics")
    assert reading.description == "An envoy."
    assert (reading.series, reading.series_index) == ("Hainish", 4.0)
    assert reading.cover is not None and encode(reading.cover)[:3] == b"\xff\xd8\xff"
    assert not reading.inferred


def test_epub3_names_series_subtitle_and_roles(tmp_path: Path) -> None:
    metadata = (
        "<dc:creator id='t'>Someone Else</dc:creator><meta refines='#t' property='role'>trl</meta>"
        "<meta property='belongs-to-collection' id='c'>Earthsea</meta>"
        "<meta refines='#c' property='group-position'>2</meta>"
        "<dc:title id='s'>A Subtitle</dc:title><meta refines='#s' property='title-type'>subtitle</meta>"
    )
    reading = read_file(samples.write_epub(tmp_path / "a.epub", "The Tombs", metadata=metadata)).reading
    assert reading is not None
    assert reading.title == "The Tombs: A Subtitle"
    assert reading.creators == ("Ursula K. Le Guin",)
    assert (reading.series, reading.series_index) == ("Earthsea", 2.0)


def test_epub_passages_cite_their_chapter(tmp_path: Path) -> None:
    answer = read_file(samples.write_epub(tmp_path / "a.epub"))
    assert {place for place, _ in answer.passages} == {"Chapter 1", "Chapter 2"}


NAVIGATION = (
    "<html xmlns:epub='e'><nav epub:type='page-list'><a href='c0.xhtml'>1</a></nav><nav epub:type='toc'><ol>"
    "<li><a href='c0.xhtml#x'>The Parade</a></li><li><a href='c1.xhtml'>The <i>Ice</i></a></li></ol></nav></html>"
)
NCX = (
    "<ncx xmlns='n'><navMap><navPoint><navLabel><text>The Parade</text></navLabel><content src='c0.xhtml'/></navPoint>"
    "<navPoint><navLabel><text>The Ice</text></navLabel><content src='c1.xhtml#a'/></navPoint></navMap></ncx>"
)


@pytest.mark.parametrize(
    ("entry", "contents"),
    [
        ("<item id='n' href='n.xhtml' properties='nav' media-type='application/xhtml+xml'/>", NAVIGATION),
        ("<item id='n' href='n.xhtml' media-type='application/x-dtbncx+xml'/>", NCX),
    ],
)
def test_epub_chapters_without_headings_are_named_by_the_contents(tmp_path: Path, entry: str, contents: str) -> None:
    more = {f"OEBPS/c{number}.xhtml": f"<p>{samples.prose(200)}</p>" for number in range(2)} | {
        "OEBPS/n.xhtml": contents
    }
    path = samples.write_epub(tmp_path / "a.epub", more=more, manifest=entry)
    assert [place for place, _ in read_file(path).passages] == ["The Parade", "The Ice"]


def test_epub_with_copy_protection_says_so(tmp_path: Path) -> None:
    locked = "<encryption><EncryptionMethod Algorithm='http://www.w3.org/2001/04/xmlenc#aes128-cbc'/></encryption>"
    path = samples.write_epub(tmp_path / "a.epub", more={"META-INF/encryption.xml": locked})
    assert "DRM" in read_file(path).reason


def test_epub_with_a_missing_chapter_is_partly_read(tmp_path: Path) -> None:
    path = samples.write_epub(tmp_path / "a.epub")
    import zipfile

    with zipfile.ZipFile(path) as archive:
        entries = {name: archive.read(name) for name in archive.namelist() if not name.endswith("c1.xhtml")}
    samples.write_zip(path, entries)
    answer = read_file(path)
    assert (answer.state, answer.reason) == ("partly", "1 of its 2 chapters is missing or damaged.")


def test_a_bad_cover_costs_only_the_cover(tmp_path: Path) -> None:
    path = samples.write_epub(tmp_path / "a.epub", more={"OEBPS/pic.png": b"\x89PNG\r\n\x1a\n" + b"\0" * 200})
    answer = read_file(path)
    assert answer.state == "indexed" and answer.reading is not None and answer.reading.cover is None


def test_pdf_with_a_password_says_so(tmp_path: Path) -> None:
    assert read_file(samples.write_locked_pdf(tmp_path / "a.pdf")).reason == "This PDF is locked by a password."


def test_pdf_cites_pages_and_draws_a_cover(tmp_path: Path) -> None:
    answer = read_file(samples.write_pdf(tmp_path / "a.pdf", (samples.prose(60).replace("\n\n", "\n"), "Second page.")))
    assert [place for place, _ in answer.passages][-1] == "page 2"
    assert answer.reading is not None and answer.reading.cover is not None


@pytest.mark.parametrize("title", ["untitled", "Microsoft Word - Document1", "slide 1", "", "document.indd", "???"])
def test_pdf_titles_by_programs_do_not_count(title: str) -> None:
    assert sane_title(title) == ""


def test_pdf_titles_lose_what_the_program_added() -> None:
    assert sane_title("Microsoft Word - Annual Harbour Review.doc") == "Annual Harbour Review"


def test_pdf_without_a_title_takes_its_first_line(tmp_path: Path) -> None:
    reading = read_file(samples.write_pdf(tmp_path / "scan0001.pdf", ("On Quiet Harbours\nIt was cold.",))).reading
    assert reading is not None
    assert (reading.title, reading.inferred) == ("On Quiet Harbours", frozenset({"title"}))


def test_html_reads_head_and_headings(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text(
        "<html lang='de'><head><title> A  page </title><meta name=author content='Smith, Ann'><meta name=keywords "
        "content='sea, boats'><script>var secret</script></head><body><h2>Eins</h2><p>Erstens.<h2>Zwei</h2><p>Zweitens."
    )
    answer = read_file(page)
    assert answer.reading is not None
    assert (answer.reading.title, answer.reading.creators) == ("A page", ("Ann Smith",))
    assert (answer.reading.language, answer.reading.subjects) == ("de", ("sea", "boats"))
    assert [place for place, _ in answer.passages] == ["Eins", "Zwei"]
    assert "secret" not in str(answer.passages)


def test_a_page_nested_without_end_is_read(tmp_path: Path) -> None:
    page = tmp_path / "deep.html"
    page.write_text("<html><title>Deep</title>" + "<div>" * 4000 + "bottom")
    assert read_file(page).state == "indexed"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252", "utf-8"])
def test_text_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    text = "Über Häfen\n\n" + "Die Möwen schrien über dem Häuschen, während der Kapitän schöne Grüße schrieb. " * 20
    path.write_bytes(text.encode(encoding))
    reading = read_file(path).reading
    assert reading is not None and reading.title == "Über Häfen"


def test_random_bytes_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(bytes((place * place * 31 + place * 7) % 251 for place in range(4000)))
    assert read_file(path).reason == "This is not text: it holds binary data."


def test_a_long_text_with_chapters_is_a_book(tmp_path: Path) -> None:
    path = tmp_path / "Ann Smith - The Sea.txt"
    path.write_text("\n\n".join(f"Chapter {number}\n\n{samples.prose(9000)}" for number in range(1, 8)))
    reading = read_file(path).reading
    assert reading is not None
    assert (reading.kind, reading.title, reading.creators) == (Kind.BOOK, "The Sea", ("Ann Smith",))
    assert {"title", "creators"} <= reading.inferred


def test_mp3_tags_and_cover(tmp_path: Path) -> None:
    tag = samples.id3(TIT2="Harbour", TPE1="The Captains", TALB="Sea", TYER="1999", TRCK="3/9", TCON="Jazz")
    reading = read_file(samples.write_mp3(tmp_path / "a.mp3", tag)).reading
    assert reading is not None
    assert (reading.title, reading.creators, reading.album) == ("Harbour", ("The Captains",), "Sea")
    assert (reading.year, reading.track, reading.subjects) == (1999, 3, ("Jazz",))
    assert reading.duration == pytest.approx(1, abs=0.2)
    pictured = read_file(samples.write_mp3(tmp_path / "b.mp3", samples.id3_picture(samples.picture()))).reading
    assert pictured is not None and pictured.cover is not None


def test_mp3_with_a_broken_tag_keeps_its_sound(tmp_path: Path) -> None:
    broken = b"ID3\x03\x00\x00\x7f\x7f\x7f\x7f" + b"\xfe" * 80
    answer = read_file(samples.write_mp3(tmp_path / "Band - Song.mp3", broken))
    assert answer.state == "partly" and "tags are damaged" in answer.reason
    assert answer.reading is not None
    assert (answer.reading.title, answer.reading.creators) == ("Song", ("Band",))


def test_audiobooks_are_books(tmp_path: Path) -> None:
    path = samples.write_mp3(tmp_path / "a.mp3", samples.id3(TIT2="Sea", TPE1="Ann", TCON="Audiobook"))
    reading = read_file(path).reading
    assert reading is not None and reading.kind is Kind.BOOK
    reading = read_file(samples.write_m4a(tmp_path / "a.m4b", title="Sea")).reading
    assert reading is not None and reading.kind is Kind.BOOK


@pytest.mark.parametrize(
    ("name", "writer"),
    [("book.pdf", samples.write_epub), ("song.txt", samples.write_mp3), ("page.doc", samples.write_pdf)],
)
def test_a_wrong_suffix_does_not_mislead(tmp_path: Path, name: str, writer) -> None:
    assert read_file(writer(tmp_path / name)).state == "indexed"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("a.bib", "bibliography; bring it in with: alcove import"),
        ("a.cue", "list of songs; bring it in with: alcove import"),
        ("a.djvu", "(.djvu) is not read; save it as .pdf"),
        ("a.cbr", "Comics are read as .cbz"),
        ("a.zip", "does not index archives (.zip)"),
        ("a.unheardofandverylong", "files of this kind (.unheardofandver)"),
    ],
)
def test_what_no_reader_knows_is_told_what_to_do(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / name).write_bytes(b"\0\1\2\3" * 40)
    answer = read_file(tmp_path / name)
    assert answer.state == "skipped" and reason in answer.reason


def test_what_is_not_ours_is_skipped_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(samples.picture(form="JPEG"))
    (tmp_path / "noidea").write_bytes(b"\0\1\2\3" * 40)
    assert read_file(tmp_path / "a.jpg").reason == "Alcove does not index pictures (.jpg)."
    assert read_file(tmp_path / "noidea").state == "skipped"


def test_each_suffix_has_one_reader() -> None:
    suffixes = [suffix for known in formats() for suffix in known.media_types]
    assert len(suffixes) == len(set(suffixes)) and all(suffix == suffix.lower() for suffix in suffixes)
    assert all("/" in kind for known in formats() for kind in known.media_types.values())


def test_tex_in_a_letter_is_no_tex(tmp_path: Path) -> None:
    head = "From: ann@x.org\nTo: bob@x.org\nSubject: Paper\nDate: Wed, 04 May 2011 10:00:00 +0200\n\n"
    (tmp_path / "a").write_text(head + "\\documentclass{article}\n")
    (tmp_path / "b").write_text("% A comment\n\\PassOptionsToPackage{a}{b}\n\n\\documentclass{article}\\title{Gulls}\n")
    letter, paper = read_file(tmp_path / "a").reading, read_file(tmp_path / "b").reading
    assert letter is not None and paper is not None
    assert (letter.title, paper.title) == ("Paper", "Gulls")


@pytest.mark.parametrize("most", [1, 900, 1 << 20])
def test_a_large_pdf_is_opened_anew_and_gives_the_same_pages(tmp_path: Path, most: int) -> None:
    path = samples.write_pdf(tmp_path / "a.pdf", tuple(f"Page number {n}." for n in range(7)))
    document = open_pdf(path)
    said, opened = [], set()
    for number, part in page_by_page(path, document, 6, most):
        said.append((number, part[number].get_textpage().get_text_range()))
        opened.add(id(part))
    document.close()
    assert said == [(n, f"Page number {n}.") for n in range(6)]
    assert (id(document) in opened) is (most == 1 << 20)
