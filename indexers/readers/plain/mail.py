"""Reads letters (EML, RFC 5322) and mailboxes (mbox, RFC 4155) with the standard library.

`email` is loaded with the first letter: it would take a seventh of the time in which a reader process starts.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.domain.errors import UnreadableFile
from assistant.language.people import natural_order
from assistant.messages import decimal, mark, tr
from indexers.metadata.clean_metadata import clean_line, clean_names, clean_text, find_year
from indexers.readers.base import MEGABYTE, Reading, Section
from indexers.readers.decoding import decode_markup, decode_text
from indexers.readers.markup import fragment_text
from indexers.readers.registry import reader

if TYPE_CHECKING:
    from email.message import EmailMessage

MOST_LETTERS = 500
_ANSWER = re.compile(r"^\s*(?:(?:re|aw|sv|antw|fwd?|wg|tr)\s*(?:\[\d+\])?:\s*)+", re.I)
_SURROGATE = re.compile("[\udc80-\udcff]")
_HEADERS = re.compile(
    rb"\A(?:(?:Received|Return-Path|Delivered-To|Message-ID|From|To|Date|Subject|MIME-Version|Content-Type|X-[\w-]+|"
    rb"DKIM-Signature|Reply-To|Sender|Cc|References|In-Reply-To|Newsgroups|Path|Organization|Lines|Distribution|"
    rb"Followup-To|Expires|Keywords|Summary|Approved|Nntp-Posting-Host|Xref):[^\n]*\n(?:[ \t][^\n]*\n)*){4,}",
    re.I,
)
_LETTER = re.compile(rb"(?:\A|(?<=\n\n))From [^\n]{3,160}\d{4}[^\n]{0,20}\n|^From [^\n]{3,200}\n(?=[\w-]{2,40}:)", re.M)


def _is_mail(head: bytes) -> bool:
    plain = head.replace(b"\r\n", b"\n")
    return bool(_HEADERS.match(plain)) or bool(_LETTER.match(plain))


@reader(
    mark("e-mail"), {".eml": "message/rfc822", ".mbox": "application/mbox"}, largest=100 * MEGABYTE, recognises=_is_mail
)
def read_mail(path: Path) -> Reading:
    data = path.read_bytes().replace(b"\r\n", b"\n").lstrip()
    starts = [match.start() for match in _LETTER.finditer(data)]
    if starts and starts[0] == 0:
        return _read_mailbox(data, starts)
    if not re.match(rb"[\w-]{2,60}:", data):
        raise UnreadableFile(tr("This is not an e-mail: it has no header."))
    return _read_letter(data)


def _read_letter(data: bytes) -> Reading:
    import email
    import email.policy
    from email.message import EmailMessage

    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    text = _body(message)
    subject = _header(message, "subject")
    if not text and not subject:
        raise UnreadableFile(tr("This e-mail holds neither a subject nor any text."))
    attached = clean_names(part.get_filename() for part in message.walk() if part.get_filename())
    return Reading(
        title=subject,
        creators=_people(message),
        year=find_year(_header(message, "date")),
        description=f"Attached: {', '.join(attached)}" if attached else "",  # no words
        sections=(Section(text),) if text else (),
    )


def _header(message: "EmailMessage", name: str) -> str:
    """A header decoded; broken ones as they stand."""
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name), "")
    if _SURROGATE.search(raw):
        # Bytes beyond ASCII that say nothing of themselves: mostly in the encoding of the text below.
        declared = next((found for part in message.walk() if (found := part.get_content_charset())), "")
        return clean_line(decode_text(raw.encode("utf-8", "surrogateescape"), declared))
    try:
        return clean_line(str(message.get(name, "")))
    # The header parser of the standard library trips over malformed addresses and encodings in many ways.
    except (ValueError, IndexError, AttributeError, LookupError, TypeError):
        return clean_line(raw)


def _people(message: "EmailMessage") -> tuple[str, ...]:
    from email.utils import getaddresses

    pairs = getaddresses([_header(message, "from")])
    return clean_names(natural_order(name.strip("'\" ")) or address for name, address in pairs)


def _body(message: "EmailMessage") -> str:
    """The plain text, or else the HTML made plain, of the letter and of letters inside it."""
    plain: list[str] = []
    rich: list[str] = []
    for part in message.walk():
        if part.is_multipart() or part.get_filename() or part.get_content_maintype() != "text":
            continue
        text = _decoded(part)
        (rich if part.get_content_subtype() == "html" else plain).append(text)
    text = "\n\n".join(text for text in plain if text.strip()) or "\n\n".join(fragment_text(page) for page in rich)
    return clean_text(text).strip()


def _decoded(part: object) -> str:
    from email.message import EmailMessage

    assert isinstance(part, EmailMessage)
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    declared = part.get_content_charset()
    if not declared and part.get_content_subtype() == "html":
        return decode_markup(payload)
    return decode_text(payload, declared or "")


def _read_mailbox(data: bytes, starts: list[int]) -> Reading:
    """All letters as one document: by whom and about what they are if that is the same in all of them."""
    letters = list(_letters(data, starts[:MOST_LETTERS]))
    if not letters:
        raise UnreadableFile(tr("This mailbox holds no letter with text."))
    partial = _first_letters(len(starts)) if len(starts) > MOST_LETTERS else ""
    first = letters[0]
    return Reading(
        title=first.title if len({_ANSWER.sub("", letter.title).casefold() for letter in letters}) == 1 else "",
        creators=first.creators if len({letter.creators for letter in letters}) == 1 else (),
        year=first.year,
        sections=tuple(_as_section(letter) for letter in letters),
        partial=partial,
    )


def _letters(data: bytes, starts: list[int]) -> Iterator[Reading]:
    for start, end in zip(starts, [*starts[1:], len(data)], strict=True):
        body = data[data.index(b"\n", start) + 1 : end]
        try:
            yield _read_letter(body if re.match(rb"[\w-]{2,60}:", body) else b"\n" + body)
        except UnreadableFile:
            continue


def _as_section(letter: Reading) -> Section:
    text = "\n\n".join([letter.title, *(section.text for section in letter.sections)])
    return Section(text.strip(), letter.title or "letter")


def _first_letters(found: int) -> str:
    return tr("Only the first {most} of {found} letters were read.", most=decimal(MOST_LETTERS), found=decimal(found))
