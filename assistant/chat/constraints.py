"""The session's constraints: what a turn adds or takes away, and which items they let through."""

import re
import statistics
from collections.abc import Iterable, Sequence
from typing import TypeVar

from assistant.chat.constraint import (
    FOR_CHILDREN,
    AtLeast,
    AtMost,
    Avoiding,
    Bound,
    ByCreator,
    Concept,
    Constraint,
    FromYears,
    Having,
    InLanguage,
    InWords,
    NotFromYears,
    NotOfOrigin,
    OfGender,
    OfGenre,
    OfKind,
    OfMood,
    OfOrigin,
    OfTempo,
    OfTheme,
    Sized,
)
from assistant.chat.demands import LACKS, denied_and_required
from assistant.chat.fit.breaking import breaks
from assistant.chat.follow.changing import begun, continued, is_to_go_with
from assistant.chat.follow.comparing import Measure, measures_in, moods_said, moods_shown, tempo_said
from assistant.chat.follow.rivals import with_all
from assistant.chat.follow.wish import goes_on, is_said_again
from assistant.chat.session import ChatSession
from assistant.chat.understand.intent import Intent
from assistant.chat.understand.intents import Act
from assistant.chat.understand.small_talk import without_idioms, without_reactions
from assistant.domain.entities import Item, Kind
from assistant.domain.lengths import WORDS_PER_MINUTE, is_of_unknown_length, minutes_of
from assistant.language.bounds.lengths import share_of_length, tells_pages
from assistant.language.bounds.years import years_in
from assistant.language.facet_parser import SAME_LANGUAGE, read_facets
from assistant.language.facets import Facets
from assistant.language.foreign import is_foreign_wish
from assistant.language.names.origins import MADE, names_makers, origins_in
from assistant.language.negation import split_negations
from assistant.language.normalise import fold
from assistant.language.numbers import in_digits
from assistant.language.taste.ages import CHILD, audience_of
from assistant.language.taste.traits import trait_named, traits_in
from assistant.language.vocabulary import vocabulary

_YEARS_APART = re.compile(
    r"\b(?P<many>an?|\d+) (?P<unit>years|century|centuries) (?:or so )?"
    r"(?:older|earlier|before|newer|later|younger|after)\b"
)
_LEAVE = 0.75
_LENGTHS: tuple[type[Constraint], ...] = (AtMost, AtLeast, Sized)
_SUNG = re.compile(r"\b(?:songs?|chansons?|canzon\w+|cancion\w*|lied(?:er)?|sing\w*|sung|lyrics|vocals?)\b")
MAKING = frozenset({"writing", "music", "composing"})  # no words
"""What is no theme where it is said who is to have made a work."""
_GENDERS = frozenset({"women", "woman", "men", "man", "frauen", "manner", "femmes", "hommes"})  # no words
_NEARLY = 0.8
"""What is half as long may be a little longer than half."""
C = TypeVar("C", bound=Constraint)


def applied(session: ChatSession, intent: Intent, cards: Sequence[Item], meant: Sequence[Item] = ()) -> ChatSession:
    """The session with what this turn asks for. "Shorter" and "newer" are so beside the items that are `meant` by
    name or as "that one", else beside the `cards` shown last."""
    if is_said_again(intent, session):
        return session
    kind = intent.kind or _kind_of(meant)
    changes = goes_on(intent, session)
    moods = moods_shown(cards) if changes and is_to_go_with(intent, session) else ()
    session = continued(session, intent) if changes else begun(session, intent, kind)
    beside = _of_kind(meant or (cards if changes else ()), kind or wanted(session.constraints).kind)
    return with_all(
        session,
        [*_asked(intent, changes), *_compared(intent, beside), *_alike(intent, meant or cards), *map(OfMood, moods)],
    )


def kept_in_mind(session: ChatSession, told: Intent) -> ChatSession:
    """The session with the lengths and the languages that a sentence which was written down rules out: what else it
    turns down the profile keeps away, and says so. told: the sentence as if it were a wish."""
    return with_all(session, [one for one in _asked(told, changes=False) if isinstance(one, Bound) or _is_tongue(one)])


def _is_tongue(one: Constraint) -> bool:
    return isinstance(one, Avoiding) and fold(one.what) in vocabulary().languages


def wanted(constraints: Iterable[Constraint]) -> Facets:
    """The constraints as facets; what is to be avoided is not among them."""
    held = tuple(constraints)
    kind, years, size = _first(held, OfKind), _first(held, FromYears), _first(held, Sized)
    least, most, tempo = _first(held, AtLeast), _first(held, AtMost), _first(held, OfTempo)
    return Facets(
        kind=kind.kind if kind else None,
        creators=_concepts(held, ByCreator),
        genres=_concepts(held, OfGenre),
        moods=_concepts(held, OfMood),
        themes=_concepts(held, OfTheme),
        tempo=tempo.what if tempo else "",
        years=(years.first, years.last) if years else None,
        languages=tuple(code for one in held if isinstance(one, InLanguage) for code in one.codes),
        length=size.size if size else "",
        minutes=(least.minutes if least else None, most.minutes if most else None) if least or most else None,
        by_pages=any(one is not None and one.unit == "pages" for one in (least, most)),
    )


def avoided(constraints: Iterable[Constraint]) -> tuple[str, ...]:
    return _concepts(tuple(constraints), Avoiding)


def _first(constraints: Sequence[Constraint], wanted_type: type[C]) -> C | None:
    return next((one for one in constraints if isinstance(one, wanted_type)), None)


def _concepts(constraints: Sequence[Constraint], wanted_type: type[Concept]) -> tuple[str, ...]:
    return tuple(one.what for one in constraints if isinstance(one, wanted_type))


def _kind(session: ChatSession) -> Kind | None:
    held = _first(session.constraints, OfKind)
    return held.kind if held else None


def lets_through(item: Item, facets: Facets, avoid: Sequence[str]) -> bool:
    """False for an item that is known to break a constraint."""
    if facets.excludes(item):
        return False
    return not any(breaks(item, what) for what in avoid)


def wish_text(session: ChatSession) -> str:
    """The words to search and rank by: the wish, with what was asked for since."""
    spoken = set(fold(session.wish).split())
    since = [
        one.value
        for one in session.constraints
        if isinstance(one, OfGenre | OfMood | OfTheme | OfTempo | InWords) and not _is_said(one.what, spoken)
    ]
    # What was asked for since is not behind a "no" of the wish.
    joint = ". " if since and split_negations(session.wish)[1].strip() else " "
    return joint.join(filter(None, [session.wish, " ".join(since)]))


def _is_said(concept: str, spoken: set[str]) -> bool:
    forms = vocabulary().phrases.get(concept, (fold(concept),))
    return any(set(form.split()) <= spoken for form in forms)


def _asked(intent: Intent, changes: bool) -> list[Constraint]:
    """The constraints that a message names. changes: it changes a wish under way, whose words do not hold its own."""
    facets = intent.facets
    found: list[Constraint] = [OfKind(intent.kind)] if intent.kind else []
    said = denied_and_required(without_idioms(without_reactions(intent.text)))
    # Whom it is read to is told among the circumstances.
    told_of = split_negations(intent.wish or intent.text)[0]
    said += [Having(FOR_CHILDREN)] if audience_of(told_of) == CHILD else []
    # Who turns down Anatole France turns down no French.
    names = {word for one in intent.avoid if " " in one for word in fold(one).split()}
    said = [one for one in said if not (isinstance(one, Avoiding) and _is_tongue(one) and fold(one.what) in names)]
    demands = [one for one in said if _can_be_had(one, intent.kind)]
    gendered = any(isinstance(one, OfGender) for one in demands)
    told = {one.what for one in demands if isinstance(one, Avoiding)}
    found += [
        OfGenre(one)
        for one in facets.genres
        if not (gendered and fold(one) in _GENDERS) and LACKS.get(fold(one)) not in told
    ]
    moods = moods_said(intent.text) if changes or is_foreign_wish(intent.text) else ()
    found += [OfMood(one) for one in dict.fromkeys((*facets.moods, *moods))]
    made_by = any(isinstance(one, OfGender | OfOrigin) for one in demands)
    found += [OfTheme(one) for one in facets.themes if not (made_by and fold(one) in MAKING)]
    found += [ByCreator(one) for one in facets.creators if not intent.like]
    demands = [one for one in demands if not (isinstance(one, OfOrigin) and _means_tongue(one, facets, intent))]
    tongues = [code for code in facets.languages if code not in _tongues_of_origins(demands)]
    found += [InLanguage(" ".join(tongues))] if tongues else []
    tempo = facets.tempo or (tempo_said(intent.text) if changes else "")
    found += [OfTempo(tempo)] if tempo else []
    if facets.years:
        found.append(FromYears(*facets.years))
    if intent.without.years:
        found += _not_from(*intent.without.years)
    if facets.minutes:
        least, most = facets.minutes
        unit = "pages" if tells_pages(fold(intent.text)) else ""
        found += [AtLeast(least, unit)] if least is not None else []
        found += [AtMost(most, unit)] if most is not None else []
    elif facets.length and not measures_in(intent.text):
        found.append(Sized(facets.length))
    if intent.without.length and not facets.length:
        found.append(Sized(f"not {intent.without.length}"))
    # What a trait stands for is told once.
    foreign = {one.what.removeprefix(MADE) for one in demands if isinstance(one, NotOfOrigin)}
    words = {word for one in told for word in one.split()}
    plain = [
        one
        for one in intent.avoid
        if one
        and fold(one) not in words
        and not (foreign and (fold(one) in MAKING or names_makers(one)))
        and foreign.isdisjoint(origin.name for origin in origins_in(one))
        and fold(one) not in names
        and not read_facets(one).length
        and years_in(fold(one)) is None
        and told.isdisjoint(trait.name for trait in traits_in(one, denied=True))
    ]
    return [*found, *demands, *map(Avoiding, plain)]


def _means_tongue(origin: OfOrigin, facets: Facets, intent: Intent) -> bool:
    """Whether "an Italian novel" asks for what is in Italian: where some are, and nobody speaks of makers."""
    unsung = intent.kind is Kind.MUSIC and not _SUNG.search(fold(intent.text))
    if origin.what.startswith(MADE) or unsung:
        return False
    # "English or French" names languages, though only one of them is of the shelves.
    return len(facets.languages) > 1 or any(one.language in facets.languages for one in origin.origins)


def _tongues_of_origins(demands: Sequence[Constraint]) -> set[str]:
    """The languages of where the makers are to come from: "a Russian novel" may be a translated one."""
    return {one.language for held in demands if isinstance(held, OfOrigin) for one in held.origins}


def _can_be_had(one: Constraint, kind: Kind | None) -> bool:
    """False for a trait that only another kind has: no book is sung."""
    known = trait_named(one.what) if isinstance(one, Avoiding | Having) else None
    return known is None or known.kind is None or kind in (None, known.kind, Kind.DOCUMENT)


def _not_from(first: int | None, last: int | None) -> list[Constraint]:
    """What years that are denied leave."""
    if first is not None and last is not None:
        return [NotFromYears(f"{first}-{last}")]
    return [FromYears(None, first - 1) if first is not None else FromYears((last or 0) + 1, None)]


def _kind_of(items: Sequence[Item]) -> Kind | None:
    """The one kind that all of them are of."""
    kinds = {one.kind for one in items}
    return kinds.pop() if len(kinds) == 1 else None


def _of_kind(items: Sequence[Item], kind: Kind | None) -> list[Item]:
    """Those that a length or a year can be compared with: of the kind asked for, and none where kinds are mixed."""
    found = [one for one in items if kind in (None, one.kind)]
    return found if _kind_of(found) else []


def _compared(intent: Intent, cards: Sequence[Item]) -> list[Constraint]:
    """What "shorter" or "newer" means beside items of one kind; a bound that is named counts instead."""
    found: list[Constraint] = []
    years = [item.year for item in cards if item.year is not None and intent.facets.years is None]
    share = share_of_length(fold(intent.text))
    if share is not None and intent.facets.minutes is None:
        return _of_length(share > 1, cards, _NEARLY * share if share > 1 else share / _NEARLY)
    for measure in measures_in(intent.text):
        # "Not longer than half an hour" is told of a list as a whole.
        told = intent.facets.minutes or (intent.minutes if intent.act is Act.MAKE_LIST else None)
        if measure in (Measure.SHORTER, Measure.LONGER) and told is None:
            found += _of_length(measure is Measure.LONGER, cards)
        elif measure is Measure.OLDER and years:
            found.append(FromYears(None, statistics.median_low(years) - (_apart(intent.text) or 1)))
        elif measure is Measure.NEWER and years:
            found.append(FromYears(statistics.median_high(years) + (_apart(intent.text) or 1), None))
    return found


def _apart(text: str) -> int:
    """How many years older or newer something is to be, with some leave; 0 where that is not told."""
    found = _YEARS_APART.search(in_digits(fold(text)))
    if found is None:
        return 0
    many = int(found["many"]) if found["many"].isdigit() else 1
    return round(_LEAVE * many * (1 if found["unit"] == "years" else 100))


def _alike(intent: Intent, beside: Sequence[Item]) -> list[Constraint]:
    """The language of what is meant, else of most of the cards, where the same one is asked for."""
    if not SAME_LANGUAGE.search(intent.text):
        return []
    known = [one.language for one in beside if one.language]
    return [InLanguage(statistics.mode(known))] if known else []


_LEAST_PIECE = 0.75
"""Minutes: what lasts less is a sample, and no measure of a piece."""


def _of_length(longer: bool, cards: Sequence[Item], share: float | None = None) -> list[Constraint]:
    """A little below or above the middle of what is known, or a `share` of it, with the kind that it is measured by: a
    record is shorter than any novel."""
    known = [one for one in cards if not is_of_unknown_length(one)] or cards
    minutes = [one for one in map(minutes_of, known) if one is not None]
    kind = _kind_of(cards)
    if not minutes or kind is None or (kind is Kind.MUSIC and statistics.median(minutes) < _LEAST_PIECE):
        return [Sized("long" if longer else "short")]
    middle = statistics.median_high(minutes) if longer else statistics.median_low(minutes)
    limit = middle * (share or (1.05 if longer else 0.95))
    unit = "words" if limit < 1 and kind is not Kind.MUSIC else ""
    limit = round(limit * WORDS_PER_MINUTE) / WORDS_PER_MINUTE if unit else float(f"{limit:.3g}")
    return [OfKind(kind), AtLeast(limit, unit) if longer else AtMost(limit, unit)]
