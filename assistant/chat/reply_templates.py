"""The built-in reply: plain sentences from what the tools returned. It needs no model and claims nothing more."""

from collections.abc import Mapping, Sequence

from assistant.cards.phrases import said_together
from assistant.chat.constraint import AtLeast, AtMost, Avoiding, FromYears, InLanguage, OfOrigin, Sized
from assistant.chat.results import Results
from assistant.chat.services import Placed
from assistant.chat.session import ChatSession
from assistant.chat.understand.intent import Intent, content_words
from assistant.chat.understand.intents import Act
from assistant.chat.understand.unknown_names import title_said, unknown_name
from assistant.domain.entities import Item, Kind
from assistant.domain.lengths import minutes_of
from assistant.explain.explanation import quoted, reasons
from assistant.language.concepts import concept_name
from assistant.language.normalise import flatten, fold
from assistant.language.sentences import split_sentences
from assistant.messages import alternatives, duration, joined, mark, titled, tr, trn

HELP = (
    mark("Ask me for a book or for music, in your own words, and narrow it as we go: shorter, calmer, nothing sad."),
    mark(
        "You can ask why something was picked or left out, ask for more like it, compare two "
        "titles or have a list made."
    ),
    mark(
        "I also answer questions from your own documents, with their sources, and I remember "
        "what you tell me to remember."
    ),
)
PLAIN: Mapping[Act, tuple[str, ...]] = {
    Act.GREET: (mark("Hello. Tell me what you are in the mood for, or ask what is on your shelves."),),
    Act.THANKS: (mark("You are welcome. I am here if you would like something else."),),
    Act.HELP: HELP,
    Act.NOTHING: (
        mark("I did not get any words. Ask me for something to read or to hear, or ask about one of your documents."),
    ),
    Act.RESET: (mark("We start afresh: what you asked for before no longer counts."),),
}
"""What is said where no tool is needed."""
_UNDATED = {
    Kind.BOOK: mark("{title} is a book."),
    Kind.MUSIC: mark("{title} is music."),
    Kind.DOCUMENT: mark("{title} is a document."),
}
_DATED = {
    Kind.BOOK: mark("{title} is a book from {year}."),
    Kind.MUSIC: mark("{title} is music from {year}."),
    Kind.DOCUMENT: mark("{title} is a document from {year}."),
}
_TAKES = {
    Kind.BOOK: mark("It takes about {duration} to read."),
    Kind.MUSIC: mark("It takes about {duration} to hear."),
    Kind.DOCUMENT: mark("It takes about {duration} to read."),
}
_LACKING = {
    Kind.BOOK: mark("Your library holds no books yet."),
    Kind.MUSIC: mark("Your library holds no music yet."),
    Kind.DOCUMENT: mark("Your library holds no documents yet."),
}


def opening(intent: Intent, session: ChatSession, results: Results) -> str:
    """The first sentence over cards: what they are, and honestly so when they are only the nearest."""
    kept = chips(session)
    if results.saved is not None:
        title = quoted(results.saved.title)
        made = tr("The list {title} is made.", title=title)
        if kept:
            made = tr("The list {title} is made, keeping to your wishes ({kept}).", title=title, kept=kept)
        return " ".join(filter(None, (made, results.saved.note)))
    if not results.cards:
        return _empty(intent, session, results)
    if intent.absent:
        return tr("{title} is not on your shelves; going by what it is like, these come near.", title=intent.absent)
    if results.misfit or (results.unmet and results.narrowed_away and kept):
        if not kept:
            return tr("Nothing on your shelves fits all of that; these come nearest.")
        return tr("Nothing on your shelves fits all of that ({kept}); these come nearest.", kept=kept)
    if intent.act is Act.SEARCH and not _mentions(intent, results):
        return tr("I found nothing on your shelves that says so; these are the nearest.")
    if results.unmet:
        asked = alternatives([quoted(concept_name(one)) for one in results.unmet[:3]])
        return tr("I have nothing for {asked} to recommend; these come nearest.", asked=asked)
    unknown = unknown_name(intent)
    if unknown is not None and unknown.made:
        return tr("Nothing by {name} is on your shelves; these are the nearest I can offer.", name=unknown.name)
    if unknown is not None:
        title = quoted(unknown.name)
        return tr("I do not find {title} on your shelves; these are the nearest I can offer.", title=title)
    if results.unsaid and intent.act is not Act.SEARCH:
        words = alternatives([quoted(one) for one in results.unsaid[:3]])
        if results.known:
            return tr("None of these mentions {words}; they only come near.", words=words)
        return tr("Nothing on your shelves mentions {words}; these come nearest.", words=words)
    if intent.act is Act.SEARCH and not results.wished:
        return tr("This is what I found on your shelves.")
    if intent.act is Act.MORE_LIKE and intent.titles and intent.like and not results.wished:
        if not kept:
            return tr("These are the nearest on your shelves.")
        return tr("These are the nearest on your shelves ({kept}).", kept=kept)
    if session.cards and [one.item.id for one in results.cards] == list(session.cards):
        return tr("These are still the ones I would pick; ask for more to see others.")
    # The wish is said first: what of it the cards bear out, and what was kept to.
    wish = ", ".join(filter(None, (said_together(results.wished), kept)))
    taken = tr("Here is what I would pick.")
    if wish:
        taken = tr("{wish}: here is what I would pick.", wish=wish[:1].upper() + wish[1:])
    return " ".join(filter(None, (taken, _near_only(results))))


def _near_only(results: Results) -> str:
    """What of the cards is not what was asked for; it stands last."""
    if not results.near:
        return ""
    return trn("The last one is only close to that.", "The last {n} are only close to that.", results.near)


def chips(session: ChatSession) -> str:
    """What the session keeps to, in words, without the kind."""
    return joined([one.chip for one in session.told if isinstance(one, _TOLD)]) if _hastold_of(session) else ""


def named(item: Item) -> str:
    """“Title” by Creator."""
    creators = [flatten(name, 60) for name in item.creators if name.casefold() != item.title.casefold()]
    return titled(flatten(item.title), creators[:3])


def describe(item: Item) -> list[str]:
    """What the library knows of an item: name, kind, year, length, subjects, and a sentence of its description."""
    dated = tr(_DATED[item.kind], title=named(item), year=item.year)
    facts = [dated if item.year else tr(_UNDATED[item.kind], title=named(item))]
    minutes = minutes_of(item)
    if minutes:
        facts.append(tr(_TAKES[item.kind], duration=duration(minutes)))
    if item.subjects:
        facts.append(tr("Its subjects are {subjects}.", subjects=joined([quoted(one) for one in item.subjects[:4]])))
    blurb = split_sentences(flatten(item.description, 400))
    if blurb:
        facts.append(tr("Its description begins: {words}.", words=quoted(blurb[0].rstrip("."))))
    elif item.guide:
        facts.append(tr("Alcove’s guide says: {words}", words=quoted(flatten(item.guide))))
    return facts


def _empty(intent: Intent, session: ChatSession, results: Results) -> str:
    if results.library_is_empty:
        return tr("Your library holds no works yet.")
    if results.lacking is not None:
        return tr(_LACKING[results.lacking])
    if results.exhausted:
        return tr("You have seen all that fits; ask for something a little different.")
    if results.narrowed_away or session.constraints:
        return tr("Nothing on your shelves fits all of that; take one of the constraints away, and I will look again.")
    return tr("I found nothing for that on your shelves.")


def _mentions(intent: Intent, results: Results) -> bool:
    """True if some card holds a word of the question, or was found by what rules read of it."""
    words = content_words(intent)
    if not words:
        return True
    texts = (
        " ".join(
            fold(" ".join((one.item.title, *one.item.creators, *one.item.subjects, one.item.told, one.item.album)))
            for one in results.cards
        )
        + " "
        + fold(" ".join(results.snippets))
    )
    return any(word.removesuffix("s") in texts for word in words)


def not_there(name: str) -> str:
    return tr("I do not find {title} on your shelves.", title=quoted(name))


def on_shelves(items: Sequence[Item]) -> str:
    said = joined([named(one) for one in items])
    return trn("Yes, {titles} is on your shelves.", "Yes, {titles} are on your shelves.", len(items), titles=said)


def which_one(intent: Intent) -> list[str]:
    """For a message about an item that is not there, or that nobody named."""
    if name := title_said(intent):
        return [not_there(name)]
    return [tr("Which one do you mean? Name its title, or ask about one of the cards.")]


def placed(intent: Intent, answer: Placed | None) -> list[str]:
    """Where an item stands and why; what would change it, if that was asked."""
    if answer is None:
        return which_one(intent)
    one = answer.recommendation
    sentences = [_place(answer)]
    if answer.rank is None:
        return [*sentences, answer.change] if answer.change else sentences
    sentences += reasons(one.evidence, one.item, score=one.score)
    if intent.act is Act.WHY_NOT and answer.change:
        sentences.append(flatten(answer.change))
    return sentences


def _place(answer: Placed) -> str:
    title = named(answer.recommendation.item)
    if answer.rank is None:
        return tr("{title} is left out of the recommendations.", title=title)
    return tr("{title} stands at place {rank}.", title=title, rank=answer.rank)


def compared(pair: tuple[Placed, Placed] | None) -> list[str]:
    """Two items side by side: where each stands, why, and which is the shorter."""
    if pair is None:
        return [tr("Which two should I compare? Name their titles.")]
    sentences = []
    for one in pair:
        sentences.append(_place(one))
        if one.rank is None:
            sentences += [one.change] if one.change else []
        else:
            sentences += reasons(one.recommendation.evidence, one.recommendation.item, score=one.recommendation.score)[
                :1
            ]
    lengths = [minutes_of(one.recommendation.item) for one in pair]
    if lengths[0] and lengths[1] and lengths[0] != lengths[1]:
        shorter = pair[0] if lengths[0] < lengths[1] else pair[1]
        sentences.append(tr("{title} is the shorter of the two.", title=quoted(shorter.recommendation.item.title)))
    return sentences


_TOLD = (Avoiding, AtMost, AtLeast, FromYears, Sized, InLanguage, OfOrigin)


def _hastold_of(session: ChatSession) -> bool:
    return any(isinstance(one, _TOLD) for one in session.constraints)
