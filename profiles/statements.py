"""Sentences of the profile: what is a valid one, and what code reads off it."""

import hashlib
import secrets
import unicodedata
from dataclasses import dataclass, replace

from assistant.domain.entities import Kind, Origin, Statement
from assistant.domain.errors import InvalidStatement
from assistant.language.concepts import concept_name
from assistant.language.facet_parser import context_of
from assistant.language.facets import Facets
from assistant.language.gazetteer import Gazetteer
from assistant.language.normalise import fold
from assistant.language.taste.kinds import kind_told
from assistant.language.taste.reading import clauses_of, polarity_of
from assistant.language.taste.set_phrases import strength_told
from assistant.messages import decimal, joined, quoted, tr

LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two statements that cannot both hold, and the words they quarrel over."""

    first: Statement
    second: Statement
    about: tuple[str, ...]

    def __str__(self) -> str:
        return tr(
            "{first} and {second} disagree about {what}.",
            first=quoted(self.first.text),
            second=quoted(self.second.text),
            what=joined([concept_name(one) for one in self.about]),
        )


def check_text(text: str) -> str:
    """The statement's text without surplus blanks. Raises InvalidStatement if it cannot be one."""
    if any(unicodedata.category(letter) in ("Cc", "Cs", "Co", "Cn") and letter not in "\t\n\r" for letter in text):
        raise InvalidStatement(tr("A statement cannot hold control characters. Type it again as plain text."))
    line = " ".join(text.split())
    if not line:
        raise InvalidStatement(tr("A statement needs words. Write one sentence about what you like or avoid."))
    if len(line) > LONGEST:
        raise InvalidStatement(
            tr(
                "A statement has at most {most} characters; this one has {n}. Shorten it.",
                most=decimal(LONGEST),
                n=decimal(len(line)),
            )
        )
    if not fold(line):
        raise InvalidStatement(tr("A statement needs words, not only signs. Write one sentence about what you like."))
    return line


def make_statement(text: str, kind: Kind | None = None, *, now: float, origin: Origin = Origin.WRITTEN) -> Statement:
    """A new statement with an id of its own. `kind` overrides what its words say. Raises InvalidStatement."""
    made = reworded(Statement(id=new_id(), text="", origin=origin), text, kind, now=now)
    return replace(made, strength=made.strength * strength_told(fold(made.text)))


def reworded(statement: Statement, text: str, kind: Kind | None = None, *, now: float) -> Statement:
    """The statement with another text, read anew. Raises InvalidStatement."""
    line = check_text(text)
    return replace(
        statement,
        text=line,
        polarity=polarity_of(line),
        kind=kind or kind_told(line),
        context=context_of(line),
        updated=now,
    )


def new_id() -> str:
    return f"s{secrets.token_hex(5)}"


def stable_id(*parts: object) -> str:
    """An id for a proposal: the same proposal gets the same id each time it is inferred."""
    return "p" + hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()[:10]


def contradictions(statements: tuple[Statement, ...], names: Gazetteer | None = None) -> list[Contradiction]:
    """Pairs that are for and against the same thing in the same kind and context. Muted ones do not count."""
    read = [(one, _demands(one, names)) for one in statements if not one.muted]
    found = []
    for at, (first, demands) in enumerate(read):
        for second, others in read[at + 1 :]:
            if not _meet(first, second):
                continue
            clashes = [what for what, polarity in demands.items() if others.get(what, polarity) != polarity]
            if clashes:
                found.append(Contradiction(first, second, tuple(sorted(clashes))))
    return found


def _meet(first: Statement, second: Statement) -> bool:
    same_kind = first.kind is None or second.kind is None or first.kind == second.kind
    return same_kind and (first.context == second.context or not first.context or not second.context)


def _demands(statement: Statement, names: Gazetteer | None) -> dict[str, int]:
    """Every single thing that a statement is for (+1) or against (-1)."""
    clauses = clauses_of(statement.text, names)
    if len(clauses) == 1:
        clauses = [(statement.polarity, clauses[0][1])]
    return {what: polarity for polarity, facets in clauses for what in _things(facets)}


def _things(facets: Facets) -> list[str]:
    things = [*facets.creators, *facets.genres, *facets.moods, *facets.themes, *facets.languages]
    if facets.tempo:
        things.append(tr("a {tempo} pace", tempo=facets.tempo))
    if facets.length:
        things.append(tr("{length} works", length=facets.length))
    if facets.years:
        things.append(tr("the years {first}–{last}", first=facets.years[0] or "", last=facets.years[1] or ""))
    return things or [quoted(title) for title in facets.titles]
