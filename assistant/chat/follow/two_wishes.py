"""Two things in one message: where it parts, and the turn that both of them make."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from assistant.chat.about.asked_parts import asks_for_person
from assistant.chat.about.aspects import Aspect, aspect_of
from assistant.chat.about.remarks import asks_for_remark
from assistant.chat.about.sides import asked_to_compare
from assistant.chat.about.spoken_of import own_words
from assistant.chat.document_questions import Citation
from assistant.chat.follow.told_first import asks_what_is_said
from assistant.chat.session import Turn
from assistant.chat.tools.deeds.cues import ASKS_NEXT
from assistant.chat.tools.deeds.verdict import verdicts_in
from assistant.chat.understand.intent import Intent
from assistant.chat.understand.intents import Act, act_of
from assistant.chat.understand.small_talk import without_reactions
from assistant.domain.entities import Verdict
from assistant.language.normalise import fold
from assistant.messages import mark, tr

_SEAM = re.compile(
    r"(?<=[.!?;…])\s+(?=\S)|\s*[,;]?\s+(?=(?:and|then|also|plus|und|dann|et|puis|y|e)\s+\S)|\s*,\s+(?=\S)|\s+–\s+",
    re.IGNORECASE,
)
_JOINT = re.compile(r"^(?:(?:and|then|also|plus|now|und|dann|auch|et|puis|aussi|y|e)\s+)+", re.IGNORECASE)
_ASKED = (
    r"(?:(?:for|from|since|until|till|by|at|with|in|on|of|because of|to) )?"
    r"(?:what|whats|what['’]s|when|where|who|whos|which|how|does|did|is|are|was|have|has|would|will|hab\w*|wann|wo|wer|wie|welche\w*|quand|ou|qui"
    r"|combien|quel\w*|von wem|warum|worum|wovon|cosa|chi|quanto|quante|quien|cuando|cuantas?|wat|wanneer|hoe|welke?)\b"
)  # no words
_QUESTION = re.compile(rf"^{_ASKED}", re.IGNORECASE)
_ASKS_ON = re.compile(rf"\b(?:and|und|et|y|e)\s+{_ASKED}", re.IGNORECASE)
_ASKS_ANYWHERE = re.compile(rf"\b{_ASKED}|\b(?:remind|tell|show|find|look)\b", re.IGNORECASE)
_ASKS_ALONE = re.compile(rf"^{_ASKED}\s*(?:[,;.?!]|$)", re.IGNORECASE)
"""“Where” and the like by itself, as in “when does she land and where, I ask”."""
_SOURCE = re.compile(r"\[(\d{1,2})\]")
_MOST_SEAMS, _FEWEST_WORDS = 4, 2
_MEANT = 0.5
"""How likely the heads must think what stands behind small talk, where no rule is sure of it."""
_TALK: frozenset[str] = frozenset({Act.THANKS, Act.GREET, Act.SMALL_TALK})
_ONE: frozenset[str] = frozenset(
    {Act.RECOMMEND, Act.SEARCH, Act.MORE_LIKE, Act.MAKE_LIST, Act.VERDICT, Act.REJECT, Act.COMPLAINT}
)
"""Acts that one tool serves together: what is liked, turned down or wished for is one wish."""
_WISHING: frozenset[str] = frozenset({Act.RECOMMEND, Act.SEARCH})
_WISHES = re.compile(
    r"\b(?:want\w*|need\w*|fancy|fancies|give|play|recommend\w*|suggest\w*|something|anything|some|any|find|show|look\w*"
    r"|put|read\w*|listen\w*|hear|books?|novels?|music|songs?|albums?|stor(?:y|ies)|mood|else|like|more|another|less|nothing|no"
    r"|not|please|for|was|etwas|nichts|kein\w*|gib|zeig|such\w*|bitte|mehr|fur|quelque|rien|donne|montre|cherche|pour|plus"
    r"|algo|nada|dame|busca|para|qualcosa|niente|dammi|cerca|per)\b"
)
_GIVES_REASON = re.compile(
    r"(?:(?:and|but|so|just|simply|und|aber|et|mais) )*(?:(?:far|way|much|bit|a bit|all) )?(?:too|because|cos|cause"
    r"|since|as|it|its|that|this|the|i|im|ive|he|she|they|couldnt|didnt|cant|wasnt|bored|boring|nothing happen\w*"
    r"|zu|weil|es|ich|das|trop|parce|car|c est|j|je|il|elle)\b"
)
"""Tells why a work was put aside."""
_SURELY = 0.75
"""How likely the heads must think a wish what stands behind a word on a work."""
_POLITE: frozenset[str] = frozenset({Act.THANKS, Act.GREET})
_WORTH: frozenset[str] = frozenset({
    Act.RECOMMEND, Act.SEARCH, Act.MORE_LIKE, Act.MAKE_LIST, Act.ANSWER, Act.ABOUT, Act.COMPARE, Act.OPEN, Act.LIBRARY,
})  # fmt: skip
"""What is asked for behind a thanks or a greeting."""
_ASKING: frozenset[str] = frozenset({Act.ANSWER, Act.ABOUT, Act.LIBRARY, Act.NOTES})
_MISTAKEN: frozenset[str] = frozenset({Act.RECOMMEND, Act.SEARCH, Act.HELP, Act.UNCLEAR, Act.OFF_TOPIC})
"""What a short question is taken for."""
_ASKED_ON: frozenset[str] = _ASKING | {Act.COMPARE, Act.WHY}
"""What a second question may do."""


def parts_of(intent: Intent, read: Callable[[str], Intent]) -> tuple[str, str] | None:
    """The two texts of a message that does two things; None where it does one, or where no seam leaves two that each
    tell what they do. `read` is asked for the act of a part."""
    if intent.act in (Act.VERDICT, Act.RECOMMEND) and intent.named:
        # What only tells of a work is left out of the text of a wish.
        halves = _halves(intent.wish or intent.text)
        if (parts := next((one for one in halves if _puts_aside_and_wishes(*one, read)), None)) is not None:
            return parts
    asks_twice = intent.act in _ASKED_ON and (intent.text.count("?") > 1 or _ASKS_ON.search(intent.text) is not None)
    # Of an act that a tool brings, the heads know nothing.
    also = intent.also if intent.act in set(Act) else ()
    expected = {_broad(intent.act), *also}
    if intent.absent or (intent.act is Act.MORE_LIKE and not _QUESTION.match(intent.text)):
        also = ()  # who it is to be like, and what is asked for, are one wish
    for first, second in _halves(intent.text):
        polite = act_of(fold(first))[0] in _POLITE
        if polite and without_reactions(second).strip() and read(second).act in _WORTH:
            return first, second
        if not (asks_twice or also):
            continue
        if asks_what_is_said(second) or _ASKS_ALONE.match(second):
            continue  # of what stands before it
        wish = read(second)
        first_act = _broad(read(first).act)
        acts = first_act, _asked_behind(second, wish, first_act)
        if {intent.act, *acts} <= {Act.UNDO, Act.FORGET}:
            return None  # "no wait. Drop what it says of jazz" takes one thing back
        if intent.act == acts[1] == Act.REMEMBER:
            return None  # what is to be kept stands before the words that ask for it
        if first.endswith((".", "!")) and acts[0] == Act.ANSWER and not _ASKS_ANYWHERE.search(first):
            continue  # what is only told is no question of its own
        if acts[0] == Act.COMPARE and not (first.endswith("?") or _QUESTION.match(first) or asked_to_compare(first)):
            continue  # "Emma or Persuasion, who is the funnier" names the two before it asks
        if acts[0] in _ASKING and acts[1] in _WISHING and not _WISHES.search(fold(second)):
            continue  # "when does she land, I keep telling people different things" wishes for nothing
        if acts[0] == Act.PROFILE and not wish.sure:
            continue
        if acts[0] == Act.SMALL_TALK and not wish.sure and wish.acts.get(wish.act, 1.0) < _MEANT:
            continue  # "better than the radio" behind a thanks asks for no radio
        if len(first.split()) < _FEWEST_WORDS and acts[0] != Act.SMALL_TALK:
            continue
        if acts[0] != acts[1] and expected >= set(acts) and not _ONE.issuperset(acts) and acts[1] != Act.SMALL_TALK:
            return first, second
        # Facts of one work are told together; who asks for more of it, or names another, asks twice.
        more = acts[1] in (Act.NOTES, Act.COMPARE, Act.WHY) or wish.named
        tells = own_words(first) or (more and aspect_of(first) is not Aspect.OTHER)
        asks_on = first.endswith("?") or (tells and _QUESTION.match(second))
        if asks_twice and acts[0] in _ASKING and acts[1] in _ASKED_ON and asks_on:
            return first, second
    return None


def _puts_aside_and_wishes(first: str, second: str, read: Callable[[str], Intent]) -> bool:
    """Whether the first half only puts a named work aside, and the second is a wish beyond doubt: “gave up on Emma.
    Scottish, and funnier”."""
    folded = fold(second)
    if _GIVES_REASON.match(folded) or not (first.endswith((".", "!", ";")) or ASKS_NEXT.search(folded)):
        return False
    if [verdict for verdict, _ in verdicts_in(first)] not in ([Verdict.ASIDE], [Verdict.DISLIKED]):
        return False
    told = read(first)
    of_work = told.act in (Act.VERDICT, Act.RECOMMEND) and any(one.role == "title" for one in told.named)
    wish = read(second) if of_work and not verdicts_in(second) else None
    return wish is not None and wish.act in _WISHING and wish.acts.get(Act.RECOMMEND, 0.0) >= _SURELY


def _asked_behind(text: str, read: Intent, first_act: str) -> str:
    """The act of a second half: what it asks of the person's own words, or whether it is for them, tells it."""
    if asks_for_remark(text):
        return Act.NOTES
    if read.act in _MISTAKEN and read.kind is None and _QUESTION.match(text) and first_act == Act.ANSWER:
        return Act.ANSWER  # a few words behind a question about papers ask on
    return Act.WHY if asks_for_person(text) else _broad(read.act)


def _halves(text: str) -> Iterator[tuple[str, str]]:
    """The text before and behind each of its first seams."""
    for seam in list(_SEAM.finditer(text))[:_MOST_SEAMS]:
        first, second = text[: seam.start()].strip(), _JOINT.sub("", text[seam.end() :], count=1).strip()
        if first and len(second.split()) >= _FEWEST_WORDS:
            yield first, second


def _broad(act: str) -> str:
    return Act.SMALL_TALK if act in _TALK else act


def courtesy(act: str) -> str | None:
    """The few words for thanks or a greeting that a wish follows; None for what is no small talk."""
    words = {Act.THANKS: mark("You are welcome."), Act.GREET: mark("Hello.")}
    return tr(words[Act(act)]) if act in words else "" if act in _TALK else None


class UpToSources:
    """Says a second reply as it comes, up to its first source: how that is numbered is known when all of it is."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._said = 0
        self._waits = False

    def __call__(self, text: str) -> None:
        self._waits = self._waits or _SOURCE.search(text) is not None
        if not self._waits:
            self._said += len(text)
            self._say(text)

    def rest(self, reply: str) -> None:
        """Says what of the whole reply was not said yet."""
        if len(reply) > self._said:
            self._say(reply[self._said :])


def joined_turns(first: Turn, second: Turn) -> Turn:
    """One turn of two, the session being that after the second. A source that both name keeps its number."""
    numbers = _numbers(first.citations, second.citations)
    items = {item.id: item for item in (*first.items, *second.items)}
    said = _renumbered(second.reply, first.citations, second.citations)
    return replace(
        second,
        reply=f"{first.reply}\n{said}" if first.citations else f"{first.reply} {said}",
        items=tuple(items.values()),
        reasons={**first.reasons, **second.reasons},
        plan=(*first.plan, *second.plan),
        memory=(*first.memory, *second.memory),
        citations=(*first.citations, *_further(second.citations, numbers, len(first.citations))),
        saved=second.saved or first.saved,
        opened=second.opened or first.opened,
        played=second.played or first.played,
        notice=first.notice or second.notice,
        session=replace(second.session, deeds=(*first.session.deeds, *second.session.deeds)),
    )


def _renumbered(text: str, before: Sequence[Citation], own: Sequence[Citation]) -> str:
    """A reply with its own sources numbered on behind those named before, without the lines of those named already."""
    numbers = _numbers(before, own)
    lines = [line for line in text.split("\n") if not _names_again(line, numbers, len(before))]
    return _SOURCE.sub(lambda found: f"[{numbers.get(int(found[1]), int(found[1]))}]", "\n".join(lines))


def _numbers(before: Sequence[Citation], own: Sequence[Citation]) -> dict[int, int]:
    """By its own number, that of each source among those named before it."""
    known = {(one.item_id, one.place): one.number for one in before}
    return {one.number: known.setdefault((one.item_id, one.place), len(known) + 1) for one in own}


def _further(own: Sequence[Citation], numbers: Mapping[int, int], known: int) -> list[Citation]:
    return [one._replace(number=numbers[one.number]) for one in own if numbers[one.number] > known]


def _names_again(line: str, numbers: Mapping[int, int], known: int) -> bool:
    """Whether a line is that of a source named before; of quotations, the number stands at their end."""
    found = _SOURCE.match(line)
    return found is not None and numbers.get(int(found[1]), known + 1) <= known
