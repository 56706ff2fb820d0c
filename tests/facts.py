"""Facts for tests, in a word each."""

from assistant.domain.entities import Kind
from assistant.domain.evidence import Deed, KnownWork, PartId, Work


def work(item_id: str, title: str, *creators: str, kind: Kind = Kind.BOOK) -> Work:
    return Work(item_id, kind, title, creators)


def known(item_id: str, title: str, *creators: str, deed: Deed = Deed.LIKED, part: str = "taste") -> KnownWork:
    return KnownWork(PartId(part), work(item_id, title, *creators), deed)
