"""The small shelf that the window's tests read: seven books, an album, two notes, and a file that only looks a book."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Protocol
from xml.sax.saxutils import escape

from assistant.app.app import App
from assistant.domain.entities import Item
from assistant.llm.client import LanguageModel
from gui.shell.acts.files import Opener
from gui.shell.shell import Shell
from tests.indexers.samples import write_flac

PASSPHRASE = "four small words here"
Wait = Callable[..., None]
BOOKS = (
    ("The Sea Road", "Mara Quill", "A lighthouse keeper sails north alone.", ("sea", "journeys")),
    ("Salt and Canvas", "Mara Quill", "Two sisters mend sails in a harbour town.", ("sea", "sisters")),
    ("The Quiet Orchard", "Ivo Lund", "A year among apple trees, told slowly.", ("nature", "slow")),
    ("Winter Birds", "Ivo Lund", "Notes on birds seen from one window.", ("nature", "birds")),
    ("Cold Hearth", "R. Vane", "A haunted farm and a family that will not leave.", ("ghosts", "gothic")),
    ("The Last Lamp", "R. Vane", "A ghost story for one long night.", ("ghosts", "night")),
    ("<b>Bold</b> & <img src='file:///etc/hostname'>", "An <i>Author</i>", "A title with markup in it.", ("markup",)),
)
TRACKS = ("Low Water", "Slack", "Spring Tide")
ALBUM = "Tide Tables"
_OPF = """<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">{id}</dc:identifier>
<dc:title>{title}</dc:title><dc:creator>{who}</dc:creator><dc:language>en</dc:language>
<dc:description>{text}</dc:description>{subjects}</metadata>
<manifest><item id="c" href="c.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="c"/></spine></package>"""
_BOX = """<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="b.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""


class OpenShelf(Protocol):
    """Opens the window on the shelf. `before` may do something with the App that the window gets; `model` words the
    replies, and `opener` stands for the desktop."""

    def __call__(
        self,
        before: Callable[[App], object] = lambda _: None,
        *,
        model: LanguageModel | None = None,
        opener: Opener | None = None,
    ) -> Shell: ...


def write_shelf(folder: Path) -> Path:
    """Writes all files of the shelf below a folder, and returns it."""
    for number, book in enumerate(BOOKS):
        write_epub(folder / f"book{number}.epub", *book)
    (folder / "harbour.md").write_text("# Harbour notes\n\nTides and boats in the harbour, all summer.\n" * 8)
    (folder / "orchard.md").write_text(
        "# Pruning\n\nWhen to prune an apple tree, and how: in February, before the buds swell.\n" * 8
    )
    (folder / "broken.epub").write_bytes(b"PK\x03\x04 this is no archive at all")
    (folder / "tides").mkdir()
    for number, title in enumerate(TRACKS, 1):
        facts = {
            "artist": "Nella Brook",
            "albumartist": "Nella Brook",
            "album": ALBUM,
            "date": "1998",
            "genre": "Piano",
        }
        file = folder / "tides" / f"{number} {title}.flac"
        write_flac(file, seconds=1.0 + number, title=title, tracknumber=str(number), **facts)
    return folder


def write_epub(path: Path, title: str, who: str, text: str, subjects: tuple[str, ...]) -> None:
    tags = "".join(f"<dc:subject>{escape(subject)}</dc:subject>" for subject in subjects)
    opf = _OPF.format(id=path.stem, title=escape(title), who=escape(who), text=escape(text), subjects=tags)
    page = f"<html xmlns='http://www.w3.org/1999/xhtml'><body><h1>One</h1><p>{escape(text * 20)}</p></body></html>"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", _BOX)
        archive.writestr("b.opf", opf)
        archive.writestr("c.xhtml", page)


def titled(app: App, title: str) -> Item:
    """The item of the shelf with this title."""
    return next(item for item in app.library.items() if item.title == title)


def at_rest(shell: Shell, wait_until: Wait) -> None:
    """Until nothing is being worked on, the watch aside, and what came of it has arrived in the window."""
    lanes, rests, asked = shell.session.lanes, 0, -1

    def rested() -> bool:
        nonlocal rests, asked
        rests = rests + 1 if all(lane.idle for lane in lanes.all() if lane is not lanes.watch) else 0
        if asked != shell.session.asked:
            rests, asked = 0, shell.session.asked
        return rests == 4  # The loop turned three times, and nothing came of it.

    wait_until(rested, 30)
