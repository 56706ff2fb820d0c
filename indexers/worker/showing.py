"""The task of showing one page as a picture, as a reader process does it."""

from pathlib import Path

from assistant.domain.errors import UnreadableFile
from assistant.messages import tr
from indexers.metadata.covers import pixels
from indexers.ocr.pictures import count_pages, page_picture
from indexers.scanner import describe_error
from indexers.worker.protocol import LARGEST_PAGE, Answer
from indexers.worker.reading import refusal


def show_page(path: Path, number: int) -> Answer:
    """The points of a page, counted from 0; `extra` is how many pages there are, also where this one has failed."""
    pages = 0
    try:
        pages = count_pages(path)
        picture = page_picture(path, number, "RGB")
        return Answer("indexed", extra=pages, picture=pixels(picture, LARGEST_PAGE))
    except UnreadableFile as error:
        refused = refusal(error)
        return Answer(refused.state, refused.reason, extra=pages)
    except OSError as error:
        return Answer("failed", describe_error(error), extra=pages)
    except MemoryError:
        return Answer("failed", tr("This picture is too large."), extra=pages, retire=True)
