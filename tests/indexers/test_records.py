"""What programs record of music belongs to its album; what somebody wrote beside it is a text of its own."""

from pathlib import Path

import pytest

from tests.cli.program import Program, make_program
from tests.indexers.samples import write_flac

TRACK = """
Track {n}
     Dateiname C:\\Musik\\Holm - Nord\\0{n} - Stück.wav
     Pausenlänge  0:00:02.00
     Spitzenpegel 98.{n} %
     Auslesequalität 99.9 %
     Kopie CRC 88A1B2C{n}
     AccurateRip: kein Ergebnis in der Datenbank
     Kopie OK
"""
RIP = f"""Exact Audio Copy V1.0 beta 3 from 29. August 2011

EAC Auslese-Logdatei vom 12. Mai 2013, 13:06

Holm / Nord

Benutztes Laufwerk  : PLEXTOR DVDR   PX-716A   Adapter: 1  ID: 0
Auslesemodus               : Sicher
C2-Fehlerinformationen verwenden      : Nein
     Track |   Start  |  Länge   | Startsektor | Endsektor
    ---------------------------------------------------------
        1  |  0:00.00 |  4:01.25 |         0    |    18099
        2  |  4:01.25 |  3:12.00 |     18100    |    32499
{TRACK.format(n=1)}{TRACK.format(n=2)}
Keine Fehler aufgetreten

Ende des Statusreports

==== Log checksum 5A0F3C6D1E2B4A59687716253443526170F0E1D2C3B4A5968778695A4B3C2D1E ====
"""
CHECKED = """AUDIOCHECKER v2.0 beta (build 457) - by Someone

-=== DO NOT EDIT BELOW THIS LINE ===-

Path: ...\\Holm - Nord

1 -=- 01 - Quay.flac -=- CDDA (100%)
2 -=- 02 - Ebb.flac -=- CDDA (99%)
"""
DUMP = """Artist.......: Holm
Album........: Nord
Genre........: Folk
Year.........: 1998
Quality......: FLAC 44.1 kHz / 16 bit

01. Quay                 4:01
02. Ebb                  3:12

Total........: 7:13
Enjoy!
"""
SUMS = {"nord.md5": "0cc175b9c0f1b6a831c399e269772661 *01 - Quay.flac\n"
                    "92eb5ffee6ae2fec3ad71c777531578f *02 - Ebb.flac\n",
        "nord.sfv": "; made by a program on 2013-05-12\n01 - Quay.flac 1A2B3C4D\n02 - Ebb.flac 9F8E7D6C\n",
        "nord.ffp": "01 - Quay.flac:4a8a08f09d37b73795649038408b5f33\n",
        "sums.txt": "MD5 (01 - Quay.flac) = 900150983cd24fb0d6963f7d28e17f72\n"}  # fmt: skip
SHEET = (
    'REM COMMENT "x"\nPERFORMER "Holm"\nFILE "CDImage.wav" WAVE\n'
    '  TRACK 01 AUDIO\n    TITLE "Quay"\n    INDEX 01 00:00:00\n'
)
RECORDS = {"Holm - Nord.log": RIP, "audiochecker.txt": CHECKED, "info.txt": DUMP, "disc.cue": SHEET,
           "sheet.txt": SHEET, **SUMS}  # fmt: skip

WORDS = (
    "Quay\n\nThe boats come home at night\nand nobody waits on the quay\n\nChorus:\n"
    "Oh, the tide, the tide\nAnna: will you come?\n"
)
NOTES = """Nord, notes to the songs

We made these songs in the winter after the ferry was sold, in a boat shed that had no heating and a roof
that sang along. The tape ran at 44.1 kHz for no better reason than that the machine would do nothing else.
Vera wrote the words on the backs of tide tables, and most of them stayed as they were.

01. Quay 4:01
02. Ebb 3:12

Voice: Vera Holm
Fiddle: Piet Aas
"""
SUNG = "[00:01.00]The boats come home at night\n[00:05.00]and nobody waits\n[00:09.00]at the end of the quay\n"
CREDITS = "Voice: Vera Holm\nFiddle: Piet Aas\nWords: Ada Lund\nThanks: everybody at the shed\n"
TALE = """Harbour Evenings is the third record of the band.

It was made in 1998, at 44.1 kHz, in 12 days. Track 3 was first played in 1996, and it is the one
that people ask for: 7 verses, 2 choruses, 5:20 in all. 90% of the words are true.
"""
WRITTEN = {"info.txt": TALE, "Words.txt": WORDS, "liner notes.txt": NOTES, "log.txt": SUNG, "credits.txt": CREDITS}


@pytest.fixture
def album(tmp_path: Path) -> Path:
    folder = tmp_path / "Holm - Nord"
    folder.mkdir()
    for number, title in enumerate(("Quay", "Ebb"), 1):
        write_flac(folder / f"0{number} - {title}.flac", TITLE=title, ARTIST="Holm", ALBUM="Nord")
    return folder


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return make_program(tmp_path)


def indexed(program: Program, folder: Path) -> tuple[set[str], list[str]]:
    """(names of the files that are items, names of those that are listed as problems)."""
    told = program("index", folder, "--json").json
    found = program("search", "the", "-n", "50", "--kind", "document", "--json").json
    found += program("search", "quay", "-n", "50", "--kind", "document", "--json").json
    return {Path(row["path"]).name for row in found}, [Path(one["path"]).name for one in told["problems"]]


def test_records_belong_to_the_album_whatever_their_names(program: Program, album: Path) -> None:
    for name, text in RECORDS.items():
        (album / name).write_text(text, encoding="utf-16" if name.endswith(".log") else "utf-8")
    assert indexed(program, album) == (set(), [])


def test_texts_beside_music_stay_texts(program: Program, album: Path) -> None:
    for name, text in WRITTEN.items():
        (album / name).write_text(text)
    texts, problems = indexed(program, album)
    assert (texts | {"credits.txt"}, problems) == (set(WRITTEN), [])
    told = program("index", album, "--json").json
    assert told["unchanged"] == 2 + len(WRITTEN)


def test_a_record_without_its_music_is_a_document_until_that_comes(program: Program, tmp_path: Path) -> None:
    folder = tmp_path / "logs"
    folder.mkdir()
    (folder / "Holm - Nord.log").write_text(RIP)
    assert program("index", folder, "--json").json["added"] == 1
    write_flac(folder / "01 - Quay.flac", TITLE="Quay", ARTIST="Holm")
    (folder / "Holm - Nord.log").write_text(f"{RIP}\n")
    program("index", folder)
    assert program("search", "status", "--kind", "document", "--json").json == []


def test_above_its_discs_a_record_belongs_to_the_album(program: Program, album: Path) -> None:
    for disc in ("CD1", "CD2"):
        (album / disc).mkdir()
    for place in sorted(album.glob("*.flac")):
        place.rename(album / "CD1" / place.name)
    (album / "info.txt").write_text(DUMP)
    assert indexed(program, album) == (set(), [])
