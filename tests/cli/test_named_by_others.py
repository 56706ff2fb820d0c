"""`alcove index` of files whose names and tags come from programs, sites and people with habits of their own."""

from pathlib import Path
from typing import Any

from tests.cli.program import Program
from tests.indexers import samples


def creators(program: Program, folder: Path, *titles: str) -> dict[str, Any]:
    """{title: creators} of works that were read there, each found under its title."""
    done = program("index", folder, "--json")
    assert done.status == 0, done.err
    found = [program("search", title, "--json", "-n", 1).json[0] for title in titles]
    return {row["title"]: row["creators"] for row in found}


def test_folders_of_albums_in_every_order(fresh: Program, tmp_path: Path) -> None:
    folders = {
        "Song one": "rips/Holm - North",
        "Song two": "rips/Holm/1999 - North/CD 1", "Song three": "rips/Holm - 1999 - North",
        "Song four": "Music/Holm/North (1999) [FLAC]", "Song five": "Music/Holm - North (1999)",
    }  # fmt: skip
    for number, (title, place) in enumerate(folders.items(), 1):
        (tmp_path / place).mkdir(parents=True)
        samples.write_flac(tmp_path / place / f"0{number} - {title}.flac", seconds=number)
    assert creators(fresh, tmp_path, *folders) == dict.fromkeys(folders, ["Holm"])


NAMES = {
    "Grey Kelp": "Grey Kelp (Vera Holm) (Z-Library)",
    "Low Water": "Low Water (Vera Holm) (z-lib.org)",
    "Salt Road": "Salt Road by Vera Holm (z-lib.org)",
    "Tide Tables": "Tide Tables -- Vera Holm -- 2001 -- Quay -- 9780441478125 -- 0123456789abcdef -- Anna’s Archive",
    "Cold Harbour": "[Vera Holm] Cold Harbour (retail)",
    "Night Ferry": "01. Night Ferry - Vera Holm",
    "Slow Engine": "Slow Engine - Vera Holm (2001, Quay) - libgen.li",
    "Clear Glass": "_OceanofPDF.com_Clear_Glass_-_Vera_Holm",
}


def test_names_of_books_from_everywhere(fresh: Program, tmp_path: Path) -> None:
    (tmp_path / "Books").mkdir()
    for title, name in NAMES.items():
        text = f"{title}. {samples.prose(200, title)}"
        samples.write_epub(tmp_path / "Books" / f"{name}.epub", "Unknown", ("Unknown",), chapters=(text,))
    assert creators(fresh, tmp_path / "Books", *NAMES) == dict.fromkeys(NAMES, ["Vera Holm"])


def test_what_a_site_wrote_into_the_title_and_a_colon_that_no_name_may_hold(fresh: Program, tmp_path: Path) -> None:
    (tmp_path / "Books").mkdir()
    samples.write_epub(tmp_path / "Books" / "a.epub", "Low Water (Z-Library)", ("Vera Holm",), chapters=("Ebb.",))
    samples.write_epub(tmp_path / "Books" / "Grey Kelp_ A Novel - Vera Holm.epub", "Unknown", ("Unknown",))
    samples.write_epub(tmp_path / "Books" / "c.epub", "Programming with zlib", ("Otto Venn",), chapters=("Code.",))
    assert creators(fresh, tmp_path / "Books", "Low Water", "Grey Kelp", "Programming with zlib") == {
        "Low Water": ["Vera Holm"], "Grey Kelp: A Novel": ["Vera Holm"], "Programming with zlib": ["Otto Venn"],
    }  # fmt: skip
