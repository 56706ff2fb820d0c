"""Pictures of pages: read last, page by page, never twice, and told to the item that they belong to."""

import numpy as np
import pytest
from PIL import Image

from assistant.domain.entities import Kind
from assistant.domain.errors import Cancelled
from indexers import scans
from indexers.sync import sync
from indexers.worker.pool import ReaderProcess
from indexers.worker.protocol import LOOK
from tests.indexers import samples
from tests.indexers.ocr.pages import HARBOUR, LEDGER, LETTER, noise, page, write_comic, write_scan


def sync_for(home, shelf, seconds: float, cancelled=lambda: False):
    return sync(
        home.library, home.journal, home.embedder, [shelf], progress=home.progress.append, cancelled=cancelled,
        scan_seconds=seconds,
    )  # fmt: skip


def looked_at(home) -> int:
    """Pages that were looked at since the last question."""
    last = [step.done for step in home.progress if step.phase == "scans"]
    home.progress.clear()
    return max(last, default=0)


def test_scans_are_read_once_with_their_pages_and_found(home, shelf) -> None:
    write_scan(shelf / "scan0001.pdf", page(LEDGER, title="The Lighthouse Ledger"), page(HARBOUR))
    write_comic(shelf / "moth.cbz", page(("HAVE YOU SEEN MY UMBRELLA?",), size=34))
    report = home.sync(shelf)
    assert (report.added, report.pending, report.problems) == (2, 0, ()) and looked_at(home) == 3
    ledger = home.library.items.find("The Lighthouse Ledger")
    assert ledger.recognised and ledger.language == "en" and "title" in ledger.inferred
    assert [passage.place for passage in home.library.items.passages(ledger.id)] == [
        "page 1, recognised text", "page 2, recognised text"
    ]  # fmt: skip
    (comic,) = home.library.items.all(Kind.BOOK)
    assert "UMBRELLA" in home.library.items.passages(comic.id)[0].text
    assert home.library.vectors.count_unembedded_passages() == 0
    (shelf / "scan0001.pdf").rename(shelf / "ledger.pdf")
    assert home.sync(shelf).moved == 1 and looked_at(home) == 0
    assert home.library.items.get(ledger.id).recognised


def test_what_is_put_off_or_stopped_is_pending_and_goes_on(home, shelf) -> None:
    write_scan(shelf / "harbour.pdf", page(HARBOUR), page(LEDGER))
    report = sync_for(home, shelf, 0)
    assert (report.added, report.pending, report.pending_pages) == (1, 1, 2)
    assert home.reason(report, "harbour.pdf") == "The text of 2 pages is still to be read off their pictures."
    with pytest.raises(Cancelled):
        sync_for(home, shelf, 600, cancelled=lambda: any(step.phase == "scans" for step in home.progress))
    assert looked_at(home) == 1 and home.library.scans.waiting().pages == 1
    assert home.sync(shelf).pending == 0 and looked_at(home) == 1
    (item,) = home.library.items.all()
    assert [text.split()[0] for text in (one.text for one in home.library.items.passages(item.id))] == ["Nobody", "On"]


def test_a_picture_is_a_document_if_it_shows_a_page(home, shelf) -> None:
    page(LETTER, wide=720).save(shelf / "IMG_2041.jpg", quality=80)
    across, down = np.meshgrid(np.linspace(0, 250, 900), np.linspace(0, 250, 700))
    Image.fromarray(np.stack([across, down, (across + down) / 2], -1).astype(np.uint8)).resize((1200, 900)).save(
        shelf / "beach.png"
    )
    Image.fromarray(np.random.default_rng(1).integers(0, 256, (64, 64), dtype=np.uint8)).save(shelf / "icon.png")
    report = home.sync(shelf)
    (letter,) = home.library.items.all()
    assert (letter.kind, letter.path.name, letter.recognised) == (Kind.DOCUMENT, "IMG_2041.jpg", True)
    assert "bassoon" in home.library.items.passages(letter.id)[0].text and home.library.items.cover(letter.id)
    assert home.reason(report, "icon.png") == "Alcove does not index pictures (.png)."
    assert looked_at(home) == 1 + (home.reason(report, "beach.png") == "This picture shows no page of text.")
    again = home.sync(shelf)
    assert (again.unchanged, again.skipped, looked_at(home)) == (1, 2, 0)


def test_text_and_scans_in_one_file_keep_the_order_of_pages(home, shelf) -> None:
    """Pages with text stay as they are; one that is a picture comes between them."""
    from indexers.ocr.recognised import Page, with_recognised
    from indexers.readers.base import Reading, Section

    reading = Reading(title="Ebb", pages=3, sections=(Section("one", "page 1"), Section("three", "page 3")), scans=(1,))
    done = with_recognised(reading, {1: Page("two", 0.9)})
    assert [section.text for section in done.sections] == ["one", "two", "three"] and done.partial == ""
    assert with_recognised(reading, {}).partial == "The text of 1 page is still to be read off its picture."
    assert "Hebrew" in with_recognised(reading, {1: Page("", 0.0, "hebrew")}).partial


def test_noise_gives_no_words_and_one_bad_page_loses_no_other(home, shelf, monkeypatch) -> None:
    write_scan(shelf / "noise.pdf", noise())
    comic = samples.write_zip(shelf / "torn.cbz", {"1.png": b"\x89PNG\r\n\x1a\ntorn", "2.txt": "no page"})
    report = home.sync(shelf)
    assert home.reason(report, "noise.pdf").startswith("No text was found") and report.pending == 0
    assert home.reason(report, comic.name).startswith("No text was found")


def test_without_the_models_scans_wait(home, shelf, monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(scans, "models_folder", lambda: tmp_path)
    write_scan(shelf / "harbour.pdf", page(HARBOUR))
    assert home.sync(shelf).pending == 1 and looked_at(home) == 0


def test_what_was_recognised_goes_with_the_last_file_of_that_content(home, shelf) -> None:
    path = write_scan(shelf / "harbour.pdf", page(HARBOUR))
    (shelf / "copy.pdf").write_bytes(path.read_bytes())
    assert home.sync(shelf).added == 2 and looked_at(home) == 1
    rows = "SELECT count(*) FROM scan_pages"
    path.unlink()
    home.sync(shelf)
    assert home.library.database.value(rows) == 1
    (shelf / "copy.pdf").unlink()
    home.sync(shelf)
    assert home.library.database.value(rows) == 0


def test_the_networks_are_loaded_once_for_several_pages_of_the_usual_size(tmp_path) -> None:
    sheet = page(LETTER, size=30, wide=1240, tall=1754)
    path = write_scan(tmp_path / "scan.pdf", sheet, sheet, sheet)
    reader, used = ReaderProcess(), set[int | None]()
    try:
        for number in range(3):
            assert "bassoon" in str(reader.read(path, number.to_bytes(4), LOOK).extra)
            used.add(reader.pid)
    finally:
        reader.close()
    assert len(used) == 1 and None not in used
