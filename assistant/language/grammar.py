"""A little grammar of English sentences: quotations, capitalised names, and what a verb was done to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.language.normalise import Token
from assistant.language.vocabulary import vocabulary

QUOTED = re.compile(
    r"“([^“”]*)”|\"([^\"]*)\"|«([^«»]*)»|„([^„“”]*)[“”]|(?<!\w)‘([^‘’]*(?:’\w[^‘’]*)*)’(?!\w)|(?<!\w)'([^']+)'(?!\w)"
)
JOINING = frozenset({
    "a", "an", "and", "at", "by", "de", "del", "der", "des", "di", "du", "el", "for", "from", "in", "la", "le",
    "les", "of", "on", "or", "the", "to", "van", "von", "with",
})  # fmt: skip
_PAIRING = frozenset({
    "by", "from", "of", "the", "its", "author", "authors", "artist", "artists", "written", "composed",
    "performed", "sung", "and", "album", "song", "book",
})  # fmt: skip
_PEOPLE = frozenset({"people", "readers", "listeners", "others", "fans", "everyone", "they", "who"})
_OF_ALL = frozenset({"are", "were", "both", "all", "each", "every"})
_BREAKS = frozenset({
    "are", "because", "close", "comes", "could", "fits", "is", "it", "may", "match", "matches", "might", "near",
    "nearby", "nearest", "pick", "picked", "recommend", "recommended", "seems", "shares", "similar", "since",
    "should", "so", "suggest", "suggested", "suits", "that", "this", "try", "was", "which", "who", "will",
    "would",
})  # fmt: skip
_HELPERS = frozenset({"have", "ve", "had", "also", "really", "recently", "both", "once", "already", "said", "that"})


@dataclass(frozen=True, slots=True)
class Named:
    """A title or a creator in a sentence."""

    role: str
    name: str
    first: int
    last: int
    """Places of its first and last token."""


def quotations(text: str) -> list[str]:
    return [next(group for group in match.groups() if group is not None) for match in QUOTED.finditer(text)]


def capital_runs(text: str, tokens: Sequence[Token]) -> list[list[Token]]:
    """Runs of capitalised words, with small joining words between them; a plain first word of the sentence is none."""
    plain = vocabulary().plain
    runs: list[list[Token]] = []
    run: list[Token] = []
    waiting: list[Token] = []
    for at, token in enumerate(tokens):
        between = text[tokens[at - 1].end : token.start] if at else ""
        opens = at == 0 or bool(re.search(r"[.!?:;]", between))
        if run and (opens or re.search(r"[,;:()]", between)):
            runs.append(run)
            run, waiting = [], []
        capital = text[token.start].isupper() and token.folded not in ("i", "ill", "ive", "id", "im")
        if capital and not (opens and (token.folded in plain or token.folded in vocabulary().deeds)):
            run = [*run, *waiting, token] if run else [token]
            waiting = []
        elif run and token.folded in JOINING:
            waiting.append(token)
        elif run:
            runs.append(run)
            run, waiting = [], []
    return [*runs, run] if run else runs


def subject_before(tokens: Sequence[Token], at: int) -> str:
    """Who did it: "you", "people", or "" if neither stands in the few words before."""
    for token in reversed(tokens[max(0, at - 5) : at]):
        if token.folded in ("you", "youve", "your"):
            return "you"
        if token.folded in _PEOPLE:
            return "people"
        if token.folded not in _HELPERS:
            return "you" if _has_you(tokens, at) else ""
    return ""


def _has_you(tokens: Sequence[Token], at: int) -> bool:
    return any(token.folded in ("you", "youve") for token in tokens[max(0, at - 3) : at])


def targets_of(mentions: Sequence[Named], at: int, tokens: Sequence[Token]) -> list[Named]:
    """The titles that a deed was done to: those after it, up to a new clause, and those before a "which you"."""
    titles = [one for one in mentions if one.role == "title"]
    found = []
    end = at
    for one in (title for title in titles if title.first > at):
        if _breaks(tokens[end + 1 : one.first]) or _opens_clause(tokens, end, one):
            break
        found.append(one)
        end = one.last
    start = at
    for one in reversed([title for title in titles if title.last < at]):
        gap = tokens[one.last + 1 : start]
        if start == at:
            relative = {"which", "that", "you"}
            if not any(token.folded in relative for token in gap):
                break
            gap = [token for token in gap if token.folded not in relative]
        if _breaks(gap):
            break
        found.append(one)
        start = one.first
    return found


def _breaks(gap: Sequence[Token]) -> bool:
    return any(token.folded in _BREAKS or token.folded in vocabulary().deeds for token in gap)


def _opens_clause(tokens: Sequence[Token], end: int, one: Named) -> bool:
    """ "You liked A, and B is close": B opens a clause of its own."""
    before = tokens[end + 1 : one.first]
    after = tokens[one.last + 1].folded if one.last + 1 < len(tokens) else ""
    return any(token.folded == "and" for token in before) and after in _BREAKS


def titles_beside(tokens: Sequence[Token], mentions: Sequence[Named], place: int) -> list[str]:
    """The titles that a creator is put beside: several in "A and B are by C", else one or none."""
    one = mentions[place]
    before = [other for other in mentions[:place] if other.role == "title"]
    if before and any(token.folded in _OF_ALL for token in tokens[before[0].first : one.first]):
        return [other.name for other in before]
    following = tokens[one.last + 1].folded if one.last + 1 < len(tokens) else ""
    if not before and one.first > 0 and tokens[one.first - 1].folded == "by" and following != "whose":
        return []  # "It is by C" speaks of the item itself
    title = _title_beside(tokens, mentions, place)
    return [title] if title is not None else []


def _title_beside(tokens: Sequence[Token], mentions: Sequence[Named], place: int) -> str | None:
    """The title before a creator with "by" between, after it with "'s", else the nearest."""
    one = mentions[place]
    before = [other for other in mentions[:place] if other.role == "title"]
    after = [other for other in mentions[place + 1 :] if other.role == "title"]
    if before:
        gap = [token.folded for token in tokens[before[-1].last + 1 : one.first]]
        if "by" in gap or all(word in _PAIRING for word in gap):
            return before[-1].name
    if after and tokens[one.last].folded.endswith("s") and after[0].first - one.last <= 2:
        return after[0].name
    if before or after:
        near = min((*before, *after), key=lambda other: min(abs(other.first - one.last), abs(one.first - other.last)))
        return near.name
    return None
