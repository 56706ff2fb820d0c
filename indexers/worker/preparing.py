"""Loads all that a reader process may need, before it is confined: afterwards it can open nothing by a path.

A process is prepared for one kind of task, so that none carries the networks of another.
"""

import time
from collections.abc import Mapping
from importlib import import_module

from assistant.security.kernel.loading import load_encodings
from indexers.discovery import load_modules
from indexers.metadata.person_names import load_makers
from indexers.worker.protocol import HEAR, IMPORT, LOOK

TEXTS = "texts"
"""The kind for whatever reads files; the others are tasks of their own."""

_BY_ALL = "heapq importlib.readers importlib.resources.readers linecache resources"  # no words
_NEEDED: Mapping[str, str] = {
    TEXTS: """
        _strptime assistant.language.vocabulary charset_normalizer charset_normalizer.md email.mime.text email.parser
        email.policy html.entities
        langcodes lxml.etree py3langid pypdfium2.raw quopri selectolax.lexbor soundfile striprtf.striprtf
        tinytag.tinytag unicodedata
    """,
    HEAR: "numpy.fft numpy.ma soundfile indexers.sound.audio_features",
    IMPORT: """
        _strptime apsw assistant.language.vocabulary charset_normalizer charset_normalizer.md csv html.entities
        langcodes lxml.etree
        selectolax.lexbor unicodedata indexers.importers.export_reader
    """,
    LOOK: "numpy.fft numpy.ma pypdfium2.raw indexers.ocr.looking indexers.ocr.reader onnxruntime",
}  # no words
_PICTURES = """
ExifTags ImageChops ImageColor ImageOps ImagePalette ImageSequence BmpImagePlugin GifImagePlugin JpegImagePlugin
MpoImagePlugin PngImagePlugin PpmImagePlugin TiffImagePlugin WebPImagePlugin
"""  # no words


def preparation(task: str) -> str:
    """The kind of process that does a task."""
    return task if task in _NEEDED else TEXTS


def prepare(kind: str) -> None:
    for name in f"{_BY_ALL} {_NEEDED[kind]}".split():
        import_module(name)
    if kind in (TEXTS, LOOK):
        for name in _PICTURES.split():
            import_module(f"PIL.{name}")
    if kind != HEAR:
        load_encodings()
    if kind in (TEXTS, IMPORT):
        load_makers()
    if kind == IMPORT:
        load_modules("indexers.importers")
    # The time zone is read from a file when it is first asked for.
    time.localtime()
