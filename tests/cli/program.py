"""A shelf of real files, and the program run as a person runs it: in a process of its own."""

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.indexers.samples import prose, write_epub, write_flac, write_pdf
from tests.prefork import prefork

BOOKS = {
    "The Salt Road": ("Ada Marsh", "A slow novel about lighthouse keepers and the winter sea.", "Sea stories"),
    "Harbour Lights": (
        "Ada Marsh",
        "Two sisters keep a harbour alive through a winter by the sea.",
        "Sea stories",
    ),
    "Tide Tables": ("Jon Holm", "Essays on tides, ships and the people who wait on the shore.", "Sea stories"),
    "The Clockwork Moon": ("Vera Quist", "Engineers build a railway on the moon.", "Science fiction"),
    "Orbit of Glass": ("Vera Quist", "A starship made of glass and the crew that polishes it.", "Science fiction"),
    "Night Kitchen": ("Paul Ferro", "Recipes for those who cook after midnight.", "Cooking"),
}


@dataclass(frozen=True)
class Result:
    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True)
class Program:
    """`alcove` with a home of its own."""

    home: Path
    passphrase: Path | None

    def __call__(self, *arguments: object, **environment: str) -> Result:
        variables = {name: value for name, value in os.environ.items() if name not in ("CI", "DISPLAY")}
        variables |= {"ALCOVE_HOME": str(self.home), "PYTHONWARNINGS": "error", "ORT_DISABLE_TELEMETRY": ""}
        if self.passphrase:
            variables["ALCOVE_PASSPHRASE_FILE"] = str(self.passphrase)
        done = prefork().run([str(one) for one in arguments], variables | environment, timeout=200)
        return Result(*done)


def write_shelf(folder: Path) -> Path:
    """Six books, two pieces of music and two documents."""
    for title, (author, description, subject) in BOOKS.items():
        path = folder / "Books" / f"{title}.epub"
        path.parent.mkdir(parents=True, exist_ok=True)
        metadata = f"<dc:description>{description}</dc:description><dc:subject>{subject}</dc:subject>"
        write_epub(path, title, (author,), metadata=metadata, chapters=(f"{description} {prose(60, subject)}",))
    music = folder / "Music"
    music.mkdir()
    for title, genre in (("Low Water", "Ambient"), ("Steam Reel", "Folk")):
        write_flac(music / f"{title}.flac", TITLE=title, ARTIST="The Pilots", GENRE=genre, ALBUM="Charts")
    notes = folder / "Documents"
    notes.mkdir()
    (notes / "boiler.md").write_text(
        f"# Boiler manual\n\nPress the red valve twice to restart the boiler.\n\n{prose(80)}"
    )
    write_pdf(notes / "minutes.pdf", ("The harbour board met in May.",), Title="Minutes of the harbour board")
    return folder


def make_program(folder: Path) -> Program:
    passphrase = folder / "passphrase"
    passphrase.write_text("a harbour in winter\n")
    return Program(folder / "home", passphrase)


def copy_program(program: Program, folder: Path) -> Program:
    """The same home at another place."""
    shutil.copytree(program.home, folder / "home")
    return Program(folder / "home", program.passphrase)
