"""Packs: what crowds know, as item-to-item neighbours and short vectors, matched to one's own items.

A pack file is a line of magic, the SHA-256 of what follows, and an uncompressed or compressed numpy archive without
objects. Nothing of it refers to any person.
"""

import hashlib
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.domain.entities import Item
from assistant.domain.errors import AssistantError
from assistant.messages import tr
from assistant.recommend.catalogue import Catalogue, Floats, Rows
from assistant.recommend.text.series import bare_title
from assistant.recommend.text.text_features import names_key
from assistant.settings.files import open_regular, replace_file

_MAGIC = b"ALCOVE-PACK-1\n"


class PackError(AssistantError):
    """A pack that is truncated, changed or not a pack."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            tr("{path} is not a usable pack: {why}. Build it again, or choose another one.", path=path, why=why)
        )


@dataclass(frozen=True)
class Neighbours:
    """Of each item its neighbours (items, k), −1 where there are fewer, and int8 weights times `scale` (items,)."""

    index: NDArray[np.int32]
    weight: NDArray[np.int8]
    scale: NDArray[np.float32]

    @classmethod
    def of_matrix(cls, matrix: Floats, count: int) -> "Neighbours":
        """Keep of each row of (items, items) the `count` entries of largest magnitude."""
        count = min(count, matrix.shape[1])
        index = np.argpartition(-np.abs(matrix), count - 1, axis=1)[:, :count].astype(np.int32)
        values = np.take_along_axis(matrix, index, axis=1)
        scale = np.maximum(np.abs(values).max(axis=1), 1e-9) / 127
        weight = np.rint(values / scale[:, None]).astype(np.int8)
        return cls(np.where(weight == 0, -1, index).astype(np.int32), weight, scale.astype(np.float32))

    def spread(self, rows: Rows, amounts: NDArray[np.float64], size: int) -> Floats:
        """Σ amount·weight over the neighbours of `rows`: (size,)."""
        index = self.index[rows]
        values = self.weight[rows] * (self.scale[rows] * amounts)[:, None]
        kept = index >= 0
        return np.bincount(index[kept], weights=values[kept], minlength=size).astype(np.float32)


@dataclass(frozen=True)
class Pack:
    """ids: identifiers; keys: normalised title and creators; popularity: log share of the crowd; vectors: (items, d)
    of crowd taste; ridge_map: (dimensions + 1, d) from item vectors to crowd vectors; tables: named neighbours."""

    ids: tuple[str, ...]
    keys: tuple[str, ...]
    popularity: Floats
    vectors: Floats
    ridge_map: Floats
    tables: dict[str, Neighbours] = field(default_factory=dict)
    titles: tuple[str, ...] = ()
    """Title and creators as they are written, one a tab apart; empty in packs from before they were kept."""

    def __len__(self) -> int:
        return len(self.ids)

    def save(self, path: Path) -> int:
        """Write the pack, signed by hash; returns its bytes."""
        arrays: dict[str, NDArray[np.generic]] = {
            "ids": np.frombuffer("\n".join(self.ids).encode(), np.uint8),
            "keys": np.frombuffer("\n".join(self.keys).encode(), np.uint8),
            "popularity": self.popularity.astype(np.float16),
            "vectors": self.vectors.astype(np.float16),
            "ridge_map": self.ridge_map.astype(np.float16),
            "titles": np.frombuffer("\n".join(self.titles).encode(), np.uint8),
        }
        for name, table in self.tables.items():
            arrays |= {f"{name}.index": table.index, f"{name}.weight": table.weight, f"{name}.scale": table.scale}
        body = io.BytesIO()
        np.savez_compressed(body, allow_pickle=False, **arrays)
        content = body.getvalue()
        digest = hashlib.sha256(content).hexdigest().encode() + b"\n"
        replace_file(path, _MAGIC + digest + content)
        return path.stat().st_size

    @classmethod
    def load(cls, path: Path) -> "Pack":
        """Raises PackError when the file is missing, truncated, changed, or inconsistent."""
        try:
            with open(open_regular(path), "rb") as file:
                raw = file.read()
        except OSError as error:
            raise PackError(path, error.strerror or tr("it cannot be read")) from error
        if not raw.startswith(_MAGIC):
            raise PackError(path, tr("it does not begin like one"))
        digest, _, content = raw[len(_MAGIC) :].partition(b"\n")
        if hashlib.sha256(content).hexdigest().encode() != digest:
            raise PackError(path, tr("its content does not match its signature"))
        try:
            return cls._from_arrays(np.load(io.BytesIO(content), allow_pickle=False))
        except (KeyError, ValueError, OSError, zipfile.BadZipFile) as error:
            raise PackError(path, tr("its tables are incomplete")) from error

    @classmethod
    def _from_arrays(cls, arrays: "np.lib.npyio.NpzFile") -> "Pack":
        known = {name: arrays[name] for name in arrays.files}
        ids = tuple(bytes(known["ids"]).decode().split("\n"))
        keys = tuple(bytes(known["keys"]).decode().split("\n"))
        written = bytes(known["titles"]).decode() if "titles" in known else ""
        titles = tuple(written.split("\n")) if written else ()
        names = sorted({name.split(".")[0] for name in known if name.endswith(".index")})
        tables = {n: Neighbours(known[f"{n}.index"], known[f"{n}.weight"], known[f"{n}.scale"]) for n in names}
        size = len(ids)
        parts = [
            keys,
            titles or keys,
            known["popularity"],
            known["vectors"],
            *(table.index for table in tables.values()),
        ]
        if any(len(part) != size for part in parts) or any(
            int(t.index.max(initial=-1)) >= size for t in tables.values()
        ):
            raise ValueError("tables of different sizes")
        popularity, vectors, ridge_map = (known[n].astype(np.float32) for n in ("popularity", "vectors", "ridge_map"))
        return cls(ids, keys, popularity, vectors, ridge_map, tables, titles)

    def view(self, catalogue: Catalogue) -> "PackView":
        return PackView(self, catalogue)


class Beyond(NamedTuple):
    """A work of a pack that is not in the library. `because`: the catalogue row of the like that brings it most."""

    key: str
    kind: str
    title: str
    creators: tuple[str, ...]
    because: int


def told_title(item: Item) -> str:
    """An item as `Pack.titles` holds it."""
    return "\t".join(" ".join(part.split()) for part in (bare_title(item), *item.creators))


def match_key(kind: str, title: str, creators: Sequence[str]) -> str:
    return f"{kind}|{names_key(title)}|{names_key(creators[0]) if creators else ''}"


def item_key(item: Item) -> str:
    return match_key(item.kind.value, bare_title(item), item.creators)


class PackView:
    """A pack seen from one catalogue: matched by identifier, else by normalised title and first creator.

    `place` (items,) holds the pack's row of each item, −1 for those the crowd does not know; these get crowd vectors
    through the ridge map.
    """

    def __init__(self, pack: Pack, catalogue: Catalogue) -> None:
        self.pack = pack
        by_id = {name: row for row, name in enumerate(pack.ids)}
        by_key = {key: row for row, key in reversed(list(enumerate(pack.keys)))}
        place = [_find(item, by_id, by_key) for item in catalogue.items]
        self.place: Rows = np.asarray(place, np.int64)
        self.known = self.place >= 0
        self.vectors = self._vectors(catalogue)

    def _vectors(self, catalogue: Catalogue) -> Floats:
        ridge_map = self.pack.ridge_map
        if ridge_map.shape[0] != catalogue.dimensions + 1:
            vectors = np.zeros((len(catalogue), self.pack.vectors.shape[1]), np.float32)
        else:
            vectors = catalogue.vectors @ ridge_map[:-1] + ridge_map[-1]
        vectors[self.known] = self.pack.vectors[self.place[self.known]]
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.maximum(norms, 1e-9), np.float32)

    def columns(self, rows: Rows, amounts: NDArray[np.float64]) -> dict[str, Floats]:
        """Features over the whole catalogue from what was liked: `rows` of the catalogue with their weights."""
        columns = {"pack_popular": self._back(self.pack.popularity, float(self.pack.popularity.min(initial=0)))}
        matched = self.known[rows]
        for name, table in sorted(self.pack.tables.items()):
            if np.any(matched):
                spread = table.spread(self.place[rows[matched]], amounts[matched], len(self.pack))
                # The root keeps the few strongest neighbours from drowning all others.
                columns[f"pack_{name}"] = self._back(np.sqrt(np.maximum(spread, 0)), 0.0)
        if len(rows):
            taste = self.vectors[rows].T @ amounts.astype(np.float32)
            columns["pack_vectors"] = self.vectors @ (taste / max(float(np.linalg.norm(taste)), 1e-9))
        return columns

    def strongest_link(self, table: str, row: int, liked: Rows, amounts: NDArray[np.float64]) -> int | None:
        """The liked catalogue row whose neighbours in a table bring `row` most, or None."""
        target, neighbours = int(self.place[row]), self.pack.tables.get(table)
        if neighbours is None or target < 0:
            return None
        best, strongest = None, 0.0
        for own, amount in zip(liked.tolist(), amounts.tolist(), strict=True):
            place = int(self.place[own])
            where = np.flatnonzero(neighbours.index[place] == target).tolist() if place >= 0 else []
            if where:
                link = amount * float(neighbours.weight[place, where[0]]) * float(neighbours.scale[place])
                if link > strongest:
                    best, strongest = own, link
        return best

    def beyond(self, rows: Rows, amounts: NDArray[np.float64], count: int) -> list[Beyond]:
        """The works that are not in the catalogue and that the crowd enjoyed most beside what was liked: `rows` of the
        catalogue with their weights. None where the pack has no neighbours or no titles."""
        table = next((table for _, table in sorted(self.pack.tables.items())), None)
        matched = self.known[rows]
        if table is None or not self.pack.titles or not matched.any():
            return []
        own, liked, weights = self.place[rows[matched]], rows[matched], amounts[matched]
        spread = table.spread(own, weights, len(self.pack))
        spread[self.place[self.known]] = 0
        best = [place for place in np.argsort(-spread, kind="stable")[:count].tolist() if spread[place] > 0]
        found = []
        for place in best:
            # What each liked work alone gives to this one.
            links = np.where(table.index[own] == place, table.weight[own] * table.scale[own][:, None], 0).sum(axis=1)
            title, *creators = self.pack.titles[place].split("\t")
            key = self.pack.keys[place]
            because = int(liked[int(np.argmax(links * weights))])
            found.append(Beyond(key, key.partition("|")[0], title, tuple(creators), because))
        return found

    def _back(self, values: Floats, otherwise: float) -> Floats:
        """Values of pack rows (pack,) as a column over the catalogue."""
        return np.where(self.known, values[np.maximum(self.place, 0)], np.float32(otherwise)).astype(np.float32)


def _find(item: Item, by_id: dict[str, int], by_key: dict[str, int]) -> int:
    for name in (item.id, *(f"{scheme}:{value}" for scheme, value in item.identifiers)):
        if name in by_id:
            return by_id[name]
    return by_key.get(item_key(item), -1)
