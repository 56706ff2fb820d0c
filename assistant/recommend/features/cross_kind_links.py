"""Bridges: what an unexpected item, or one of another kind, has in common with something the person liked."""

from collections.abc import Iterator, Sequence

import numpy as np

from assistant.domain.entities import Evidence, Kind, Score, Verdict
from assistant.recommend.catalogue import Catalogue
from assistant.recommend.features.features import Scene
from assistant.recommend.slate import USUAL_SURPRISE
from assistant.recommend.text.series import series_of
from assistant.recommend.text.text_features import content_words, names_key, surface_of

_NOUN = {Kind.BOOK: "the book ", Kind.MUSIC: "the piece of music ", Kind.DOCUMENT: "the document "}
_DEEDS = {
    Verdict.RATED: "rated",
    Verdict.FINISHED: "finished",
    Verdict.PLAYED: "played",
    Verdict.OPENED: "opened",
}
_CARRIERS = ("exploration", "surprise", "taste", "shared_words", "shared_widely", "words", "nearest_liked")
_LIKED = 0.3
_READ = 2_000
_SHORT = 3


def bridge_of(scene: Scene, row: int, score: Score, found: Sequence[Evidence]) -> Evidence | None:
    """The shared facet and the liked item that lead to a surprising pick, or to one whose nearest likes are of other
    kinds; None where nothing of the kind is called for, or nothing is liked."""
    part = next((name for name in _CARRIERS if name in score.parts), None)
    if part is None or not (_surprising(scene, score) or _of_other_kinds(scene, row, found)):
        return None
    return next(_shared(scene, row, part), None) or _nearest(scene, row, part)


def _surprising(scene: Scene, score: Score) -> bool:
    surprise = scene.request.surprise
    return "exploration" in score.parts or (surprise is not None and surprise > USUAL_SURPRISE)


def _of_other_kinds(scene: Scene, row: int, found: Sequence[Evidence]) -> bool:
    catalogue = scene.catalogue
    named = [catalogue.row[one.id] for one in found if one.id in catalogue.row and one.id != catalogue.ids[row]]
    others = named or scene.person.liked.tolist()
    return bool(others) and bool(np.all(catalogue.kinds[others] != catalogue.kinds[row]))


def _likes(scene: Scene) -> list[int]:
    """Rows of what was liked, most first."""
    person = scene.person
    order = np.argsort(-person.liked_weights, kind="stable")
    clear = person.liked[order][person.liked_weights[order] >= _LIKED]
    return [int(row) for row in (clear if len(clear) else person.liked[order])]


def _shared(scene: Scene, row: int, part: str) -> Iterator[Evidence]:
    """A series, a creator, the rarest subject, or the most telling word that a liked item shares."""
    catalogue, likes = scene.catalogue, [like for like in _likes(scene) if like != row]
    item = catalogue.items[row]
    series, creators = catalogue.series_codes, catalogue.main_creators
    if series[row] >= 0:
        name = series_of(item)[0]
        for like in (like for like in likes if series[like] == series[row]):
            yield _evidence(scene, row, like, part, f"Like {{}}, it belongs to the series {name}", name)
    if creators[row] >= 0:
        for like in (like for like in likes if creators[like] == creators[row]):
            yield _evidence(scene, row, like, part, f"It is by {item.creators[0]}, as is {{}}")
    own = set(catalogue.subjects.of_item[row])
    common = [(code, like) for like in likes for code in own & set(catalogue.subjects.of_item[like])]
    if common:
        code, like = min(common, key=lambda pair: (len(catalogue.subjects.holders[pair[0]]), likes.index(pair[1])))
        name = next(s for s in item.subjects if names_key(s) == names_key(catalogue.subjects.labels[code]))
        text = f"It shares the subject “{name}” with {{}}"
        yield _evidence(scene, row, like, part, text, name)
    if likes:
        yield from _shared_word(scene, row, likes, part)


def _shared_word(scene: Scene, row: int, likes: Sequence[int], part: str) -> Iterator[Evidence]:
    like = likes[int(np.argmax(scene.catalogue.words.between(np.asarray([row]), np.asarray(likes, np.int64))[0]))]
    word = shared_word(scene.catalogue, row, like)
    if word is not None:
        yield _evidence(scene, row, like, part, f"It shares the word “{word}” with {{}}", word)


def shared_word(catalogue: Catalogue, row: int, other: int) -> str | None:
    """The most telling word that stands in titles or descriptions of both items; None without one."""
    text, others = (f"{one.title} {one.description[:_READ]}" for one in (catalogue.items[row], catalogue.items[other]))
    for term in catalogue.words.shared_terms(row, other, content_words(text)):
        word = surface_of(term, text)
        if len(word) > _SHORT and not word.isdigit() and surface_of(term, others):
            return word
    return None


def _nearest(scene: Scene, row: int, part: str) -> Evidence | None:
    likes = [like for like in _likes(scene) if like != row]
    if not likes:
        return None
    vectors = scene.catalogue.vectors
    like = likes[int(np.argmax(vectors[likes] @ vectors[row]))]
    return _evidence(scene, row, like, part, "Of all you know, nearest to it is {}")


def _evidence(scene: Scene, row: int, like: int, part: str, text: str, *names: str) -> Evidence:
    item, other = scene.catalogue.items[row], scene.catalogue.items[like]
    signals = scene.person.signals
    deed = _DEEDS.get(signals.verdicts[int(np.searchsorted(signals.rows, like))], "liked")
    creators = [c for c in other.creators[:1] if names_key(c) != names_key(other.title)]
    by = f" by {creators[0]}" if creators else ""
    noun = _NOUN[other.kind] if other.kind is not item.kind else ""
    said = text.replace("{}", f"{noun}“{other.title}”{by}, which you {deed}")
    own = tuple(item.creators[:1]) if text.startswith("It is by") else ()
    return Evidence("bridge", other.id, said, part, tuple(dict.fromkeys((*names, *own, other.title, *creators))))
