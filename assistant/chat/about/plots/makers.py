"""Questions about who made a work: when they lived, how old they were, where they come from, who they are."""

import re
from collections.abc import Callable, Mapping

from assistant.domain.entities import Item
from assistant.guide.makers import Maker, find_maker
from assistant.language.names.given_names import MAN, WOMAN
from assistant.language.names.origins import origin_named
from assistant.language.normalise import flatten, fold
from assistant.messages import SOURCE, current_language, joined, quoted, tr

GROUP = "group"  # no words
_LONG_AGO = 1925
"""Who was born before it is hardly alive, though the guide may not know the death."""
_TRADES = (
    r"authors?|writers?|novelists?|poets?|playwrights?|composers?|singers?|songwriters?|artists?|bands?|musicians?|autor\w*"
    r"|schriftsteller\w*|dichter\w*|komponist\w*|sanger\w*|auteure?|autrice|ecrivain\w*|poete|compositeur\w*|compositrice"
    r"|chanteu\w+"
)  # no words
_MADE = (
    r"(?:wrote|writing|written|composed|composing|made|recorded|published|started|finished|came out|schrieb"
    r"|komponierte|geschrieben|ecrit|compose)"
)  # no words
_BEHIND = r"(?:he|she|they|er|sie|il|elle)"
_ASKED: Mapping[str, str] = {
    "death": r"\b(?:how old|what age|wie alt|quel age)\b.*"
    r"\b(?:died?|passed away|starb|mort|(?:did|has) (?:he|she) (?:get|live|lived|become|became))\b",
    "life": r"\bwhen did .*\blive\b|\bwann (?:hat|lebte)\b|\bquand a .*\bvecu\b",
    "age": rf"\b(?:how old|what age|wie alt|quel age)\b.*\b(?:{_MADE}|when (?:it|this) (?:was|came)|by then)\b",
    "alive": r"\b(?:still (?:alive|living|around|with us|going|writing)|alive|dead (?:yet|now|or alive)"
    r"|is \w+(?: \w+)? dead"
    r"|lebt \w+(?: \w+)*? noch|noch am leben|schon (?:tot|gestorben)|(?:toujours|encore) (?:en vie|vivante?))\b",
    "died": r"\b(?:when|what year|which year) (?:did|has) .*\b(?:die|died|pass away)\b|\b(?:date|year) of death\b"
    r"|\bwann (?:ist|starb) .*|\bquand (?:est|a) .*\bmort",
    "born": r"\b(?:when|what year|which year) (?:was|were) .*\bborn\b|\b(?:date|year) of birth\b"
    r"|\bwann (?:wurde|ist) .*\bgeboren\b|\bquand est .*\b(?:ne|nee)\b",
    "from": r"\bwhere (?:is|was|are|were|does|did|do) .*\b(?:from|born)\b|\b(?:what|which) (?:nationality|country)\b"
    r"|\bwoher\b|\baus welchem land\b|\bd ?ou (?:vient|venait)\b|\bquelle nationalite\b",
    "who": r"^(?:so |and |but )?(?:who|wer|qui) (?:is|was|are|were|the hell is|on earth is|war|ist|est|etait)\b",
    "gender": r"\b(?:is|was) .*\b(?:an? )?(?:man or an? woman|woman or an? man|he or an? she|bloke or)\b",
}  # no words
_THEMSELVES = re.compile(
    rf"\b(?:when|by the time|als|quand|lorsqu) {_BEHIND} (?:\w+ )?{_MADE}\b|\b(?:is|was|did|were|has) {_BEHIND}\b"
    rf"|\b(?:lebt|ist|wurde|starb|war) {_BEHIND}\b"
)  # no words
"""A word for the maker where nobody is named."""
_PLAYED = re.compile(r"\b(?:sing|sang|play|plays|played|conduct\w*|perform\w*|narrat\w*|read) ")
"""Who does so need not have made it."""


def makers_told(question: str, item: Item) -> list[str]:
    """What is known of who made a work, as far as that is asked; nothing where it is not, or is not known."""
    folded = fold(question)
    asked = next((name for name, pattern in _ASKED.items() if re.search(pattern, folded)), "")
    if not asked or _PLAYED.search(folded):
        return []
    known = [one for name in item.creators if (one := find_maker(name)) is not None]
    named = [one for one in known if fold(one.name).split()[-1] in folded.split()]
    general = re.search(rf"\b(?:{_TRADES})\b|\b(?:written|composed|made|sung) by\b", folded) or (
        asked != "who" and _THEMSELVES.search(folded)
    )
    meant = named or (known if general else [])
    return [said for one in meant[:1] if (said := _SAID[asked](one, item))]


def _life(one: Maker, item: Item) -> str:
    if one.born is None or one.died is None:
        return _born(one, item) or _died(one, item)
    if one.who == GROUP:
        return tr(
            "According to Alcove’s guide, {name} began in {year} and ended in {end}.",
            name=one.name, year=one.born, end=one.died,
        )  # fmt: skip
    return tr(
        "According to Alcove’s guide, {name} lived from {born} to {died}.",
        name=one.name, born=one.born, died=one.died,
    )  # fmt: skip


def _born(one: Maker, item: Item) -> str:
    if one.born is None:
        return ""
    if one.who == GROUP:
        return tr("According to Alcove’s guide, {name} began in {year}.", name=one.name, year=one.born)
    return tr("According to Alcove’s guide, {name} was born in {year}.", name=one.name, year=one.born)


def _died(one: Maker, item: Item) -> str:
    if one.died is None:
        return tr("I know of no year in which {name} died.", name=one.name) if one.born is not None else ""
    if one.who == GROUP:
        return tr("According to Alcove’s guide, {name} ended in {year}.", name=one.name, year=one.died)
    return tr("According to Alcove’s guide, {name} died in {year}.", name=one.name, year=one.died)


def _alive(one: Maker, item: Item) -> str:
    if one.died is not None:
        return _life(one, item)
    if one.born is None or one.born < _LONG_AGO:
        return ""
    said = tr("I know of no year in which {name} died.", name=one.name)
    return f"{_born(one, item)} {said}"


def _age(one: Maker, item: Item) -> str:
    if one.born is None or one.who == GROUP:
        return ""
    if item.year is None or not one.born < item.year <= (one.died or item.year):
        return _life(one, item)
    return tr(
        "{name} was about {age} when {title} came out: it is from {year}, and the birth, according to Alcove’s guide,"
        " was in {born}.",
        name=one.name, age=item.year - one.born, title=quoted(flatten(item.title)), year=item.year, born=one.born,
    )  # fmt: skip


def _age_at_death(one: Maker, item: Item) -> str:
    if one.born is None or one.died is None or one.who == GROUP:
        return ""
    return tr(
        "{name} was about {age}: born in {born} and dead in {died}, according to Alcove’s guide.",
        name=one.name, age=one.died - one.born, born=one.born, died=one.died,
    )  # fmt: skip


def _from(one: Maker, item: Item) -> str:
    if not one.origins:
        return ""
    words = joined([_called(origin) for origin in one.origins])
    return tr("{name}: {words}, according to Alcove’s guide.", name=one.name, words=words)


def _who(one: Maker, item: Item) -> str:
    years = f" ({one.born or ''}–{one.died or ''})" if one.born is not None else ""
    told = [_called(origin) for origin in one.origins]
    # The trades stand there in English.
    told += one.trades if current_language() == SOURCE else ()
    if not told:
        return _life(one, item)
    return tr("{name}{years}: {words}, according to Alcove’s guide.", name=one.name, years=years, words=", ".join(told))


def _gender(one: Maker, item: Item) -> str:
    if one.who == WOMAN:
        return tr("{name} is a woman, according to Alcove’s guide.", name=one.name)
    return tr("{name} is a man, according to Alcove’s guide.", name=one.name) if one.who == MAN else ""


def _called(origin: str) -> str:
    known = origin_named(origin)
    return dict(known.called).get(current_language(), origin) if known is not None else origin


_SAID: Mapping[str, Callable[[Maker, Item], str]] = {
    "death": _age_at_death, "age": _age, "alive": _alive, "died": _died, "born": _born, "from": _from, "who": _who,
    "gender": _gender, "life": _life,
}  # fmt: skip
