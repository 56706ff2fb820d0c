"""Opens a file or a folder in the program that the desktop uses for it, if it is only to be read, seen or heard."""

import os
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path

from assistant.security.helper.telling import Refused, mark

START_SECONDS = 3.0
"""How long an opener may take to say that it failed; many run as long as the program that they start."""
_SHOWN_OR_PLAYED = """
.azw .azw3 .azw4 .cbr .cbz .djvu .epub .fb2 .fbz .ibooks .kepub .kfx .lit .mobi .pdb .pdf .prc .asc
.bib .csv .doc .docx .dot .dotx .eml .fodt .latex .log .ltx .markdown .mbox .md .mdown .mkd .odp .ods
.odt .org .ott .pages .pps .ppsx .ppt .pptx .rst .rtf .sxw .tex .text .tsv .txt .xls .xlsx .xlt
.aac .ac3 .aif .aifc .aiff .alac .ape .asf .dsf .flac .m3u .m3u8 .m4a .m4b .mka .mp2 .mp3 .mp4
.mpc .oga .ogg .opus .spx .tta .wav .wma .wv .bmp .gif .jpeg .jpg .png .tif .tiff .webp
"""  # no words
OPENED = frozenset(_SHOWN_OR_PLAYED.split())
"""Formats that programs show or play. Web pages are none of them: a browser runs what stands in them, with the network;
nor are documents made to carry macros, archives, scripts, and whatever a desktop would start."""

_HEAD = 512
_RUNS = re.compile(
    rb"#!|\x7fELF|MZ.{,300}\0|[\xcf\xce]\xfa\xed\xfe|\xca\xfe\xba\xbe|\[Desktop Entry\]"
    rb"|<!doctype\s+html|<(?:html|head|body|script|svg|iframe)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
"""How programs, starters and web pages begin, whatever they are called: many desktops go by that."""


def open_elsewhere(path: Path) -> None:
    """Who asks has followed all links: one that stands here was put here since. Raises Refused."""
    try:
        real = path.resolve(strict=True)
        if real != path:
            raise FileNotFoundError
    except (OSError, RuntimeError) as error:
        raise Refused(mark("{path} is not there any more."), path=str(path)) from error
    if real.is_dir():
        _start(real, "-R")
    elif real.is_file() and real.suffix.lower() in OPENED and not _runs(real):
        _start(real)
    else:
        raise Refused(
            mark(
                "{name} is not of a kind that Alcove hands to other programs: it might run something. "
                "Open it from its folder."
            ),
            name=real.name,
        )


def _runs(file: Path) -> bool:
    """Whether its content is one that is run. Raises Refused where it cannot be read."""
    try:
        with file.open("rb") as content:
            head = content.read(_HEAD)
    except OSError as error:
        raise Refused(mark("The file: {reason}."), reason=str(error.strerror or error)) from error
    return _RUNS.match(head.removeprefix(b"\xef\xbb\xbf").lstrip()) is not None


def _start(path: Path, *of_folders: str) -> None:
    """`of_folders`: what macOS is told in order to show a folder and not start what looks like one."""
    if sys.platform == "win32":
        os.startfile(path)
        return
    opener, options = ("open", of_folders) if sys.platform == "darwin" else ("xdg-open", ())
    found = shutil.which(opener)
    if found is None:
        raise Refused(
            mark("This desktop has no {opener} to open files with. Install the package xdg-utils."), opener=opener
        )
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(
        [found, *options, str(path)], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
    )
    try:
        status = process.wait(START_SECONDS)
    except subprocess.TimeoutExpired:
        # It runs as long as the program that it started; someone must collect its status then.
        threading.Thread(target=process.wait, daemon=True).start()
        return
    if status:
        raise Refused(
            mark("No program opened {name} ({opener} ended with {status}). Choose one for such files."),
            name=path.name,
            opener=opener,
            status=str(status),
        )
