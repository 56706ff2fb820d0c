"""Loads the tags of an audio file with tinytag, with what it mixes up or passes over set right."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

_MP4_NUMBERS = {
    b"cpil": "other.compilation", b"pcst": "other.podcast", b"stik": "other.stik", b"tmpo": "other.bpm",
}  # fmt: skip
"""Flags of iTunes, whose values some programs write without saying that they are numbers."""
_MP4_TEXTS = {b"\xa9nrt": "other.narrator", b"\xa9aut": "other.author"}
_NUMBERED = re.compile(r"\((?P<number>\d{1,3})\)\s*(?P<name>.*)|(?P<bare>\d{1,3})")


def load_tags(path: Path, *, duration: bool) -> Any:
    """A tinytag.TinyTag with its pictures. Raises as TinyTag.get does."""
    return _tinytag().TinyTag.get(path, image=True, duration=duration)


def load_tag_bytes(data: Any) -> Any:
    """The same out of a file object that holds nothing but a tag."""
    return _tinytag().TinyTag.get(file_obj=data, image=True, duration=False)


def genre_name(text: str) -> str:
    """The name of a genre that a program wrote by its number, as "17" or "(17)Rock"; others as they stand."""
    match = _NUMBERED.fullmatch(text.strip())
    known = _tinytag().tinytag._ID3._ID3V1_GENRES if match else ()
    if match is None or not match["name"] and int(match["number"] or match["bare"]) >= len(known):
        return text
    return match["name"] or str(known[int(match["number"] or match["bare"])])


@cache
def _tinytag() -> Any:
    """The module, taught once.

    A list of artists that comes ready-made (ARTISTS) would be mixed with the one line that joins them, and the flags of
    compilations, podcasts and audiobooks would be lost.
    """
    import tinytag
    from tinytag import tinytag as inside

    for mapping in (
        inside._ID3._ID3_MAPPING_CUSTOM,
        inside._MP4._CUSTOM_FIELD_NAME_MAPPING,
        inside._Ogg._VORBIS_MAPPING,
    ):
        del mapping["artists"]
    inside._ID3._ID3_MAPPING |= {b"TCP": "other.tcmp", b"TCMP": "other.tcmp", b"IPLS": "other.tipl"}
    tree: Any = inside._MP4._build_meta_data_tree()
    atoms = tree[b"moov"][b"udta"][b"meta"][b"ilst"]
    atoms |= {atom: {b"data": _number(field)} for atom, field in _MP4_NUMBERS.items()}
    atoms |= {atom: {b"data": inside._MP4._data_parser(field)} for atom, field in _MP4_TEXTS.items()}
    return tinytag


def _number(field: str) -> Callable[[bytes], Iterator[tuple[str, str]]]:
    def parse(data: bytes) -> Iterator[tuple[str, str]]:
        """Four bytes of type and four of language stand before the number."""
        yield field, str(int.from_bytes(data[8:16], "big"))

    return parse
