"""Requests and statements of the profile, read into columns over the catalogue."""

import math
import re
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Protocol

import numpy as np

from assistant.cards.needs import NeedsMet
from assistant.embedding.encoder import Embedder
from assistant.embedding.tokens import met_by_words, token_embedder
from assistant.embedding.wishes import asking_directions, without_directions
from assistant.language.facet_parser import is_measured, read_facets
from assistant.language.facets import Facets
from assistant.language.foreign import is_foreign_wish
from assistant.language.negation import split_negations
from assistant.language.taste.reading import sides_of
from assistant.recommend.catalogue import Catalogue, Floats, Rows, leading_rows
from assistant.recommend.dot_products import products
from assistant.recommend.text.conditions import concept_rows, hard_facets
from assistant.recommend.text.judged_wishes import LONGEST, wish_map
from assistant.recommend.text.passages import sentences
from assistant.recommend.text.series import bare_name
from assistant.recommend.text.text_features import content_words, names_key
from assistant.recommend.text.told_needs import ToldNeeds
from assistant.recommend.text.world import PassageSearch, World

_COLUMNS_KEPT = 24
_MOST_SENTENCES = 12
_SENTENCES_MET = 3
_SHORTEST_NAME = 4
_LONGEST_WISH, _FEWEST_LEFT = 40, 2
"""Words."""
_MOST_CARRIERS = 5_000
_USUAL_RARITY = 2.0
_RARITY = (0.3, 2.0)
_QUOTED = re.compile(r"[“\"]([^“”\"]{1,200})[”\"]")
# Labels in brackets and what is left of HTML say nothing of the content.
_LABELS = re.compile(r"\[[^\]]{0,40}\]|&#?\w+;")
# What frames a wish, and says nothing of its content.
_FRAME = re.compile(
    r"^(?:(?:i|we)\s+(?:really\s+|also\s+|usually\s+|mostly\s+)?(?:like|love|enjoy|prefer|want|need|hate|dislike|avoid|"
    r"(?:do not|don['’]t|can['’]t|cannot)\s+(?:like|want|stand|enjoy|read))\s+(?:to\s+(?:read|hear|listen to)\s+)?|"
    r"(?:please\s+)?(?:no|nothing|never|not|avoid|less|more|give me|find me|something|anything|recommend(?: me)?)\s+)",
    re.IGNORECASE,
)


class Hit(Protocol):
    """What a full-text search returns for one item."""

    @property
    def item_id(self) -> str: ...


TextSearch = Callable[[str], Iterable[Hit]]


@dataclass(frozen=True)
class Asked:
    """A text seen from the catalogue. `columns` (1 + sentences, items): similarity of the whole text, then of each
    sentence; `words` (items,): √BM25 of words; `names` (items,): 1 where a creator, series or subject that the item
    carries is named; `facets` (items,): how well years, length, language and the like are met, −1 where they are
    contradicted; `found` (items,): 60/(60 + rank) in the full text; `passages` (2, items): similarity of the
    item's nearest passage to the whole text, and to its sentences; `world` and `world_passages`: similarity of the
    whole text, and `passages`, in the space of all languages. None: the text says nothing of that."""

    text: str
    core: str
    """What was embedded of the text."""
    joint: Floats
    """The text in the space of taste, (joint dimensions,)."""
    terms: tuple[str, ...] = ()
    """Terms of the word matrix that it speaks of: the names that the catalogue knows, else its words."""
    titles: tuple[int, ...] = ()
    """Catalogue rows of works that it names in quotation marks."""
    creators: tuple[int, ...] = ()
    """Codes of creators that it names."""
    look: Callable[[], Floats | None] = lambda: None
    """Makes `columns`, when they are first needed."""
    order: Callable[[Rows], Rows] = lambda rows: rows
    """Sorts rows by similarity to the text, the most similar first."""
    words: Floats | None = None
    names: Floats | None = None
    facets: Floats | None = None
    found: Floats | None = None
    passages: Floats | None = None
    world: Floats | None = None
    world_passages: Floats | None = None
    fits: Floats | None = None
    """How well each work would do, as `WishMap.fits`, (items,)."""
    tags: Floats | None = None
    """How much each tag speaks for it, as `WishMap.tags_speaking`, (tags,)."""
    meet: Callable[[Rows, int], Floats | None] = lambda rows, reference: None
    """How well each of some rows meets the request word by word, against the first `reference` of them, (rows,)."""
    foreign: bool = False
    """Whether it is in another language than English, so that the words of most works are met by meaning alone."""
    needs: NeedsMet = NeedsMet()
    """What a person needs who says so."""
    measured: bool = False
    """Whether it names nothing but lengths, years, languages and kinds, so that its meaning tells nothing more."""
    against: "Asked | None" = None
    """What a sentence says with the other sign: "romance" in "sea novels without romance"."""

    @cached_property
    def columns(self) -> Floats | None:
        return self.look()

    @cached_property
    def nearest(self) -> Rows:
        """Rows nearest to the whole text, best first; only the first few hundred."""
        return leading_rows(self.columns[0]) if self.columns is not None else np.zeros(0, np.int64)

    @cached_property
    def carriers(self) -> Rows:
        """Rows that carry a name, those nearest in taste first."""
        return self.order(np.flatnonzero(self.names)) if self.names is not None else np.zeros(0, np.int64)

    @cached_property
    def rarity(self) -> float:
        """How much it tells to carry the names: −log of the share of items that do, 1 for one item in seven."""
        share = float(self.names.mean()) if self.names is not None else 0.0
        least, most = _RARITY
        return min(most, max(least, -math.log(max(share, 1e-6)) / _USUAL_RARITY))


def core_of(text: str) -> str:
    """A wish without its frame: “I really like slow science fiction” is about slow science fiction."""
    return _FRAME.sub("", text.strip()) or text


def tidy(text: str) -> str:
    """A request without labels in brackets, entities and runs of blanks; itself where nothing else would be left."""
    return " ".join(_LABELS.sub(" ", text).split()) or text


def wished(text: str) -> str:
    """A wish without what it denies, which its meaning and its words would look for all the same; a long text tells a
    story, in which much is denied."""
    if len(text.split()) > _LONGEST_WISH:
        return text
    said = " ".join(split_negations(text)[0].split())
    return said if len(said.split()) >= _FEWEST_LEFT else text


class QueryReader:
    """Reads texts against one catalogue. What it keeps is a pure function of text and catalogue."""

    def __init__(
        self,
        catalogue: Catalogue,
        embedder: Embedder | None,
        text_search: TextSearch | None = None,
        passage_search: PassageSearch | None = None,
        world: World | None = None,
    ) -> None:
        self._catalogue = catalogue
        self._world = world
        self._embedder = embedder
        self._text_search = text_search
        self._passage_search = passage_search
        self._statements: dict[str, Asked] = {}
        self._last: tuple[str, Asked] | None = None
        self._directions: dict[str, Floats] = {}
        worldly, heard = (world.embedder, world.heard) if world is not None else (None, None)
        self.needs = ToldNeeds(embedder, worldly, self._asking, heard)
        self._lock = threading.Lock()

    def statements(self, texts: list[str]) -> list[Asked]:
        """Sentences of the profile. Kept, because the profile is read with every list."""
        with self._lock:
            missing = [text for text in dict.fromkeys(texts) if text not in self._statements]
            sides = [[" ".join(side.split()) for side in sides_of(text)] for text in missing]
            cores = [core_of(side) for both in sides for side in both]
            vectors, near = self._encode(cores), self._near_abroad(cores)
            for at, (text, (side, other)) in enumerate(zip(missing, sides, strict=True)):
                asked = self._read(side, [core_of(side)], vectors[2 * at][None], words=False)
                asked = replace(asked, world=near[2 * at])
                if other:
                    against = self._read(other, [core_of(other)], vectors[2 * at + 1][None], words=False)
                    asked = replace(asked, against=replace(against, world=near[2 * at + 1]))
                self._statements[text] = asked
            found = [self._statements[text] for text in texts]
            while len(self._statements) > max(_COLUMNS_KEPT, len(texts)):
                self._statements.pop(next(text for text in self._statements if text not in texts))
            return found

    def _near_abroad(self, texts: list[str]) -> Sequence[Floats | None]:
        """Similarity of each text to each work in the space of all languages; nothing where there is none."""
        if self._world is None or not texts:
            return [None] * len(texts)
        return list(products(self._world.vectors, np.asarray(self._world.embedder.embed_batch(texts), np.float32)))

    def request(self, text: str) -> Asked:
        """The words of a request, whole and sentence by sentence, with the full text and passages of the library.

        The last one is kept: a turn of a conversation asks again where its bounds leave too little.
        """
        last = self._last
        if last is None or last[0] != text:
            last = self._last = text, self._request(text)
        return last[1]

    def _request(self, text: str) -> Asked:
        wish = tidy(wished(text))
        parts = sentences(wish, _MOST_SENTENCES)
        pieces = [wish, *(parts if len(parts) > 1 else [])]
        if self._world is None:
            return replace(self._asked(text, pieces, self._unframed(pieces)), needs=self.needs.read(wish))
        foreign = is_foreign_wish(wish)
        own = self._unframed([] if foreign else pieces)
        asked = self._foreign(text, pieces) if foreign else self._asked(text, pieces, own)
        return self._abroad(replace(asked, foreign=foreign, needs=self.needs.read(wish)), self._world, pieces, own)

    def _abroad(self, asked: Asked, world: World, pieces: list[str], own: Floats) -> Asked:
        """A request as it was read, and as the space of all languages sees it. `own`: its vectors in the first space,
        if that knows its language."""
        encoder = token_embedder(world.embedder) if world.tokens is not None else None
        seen, states = (world.embedder.embed_batch(pieces), None) if encoder is None else encoder.embed_sought(pieces)
        vectors = without_directions(seen, self._asking(world.embedder))
        near = products(world.vectors, vectors[:1])[0]
        passages = self._passages(vectors, world.passage_search)
        asked = self._judged(replace(asked, world=near, world_passages=passages), own, vectors, world)
        return asked if states is None else replace(asked, meet=partial(self._met, states, world))

    def _met(self, states: Floats, world: World, rows: Rows, reference: int) -> Floats | None:
        ids = [self._catalogue.ids[row] for row in rows.tolist()]
        known = world.tokens(ids) if world.tokens is not None else {}
        none = np.zeros((0, states.shape[1]), np.int8)
        return met_by_words(states, [known.get(item_id, none) for item_id in ids], reference) if known else None

    def _judged(self, asked: Asked, own: Floats, abroad: Floats, world: World) -> Asked:
        """With how well each work would do for a wish, by the wishes that people judged works for."""
        known = wish_map(self._embedder, world.embedder) if len(asked.text.split()) <= LONGEST else None
        if known is None or world.heard is None:
            return asked
        wish = own[0] if len(own) else np.zeros(self._catalogue.dimensions, np.float32), abroad[0]
        heard, catalogue = world.heard(asked.text), self._catalogue
        works = catalogue.vectors, world.vectors
        fits = known.fits(wish, heard, works, catalogue.cards, catalogue.tags)
        return replace(asked, fits=fits, tags=known.tags_speaking(wish, heard))

    def _asked(self, text: str, pieces: list[str], vectors: Floats) -> Asked:
        return self._read(text, pieces, vectors, words=True)

    def _foreign(self, text: str, pieces: list[str]) -> Asked:
        """A request in another language than English. The first encoder and the reader of facets know English only, and
        among English texts a word of another language is met by chance ("war", "die"): of words only names are looked
        for there, and the others in works of other languages."""
        catalogue = self._catalogue
        asked = self._read("", pieces, np.zeros((len(pieces), catalogue.dimensions), np.float32), words=False)
        names = np.zeros(len(catalogue), np.float32)
        for index in (catalogue.creators, catalogue.series):
            for code in index.named_in(text, 4):
                names[index.holders[code]] = 1
        abroad = catalogue.in_languages(("en", "")) < 0
        found = self._found(pieces[0])
        return replace(
            asked,
            text=text,
            titles=self._titles(text),
            measured=False,
            creators=tuple(catalogue.creators.named_in(text, _SHORTEST_NAME)),
            names=names if np.any(names) else None,
            words=catalogue.word_scores(pieces[0]) * abroad,
            found=None if found is None else found * abroad,
        )

    def _unframed(self, pieces: list[str]) -> Floats:
        """Vectors of a request and its sentences, without what all requests have in common."""
        vectors = self._encode(pieces)
        if self._embedder is None or not np.any(vectors):
            return vectors
        return without_directions(vectors, self._asking(self._embedder))

    def _asking(self, embedder: Embedder) -> Floats:
        if embedder.name not in self._directions:
            self._directions[embedder.name] = asking_directions(embedder)
        return self._directions[embedder.name]

    def _read(self, text: str, pieces: list[str], vectors: Floats, *, words: bool) -> Asked:
        catalogue = self._catalogue
        said = split_negations(text)[0] if words else self._without_titles(text)
        named = read_facets(said)
        creators = tuple(catalogue.creators.named_in(text, _SHORTEST_NAME))
        terms = self._terms(pieces[0], creators)
        return Asked(
            text,
            pieces[0],
            catalogue.joint_query(vectors[0], terms),
            terms,
            self._titles(text),
            creators,
            order=partial(self._nearest_first, vectors[0]),
            look=lambda: catalogue.similarities(vectors) if np.any(vectors) else None,
            words=catalogue.word_scores(pieces[0]) if words else None,
            names=self._names(said, named),
            facets=hard_facets(catalogue, named),
            found=self._found(pieces[0]) if words else None,
            passages=self._passages(vectors, self._passage_search) if words and np.any(vectors) else None,
            measured=is_measured(text),
        )

    def _terms(self, text: str, creators: tuple[int, ...]) -> tuple[str, ...]:
        catalogue = self._catalogue
        subjects = [catalogue.subjects.labels[code] for code in catalogue.subjects.named_in(text)]
        names = [catalogue.creators.labels[code] for code in creators]
        terms = [f"subject:{names_key(s)}" for s in subjects] + [f"creator:{names_key(n)}" for n in names]
        terms += [word for name in (*subjects, *names) for word in content_words(name)]
        return tuple(terms or content_words(text))

    def _nearest_first(self, vector: Floats, rows: Rows) -> Rows:
        # Of a name that very many carry, some stand for all.
        sample = rows[:: 1 + len(rows) // _MOST_CARRIERS]
        return sample[np.argsort(-(self._catalogue.vectors[sample] @ vector), kind="stable")]

    def _without_titles(self, text: str) -> str:
        """“Love in the Time of Cholera” asks for that book, not for books about love."""
        catalogue = self._catalogue

        def kept(match: re.Match[str]) -> str:
            name = match.group(1)
            known = len(catalogue.titles.items(name)) or len(catalogue.titles.items(bare_name(name)))
            return " " if known and not len(catalogue.subjects.items(name)) else match.group()

        return _QUOTED.sub(kept, text)

    def _titles(self, text: str) -> tuple[int, ...]:
        """Works whose title, with or without its series, stands between quotation marks; only where one work has it."""
        catalogue = self._catalogue
        found = []
        for quoted in _QUOTED.findall(text):
            bare = quoted if len(catalogue.titles.items(quoted)) else bare_name(quoted)
            rows = catalogue.titles.items(bare)
            if len(rows) == 1:
                found.append(int(rows[0]))
        return tuple(found)

    def _passages(self, vectors: Floats, search: PassageSearch | None) -> Floats | None:
        """(2, items): similarity of each item's best passage to the whole request, and the mean over its three best
        met sentences. What a search does not return counts as its last hit."""
        if search is None:
            return None
        ids, similarities = search(vectors)
        rows = np.asarray([self._catalogue.row.get(item_id, -1) for item_id in ids], np.int64)
        if not np.any(rows >= 0):
            return None
        columns = np.repeat(similarities.min(axis=1, keepdims=True), len(self._catalogue), axis=1)
        columns[:, rows[rows >= 0]] = similarities[:, rows >= 0]
        met = columns[1:] if len(columns) > 1 else columns
        if len(met) > _SENTENCES_MET:
            met = np.partition(met, -_SENTENCES_MET, axis=0)[-_SENTENCES_MET:]
        return np.stack([columns[0], met.mean(axis=0)]).astype(np.float32)

    def _encode(self, texts: list[str]) -> Floats:
        dimensions = self._catalogue.dimensions
        if not texts or self._embedder is None or self._embedder.dimensions != dimensions:
            return np.zeros((len(texts), dimensions), np.float32)
        return np.asarray(self._embedder.embed_batch(texts), np.float32)

    def _names(self, text: str, named: Facets) -> Floats | None:
        """1 for items that carry a creator, a series or a subject that stands in the text, or a genre it speaks of."""
        catalogue = self._catalogue
        column = np.zeros(len(catalogue), np.float32)
        for index, shortest in ((catalogue.creators, 4), (catalogue.series, 4), (catalogue.subjects, 3)):
            for code in index.named_in(text, shortest):
                column[index.holders[code]] = 1
        for concept in (*named.genres, *named.moods, *named.themes):
            column[concept_rows(catalogue, concept)] = 1
        return column if np.any(column) else None

    def _found(self, text: str) -> Floats | None:
        if self._text_search is None or not content_words(text):
            return None
        column = np.zeros(len(self._catalogue), np.float32)
        rank = 0
        for hit in self._text_search(text):
            row = self._catalogue.row.get(hit.item_id)
            if row is not None and not column[row]:
                column[row] = 60 / (60 + rank)
                rank += 1
        return column if rank else None
