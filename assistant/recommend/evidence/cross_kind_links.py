"""Bridges: what an unexpected item, or one of another kind, has in common with something the person liked."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np

from assistant.domain.entities import Score
from assistant.domain.evidence import Bridge, Evidence, Link, PartId
from assistant.guide.entries import entries
from assistant.language.normalise import fold
from assistant.language.numbers import NUMBERS
from assistant.language.taste.themes import is_theme_word
from assistant.language.words.stop_words import FILLER, FRAME
from assistant.recommend.catalogue import Catalogue
from assistant.recommend.evidence.works import deed_of, work_of
from assistant.recommend.features.context import RankingContext
from assistant.recommend.slate import USUAL_SURPRISE
from assistant.recommend.text.series import series_of
from assistant.recommend.text.text_features import content_words, names_key, surface_of

_CARRIERS = tuple(map(PartId, ("exploration", "surprise", "taste", "shared_words", "linked_words", "nearest_liked")))
"""Parts that a bridge can stand behind, the most telling first."""
_LIKED = 0.3
_READ = 2_000
_SHORT = 3
_TELLING = 1 / 12
"""A word says what works are about if it is a keyword of at least this share of those that are told with it."""
_SEVERAL = 3
"""Works that the person knows, from which on it says something that one of them is the nearest."""


def bridge_of(context: RankingContext, row: int, score: Score, found: Sequence[Evidence]) -> Bridge | None:
    """The shared facet and the liked item that lead to a surprising pick, or to one whose nearest likes are of other
    kinds; None where nothing of the kind is called for, or nothing is liked."""
    part = next((name for name in _CARRIERS if name in score.parts), None)
    if part is None or not (_surprising(context, score) or _of_other_kinds(context, row, found)):
        return None
    likes = [like for like in _likes(context) if like != row]
    tie = next(_ties(context.catalogue, row, likes), None) or _nearest(context.catalogue, row, likes)
    return _bridge(context, row, part, *tie) if tie is not None else None


def _surprising(context: RankingContext, score: Score) -> bool:
    surprise = context.request.surprise
    return "exploration" in score.parts or (surprise is not None and surprise > USUAL_SURPRISE)


def _of_other_kinds(context: RankingContext, row: int, found: Sequence[Evidence]) -> bool:
    catalogue = context.catalogue
    named = [catalogue.row[one.id] for one in found if one.id in catalogue.row and one.id != catalogue.ids[row]]
    others = named or context.person.liked.tolist()
    return bool(others) and bool(np.all(catalogue.kinds[others] != catalogue.kinds[row]))


def _likes(context: RankingContext) -> list[int]:
    """Rows of what was liked, most first."""
    person = context.person
    order = np.argsort(-person.liked_weights, kind="stable")
    clear = person.liked[order][person.liked_weights[order] >= _LIKED]
    return [int(row) for row in (clear if len(clear) else person.liked[order])]


_Tie = tuple[int, Link, str]
"""The row of a liked item, what ties it to another, and the name of that."""


def _ties(catalogue: Catalogue, row: int, likes: Sequence[int]) -> Iterator[_Tie]:
    """A series, a creator, the rarest subject, or the most telling word that a liked item shares."""
    item = catalogue.items[row]
    series, creators = catalogue.series_codes, catalogue.main_creators
    if series[row] >= 0:
        yield from ((like, Link.SERIES, series_of(item)[0]) for like in likes if series[like] == series[row])
    if creators[row] >= 0:
        yield from ((like, Link.CREATOR, item.creators[0]) for like in likes if creators[like] == creators[row])
    own = set(catalogue.subjects.of_item[row])
    common = [(code, like) for like in likes for code in own & set(catalogue.subjects.of_item[like])]
    if common:
        code, like = min(common, key=lambda pair: (len(catalogue.subjects.holders[pair[0]]), likes.index(pair[1])))
        key = names_key(catalogue.subjects.labels[code])
        yield like, Link.SUBJECT, next(name for name in item.subjects if names_key(name) == key)
    if likes:
        like = likes[int(np.argmax(catalogue.words.between(np.asarray([row]), np.asarray(likes, np.int64))[0]))]
        word = shared_word(catalogue, row, like)
        if word is not None:
            yield like, Link.WORD, word


def shared_word(catalogue: Catalogue, row: int, other: int) -> str | None:
    """The most telling word that stands in titles or descriptions of both items, and that a work can be
    about; None without one. "Comes" is no reason."""
    text, others = (f"{one.title} {one.told[:_READ]}" for one in (catalogue.items[row], catalogue.items[other]))
    for term in catalogue.words.shared_terms(row, other, content_words(text)):
        word = surface_of(term, text)
        if len(word) > _SHORT and _is_subject(catalogue, term, word) and surface_of(term, others):
            return word
    return None


def _is_subject(catalogue: Catalogue, term: str, word: str) -> bool:
    folded = fold(word)
    known = is_theme_word(folded) or names_key(word) in catalogue.subjects.codes or term in _terms_of_guide()
    return known and not (folded in FRAME or folded in FILLER or folded in NUMBERS or folded.isdigit())


@lru_cache(maxsize=1)
def _terms_of_guide() -> frozenset[str]:
    """What single words say of the works that the guide knows what they are about: those that are keywords of a work
    often enough where its description has them. Many things are "changed" in works that are not about change."""
    keywords, told = Counter[str](), Counter[str]()
    for entry in entries():
        keywords.update({term for one in entry.keywords if " " not in one for term in content_words(one)})
        told.update(set(content_words(entry.says)))
    return frozenset(term for term, n in keywords.items() if n >= _TELLING * told[term])


def _nearest(catalogue: Catalogue, row: int, likes: Sequence[int]) -> _Tie | None:
    if len(likes) < _SEVERAL:
        return None
    vectors = catalogue.vectors
    return likes[int(np.argmax(vectors[likes] @ vectors[row]))], Link.NEAREST, ""


def _bridge(context: RankingContext, row: int, part: PartId, like: int, link: Link, shared: str) -> Bridge:
    item, other = context.catalogue.items[row], context.catalogue.items[like]
    return Bridge(part, work_of(other), deed_of(context, like), link, shared, across=other.kind is not item.kind)
