"""One turn: words in, intent, plan, cards at once, then a reply that says only what the tools returned."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from assistant.chat.about.described_work import described_in
from assistant.chat.apology import with_apology
from assistant.chat.constraints import applied, kept_in_mind
from assistant.chat.fit.for_whom import for_whom
from assistant.chat.follow.asking_papers import stays_with
from assistant.chat.follow.editing import EDIT_LIST, edited, taken_up
from assistant.chat.follow.in_context import in_context
from assistant.chat.follow.mistaken import corrected
from assistant.chat.follow.rivals import with_all
from assistant.chat.follow.two_wishes import UpToSources, courtesy, joined_turns, parts_of
from assistant.chat.meant import items_meant, points_only
from assistant.chat.next_words import next_words
from assistant.chat.plan import CARDS, make_plan, run_plan
from assistant.chat.proposals import lasting
from assistant.chat.reasons.lines import card_reasons
from assistant.chat.reasons.spoken import spoken_in
from assistant.chat.reply import ReplyWriter, may_speak, reply_sentences, speak_of_cards
from assistant.chat.results import Results
from assistant.chat.services import Services
from assistant.chat.session import KEPT_VIEWS, ChatSession, OnCards, Turn
from assistant.chat.tools.deeds.verdict import next_wish
from assistant.chat.tools.make_list import is_of_these
from assistant.chat.tools.talk.small_talk import is_only_talk
from assistant.chat.understand.comparing_names import without_names
from assistant.chat.understand.denials import meetable
from assistant.chat.understand.heads import Earlier
from assistant.chat.understand.intent import READ, Intent, content_words, read_by_rules
from assistant.chat.understand.intents import Act
from assistant.chat.understand.reading import read_intent
from assistant.domain.entities import Item, Verdict
from assistant.domain.errors import UnknownItem
from assistant.domain.targets import Target, TargetKind
from assistant.explain.checker_counts import CheckerCounts
from assistant.language.facet_parser import names_meant
from assistant.language.foreign import language_of
from assistant.lists.list_selection import about_list, for_list
from assistant.llm.client import LanguageModel
from assistant.messages import current_language, languages, mark, speaking, tr

_REQUESTING = frozenset({Act.RECOMMEND, Act.SEARCH, Act.MORE_LIKE, Act.MAKE_LIST})
_LONG = mark("That was long, so I read only its beginning.")
_KEPT_TEXT = 500


def converse(
    text: str,
    session: ChatSession,
    services: Services,
    model: LanguageModel | None = None,
    *,
    on_cards: OnCards | None = None,
    on_text: Callable[[str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    counts: CheckerCounts | None = None,
    now: float | None = None,
    places: int = CARDS,
) -> Turn:
    """Answers one text. `on_cards` is told the items and their reasons at once, `on_text` each sentence as it is ready;
    `places` cards where the text names no number.

    Raises nothing of its own: a model that dies leaves a built-in reply and a notice. What is cancelled returns what
    was said until then; constraints and cards of such a turn stay.
    """
    said = language_of(_without_titles(text[:READ], services)) or session.language
    session = replace(session, language=said)
    with speaking(said if said in languages() else current_language()):
        return _answered(
            text,
            session,
            services,
            model,
            on_cards,
            on_text,
            cancelled or _never,
            CheckerCounts() if counts is None else counts,
            now,
            places,
        )


def _without_titles(text: str, services: Services) -> str:
    """The text without names of the library, which are in any language; as it is where nothing else is said."""
    named = [one for one in names_meant(text, services.gazetteer()) if one.role != "subject"]
    return without_names(text, named) or text


def _answered(
    text: str,
    session: ChatSession,
    services: Services,
    model: LanguageModel | None,
    on_cards: OnCards | None,
    on_text: Callable[[str], None] | None,
    stopped: Callable[[], bool],
    counts: CheckerCounts,
    now: float | None,
    places: int,
    whole: bool = True,
    of: str = "",
) -> Turn:
    """The turn in the language of the message, if Alcove speaks it. whole: the message may say two things. of: the work
    that the half before was about."""
    names = services.gazetteer()
    put_aside = bool(of) and any(deed.what == Act.VERDICT and deed.about == of for deed in session.deeds)
    # A wish behind a word on a work is none on what was said to that.
    earlier = [] if put_aside else _earlier(session, services)
    read = partial(read_intent, names=names, now=now, heads=services.heads(), before=earlier,
                   paper_words=services.paper_words, is_word=services.is_word)  # fmt: skip

    def answered(part: str, at: ChatSession, say: Callable[[str], None] | None, of: str) -> Turn:
        return _answered(part, at, services, model, on_cards, say, stopped, counts, now, places, whole=False, of=of)

    intent = for_list(read(text))
    alone = not whole or bool(described_in(intent.text)) or (intent.act is Act.SMALL_TALK and is_only_talk(text))
    parts = None if alone else parts_of(intent, read)
    if parts is not None:
        return _both(parts, read(parts[0]).act, session, answered, on_text)
    before = session
    session, intent = edited(session, intent, services, now)
    intent = in_context(corrected(intent, session, services), session, services)
    intent = replace(intent, act=Act.ABOUT, card="it") if of and stays_with(intent, of, session, services) else intent
    if put_aside and intent.kind is None:
        intent = replace(intent, kind=names.kinds.get(of))  # for another of its kind
    intent = meetable(intent, services)
    session = _updated(session, intent, services, before)
    steps = make_plan(intent, session, names, places)
    results = run_plan(steps, intent, session, services, stopped)
    items = tuple(one.item for one in results.cards)
    lines = card_reasons(results.cards, spoken_in(intent, results), intent)
    if items and on_cards is not None:
        on_cards(items, lines)
    ask = len(set(names.kinds.values())) > 1 and _asks_kind(intent, before, results)
    reply = ReplyWriter(on_text or _hush)
    session = session if intent.act is Act.UNCLEAR else with_apology(reply, session)
    _speak(reply, text, intent, session, results, model, counts, stopped, ask)
    memory = () if intent.act in (Act.REMEMBER, Act.FORGET) else lasting(text, services.statements())
    after = _after(session, text, reply.text, intent, results, ask)
    return Turn(
        reply=reply.text,
        items=items,
        reasons=lines,
        plan=tuple(step.to_data() for step in steps),
        memory=memory,
        session=after,
        citations=results.answer.sources if results.answer else (),
        by=reply.by,
        next=() if ask else next_words(intent.act, after, results, set(names.kinds.values())),
        notice=reply.notice,
        saved=results.saved,
        opened=results.opened,
        played=results.played,
    )


def _both(
    parts: tuple[str, str],
    first_act: str,
    session: ChatSession,
    answered: Callable[[str, ChatSession, Callable[[str], None] | None, str], Turn],
    on_text: Callable[[str], None] | None,
) -> Turn:
    """Two things of one message, one after the other; small talk before a wish gets a few words."""
    said = courtesy(first_act)
    say = on_text or _hush
    if said is None:
        first = answered(parts[0], session, on_text, "")
        say("\n" if first.citations else " ")
        of = first.session.focus if any(step["tool"] == Act.ABOUT or _turns_down(step) for step in first.plan) else ""
        heard = UpToSources(say)
        both = joined_turns(first, answered(parts[1], first.session, heard, of))
        heard.rest(both.reply[len(first.reply) + 1 :])
        return both
    if said:
        say(f"{said} ")
    turn = answered(parts[1], session, on_text, "")
    return replace(turn, reply=f"{said} {turn.reply}".strip())


def _turns_down(step: Mapping[str, object]) -> bool:
    """Whether a step notes that a work was put aside or not liked."""
    return step.get("verdict") in (Verdict.ASIDE, Verdict.DISLIKED)


def _updated(session: ChatSession, intent: Intent, services: Services, before: ChatSession) -> ChatSession:
    if intent.act is Act.RESET:
        return replace(session.ended(), turns=session.turns)
    if intent.act is Act.UNDO and not session.deeds and session.views:
        return replace(session.seen_as(session.views[-1]), views=session.views[:-1])
    if intent.act is Act.REMEMBER:
        as_wish = read_by_rules(intent.text, services.gazetteer(), heard=(Act.RECOMMEND, True))
        return kept_in_mind(session, meetable(as_wish, services))
    if intent.act is Act.REJECT:
        return replace(session, left_out=_more(session.left_out, session.cards))
    if intent.act is Act.MAKE_LIST and session.cards and is_of_these(intent.text):
        return session
    if intent.act in (*_REQUESTING, EDIT_LIST) and not points_only(intent, session):
        meant = _items(items_meant(intent, session) or intent.like, services)
        session = taken_up(session, intent, services)
        changed = about_list(applied(session, intent, _items(session.cards, services), meant), intent)
        changed = with_all(changed, for_whom(intent.wish or intent.text, _named_works(intent, services)))
        return replace(changed, views=(*session.views, before.view)[-KEPT_VIEWS:]) if session.cards else changed
    if intent.act is Act.VERDICT and (then := next_wish(intent.text)):
        meant = _named_works(intent, services)
        asked = applied(session, replace(read_by_rules(then), wish=then), (), meant)
        return with_all(asked, for_whom(intent.text, meant))
    return session


def _named_works(intent: Intent, services: Services) -> list[Item]:
    return _items([one.ids[0] for one in intent.named if one.role == "title"], services)


def _earlier(session: ChatSession, services: Services) -> list[Earlier]:
    """The turns before, the cards with the last reply."""
    turns = [Earlier(role == "you", text) for role, text in session.turns]
    if turns and not turns[-1].said:
        shown = [" by ".join((item.title, *item.creators[:1])) for item in _items(session.cards, services)]
        turns[-1] = turns[-1]._replace(cards=shown)
    return turns


def _more(before: tuple[str, ...], others: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*before, *others)))


def _items(ids: Sequence[str], services: Services) -> list[Item]:
    found = []
    for item_id in ids:
        try:
            found.append(services.item(item_id))
        except UnknownItem:
            continue  # its file may have gone since the card was shown
    return found


def _asks_kind(intent: Intent, before: ChatSession, results: Results) -> bool:
    """Asks once what kind is meant: only when nothing else was said, so that the answer would change the cards."""
    said = intent.kind or intent.facets or intent.without or intent.named or content_words(intent)
    may = bool(results.cards) and not before.asked and not before.constraints
    return intent.act is Act.RECOMMEND and not said and may


def _speak(
    reply: ReplyWriter,
    text: str,
    intent: Intent,
    session: ChatSession,
    results: Results,
    model: LanguageModel | None,
    counts: CheckerCounts,
    stopped: Callable[[], bool],
    ask: bool,
) -> None:
    if len(text) > READ:
        reply.add(tr(_LONG))
    if model is not None and may_speak(intent, results) and not ask:
        speak_of_cards(reply, intent, session, results, model, counts, stopped)
        return
    for sentence in reply_sentences(intent, session, results, ask):
        if stopped():
            return
        reply.add(sentence)


def _after(session: ChatSession, text: str, reply: str, intent: Intent, results: Results, asked: bool) -> ChatSession:
    cards = tuple(one.item.id for one in results.cards) or session.cards
    if (results.about or results.opened) is not None and session.cards:
        cards = session.cards  # "the third one" still means the third of the list before
    if intent.act is Act.RESET:
        cards = ()
    left_out = session.left_out
    if intent.act in (Act.VERDICT, Act.HIDE):
        # What they have read or turned down by name does not come back in this conversation.
        left_out = _more(left_out, [deed.about for deed in results.deeds])
    kept = replace(
        session,
        cards=cards,
        shown=_more(session.shown, cards),
        focus=_focus(session, intent, results),
        question=results.question[:_KEPT_TEXT],
        named=_named(intent),
        left_out=left_out,
        deeds=tuple(results.deeds),
        listed=results.saved.id if results.saved is not None else session.listed,
        asked=asked,
    )
    return kept.with_turn("you", text[:_KEPT_TEXT]).with_turn("alcove", reply[:_KEPT_TEXT])


def _named(intent: Intent) -> tuple[str, ...]:
    """The items and creators that the person named, in order."""
    found = [one.ids[0] if one.role == "title" else str(Target(TargetKind.CREATOR, one.name)) for one in intent.named]
    return tuple(dict.fromkeys(found))


def _focus(session: ChatSession, intent: Intent, results: Results) -> str:
    """What "that one" means next: the item this turn was about, else the first card, else what the person named."""
    if (one := results.opened or results.about) is not None:
        return one.id
    if results.placed is not None:
        return results.placed.recommendation.item.id
    named = [one.ids[0] for one in intent.named if one.role == "title"]
    if len(named) == 1 and intent.act not in _REQUESTING:
        return named[0]
    return results.cards[0].item.id if results.cards else session.focus


def _never() -> bool:
    return False


def _hush(text: str) -> None:
    """Nobody listens while the reply is made."""
