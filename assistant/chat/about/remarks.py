"""What the person wrote about a work: their notes, and the line or two that stand in their own copy beside it."""

import re

from assistant.chat.services import Services
from assistant.domain.entities import Item, Kind
from assistant.domain.kinds import NoteKind
from assistant.domain.notes import Note, excerpt
from assistant.language.normalise import flatten, fold
from assistant.messages import mark, quoted, tr
from assistant.search.answers.question import meets, read_question, stems

_FEW_WORDS, _LITTLE = 250, 60
"""Words of a file that is no whole work, and those in it that are a remark."""
_LONGEST = 240
_TOLD = 2
_ANSWERS, _OF_OWN_LIFE, _FEWEST = 0.75, 0.5, 2
"""The share of a question's telling words that a remark must hold to answer it, or one about the person's own past; and
how many, unless it speaks of "us" or "me"."""
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")
_MINE = re.compile(
    r"\b(?:my|our|ours|mine|we|i|ive|im|mein\w*|unser\w*|ich|wir|mon|mes|notre|nos|je|nous|mis?|nuestr\w+|mi[ao]|miei|mie"
    r"|nostr\w+|mijn|onze?|ik|wij)\b"
)  # no words
_ASKED = re.compile(
    r"\b(?:i|ive|id|we) (?:\w+ ){0,2}?(?:wrote|written|scribbled|noted|jotted|pencil+ed)\b"
    r"|\b(?:did|have|had) i (?:\w+ ){0,2}?(?:write|written|scribbled?|note|noted|jot|jotted|pencil+ed|put)"
    r" (?:\w+ ){0,2}?"
    r"(?:in|into|about|on|of|inside)\b"
    r"|\bnotes? (?:by|of|from) (?:me|mine|my own)\b|\bdid i (?:leave|make) (?:a|any|some) notes?\b"
    r"|\bmy (?:own )?(?:notes?|remarks?|scribbles?|comments?|inscription) (?:in|on|about|to|of|say\w*)\b"
    r"|\b(?:hab\w*|hatt\w*) ich (?:\w+ ){0,6}?\w*(?:geschrieben|notiert|gekritzelt|vermerkt)\b"
    r"|\bich (?:\w+ ){0,6}?\w*(?:geschrieben|notiert|gekritzelt|vermerkt) hab\w*\b|\bmeine (?:notiz\w*|bemerkung\w*)\b"
    r"|\b(?:j ?ai|j ?avais|ai je|avais je) (?:\w+ ){0,3}?(?:ecrit|note|griffonne)\b|\bm[ae]s? (?:notes?|remarques?)\b"
    r"|\b(?:escribi|anote|he escrito|he anotado)\b|\bmi nota\b|\b(?:ho|avevo) (?:\w+ )?(?:scritto|annotato)\b"
    r"|\bla mia nota\b|\b(?:heb|had) ik (?:\w+ ){0,6}?\w*(?:geschreven|genoteerd|gekrabbeld)\b"
    r"|\bmijn (?:aantekening|notitie)\w*\b"
    r"|\b(?:is|was) (?:that|this|it) (?:one )?(?:ours|mine|borrowed|a gift|a present)\b|\bdid (?:we|i) borrow (?:it"
    r"|this|that)\b|\bwho (?:gave|lent) (?:it|this|that) to (?:me|us)\b"
    r"|\bwho did (?:we|i) (?:borrow|get) (?:it|this|that)\b"
    r"|\bwhose (?:is (?:it|this|that)|copy)\b|\bgeh[oö]rt (?:das|es) uns\b|\bwem geh[oö]rt (?:das|es)\b"
    r"|\b(?:il|elle|ca) est a (?:nous|qui)\b|\bqui (?:me|nous) l ?a (?:prete|donne)\b"
)
_OF_LIFE = re.compile(
    r"\b(?:what|which|where|who|when)\b.*\b(?:(?:did|had|have) (?:we|i)|(?:we|i) \w+ed|our|my)\b"
    r"|\b(?:was|welche\w*|wo|wer|wann)\b.*\b(?:wir|ich|unser\w*|mein\w*)\b"
    r"|\b(?:quoi|que|quel\w*|ou|qui|quand)\b.*\b(?:nous|on a|j ?ai|notre|nos|mon|ma)\b"
)
_SAID = {
    NoteKind.HIGHLIGHT: mark("You underlined {words}."),
    NoteKind.NOTE: mark("You wrote {words}."),
    NoteKind.REVIEW: mark("Your review says {words}."),
}


def asks_for_remark(text: str) -> bool:
    """Whether a question is what the person wrote themselves."""
    return _ASKED.search(fold(text)) is not None


def remarks_told(item: Item, services: Services) -> list[str]:
    """Sentences that quote what the person wrote of a work, the latest first, and what else their copy says."""
    notes = sorted(services.notes(item.id), key=lambda note: (note.kind is NoteKind.HIGHLIGHT, -(note.at or 0.0)))
    written = [_noted(note) for note in notes[:_TOLD]]
    beside = beside_work(item, services)
    return [*written, in_copy(beside)] if beside else written


def in_copy(words: str) -> str:
    """Quotes what stands in the person's own copy of a work."""
    return tr("Your own copy says: {words}", words=quoted(flatten(words, _LONGEST)))


def words_written(item: Item, services: Services) -> str:
    """The same in the person's words alone, without what they only underlined; empty where there are none."""
    notes = [note.text for note in services.notes(item.id) if note.kind is not NoteKind.HIGHLIGHT]
    return " ".join(filter(None, (*notes, beside_work(item, services))))


def beside_work(item: Item, services: Services) -> str:
    """What a file that does not hold the work itself says beside its title and description; of a recording, what its
    comment says in the first person. Empty where there is nothing of that."""
    if item.kind is Kind.MUSIC:
        return " ".join(one for one in _SENTENCE.split(item.description) if _MINE.search(fold(one)))
    if item.kind is not Kind.BOOK or (item.words or 0) > _FEW_WORDS:
        return ""
    known = f" {fold(f'{item.title} {item.description}')} "
    rest = [one for one in _SENTENCE.split(services.beginning(item.id)) if fold(one) and f" {fold(one)} " not in known]
    said = " ".join(rest)
    return said if len(said.split()) <= _LITTLE else ""


def is_remarked(question: str, services: Services) -> bool:
    """Whether a question about the person's own past is answered by all of its words in what they wrote of a work."""
    asks = _OF_LIFE.search(fold(question)) is not None and len(_words_asked(question)) > 1
    return asks and work_remarked(question, services, 1.0) is not None


def work_remarked(question: str, services: Services, least: float = 0.0) -> Item | None:
    """The work of which the person wrote what answers a question, by that share of its words at least; None where
    nothing tells one."""
    least = least or (_OF_OWN_LIFE if _OF_LIFE.search(fold(question)) else _ANSWERS)
    words = _words_asked(question)
    notes: dict[str, str] = {}
    for note in services.notes():
        if note.kind is not NoteKind.HIGHLIGHT:
            notes[note.item_id] = f"{notes.get(note.item_id, '')} {note.text}"
    marks: dict[str, float] = {}
    for item in services.works():
        written = f"{notes.get(item.id, '')} {beside_work(item, services)}"
        if item.kind is not Kind.DOCUMENT and written.strip():
            met = sum(meets(word, stems(written)) for word in words)
            enough = met >= _FEWEST or _MINE.search(fold(written)) is not None
            marks[item.id] = met / len(words) if met and enough else 0.0
    best = max(marks, key=lambda item_id: marks[item_id], default="")
    alone = bool(best) and sum(mark >= marks[best] for mark in marks.values()) == 1
    return services.item(best) if alone and marks[best] >= least else None


def _words_asked(question: str) -> tuple[str, ...]:
    """The stems that tell what is asked, of the sentence that asks."""
    asking = [one for one in _SENTENCE.split(question) if one.endswith("?")]
    return read_question(asking[-1] if asking else question).words


def _noted(note: Note) -> str:
    return tr(_SAID[note.kind], words=quoted(flatten(excerpt(note.text), _LONGEST)))
