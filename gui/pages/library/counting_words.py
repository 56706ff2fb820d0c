"""What the library says of how much it shows, and why it shows nothing."""

from assistant.messages import quoted, tr, trn


def count_words(n: int, query: str, *, every_word: bool) -> str:
    """How many items are shown; `every_word`: whether each holds all that was typed."""
    if not n:
        return ""
    if not query:
        return trn("{n} item", "{n} items", n)
    if every_word:
        return trn("{n} item for {query}", "{n} items for {query}", n, query=quoted(query))
    return trn(
        "Nothing has all of these words; {n} item has some of them.",
        "Nothing has all of these words; {n} items have some of them.",
        n,
    )


def empty_words(query: str, *, filtered: bool, kind: bool, reading: bool, unread: int) -> tuple[str, str, str]:
    """A heading, why there is nothing, and the one step that helps, if any does. `unread`: files that were found and
    cannot be read, where the library holds nothing."""
    if filtered:
        return tr("Nothing found"), tr("Nothing has all that the filters ask for."), tr("Show everything")
    if query and kind:
        words = tr("Nothing of this kind matches {query}.", query=quoted(query))
        return tr("Nothing found"), words, tr("Search everything")
    if query:
        words = tr("No title, person, subject or text matches {query}.", query=quoted(query))
        return tr("Nothing found"), words, tr("Clear the search")
    if reading:
        return tr("Reading your files"), tr("Covers appear here as soon as the first files are read."), ""
    if kind:
        return tr("Nothing here"), tr("There is nothing of this kind in your library."), tr("Show everything")
    if unread:
        words = trn(
            "{n} file was found, but could not be read.", "{n} files were found, but none could be read.", unread
        )
        return tr("Nothing to show yet"), words, tr("Show problems")
    words = tr("Add a folder, and its books, music and documents appear here.")
    return tr("Your library is empty"), words, tr("Add a folder")
