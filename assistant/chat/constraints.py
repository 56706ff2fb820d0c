"""The session's constraints: what a turn adds or takes away, and which items they let through."""

import re
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.chat.session import WORDS, Constraint, Session
from assistant.chat.understand.intent import Intent, content_words
from assistant.domain.entities import Item, Kind
from assistant.language.facets import WORDS_PER_MINUTE, Facets, minutes_of, speaks_of
from assistant.language.normalise import fold, tokenise
from assistant.language.vocabulary import vocabulary

_OF_WISH = frozenset({"kind", "genre", "mood", "theme", "tempo", "creator", "years", "language"})
"""They belong to one wish: a new wish brings its own."""
_OF_KIND = frozenset({"longest", "shortest", "length"})
_SINGLE = {"kind": "", "length": "longest shortest", "longest": "length", "shortest": "length"}
_COMPARED = {
    "shorter": "longest", "briefer": "longest", "longer": "shortest", "older": "before", "newer": "after",
}  # fmt: skip
_TONES = {
    "happier": ("mood", "happy"), "sadder": ("mood", "sad"), "calmer": ("mood", "calm"), "quieter": ("mood", "calm"),
    "darker": ("mood", "dark"), "lighter": ("mood", "light"), "funnier": ("mood", "funny"),
    "scarier": ("mood", "scary"),
    "slower": ("tempo", "slow"), "faster": ("tempo", "fast"), "livelier": ("mood", "energetic"),
    "warmer": ("mood", "cosy"), "stranger": ("mood", "strange"), "weirder": ("mood", "strange"),
}  # fmt: skip
_LIFTED = re.compile(
    r"\b(?P<what>[\w ]{2,40}?) (?:is|are|would be) (?:fine|ok|okay|allowed|welcome|all right|alright)\b"
    r"|\b(?:drop|lift|remove|ignore|forget|never mind) (?:the |about the |about )?(?P<other>[\w ]{2,40}?)"
    r"(?: limit| constraint| part)?$|\bany (?P<any>kind|length|language|year|mood|genre)\b"
)
_REFINING = re.compile(
    r"^(?:and|but|also|only|just|make (?:it|them|that)|something|anything|nothing|no|not|without|in|from|less|more"
    r"|a bit|a little|same|or|with|rather|instead|shorter|longer|older|newer|" + "|".join(_TONES) + r")\b"
)


def is_refinement(intent: Intent, session: Session) -> bool:
    """True if the words only narrow the wish before: no subject of their own, and something to narrow."""
    if not (session.wish or session.constraints or session.cards) or intent.named or intent.like:
        return False
    folded = fold(intent.text)
    words = folded.split()
    kind = _value(session, "kind")
    if intent.kind is not None and kind not in ("", str(intent.kind)):
        return False
    own = [word for word in content_words(intent) if word not in _COMPARED and word not in _TONES]
    subjects = intent.facets.themes or intent.facets.genres
    if own:
        return False
    return not subjects or (len(words) <= 6 and bool(_REFINING.search(folded)))


def applied(session: Session, intent: Intent, cards: Sequence[Item], meant: Sequence[Item] = ()) -> Session:
    """The session with what this turn asks for. "Shorter" and "newer" are so beside the items that are `meant` by
    name or as "that one", else beside the `cards` shown last."""
    folded = fold(intent.text)
    lifted = _lifted(session, folded)
    if lifted != session:
        return lifted
    kind = intent.kind or _kind_of(meant)
    if not is_refinement(intent, session):
        changed = kind is not None and _value(session, "kind") not in ("", str(kind))
        changed |= kind is Kind.MUSIC and any(one.value.endswith(WORDS) for one in session.constraints)
        gone = _OF_WISH | (_OF_KIND if changed else frozenset())
        kept = tuple(one for one in session.constraints if one.name not in gone)
        session = replace(session, constraints=kept, wish=intent.wish or intent.text)
    beside = _of_kind(meant or cards, kind or wanted(session.constraints).kind)
    for one in (*_asked(intent), *_compared(folded, beside)):
        session = _without_rivals(session, one).with_constraint(one)
    return session


def wanted(constraints: Iterable[Constraint]) -> Facets:
    """The constraints as facets; what is to be avoided is not among them."""
    by: dict[str, list[str]] = {}
    for one in constraints:
        by.setdefault(one.name, []).append(one.value)
    least, most = (_minutes(by[name][0]) if name in by else None for name in ("shortest", "longest"))
    return Facets(
        kind=Kind(by["kind"][0]) if "kind" in by else None,
        creators=tuple(by.get("creator", ())),
        genres=tuple(by.get("genre", ())),
        moods=tuple(by.get("mood", ())),
        themes=tuple(by.get("theme", ())),
        tempo=by.get("tempo", [""])[0],
        years=_years(by["years"][0]) if "years" in by else None,
        languages=tuple(by.get("language", ())),
        length=by.get("length", [""])[0],
        minutes=None if least is None and most is None else (least, most),
    )


def avoided(constraints: Iterable[Constraint]) -> tuple[str, ...]:
    return tuple(one.value for one in constraints if one.name == "avoid")


def lets_through(item: Item, facets: Facets, avoid: Sequence[str]) -> bool:
    """False for an item that is known to break a constraint."""
    if facets.excludes(item):
        return False
    return not any(breaks(item, what) for what in avoid)


def breaks(item: Item, what: str) -> bool:
    """True if an item is by, is called, speaks of or is in the language of what is to be avoided."""
    folded = fold(what)
    language = vocabulary().languages.get(folded)
    if language is not None and item.language == language:
        return True
    names = [fold(name) for name in (item.title, *item.creators)]
    surnames = [name.rpartition(" ")[2] for name in names[1:]]
    return folded in (*names, *surnames) or speaks_of(item, what)


def wish_text(session: Session) -> str:
    """The words to search and rank by: the wish, with what was asked for since."""
    spoken = set(fold(session.wish).split())
    since = [
        one.value
        for one in session.constraints
        if one.name in ("genre", "mood", "theme", "tempo") and not _is_said(one.value, spoken)
    ]
    return " ".join([session.wish, *since]).strip()


def _is_said(concept: str, spoken: set[str]) -> bool:
    forms = vocabulary().phrases.get(concept, (fold(concept),))
    return any(set(form.split()) <= spoken for form in forms)


def _asked(intent: Intent) -> list[Constraint]:
    facets = intent.facets
    found = [Constraint("kind", str(intent.kind))] if intent.kind else []
    found += [Constraint("genre", one) for one in facets.genres]
    found += [Constraint("mood", one) for one in facets.moods]
    found += [Constraint("theme", one) for one in facets.themes]
    found += [Constraint("creator", one) for one in facets.creators if not intent.like]
    found += [Constraint("language", one) for one in facets.languages]
    found += [Constraint("tempo", facets.tempo)] if facets.tempo else []
    if facets.years:
        found.append(Constraint("years", f"{facets.years[0] or ''}-{facets.years[1] or ''}"))
    if facets.minutes:
        least, most = facets.minutes
        found += [Constraint("shortest", f"{least:g}")] if least is not None else []
        found += [Constraint("longest", f"{most:g}")] if most is not None else []
    elif facets.length and not any(token.folded in _COMPARED for token in tokenise(intent.text)):
        found.append(Constraint("length", facets.length))
    if intent.without.length:
        found.append(Constraint("length", "short" if intent.without.length == "long" else "long"))
    return found + [Constraint("avoid", one) for one in intent.avoid if one]


def _kind_of(items: Sequence[Item]) -> Kind | None:
    """The one kind that all of them are of."""
    kinds = {one.kind for one in items}
    return kinds.pop() if len(kinds) == 1 else None


def _of_kind(items: Sequence[Item], kind: Kind | None) -> list[Item]:
    """Those that a length or a year can be compared with: of the kind asked for, and none where kinds are mixed."""
    found = [one for one in items if kind in (None, one.kind)]
    return found if _kind_of(found) else []


def _compared(folded: str, cards: Sequence[Item]) -> list[Constraint]:
    """What "shorter", "newer" or "happier" means beside items of one kind."""
    found = [Constraint(*_TONES[word]) for word in folded.split() if word in _TONES]
    for word in folded.split():
        name = _COMPARED.get(word, "")
        if name in ("longest", "shortest"):
            found += _of_length(name, cards)
        years = [item.year for item in cards if item.year is not None]
        if name == "before" and years:
            found.append(Constraint("years", f"-{statistics.median_low(years) - 1}"))
        elif name == "after" and years:
            found.append(Constraint("years", f"{statistics.median_high(years) + 1}-"))
    return found


def _of_length(name: str, cards: Sequence[Item]) -> list[Constraint]:
    """A little below or above the middle of what is known, with the kind that it is measured by: a record is shorter
    than any novel."""
    minutes = [one for one in map(minutes_of, cards) if one is not None]
    kind = _kind_of(cards)
    if not minutes or kind is None:
        return [Constraint("length", "short" if name == "longest" else "long")]
    middle = statistics.median_low(minutes) if name == "longest" else statistics.median_high(minutes)
    limit = middle * (0.95 if name == "longest" else 1.05)
    few = limit < 1 and kind is not Kind.MUSIC
    return [
        Constraint("kind", str(kind)),
        Constraint(name, f"{limit * WORDS_PER_MINUTE:.0f}{WORDS}" if few else f"{limit:.3g}"),
    ]


def _minutes(value: str) -> float:
    return float(value.removesuffix(WORDS)) / (WORDS_PER_MINUTE if value.endswith(WORDS) else 1.0)


def _lifted(session: Session, folded: str) -> Session:
    """Takes away what the person no longer minds: "sad is fine", "any length"."""
    groups = {"length": ("longest", "shortest", "length"), "year": ("years",)}
    for match in _LIFTED.finditer(folded):
        if match["any"]:
            names = groups.get(match["any"], (match["any"],))
            session = replace(session, constraints=tuple(one for one in session.constraints if one.name not in names))
            continue
        spoken = set((match["what"] or match["other"]).split())
        kept = tuple(
            one for one in session.constraints if not spoken & {*fold(one.value).split(), *fold(one.chip).split()[1:]}
        )
        session = replace(session, constraints=kept)
    return session


def _without_rivals(session: Session, new: Constraint) -> Session:
    """Takes away what the new constraint contradicts: "sad songs" ends "nothing sad", and the other way round."""
    names = _SINGLE.get(new.name, "").split()

    def stays(one: Constraint) -> bool:
        if one.name in names:
            return False
        if new.name == "avoid":
            return one.value != new.value or one.name == "avoid"
        return one.name != "avoid" or one.value != new.value

    return replace(session, constraints=tuple(one for one in session.constraints if stays(one)))


def _years(value: str) -> tuple[int | None, int | None]:
    first, _, last = value.partition("-")
    return (int(first) if first else None, int(last) if last else None)


def _value(session: Session, name: str) -> str:
    return next((one.value for one in session.constraints if one.name == name), "")
