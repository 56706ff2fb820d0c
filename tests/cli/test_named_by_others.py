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


MORE_NAMES = {
    "Dune Grass": "Dune Grass - Holm, Vera",
    "Ferry": "Ferry - Vera Holm - unabridged",
    "Grey Signal": "Copy of Vera Holm - Grey Signal",
    "Winter Quay": "Winter Quay - Vera Holm (1)",
    "Tar": "Vera Holm - North 01 - Tar (v5.0)",
    "Brine": "North Coast - 02 - Brine - Vera Holm",
    "Anchor Song": "Anchor Song von Vera Holm",
    "Sail Cloth": "978-0-441-47812-5 Sail Cloth - Vera Holm [ENG]",
    "Rope Work": "Rope Work - Vera Holm.mobi",
    "Old Buoy": "ebook - Vera Holm - Old Buoy - 1954",
    "Heron": "Vera Holm/Heron/Heron",
}


def test_names_of_copies_editions_and_folders(fresh: Program, tmp_path: Path) -> None:
    for title, name in MORE_NAMES.items():
        path = tmp_path / "shelf" / f"{name}.epub"
        path.parent.mkdir(parents=True, exist_ok=True)
        samples.write_epub(path, "Unknown", ("Unknown",), chapters=(f"{title}. {samples.prose(200, title)}",))
    assert creators(fresh, tmp_path / "shelf", *MORE_NAMES) == dict.fromkeys(MORE_NAMES, ["Vera Holm"])


def test_papers_named_by_their_authors_though_their_first_line_is_none(fresh: Program, tmp_path: Path) -> None:
    names = {
        "Holm, Vera; Aas, Piet - Slow Tides (2005)": ["Vera Holm", "Piet Aas"],
        "Holm et al. - 2019 - Salt in narrow bays": ["Holm"],
        "Low Reefs -- Holm, Vera -- 2, 2012 -- Quay -- 9780441478125 -- 0123456789abcdef": ["Vera Holm"],
    }
    (tmp_path / "shelf").mkdir()
    for number, name in enumerate(names):
        lines = f"and so we went along shore {number} in the evening\n" + samples.prose(60, name)
        samples.write_pdf(tmp_path / "shelf" / f"{name}.pdf", (lines,))
    found = creators(fresh, tmp_path / "shelf", "Slow Tides", "Salt in narrow bays", "Low Reefs")
    assert found == dict(zip(("Slow Tides", "Salt in narrow bays", "Low Reefs"), names.values(), strict=True))


def test_recordings_named_by_rippers_and_sites_of_videos(fresh: Program, tmp_path: Path) -> None:
    names = {
        "low tide": ("101-vera_holm-low_tide", ["vera holm"]),
        "Cold Ferry": ("Vera Holm - Cold Ferry (Official Video) [dQw4w9WgXcQ]", ["Vera Holm"]),
        "Warm Ferry": ("Vera Holm - Warm Ferry (Lyrics) 320kbps", ["Vera Holm"]),
        "Harbour Bell": ("Holm/North/01-03 - Harbour Bell", ["Holm"]),
        "Fog Bell": ("Holm/North/A2 - Fog Bell", ["Holm"]),
        "Night Bell": ("Holm, Vera/North/04 Night Bell", ["Vera Holm"]),
        "Lost Bell": ("Unknown Artist/Unknown Album/05 - Lost Bell", []),
        "September Bell": ("Earth, Wind & Fire - September Bell", ["Earth, Wind & Fire"]),
    }
    for number, (name, _) in enumerate(names.values(), 1):
        path = tmp_path / "shelf" / f"{name}.flac"
        path.parent.mkdir(parents=True, exist_ok=True)
        samples.write_flac(path, seconds=1 + number / 10)
    assert creators(fresh, tmp_path / "shelf", *names) == {title: wanted for title, (_, wanted) in names.items()}


def test_audiobooks_in_the_folders_of_their_servers(fresh: Program, tmp_path: Path) -> None:
    names = {
        "Drift Bell": "Vera Holm/Drift Bell/Drift Bell",
        "Ice Bell": "Vera Holm/Bells/Book 1 - 1994 - Ice Bell {Ann Reader}/Ice Bell",
        "Foam Bell": "Vera Holm/Bells/2 - 2001 - Foam Bell",
        "Sand Bell": "Vera Holm - Sand Bell (Unabridged)",
        "Rain Bell": "Vera Holm - Bells 4 - Rain Bell - read by Ann Reader",
    }
    for number, name in enumerate(names.values()):
        path = tmp_path / "shelf" / f"{name}.m4b"
        path.parent.mkdir(parents=True, exist_ok=True)
        samples.write_m4a(path, seconds=900 + number)
    assert creators(fresh, tmp_path / "shelf", *names) == dict.fromkeys(names, ["Vera Holm"])


def test_what_a_site_wrote_into_the_title_and_a_colon_that_no_name_may_hold(fresh: Program, tmp_path: Path) -> None:
    (tmp_path / "Books").mkdir()
    samples.write_epub(tmp_path / "Books" / "a.epub", "Low Water (Z-Library)", ("Vera Holm",), chapters=("Ebb.",))
    samples.write_epub(tmp_path / "Books" / "Grey Kelp_ A Novel - Vera Holm.epub", "Unknown", ("Unknown",))
    samples.write_epub(tmp_path / "Books" / "c.epub", "Programming with zlib", ("Otto Venn",), chapters=("Code.",))
    assert creators(fresh, tmp_path / "Books", "Low Water", "Grey Kelp", "Programming with zlib") == {
        "Low Water": ["Vera Holm"], "Grey Kelp: A Novel": ["Vera Holm"], "Programming with zlib": ["Otto Venn"],
    }  # fmt: skip
