"""Opens a PDF for PDFium, which cannot open files itself where its process may not (see indexers.worker.borrowing).

The password is that of one request: the process serves one file at a time.
"""

import ctypes
import mmap
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.domain.errors import LockedFile
from assistant.messages import tr

_MOST_MAPPED = 256 << 20
"""Bytes up to which the file is laid into memory, which is as fast as PDFium's own reading; beyond, Python reads."""
MOST_KEPT = 96 << 20
"""Bytes of pages that PDFium may hold."""
_LOCKED = 4
"""PDFium's error for a password that is missing or wrong."""
_password = ""


def use_password(password: str) -> None:
    """What a locked file is tried with from now on; empty for nothing."""
    global _password
    _password = password


def open_pdf(path: Path) -> Any:
    """A document of pypdfium2, to be closed. Raises LockedFile (not its password), PdfiumError and OSError."""
    import pypdfium2

    for password in (None, _password) if _password else (None,):
        try:
            return _opened(path, password)
        except pypdfium2.PdfiumError as error:
            if getattr(error, "err_code", 0) != _LOCKED:
                raise
    raise LockedFile(tr("This PDF is locked by a password."))


def page_by_page(path: Path, document: Any, pages: int, most: int = MOST_KEPT) -> Iterator[tuple[int, Any]]:
    """(number, document that holds the page) of the first pages of an opened document.

    PDFium keeps what it read of each page until its document is closed: one of more than `most` bytes is opened anew
    now and then.
    """
    size = os.stat(path).st_size
    if size <= most:
        yield from ((number, document) for number in range(pages))
        return
    each = max(1, len(document) * most // size)
    for start in range(0, pages, each):
        part = open_pdf(path)
        try:
            yield from ((number, part) for number in range(start, min(start + each, pages)))
        finally:
            part.close()


def _opened(path: Path, password: str | None) -> Any:
    import pypdfium2

    file = open(path, "rb")  # noqa: SIM115  # the document may keep it
    try:
        size = os.fstat(file.fileno()).st_size
        if size > _MOST_MAPPED:
            return pypdfium2.PdfDocument(file, password, autoclose=True)
        with file:
            if not size:
                return pypdfium2.PdfDocument(b"")
            # A copy as far as anything writes to it: ctypes takes no memory that is only to be read.
            mapped = mmap.mmap(file.fileno(), size, access=mmap.ACCESS_COPY)
            return pypdfium2.PdfDocument((ctypes.c_ubyte * size).from_buffer(mapped), password)
    except BaseException:
        file.close()
        raise
