"""From the ledger to facts: the strongest parts of a score as evidence that can be shown and clicked.

Evidence says only what is true of the data. Each part has one function that looks for its facts and may find none.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from assistant.domain.entities import Evidence, Item, Score, Statement, Verdict
from assistant.language.facet_parser import is_measured, read_facets, sides_of
from assistant.language.negation import split_negations
from assistant.language.vocabulary import vocabulary
from assistant.recommend.catalogue import Catalogue, Rows
from assistant.recommend.features.cross_kind_links import bridge_of
from assistant.recommend.features.features import Scene
from assistant.recommend.text.series import series_of
from assistant.recommend.text.subject_overlap import shared_subject
from assistant.recommend.text.text_features import content_words, names_key

MOST = 6
_WORTH = 0.02
_WORD_FOR_WORD = frozenset({"request_words", "request_names", "request_text"})
"""Parts that compare words and names; the other parts of a request compare meanings."""
_FITS = 0.5
"""What a statement at full strength must have added before an item is said to fit it; below, others fit as well."""
_FITS_BY_MEANING = 1.2
"""The same for one that names nothing that can be checked: two deviations nearer in meaning than the others."""
_NEAR = 0.4
_NEAR_WORDS = 0.2
_NEAR_REQUEST = 0.35
"""How near in meaning an item must be to words to be called so."""
_OTHER_KIND = 0.15
"""How much nearer an item of another kind must be to convince: a record is not close to a novel as a novel is."""
_NEARLY = 0.7
_BEHIND = 2


def named(item: Item) -> tuple[str, tuple[str, ...]]:
    """(“Title” by Creator, the names in it); a creator that repeats the title is left out."""
    creators = [c for c in item.creators[:1] if names_key(c) != names_key(item.title)]
    by = f" by {creators[0]}" if creators else ""
    return f"“{item.title}”{by}", (item.title, *creators)


def evidence_for(scene: Scene, row: int, score: Score) -> tuple[Evidence, ...]:
    """Facts behind the parts of a score, from the strongest part on; at most six, none twice."""
    found: list[Evidence] = []
    for part, value in score:
        if abs(value) < _WORTH:
            continue
        if len(found) >= MOST:
            break
        for fact in _facts(scene, row, part, value):
            if all((fact.type, fact.id) != (known.type, known.id) for known in found):
                found.append(fact)
    link = bridge_of(scene, row, score, found)
    if link is not None:
        # It names the same item and says more of it.
        found = [link, *(fact for fact in found if fact.id != link.id)]
    return tuple(found[:MOST])


def _facts(scene: Scene, row: int, part: str, value: float) -> list[Evidence]:
    if part.startswith("statement:"):
        return _statement(scene, row, part, value)
    finder = _FINDERS.get(part)
    return finder(scene, row, part) if finder is not None and _speaks_for(part, value) else []


def _speaks_for(part: str, value: float) -> bool:
    """A fact is evidence only when it pushes the way it says: a liked neighbour raises, a disliked one lowers."""
    return value < 0 if part in ("nearest_disliked", "avoid", "heard", "shown") else value > 0


def _liked(scene: Scene, row: int, part: str) -> list[Evidence]:
    """The liked items nearest to this one in meaning."""
    person = scene.person
    if not len(person.liked):
        return []
    return _near(scene, row, person.liked, scene.near_liked(row), person.liked_weights, part)


def _shared_words(scene: Scene, row: int, part: str) -> list[Evidence]:
    """The liked items that share most words and subjects with this one, and the subjects shared."""
    person = scene.person
    if not len(person.liked):
        return []
    near = scene.words_shared(row)
    found = _near(scene, row, person.liked, near, person.liked_weights, part, _NEAR_WORDS)
    return [*found, *_subjects(scene, row, part)]


def _subjects(scene: Scene, row: int, part: str) -> list[Evidence]:
    """Subjects that this item shares, word for word, with liked items; the one shared most often."""
    catalogue = scene.catalogue
    counts = {code: scene.liked_subjects[code] for code in catalogue.subjects.of_item[row]}
    code = max(counts, key=lambda c: counts[c], default=None)
    if code is None or not counts[code]:
        return []
    label = _own_label(catalogue.items[row].subjects, catalogue.subjects.labels[code])
    many = "one item" if counts[code] == 1 else f"{counts[code]} items"
    return [Evidence("subject", label, f"Its subject “{label}” is shared with {many} you liked", part, (label,))]


def _own_label(names: tuple[str, ...], label: str) -> str:
    return next((name for name in names if names_key(name) == names_key(label)), label)


def _near(
    scene: Scene,
    row: int,
    rows: Rows,
    similarity: NDArray[np.float32],
    weights: NDArray[np.float64],
    part: str,
    near: float = _NEAR,
) -> list[Evidence]:
    """The nearest of `rows` to another item, and the next if it is nearly as near; none when all are far."""
    kinds = scene.catalogue.kinds
    closeness = similarity - _OTHER_KIND * (kinds[rows] != kinds[row])
    closeness[rows == row] = -1.0
    order = np.argsort(-closeness * weights, kind="stable")[:_BEHIND].tolist()
    least = max(near, _NEARLY * float(closeness[order[0]]))
    return [_of_item(scene, int(rows[k]), part) for k in order if closeness[k] >= least]


def _of_item(scene: Scene, row: int, part: str) -> Evidence:
    """What the person did with an item, as a fact."""
    signals, item = scene.person.signals, scene.catalogue.items[row]
    verdict = signals.verdicts[int(np.searchsorted(signals.rows, row))]
    target = float(signals.targets[int(np.searchsorted(signals.rows, row))])
    text, names = named(item)
    kind, words = _said(verdict, target)
    return Evidence(kind, item.id, f"{words} {text}", part, names)


def _said(verdict: Verdict, target: float) -> tuple[str, str]:
    if verdict is Verdict.FINISHED:
        return "finished", "You finished"
    if verdict is Verdict.DROPPED:
        return "dropped", "You dropped"
    if verdict is Verdict.PLAYED:
        return "liked", "You played"
    if verdict is Verdict.OPENED:
        return "liked", "You opened"
    if verdict is Verdict.RATED:
        return (
            ("liked", "You rated highly")
            if target > 0.5
            else ("disliked", "You gave a low rating to")
            if (target < 0)
            else ("liked", "You rated")
        )
    return ("liked", "You liked") if target > 0 else ("disliked", "You disliked")


def _disliked(scene: Scene, row: int, part: str) -> list[Evidence]:
    person, vectors = scene.person, scene.catalogue.vectors
    if not len(person.disliked):
        return []
    similarity = vectors[person.disliked] @ vectors[row]
    return _near(scene, row, person.disliked, similarity, person.disliked_weights, part)[:1]


def _creator(scene: Scene, row: int, part: str) -> list[Evidence]:
    """A liked item by a creator of this one."""
    catalogue, person = scene.catalogue, scene.person
    code = int(catalogue.main_creators[row])
    if person.creators.get(code, 0.0) <= 0:
        return []
    liked = [
        (w, r)
        for w, r in zip(person.liked_weights.tolist(), person.liked.tolist(), strict=True)
        if code == catalogue.main_creators[r]
    ]
    if not liked:
        return []
    best = max(liked, key=lambda pair: (pair[0], -pair[1]))[1]
    if best == row:
        return []
    title = catalogue.items[best].title
    name = _own_label(catalogue.items[row].creators, catalogue.creators.labels[code])
    return [Evidence("creator", name, f"It is by {name}, whose “{title}” you liked", part, (name, title))]


def _series(scene: Scene, row: int, part: str) -> list[Evidence]:
    catalogue = scene.catalogue
    name, number = series_of(catalogue.items[row])
    known = scene.person.series.get(int(catalogue.series_codes[row]))
    if known is None or known.liking <= 0 or known.row == row:
        return []
    before = catalogue.items[known.row].title
    step = (number or 0.0) - known.reached
    text = f"Next in the series {name}, after “{before}”" if 0 < step <= 1 else f"In the series {name}, like “{before}”"
    return [Evidence("series", name, text, part, (name, before))]


def _statement(scene: Scene, row: int, part: str, value: float) -> list[Evidence]:
    """A wish speaks for what it raises, an aversion against what it lowers; the reverse explains nothing."""
    wanted = part.partition(":")[2]
    for statement, asked in scene.statements:
        least = _FITS_BY_MEANING if asked.names is None and asked.facets is None else _FITS
        if statement.id == wanted and value * statement.polarity > least * abs(scene.says[statement.id]):
            text = f"Your profile says: “{statement.text}”"
            if statement.polarity > 0:
                return _wished(scene.catalogue, row, statement, text, part)
            return [Evidence("aversion", statement.id, f"{text}, which speaks against it", part, (statement.text,))]
    return []


def _wished(catalogue: Catalogue, row: int, statement: Statement, text: str, part: str) -> list[Evidence]:
    """An aria may be as quiet as a sentence wants, and still is no “quiet piano music”: an item fits if it has a genre,
    a theme and a mood of those named. Where no mood of it is known, only the subject that it has is told."""
    item, named = catalogue.items[row], read_facets(sides_of(statement.text)[0])
    if not item.subjects and not item.moods:
        return [Evidence("statement", statement.id, text, part, (statement.text,))]
    groups = [group for group in (named.genres, named.themes) if group and item.subjects]
    held = [next(filter(None, (_subject_of(item, one) for one in group)), "") for group in groups]
    if not all(held):
        return []
    moods = [one for one in named.moods if one in item.moods or _subject_of(item, one)]
    if moods or not named.moods:
        return [Evidence("statement", statement.id, text, part, (statement.text,))]
    if item.moods or not held:
        return []
    said = f"Its subject {held[-1]} goes with what your profile says: “{statement.text.rstrip('. ')}”"
    return [Evidence("statement", statement.id, said, part, (statement.text.rstrip(". "), held[-1]))]


def _subject_of(item: Item, concept: str) -> str:
    """The item's subject that holds a word for the concept; empty if none does."""
    forms = [names_key(form) for form in (*vocabulary().phrases.get(concept, ()), concept)]
    return next((one for one in item.subjects if any(f" {f} " in f" {names_key(one)} " for f in forms if f)), "")


def _request(scene: Scene, row: int, part: str) -> list[Evidence]:
    """The words of the request that the item has, or that its meaning is near to them all."""
    text, asked = scene.request.text.strip(), scene.asked
    if not text or asked is None:
        return []
    held, wanted = _words_held(scene.catalogue.items[row], text)
    if held and len(held) == wanted:
        return [Evidence("request", "request", f"It matches your words “{text}”", part, (text,))]
    met = [columns[:, row].max() for columns in (asked.columns, asked.passages) if columns is not None]
    if part not in _WORD_FOR_WORD and max(met, default=0.0) >= _NEAR_REQUEST:
        return [Evidence("request", "request", f"It is near in meaning to your words “{text}”", part, (text,))]
    if not held:
        return []
    words = [f"“{word}”" for word in held[:3]]
    said = f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else words[0]
    return [Evidence("request", "request", f"It has {said} of your words", part, tuple(held[:3]))]


def _words_held(item: Item, text: str) -> tuple[list[str], int]:
    """The telling words of a text that an item has in its names, subjects, moods or description, or a word of the same
    meaning; and how many telling words there are."""
    own = " ".join((item.title, *item.creators, *item.subjects, *item.moods, item.album, item.description))
    stems, words = set(content_words(own)), vocabulary()
    text = split_negations(text)[0]
    named = {term.surface: term.concept for term in words.find(text)}
    told = [*named, *(word for word in names_key(text).split() if not any(word in one.split() for one in named))]
    telling = [
        one for one in dict.fromkeys(told) if one not in words.kinds and content_words(one) and not is_measured(one)
    ]
    held = [
        one
        for one in telling
        if stems.issuperset(content_words(one))
        or (one in named and (named[one] in item.moods or _subject_of(item, named[one])))
    ]
    return held, len(telling)


def _like(scene: Scene, row: int, part: str) -> list[Evidence]:
    """The item of the request that this one is nearest to."""
    vectors = scene.catalogue.vectors
    similarity = vectors[scene.seeds] @ vectors[row]
    best = int(np.argmax(similarity))
    if similarity[best] < _NEAR:
        return []
    item = scene.catalogue.items[int(scene.seeds[best])]
    text, names = named(item)
    return [Evidence("request", item.id, f"It is close to {text}, which you named", part, names)]


def _like_shared(scene: Scene, row: int, part: str) -> list[Evidence]:
    """The most telling subject that this item shares with one of the request, if not by name then in a word."""
    catalogue = scene.catalogue
    shared = shared_subject(catalogue, scene.seeds.tolist(), row)
    if shared is None:
        return []
    own, seed, theirs = shared
    text, names = named(catalogue.items[seed])
    said = f"Its subject “{own}” goes with “{theirs}” in {text}, which you named"
    if names_key(own) == names_key(theirs):
        said = f"It shares the subject “{own}” with {text}, which you named"
    return [Evidence("request", catalogue.ids[seed], said, part, tuple(dict.fromkeys((own, theirs, *names))))]


def _untouched(scene: Scene, row: int, part: str) -> list[Evidence]:
    item = scene.catalogue.items[row]
    acted = item.id in scene.touched
    return [] if acted or not item.owned else [Evidence("untouched", item.id, "On your shelf, not opened yet", part)]


def _fresh(scene: Scene, row: int, part: str) -> list[Evidence]:
    item = scene.catalogue.items[row]
    days = (scene.request.now - item.added) / 86_400
    return [Evidence("new", item.id, "New in your library", part)] if 0 <= days <= 30 else []


def _pack(scene: Scene, row: int, part: str) -> list[Evidence]:
    """The liked item whose neighbourhood in the pack brought this one."""
    view, person = scene.pack, scene.person
    if view is None:
        return []
    best = view.strongest_link(part.removeprefix("pack_"), row, person.liked, person.liked_weights)
    if best is None:
        return []
    item = scene.catalogue.items[best]
    text, names = named(item)
    return [Evidence("pack", item.id, f"People who like {text} also like this", part, names)]


def _popular(scene: Scene, row: int, part: str) -> list[Evidence]:
    known = scene.pack is not None and bool(scene.pack.known[row])
    return [Evidence("pack", "popular", "Many people in the pack like it", part)] if known else []


_FINDERS: dict[str, Callable[[Scene, int, str], list[Evidence]]] = {
    "taste": _liked,
    "taste_recent": _liked,
    "taste_now": _liked,
    "centroid": _liked,
    "nearest_liked": _liked,
    "exploration": _liked,
    "surprise": _liked,
    "words": _shared_words,
    "shared_words": _shared_words,
    "shared_widely": _shared_words,
    "nearest_disliked": _disliked,
    "creator": _creator,
    "series": _series,
    "series_next": _series,
    "request": _request,
    "request_passage": _request,
    "request_words": _request,
    "request_names": _request,
    "request_text": _request,
    "request_passages": _request,
    "like": _like,
    "like_shared": _like_shared,
    "untouched": _untouched,
    "fresh": _fresh,
    "pack_ease": _pack,
    "pack_knn": _pack,
    "pack_popular": _popular,
}
