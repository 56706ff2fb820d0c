"""Which papers a question is asked of that leans on the one before, and what it asks of them: "and for the camper?"."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from assistant.chat.about.sides import two_sides
from assistant.chat.services import Services
from assistant.chat.session import ChatSession
from assistant.domain.entities import Item, Kind
from assistant.domain.errors import UnknownItem
from assistant.language.normalise import fold, tokenise
from assistant.search.answers.look_alikes import Paper, undated, without_years
from assistant.search.answers.question import read_question, stem, stems

_PAIR, _MOST, _OPENING = 2, 3, 300
_OR = r"(?:\b(?:or|oder|ou|o|vs)\b)"
_NOW = re.compile(
    r"\b(?:now|nowadays|currently|at present|at the moment|these days|today|jetzt|derzeit|zurzeit|aktuell|momentan"
    r"|heute|maintenant|actuellement|aujourd hui|ahora|actualmente|hoy|adesso|attualmente|oggi)\b"
)
_SPAN = r"(?:years?|months?|weeks?|terms?|seasons?|times?|ones?|meetings?|returns?|jahr|monat|mal)"  # no words
_AFTER = re.compile(
    rf"\b{_SPAN} (?:after|later|afterwards)\b|\b(?:next|following) {_SPAN}\b|\b{_SPAN} (?:darauf|danach|spater)"
    r"|\b(?:l annee|le mois|la fois) (?:suivante?|d apres)\b|\b(?:ano|mes) (?:siguiente|despues)\b"
)
_BEFORE = re.compile(
    rf"\b{_SPAN} (?:before|earlier|previously)\b|\b(?:previous|last) {_SPAN}\b|\b{_SPAN} (?:davor|zuvor|vorher)"
    r"|\b(?:l annee|le mois|la fois) (?:precedente?|d avant)\b|\b(?:ano|mes) (?:anterior|antes)\b"
)
_ASKS = re.compile(
    r"\b(?:what|whats|when|whens|where|wheres|who|whos|whom|whose|which|how|hows|why|is|are|was|were|do|does|did|can"
    r"|could|may|must|should|will|would|has|have|had|was|wann|wo|wer|wem|wen|wie|warum|welche\w*|ist|sind|hat|darf|kann"
    r"|muss|quoi|quand|ou|qui|combien|comment|pourquoi|quel\w*|est|sont|cuando|donde|quien\w*|cuant[oa]s?|como|cual\w*"
    r"|quando|dove|chi|quant[oaie]|quale?)\b"
)
_ABOUT = re.compile(
    r"^(?:(?:and|but|or|ok|okay|so|well|oh|und|oder|aber|et|ou|mais|y|o|e) )*(?:what about|how about|what of|whats with"
    r"|was ist mit|wie ist es mit|wie steht es mit|quid de|qu en est il (?:de|du)|y que tal|que tal|e)\b"
)
"""Asks the same of something else."""
_OF_LAST = re.compile(r"\b(?:it|its|mine|ours|they|them|mein(?:e[rs]?|s)|unsere[rs]?|le mien|la mienne|el mio)\b")
_AND = re.compile(r"^(?:(?:and|but|or|ok|okay|so|well|oh|then|und|oder|aber|et|ou|mais|y|o|e) )+")
_OF_THEM = re.compile(
    r"\b(?:which|welche[rs]?|lequel|laquelle|cual|quale)(?: one)?(?: of)? (?:them|these|those|the two|both|davon"
    r"|von (?:beiden|ihnen)|(?:d entre )?(?:eux|elles)|des deux|de (?:ellos|ellas|los dos|las dos)|dei due|delle due)\b"
)
_WHICH = re.compile(
    r"\b(?:which|what|welche[rsnm]?|quel(?:le)?s?|cual|que|quale)(?: (?:one )?of (?:the|my|our)(?: two)?)?"
    r"(?P<behind>(?: \w+){1,2})"
)
_MORE = re.compile(
    r"\b(?:more|most|less|least|fewer|better|best|worse|worst|sooner|\w{3,}(?:er|est)|mehr|weniger|besser|plus|moins|mieux"
    r"|mas|menos|mejor|piu|meno|meglio)\b"
)
_THINGS = frozenset(  # no words
    """
    one ones other others job thing part bit case car house place otro otra autre andere anderen anderer altro
""".split()  # noqa: SIM905
)
_AGES = frozenset(  # no words
    """
    old new older newer first second third last latest current previous former earlier later alte alten neue neuen erste
    ersten zweite zweiten letzte letzten vorige vorigen ancien ancienne nouveau nouvelle premier premiere dernier
    derniere viejo nuevo primero vecchio nuovo primo
""".split()  # noqa: SIM905
)
"""Words that say which of several papers, and nothing of what is asked of it."""
_TIMES = frozenset(  # no words
    """
    year years month months week weeks day days hour hours minute minutes time jahr jahre monat monate woche wochen tag
    tage stunde stunden annee annees mois semaine semaines jour jours ano anos mes semana semanas dia dias anno anni
""".split()  # noqa: SIM905
)
_DANGLING = frozenset(  # no words
    """
    in on of for from under with at to by about the my our that this a an your their im in am auf von fur mit bei aus
    der die das den dem meinem meiner unserem dans de du des le la les sur pour mon ma notre en el los las del mi para
    nel nella del della di il lo per mio mia
""".split()  # noqa: SIM905
)


class Leaning(NamedTuple):
    """A question that is asked again of other papers. `same`: the question before without what named its own paper;
    `own`: the new words put as that question was."""

    papers: tuple[str, ...]
    same: str
    own: str


def papers_pointed_out(question: str, session: ChatSession, services: Services) -> list[str]:
    """Ids of the papers that a question points out among such as look alike, or sets beside each other by name, or as
    "which of them" the two that were answered from last; none otherwise."""
    meant = list(services.papers_meant(question))
    folded, titles = fold(question), _titles(services)
    if meant and (len(meant) >= _PAIR or not two_sides(question)):
        return meant
    sides = [_named_alone(side, titles) for side in two_sides(question)]
    if len(sides) == _PAIR and len(list(filter(None, sides))) == 1:
        # "The cheese dairy" is named where the other contract begins.
        known = next(filter(None, sides))[0]
        openings = {one: stems(services.beginning(one)[:_OPENING]) for one in titles if _is_fellow(one, known, titles)}
        sides = [found or _named_alone(side, openings) for side, found in zip(two_sides(question), sides, strict=True)]
    if len(sides) == _PAIR and all(sides) and sides[0] != sides[1]:
        return [*sides[0], *sides[1]]
    if meant:
        return meant
    if _OF_THEM.search(folded):
        lately = [one for one in session.shown if one in titles]
        return lately[-_PAIR:] if session.question and len(lately) >= _PAIR else []
    asked = _WHICH.search(folded)
    if asked is not None and _MORE.search(folded):
        words = read_question(asked["behind"]).words
        groups = ([one for one, held in titles.items() if word in held] for word in words if len(word) > _PAIR)
        return next((group for group in groups if len(group) == _PAIR), [])
    return []


def leaning(question: str, meant: Sequence[str], last: Item | None, session: ChatSession, services: Services) -> (
    Leaning | None):  # fmt: skip
    """What a question asks of other papers than `last` that says little more than which they are; None where it asks
    for itself. meant: ids of the papers that it points out, if that is known."""
    if not session.question or last is None:
        return None
    titles = _titles(services)
    words = [stem(word) for word in read_question(question).words]
    papers = list(meant) or _next_to(question, last, services) or _named(words, last.id, titles)
    if not papers or len(papers) > _MOST:
        return None
    naming = {word for one in papers for word in titles[one]} | set(map(stem, _THINGS | _AGES | _TIMES))
    rest = [word for word in words if word not in naming and not word.isdigit()]
    if rest and (asks_itself(question) or papers == [last.id]):
        return None
    same = without_papers(session.question, [titles[last.id], *(titles[one] for one in papers)])
    return Leaning(tuple(papers), same, f"{_asking(session.question)} {_ABOUT.sub('', fold(question))}")


def another_named(question: str, last: Item, services: Services) -> list[str]:
    """The papers whose titles have words of a question more than that of the last has. Of what is said of "it" or
    "mine", words that stand in the last name no other."""
    words = [stem(word) for word in read_question(question).words]
    if _OF_LAST.search(fold(question)):
        told = services.answer(question, last.id).tellings
        held = stems(" ".join(one.text for one in told))
        words = [word for word in words if word not in held]
    return _named(words, last.id, _titles(services))


def asks_itself(question: str) -> bool:
    """Whether a text has a question of its own, and is not only what another is to be asked of."""
    return _ASKS.search(_ABOUT.sub(" ", fold(question))) is not None


def asked_alike(question: str, session: ChatSession) -> str:
    """A few words put as the question before was: "spark plugs?" behind "what oil does it take"."""
    return f"{_asking(session.question)} {_ABOUT.sub('', fold(question))}".strip()


def asked_of_another(question: str, session: ChatSession) -> str:
    """The question before with the last word that tells what it is about changed for a few new ones: "and glass?"
    behind "when do they fetch the paper"."""
    before = session.question
    told = set(read_question(before).words)
    token = next((one for one in reversed(tokenise(before)) if stem(one.folded) in told), None)
    new = _AND.sub("", _ABOUT.sub("", fold(question))).strip()
    return f"{before[: token.start]}{new}{before[token.end :]}" if token is not None else f"{before} {new}"


def without_papers(question: str, titles: Iterable[frozenset[str]]) -> str:
    """What a question asks, without what names papers of these titles: by their words, by year or by age."""
    naming = {word for held in titles for word in held}
    text = without_years(question)
    words: list[str] = []
    pointed = False
    for token in reversed(tokenise(text)):
        named = stem(token.folded) in naming or token.folded in _THINGS
        # "The old contract" says which, and "the first lamb" what is asked.
        pointed = named or (pointed and token.folded in _AGES)
        if not (pointed or (not words and token.folded in _DANGLING)):
            words.append(text[token.start : token.end])
    return " ".join(reversed(words)) or question


def without_sides(question: str) -> str:
    """What is asked of two things that a question names, without that of them which is nothing but a name."""
    for side in two_sides(question):
        if len(read_question(side).words) <= _PAIR:
            question = re.sub(rf"{_OR}?\W*{re.escape(side)}\W*{_OR}?", " ", question)
    return question


def now_meant(question: str, found: Item, services: Services) -> str:
    """The id of the newest of the papers that differ from one only in their date, where a question asks how it is now;
    empty where that is the one."""
    if found.kind is not Kind.DOCUMENT or _NOW.search(fold(question)) is None:
        return ""
    newest = _fellows(found, services)[-1:]
    return next((one.id for one in newest if one.id != found.id), "")


def _next_to(question: str, last: Item, services: Services) -> list[str]:
    """The paper that differs from the last only in its date, and comes next after or before it, as "the year after"."""
    folded = fold(question)
    step = 1 if _AFTER.search(folded) else -1 if _BEFORE.search(folded) else 0
    fellows = [one.id for one in _fellows(last, services)] if step else []
    at = fellows.index(last.id) + step if last.id in fellows else -1
    return [fellows[at]] if 0 <= at < len(fellows) else []


def _fellows(paper: Item, services: Services) -> list[Paper]:
    """The papers of one name beside years, months and days, the oldest first; those without a date are left out."""
    papers = [Paper(one.id, one.title) for one in services.works() if one.kind is Kind.DOCUMENT]
    dated = [one for one in papers if one.date is not None and undated(one.title) == undated(paper.title)]
    return sorted(dated, key=lambda one: one.date or (0, 0))


def _asking(question: str) -> str:
    """The words with which a question begins, up to the first that tells what it is about."""
    told = set(read_question(question).words)
    words = fold(question).split()
    end = next((at for at, word in enumerate(words) if stem(word) in told), len(words))
    return " ".join(words[:end])


def _titles(services: Services) -> dict[str, frozenset[str]]:
    """The stems of the title of each paper."""
    return {one.id: stems(one.title) for one in services.works() if one.kind is Kind.DOCUMENT}


def _named(words: Sequence[str], last: str, titles: dict[str, frozenset[str]]) -> list[str]:
    """The papers whose titles have most of the words, and of those the ones most like the title of the last; the last
    alone where its own has as many."""
    if last not in titles:
        return []
    said = {word for word in words if len(word) > _PAIR} - set(map(stem, _THINGS | _AGES | _TIMES))
    marks = {one: (len(said & held), len(titles[last] & held)) for one, held in titles.items() if said & held}
    most = max((mark[0] for mark in marks.values()), default=0)
    if not most or len(said & titles[last]) == most:
        return []
    best = max(mark for mark in marks.values())
    return [one for one, mark in marks.items() if mark == best]


def _is_fellow(one: str, other: str, titles: Mapping[str, frozenset[str]]) -> bool:
    """Whether two papers share most of a title."""
    return one != other and len(titles[one] & titles[other]) >= _PAIR


def _named_alone(text: str, titles: Mapping[str, frozenset[str]]) -> list[str]:
    """The one paper that words of a text name which no other has in its title."""
    groups = [[one for one, held in titles.items() if stem(word) in held] for word in read_question(text).words]
    found = list(dict.fromkeys(group[0] for group in groups if len(group) == 1))
    return found if len(found) == 1 else []


def paper_of(item_id: str, services: Services) -> Item | None:
    """The paper of that id; None where it is none, or has gone."""
    try:
        found = services.item(item_id) if item_id else None
    except UnknownItem:
        return None
    return found if found is not None and found.kind is Kind.DOCUMENT else None
