"""Opens a PDF for PDFium, which cannot open files itself where its process may not (see indexers.worker.borrowing)."""

import ctypes
import mmap
import os
from pathlib import Path
from typing import Any

_MOST_MAPPED = 256 << 20
"""Bytes up to which the file is laid into memory, which is as fast as PDFium's own reading; beyond, Python reads."""


def open_pdf(path: Path) -> Any:
    """A document of pypdfium2, to be closed. Raises PdfiumError and OSError."""
    import pypdfium2

    file = open(path, "rb")  # noqa: SIM115  # the document may keep it
    try:
        size = os.fstat(file.fileno()).st_size
        if size > _MOST_MAPPED:
            return pypdfium2.PdfDocument(file, autoclose=True)
        with file:
            if not size:
                return pypdfium2.PdfDocument(b"")
            # A copy as far as anything writes to it: ctypes takes no memory that is only to be read.
            mapped = mmap.mmap(file.fileno(), size, access=mmap.ACCESS_COPY)
            return pypdfium2.PdfDocument((ctypes.c_ubyte * size).from_buffer(mapped))
    except BaseException:
        file.close()
        raise
