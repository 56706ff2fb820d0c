"""Answers a question about one work: from its names, card and description, and from its own text."""

import re
from collections.abc import Sequence

from assistant.chat.about.advice import advice_on, asks_for_advice
from assistant.chat.about.asked_parts import asked_beside, facts_of_parts, opens_question
from assistant.chat.about.aspects import EXACT, Aspect, asks_gist, aspect_of
from assistant.chat.about.described_work import (
    asks_title,
    described_in,
    is_described,
    without_description,
    work_described,
)
from assistant.chat.about.missing import missing_name
from assistant.chat.about.plots.inside import told_inside
from assistant.chat.about.plots.makers import makers_told
from assistant.chat.about.plots.motifs import asks_what_comes_in, motifs_told
from assistant.chat.about.plots.setting import set_in
from assistant.chat.about.ranking import first_words
from assistant.chat.about.reading_time import days_told
from assistant.chat.about.spoken_of import LEAST, PLAINLY, asks_of_somebody, own_words, spoken_of
from assistant.chat.about.telling import (
    absent_told,
    described_of,
    facts_of,
    fellows_of,
    fellows_told,
    first_read,
    gist_of,
    is_known,
    likeness_of,
    order_of,
    others_told,
    sounds_of,
)
from assistant.chat.document_questions import answer_of, answer_sentences
from assistant.chat.follow.asked_on import asks_itself
from assistant.chat.follow.described import place_meant
from assistant.chat.follow.known_works import asks_for_others, others_of
from assistant.chat.follow.ranked import which_is_asked
from assistant.chat.meant import pointed_out
from assistant.chat.reply_templates import named, not_there, which_one
from assistant.chat.services import Services
from assistant.chat.tools.answer import answer, said
from assistant.chat.tools.registry import Answered, Running, Step, ToolRequest, tool
from assistant.chat.understand.comparing_names import asks_for_more_by_them, without_names
from assistant.chat.understand.intent import Intent
from assistant.chat.understand.intents import Act, means_that
from assistant.domain.entities import Item, Kind, Recommendation, Score
from assistant.domain.errors import UnknownItem
from assistant.guide.naming import Absent, absent_in
from assistant.language.facet_parser import names_meant
from assistant.language.normalise import fold
from assistant.messages import tr
from assistant.search.answers.expected import Sort, asked_for

_STRONG = 0.3
"""How plainly a question tells of a mood or a need, for what the work is like to be meant."""
_CLAUSES = re.compile(r"[,;.?!–—]+")
_EFFORT = re.compile(
    r"\b(?:(?:hard|heavy|tough|rough|slow) (?:going|work|read(?:ing)?)|(?:hard|difficult|tricky|tough) to"
    r" (?:read|follow|get through|understand)|difficult|demanding|a slog|impenetrable|schwierig|schwer zu lesen"
    r"|anspruchsvoll|exigeant\w*|difficile\b|dificil)\b"
    r"|\b(?P<easy>easy (?:going|read\w*|to (?:read|follow|get into))|easy|accessible|beginner friendly"
    r"|leicht (?:zu lesen|verstandlich)|facile a lire|facil de leer)\b"
)  # no words
"""Whether it asks for much, or for little."""
_OF_LIKENESS = ("mood", "tone", "pace", "demand", "audience", "occasion")


def _plan(asked: ToolRequest) -> tuple[Step, ...]:
    return (about.step(items=list(asked.targets[:2]), question=asked.intent.text),)


def _say(answered: Answered) -> list[str]:
    return said(answered.results) or which_one(answered.intent)


@tool("about", acts=(Act.ABOUT,), plan=_plan, say=_say)
def about(running: Running, items: Sequence[str], question: str) -> None:
    """Answers a question about a work; without one, about the work that it names in part, or else from the files."""
    services, results, intent = running.services, running.results, running.intent
    absent = None if any(one.role == "title" for one in intent.named) else absent_in(question, _taken(intent))
    if absent is not None and not _is_owned(absent, services.works()):
        results.told = [absent_told(absent)]
        return
    shown = _shown(running)
    placed = place_meant(question, shown, services.alike)
    if placed is None and shown and not intent.named:
        # "The one with the party" may be another by the one maker of those that were shown.
        shown = [*shown, *_others_by_one(shown, services)]
        placed = place_meant(question, shown) if len(shown) > len(running.session.cards) else None
    # What is named in part goes before what was spoken of last, if it is named plainly enough.
    ids = (
        list(items)
        if pointed_out(intent, running.session) or placed is not None
        else _spoken_of(question, items, services, intent.kind)
    )
    described = "" if pointed_out(intent, running.session) or placed is not None else described_in(question)
    if described and (work := _described(described, question, services, intent.kind)):
        ids = [work]
    missing = "" if ids else missing_name(intent, services)
    ids = ids or ([] if missing else list(items))
    if not ids:
        if missing:
            results.told = [not_there(missing)]
        elif not means_that(fold(question)):
            answer.run(running, question)
        return
    if services.item(ids[0]).kind is Kind.DOCUMENT and not items and own_words(question):
        # A name in a paper's title hardly means that paper alone.
        answer.run(running, question)
        return
    asked = which_is_asked(fold(question), shown)
    if placed is not None and not intent.named:
        # "Which of those is …" points at all of them, and means one.
        ids = [shown[placed - 1].id]
    meant = [services.item(item_id) for item_id in ids]
    results.about = meant[0]
    results.cards = [Recommendation(one, Score({})) for one in (meant if items else meant[:1])]
    if asked is None:
        results.told = _told(running, meant, question)
        return
    _, joint, more = fold(question).partition(" and ")
    results.told = [first_words(asked[0], meant[0]), *(_told(running, meant, more) if joint else [])]


def _described(told: str, question: str, services: Services, kind: Kind | None) -> str:
    """The work that is described, of those that the rest of the question names if one is: “The Heron, the harp one”."""
    rest = without_description(question)
    named = spoken_of(rest, services, kind, PLAINLY, names_only=True) if rest != question else []
    own = next((one for one in named if is_described(told, services.item(one))), "")
    titled = spoken_of(told, services, kind, PLAINLY, names_only=True)
    return own or next(iter(titled if len(titled) == 1 else ()), "") or work_described(told, services, kind, question)


def _spoken_of(question: str, items: Sequence[str], services: Services, kind: Kind | None) -> list[str]:
    """What is named in part; where the question points at what was spoken of, only a name tells another work."""
    points = bool(items) and means_that(fold(question))
    return spoken_of(question, services, kind, PLAINLY if items else LEAST, names_only=points)


def _taken(intent: Intent) -> list[tuple[int, int]]:
    """Where names of the library stand."""
    return [(one.start, one.end) for one in intent.named]


def _is_owned(absent: Absent, works: Sequence[Item]) -> bool:
    """Whether the library has it after all, under a longer name or as an album."""
    words = set(fold(absent.entry.title).split())
    return any(words <= set(fold(f"{one.title} {one.album} {' '.join(one.creators)}").split()) for one in works)


def _shown(running: Running) -> list[Item]:
    try:
        return [running.services.item(one) for one in running.session.cards]
    except UnknownItem:
        return []  # its file has gone


def _others_by_one(shown: Sequence[Item], services: Services) -> list[Item]:
    """The other works of the one maker of all that is shown; none where there is more than one."""
    known = {item.id for item in shown}
    if len({item.creators[:1] for item in shown}) != 1:
        return []
    return [services.item(one) for one in others_of(shown[0].id, services) if one not in known]


def _told(running: Running, meant: Sequence[Item], question: str) -> list[str]:
    question = _asked(question, running)
    if (asks_for_others(question) or asks_for_more_by_them(question)) and meant[0].creators:
        others = [running.services.item(one) for one in others_of(meant[0].id, running.services)]
        running.results.cards = [Recommendation(one, Score({})) for one in others] or running.results.cards
        return [others_told(meant[0], others)]
    if made_by := makers_told(question, meant[0]):
        return made_by
    aspect, item, facts = _aspect(question, running), meant[0], facts_of_parts(question)
    if asks_title(question) and not any(one.role == "title" for one in running.intent.named):
        told = [said for one in facts for said in _fact(running, one, item, question)]
        return [tr("It is {title}.", title=named(item)), *(told or gist_of(item))]
    beside = asked_beside(question) if facts else ""
    if not own_words(without_names(beside, names_meant(beside, running.services.gazetteer()))):
        beside = ""  # "Emma? what year" asks one thing
    if beside or (facts and aspect is Aspect.OTHER) or (len(facts) > 1 and aspect in facts and not asks_gist(question)):
        told = [said for one in facts for said in _fact(running, one, item, question)]
        return [*told, *(_beside(running, item, beside) if beside else ())]
    if aspect is Aspect.ORDER and len(meant) > 1 and (ordered := order_of(*meant[:2])):
        return [*ordered, *first_read(meant[:2])]
    if aspect is Aspect.GIST and not asks_gist(question) and Sort.PERSON in asked_for(question):
        return _from_text(running, item, question)  # "who tells the story"
    if aspect is Aspect.GIST or (facts and asks_gist(question)):
        told = [said for one in facts for said in _fact(running, one, item, question)]
        return [*(gist_of(item) or _from_text(running, item, question)), *told]
    if aspect is Aspect.OTHER:
        asked = without_names(question, running.intent.named)
        if asks_for_advice(question):
            return advice_on(item, asked, running.services)
        if asks_what_comes_in(asked):
            return motifs_told(asked, item) or _from_text(running, item, question)
        return _likeness(running, item, asked) or _from_text(running, item, question)
    return _fact(running, aspect, item, question)


def _aspect(question: str, running: Running) -> Aspect:
    """In which respect it asks, also with the title in the middle: “is Emma a long one”."""
    found = aspect_of(question)
    if found is not Aspect.OTHER:
        return found
    for one in names_meant(question, running.services.gazetteer()):
        if one.role == "title":
            found = aspect_of(f"{question[: one.start]}it{question[one.end :]}")
    return found if found in EXACT else Aspect.OTHER


def _asked(question: str, running: Running) -> str:
    """What is asked of a work that is only named: what was asked of the one before, as in “and Teardrop?”."""
    if aspect_of(question) is not Aspect.OTHER or asks_itself(question) or opens_question(question):
        return question
    before = next((text for role, text in reversed(running.session.turns) if role == "you"), "")
    return before if _aspect(before, running) in (*EXACT, Aspect.GIST) else question


def _fact(running: Running, aspect: Aspect, item: Item, question: str) -> list[str]:
    """What is known exactly in a respect, and what the work is said to be where it is not."""
    if aspect in (Aspect.KEY, Aspect.TEMPO):
        sounds = sounds_of(aspect, item, running.services.sound(item.id))
        return sounds or _from_text(running, item, question)
    if aspect is Aspect.SET:
        return set_in(item, running.services.card(item.id)) or _from_text(running, item, question)
    if aspect is Aspect.ORDER and not item.series and own_words(without_names(question, running.intent.named)):
        return _from_text(running, item, question)  # "did she write it before or after the flood"
    if aspect is Aspect.LENGTH and (days := days_told(item, question)):
        return [*facts_of(aspect, item), *days]
    told = facts_of(aspect, item)
    if aspect is Aspect.ORDER and item.series:
        fellows = fellows_of(item, running.services.works())
        running.results.cards += [Recommendation(one, Score({})) for one in fellows]
        told = [*told, fellows_told(fellows)]
    return told if is_known(aspect, item) else [*told, *described_of(aspect, item)]


def _beside(running: Running, item: Item, question: str) -> list[str]:
    """What is said to a question behind one for a fact: by the work's own text, else by what it is said to be about."""
    if aspect_of(question) is Aspect.SET and (told := set_in(item, running.services.card(item.id))):
        return told
    found = answer_of(running.services.answer(question, item.id))
    if not found.sure:
        return gist_of(item)
    running.results.answer = found
    return answer_sentences(found)


def _likeness(running: Running, item: Item, question: str) -> list[str]:
    """Whether the work is what the question asks, where it asks for a mood of the work itself, and for yes or no."""
    asked = next((one for one in _CLAUSES.split(question) if asked_for(one) == {Sort.YES_NO}), "")
    if not asked or asks_of_somebody(asked):
        return []
    if (effort := _EFFORT.search(fold(asked))) is not None:
        little, much = [("demand", "light")], [("demand", "demanding")]
        sides = (little, much) if effort["easy"] else (much, little)
        return likeness_of(item, running.services.card(item.id), *sides)
    needs = running.services.needs(asked)
    if not needs or needs.strength < _STRONG:
        return []
    need = needs.shares[0][0]
    wanted = [pair for pair in need.wanted if pair[0] in _OF_LIKENESS][:3]
    return likeness_of(item, running.services.card(item.id), wanted, need.against) if wanted else []


def _from_text(running: Running, item: Item, question: str) -> list[str]:
    """What the work or its description says to the question; that they do not, where no sentence does."""
    told, running.results.answer = told_inside(question, item, running.intent.named, running.services)
    return told
