"""The task of recognising one page, as a reader process does it."""

from pathlib import Path

from assistant.domain.errors import AssistantError, UnreadableFile
from assistant.messages import tr
from indexers.metadata.clean_metadata import clean_line, clean_text
from indexers.ocr.pictures import page_picture
from indexers.worker.protocol import LONGEST_REASON, Answer
from indexers.worker.reading import refusal


def look_at_page(path: Path, number: int) -> Answer:
    """The text of a page, counted from 0: `extra` holds text, sureness and script (see indexers.ocr.recognised.Page).

    A page that cannot be drawn has failed. A model that cannot be loaded is no fault of the page: it is skipped.
    """
    try:
        picture = page_picture(path, number)
    except UnreadableFile as error:
        return refusal(error)
    except OSError as error:
        return Answer("failed", clean_line(str(error), LONGEST_REASON))
    except MemoryError:
        return Answer("failed", tr("This picture is too large."), retire=True)
    from indexers.ocr.reader import page_reader

    try:
        read = page_reader().read(picture)
    except AssistantError as error:
        return Answer("skipped", str(error))
    return Answer("indexed", extra=[clean_text(read.text), round(read.sure, 4), read.script, read.heading])
