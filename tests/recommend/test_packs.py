import hashlib
import io
import os
from dataclasses import replace

import numpy as np
import pytest

from assistant.domain.entities import Item, Kind
from assistant.domain.errors import AssistantError
from assistant.recommend.catalogue import Catalogue
from assistant.recommend.history import History, Request
from assistant.recommend.packs import build
from assistant.recommend.packs.build import pack_of
from assistant.recommend.packs.packs import Neighbours, Pack, PackError
from assistant.recommend.packs.tables import Event
from assistant.recommend.recommender import Recommender


@pytest.fixture
def crowd():
    """People who hold items of one half, 0..9 or 10..19."""
    return {
        f"u{user}": [Event(f"u{user}", f"x{k}", 5.0, None) for k in range(20) if k // 10 == user % 2 and (k + user) % 3]
        for user in range(40)
    }


@pytest.fixture
def things():
    return tuple(Item(f"x{k}", Kind.BOOK, f"Thing number{k}", (f"Maker {k}",)) for k in range(22))


def test_a_pack_survives_its_file(crowd, things, tmp_path):
    pack = pack_of(crowd, things)
    assert len(pack) == 20, "what nobody touched is left out"
    path = tmp_path / "a.pack"
    assert pack.save(path) == path.stat().st_size
    back = Pack.load(path)
    assert back.ids == pack.ids and back.keys == pack.keys
    assert np.array_equal(back.tables["ease"].index, pack.tables["ease"].index)
    assert back.vectors == pytest.approx(pack.vectors, abs=1e-2)


@pytest.mark.parametrize(
    "harm", [lambda b: b[:-1], lambda b: b[:20], lambda b: b"x" + b, lambda b: b + b"0", lambda b: b""]
)
def test_a_damaged_pack_is_refused(crowd, things, tmp_path, harm):
    path = tmp_path / "a.pack"
    pack_of(crowd, things).save(path)
    path.write_bytes(harm(path.read_bytes()))
    with pytest.raises(PackError, match="is not a usable pack"):
        Pack.load(path)


class Planted:
    """Makes a folder when it is unpickled."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return os.mkdir, (str(self.path),)


def test_a_pack_with_code_in_it_is_refused_and_the_code_not_run(tmp_path):
    body = io.BytesIO()
    np.savez(body, allow_pickle=True, ids=np.asarray([Planted(tmp_path / "ran")], object))
    path = tmp_path / "a.pack"
    digest = hashlib.sha256(body.getvalue()).hexdigest().encode()
    path.write_bytes(b"ALCOVE-PACK-1\n" + digest + b"\n" + body.getvalue())
    with pytest.raises(PackError, match="tables are incomplete"):
        Pack.load(path)
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("part", ["keys", "popularity", "vectors"])
def test_a_pack_of_tables_of_different_sizes_is_refused(crowd, things, tmp_path, part):
    pack = pack_of(crowd, things)
    path = tmp_path / "a.pack"
    replace(pack, **{part: getattr(pack, part)[:-1]}).save(path)
    with pytest.raises(PackError, match="tables are incomplete"):
        Pack.load(path)


def test_a_missing_pack_is_refused(tmp_path):
    with pytest.raises(PackError):
        Pack.load(tmp_path / "none.pack")


def test_a_rating_file_about_other_items_is_refused(things):
    with pytest.raises(AssistantError, match="Compare the ids"):
        pack_of({"u": [Event("u", "elsewhere", 1.0, None)]}, things)


def test_neighbours_keep_the_strongest():
    matrix = np.asarray([[0, 0.5, -0.9], [0.1, 0, 0.2], [0, 0, 0]], np.float32)
    table = Neighbours.of_matrix(matrix, 2)
    spread = table.spread(np.asarray([0, 1]), np.asarray([1.0, 2.0]), 3)
    assert spread == pytest.approx([0.2, 0.5, -0.5], abs=0.01)


@pytest.mark.parametrize("limit", [12_000, 5])
def test_the_crowd_knows_what_goes_together(crowd, things, make, embedder, monkeypatch, limit):
    monkeypatch.setattr(build, "EASE_LIMIT", limit)
    pack = pack_of(crowd, things, embedder)
    # On this machine the same works have other ids: they are matched by title and creator.
    own = [Item(f"local{k}", Kind.BOOK, item.title.upper(), item.creators) for k, item in enumerate(things)]
    recommender = Recommender(make.catalogue(own, embedder), embedder, pack)
    history = History(tuple(make.event(k, f"local{k}") for k in (10, 11, 13)))
    found = recommender.recommend(history, Request(now=make.now, n=5, explore=0.0))
    assert all(10 <= int(r.item.id[5:]) < 20 for r in found)
    facts = [fact for r in found for fact in r.evidence if fact.type == "pack" and fact.id.startswith("local")]
    assert facts and all(fact.id in {"local10", "local11", "local13"} for fact in facts)


def test_items_unknown_to_the_crowd_get_a_place(crowd, things, make, embedder):
    view = pack_of(crowd, things, embedder).view(make.catalogue(list(things), embedder))
    assert not view.known[20:].any() and np.linalg.norm(view.vectors[20:], axis=1) == pytest.approx(1, abs=1e-3)


def test_an_empty_catalogue_has_an_empty_view(crowd, things, embedder):
    view = pack_of(crowd, things, embedder).view(Catalogue.build([], [], np.zeros((0, 64), np.float32)))
    assert len(view.place) == 0
