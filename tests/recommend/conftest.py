"""A small shelf of books, records and papers with vectors from hashed words: no model needed."""

import hashlib
from types import SimpleNamespace

import numpy as np
import pytest

from assistant.domain.entities import Interaction, Item, Kind, Origin, Statement, Verdict
from assistant.recommend.catalogue import Catalogue
from assistant.recommend.history import History
from assistant.recommend.recommender import Recommender

NOW = 1_700_000_000.0
DAY = 86_400.0
DIMENSIONS = 32


class HashEmbedder:
    """Words to fixed directions: texts that share words are similar."""

    name = "hash"
    dimensions = 64

    def embed(self, text):
        vector = np.full(self.dimensions, 1e-3, np.float32)
        for word in text.lower().replace(",", " ").replace(".", " ").split():
            seed = int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "little")
            vector += np.random.default_rng(seed).standard_normal(self.dimensions).astype(np.float32)
        return vector / np.linalg.norm(vector)

    def embed_batch(self, texts):
        return np.stack([self.embed(text) for text in texts]) if texts else np.zeros((0, 64), np.float32)


def text_of(item):
    return " ".join((item.title, *item.creators, *item.subjects, item.description))


def shelf(size=60):
    genres = {
        Kind.BOOK: ["science fiction", "crime", "history", "romance"],
        Kind.MUSIC: ["jazz", "ambient", "techno", "folk"],
        Kind.DOCUMENT: ["statistics", "biology", "tax", "cooking"],
    }
    items = []
    for k in range(size):
        kind = list(Kind)[k % 3]
        genre = genres[kind][(k // 3) % 4]
        series = ("Tides", float(k // 12 + 1)) if kind is Kind.BOOK and genre == "science fiction" else ("", None)
        items.append(
            Item(
                f"i{k}",
                kind,
                f"{genre.title()} number{k}",
                (f"{genre.split()[0].title()} Maker {k % 2}",),
                subjects=(genre,),
                series=series[0],
                series_index=series[1],
                description=f"{genre} {genre} about topic{k % 7}",
                added=NOW - (size - k) * DAY,
                year=1950 + k,
                duration=60.0 * k if kind is Kind.MUSIC else None,
            )
        )
    return items


@pytest.fixture
def embedder():
    return HashEmbedder()


@pytest.fixture
def catalogue(embedder):
    return catalogue_of(shelf(), embedder)


def catalogue_of(items, embedder):
    vectors = embedder.embed_batch([text_of(item) for item in items])
    return Catalogue.build(items, [item.id for item in items], vectors)


def event(number, item_id, verdict=Verdict.LIKED, days_ago=1.0, value=1.0):
    return Interaction(number, item_id, verdict, NOW - days_ago * DAY, value)


@pytest.fixture
def recommender(catalogue, embedder):
    return Recommender(catalogue, embedder)


@pytest.fixture
def lived():
    """A history with likes, a dislike, plays, a series begun, statements of both signs."""
    events = (
        event(1, "i0", Verdict.FINISHED, 30),
        event(2, "i24", Verdict.LIKED, 5),
        event(3, "i3", Verdict.DISLIKED, 200),
        event(4, "i1", Verdict.PLAYED, 3, 5),
        event(5, "i13", Verdict.LIKED, 60),
        event(6, "i9", Verdict.RATED, 10, 2),
        event(7, "i5", Verdict.NOT_NOW, 2),
    )
    statements = (
        Statement("s1", "I like jazz"),
        Statement("s2", "No techno please", -1),
        Statement("s3", "Likes ambient", origin=Origin.INFERRED, strength=0.7),
    )
    return History(events, statements)


@pytest.fixture
def make():
    """Factories for tests that need other shelves: (shelf, catalogue_of, event, NOW)."""
    return SimpleNamespace(shelf=shelf, catalogue=catalogue_of, event=event, now=NOW, day=DAY)


@pytest.fixture(scope="module")
def regions():
    """600 books in ten regions: (recommender, centres (10, d), region of each row)."""
    generator = np.random.default_rng(5)
    centres = generator.standard_normal((10, DIMENSIONS))
    centres /= np.linalg.norm(centres, axis=1, keepdims=True)
    region = np.arange(600) % 10
    vectors = centres[region] + 0.6 * generator.standard_normal((600, DIMENSIONS)) / np.sqrt(DIMENSIONS)
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    items = [Item(f"b{k}", Kind.BOOK, f"Volume {k}", subjects=(f"region {region[k]}",)) for k in range(600)]
    catalogue = Catalogue.build(items, [item.id for item in items], vectors)
    return SimpleNamespace(recommender=Recommender(catalogue), centres=centres, region=region)
