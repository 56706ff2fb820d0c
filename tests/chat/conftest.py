"""A small library of invented works behind the services, ranked by shared words, and models that follow a script."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from assistant.cards.needs import NeedsMet
from assistant.chat.services import Placed, SavedList
from assistant.chat.session import ChatSession
from assistant.chat.turn import converse
from assistant.domain.entities import Interaction, Item, Kind, Passage, Recommendation, Score
from assistant.domain.errors import ModelDied, UnknownItem, UnknownStatement
from assistant.domain.evidence import Match, PartId, RequestMatch
from assistant.language.gazetteer import Gazetteer
from assistant.language.normalise import fold
from assistant.search.answers.finding import FoundAnswer, Telling
from assistant.search.answers.look_alikes import Paper, papers_meant
from assistant.search.answers.question import meets, read_question, stems
from assistant.search.answers.units import units_of
from profiles.statements import make_statement
from tests.facts import known

BOOK, MUSIC, DOCUMENT = Kind.BOOK, Kind.MUSIC, Kind.DOCUMENT

SHELF = (
    Item(
        "b1",
        BOOK,
        "The Salt Road",
        ("Mara Venn",),
        year=1974,
        language="en",
        subjects=("sea", "travel"),
        words=60_000,
        description="A slow voyage along the coast. Calm and thoughtful.",
    ),
    Item(
        "b2",
        BOOK,
        "Iron Orchard",
        ("Tobias Reck",),
        year=1999,
        language="en",
        subjects=("science fiction", "robots"),
        words=150_000,
        description="Machines tend a garden after the war.",
    ),
    Item(
        "b3",
        BOOK,
        "The Drowned Bell",
        ("Mara Venn",),
        year=1981,
        language="en",
        subjects=("horror", "sea"),
        words=40_000,
        description="A sad and scary tale of a lighthouse.",
    ),
    Item(
        "b4",
        BOOK,
        "Le Jardin d’hiver",
        ("Odile Carré",),
        year=2010,
        language="fr",
        subjects=("family", "winter"),
        words=30_000,
        description="Un roman.",
    ),
    Item(
        "b5",
        BOOK,
        "Clockwork Sparrows",
        ("Ida Holm",),
        year=2016,
        language="en",
        subjects=("humour", "fantasy"),
        words=90_000,
        description="A funny quest.",
    ),
    Item(
        "b6",
        BOOK,
        "Quiet Harbours",
        ("Lena Okoye",),
        year=2003,
        language="en",
        subjects=("essays", "sea"),
        words=35_000,
        description="Gentle essays about small ports.",
    ),
    Item("m1", MUSIC, "Paper Lanterns", ("The Hollow Pines",), year=1984, subjects=("folk", "calm"), duration=190.0),
    Item("m2", MUSIC, "Neon Tram", ("Volt Parade",), year=2012, subjects=("electronic", "energetic"), duration=260.0),
    Item("m3", MUSIC, "Requiem for Rain", ("Ana Duarte",), year=1969, subjects=("jazz", "sad"), duration=540.0),
    Item("m4", MUSIC, "Harbour Lights", ("The Hollow Pines",), year=1986, subjects=("folk", "sea"), duration=170.0),
    Item("d1", DOCUMENT, "Lease of the workshop", ("Estate Office",), year=2021, words=3_000),
    Item("d2", DOCUMENT, "Notes on tides", (), year=2022, words=1_500, subjects=("sea", "science")),
)
PASSAGES = (
    Passage(
        "d1",
        0,
        "The tenant may end the lease with three months of notice. Rent is due on the first of each month.",
        "page 2",
    ),
    Passage("d1", 1, "The landlord repairs the roof. The tenant repairs the doors.", "page 3"),
    Passage("d2", 0, "Tides rise because of the pull of the moon. Spring tides come twice a month.", "Introduction"),
)
_EMPTY = frozenset(
    fold("a an and the of for to in on with some something anything me i like want book song music").split()
)


VOCABULARY = frozenset(
    ["serial", "killer", "melancholy", "something", "gentle", "worried", "wandering", "mystery", "listening"]
)
"""Words that the stand-in for the encoder knows."""


class ShelfTools:
    """The tools over a list of items. Every call is kept in `calls`."""

    def __init__(self, items=SHELF, passages=PASSAGES, statements=()):
        self.items = {item.id: item for item in items}
        self.passages = passages
        self.profile = list(statements)
        self.calls = []
        self.lists = []
        self.noted = []
        self.acts = []
        self.before = []
        self.kept = {}
        self.unseen = set()
        self._names = Gazetteer.build(items)

    def heads(self):
        return None

    def gazetteer(self):
        return self._names

    def item(self, item_id):
        if item_id not in self.items:
            raise UnknownItem(item_id)
        return self.items[item_id]

    def notes(self, item_id=None):
        return [note for note in self.noted if item_id in (None, note.item_id)]

    def beginning(self, item_id):
        return next((one.text for one in self.passages if one.item_id == item_id), "")

    def albums(self):
        return frozenset(item.id for item in self.items.values() if item.form == "album")

    def hidden(self):
        return frozenset(self.unseen)

    def search(self, query, kind=None, n=20):
        self.calls.append(("search", query))
        words = set(fold(query).split()) - _EMPTY
        inside = {one.item_id: one.text for one in self.passages if words & set(fold(one.text).split())}
        ranked = [one for one in self._ranked(query, kind) if self._overlap(query, one) or one.id in inside]
        return [SimpleNamespace(item=item, score=1.0, passage=inside.get(item.id, "")) for item in ranked[:n]]

    def recommend(self, sought):
        self.calls.append(("recommend", sought.text, sought.like, sought.avoid))
        query = " ".join([sought.text, *(self._words(self.items[one]) for one in sought.like)])
        left_out = {*sought.exclude, *sought.like}
        ranked = [item for item in self._ranked(query, sought.kind) if item.id not in left_out]
        return [self._recommendation(item, sought.text) for item in ranked[: sought.n]]

    def card(self, item_id):
        self.item(item_id)
        return {}

    def sound(self, item_id):
        return None

    def needs(self, text):
        return NeedsMet()

    def is_word(self, word):
        return word in VOCABULARY or any(f" {word} " in f" {fold(self._words(one))} " for one in self.items.values())

    def paper_words(self, text):
        return 0

    def why(self, item_id):
        return Placed(3, self._recommendation(self.item(item_id), ""))

    def why_not(self, item_id):
        return Placed(
            40, self._recommendation(self.item(item_id), ""), "Liking one more by its author would bring it in."
        )

    def compare(self, first, second):
        return self.why(first), self.why(second)

    def statements(self):
        return tuple(self.profile)

    def remember(self, text):
        self.calls.append(("remember", text))
        statement = make_statement(text, now=1.0)
        self.before = list(self.profile)
        self.profile.append(statement)
        return statement

    def forget(self, statement_id):
        self.before = list(self.profile)
        for one in self.profile:
            if one.id == statement_id:
                self.profile.remove(one)
                return one
        raise UnknownStatement(statement_id)

    def make_list(self, title, items, reasons, wish=None):
        self.lists.append((title, tuple(items), dict(reasons)))
        made = SavedList(title, tuple(items), id=f"l{len(self.lists)}", text=wish.text if wish else title)
        self.kept[made.id] = made
        return made

    def works(self):
        return list(self.items.values())

    def deeds(self):
        return list(self.acts)

    def record(self, feedback):
        self.acts.append(
            Interaction(
                len(self.acts), self.item(feedback.item_id).id, feedback.verdict, 1.0 + len(self.acts), feedback.value
            )
        )

    def take_back(self):
        return self.acts.pop() if self.acts else None

    def hide(self, item_id):
        self.unseen.add(item_id)

    def unhide(self, item_id):
        self.unseen.discard(item_id)

    def restore_profile(self):
        self.profile = self.before

    def saved(self, list_id):
        return self.kept.get(list_id)

    def rearrange(self, list_id, items):
        self.kept[list_id] = replace(self.kept[list_id], items=tuple(items))
        return self.kept[list_id]

    def drop_list(self, list_id):
        del self.kept[list_id]

    def alike(self, text, others):
        words = set(fold(text).split())
        return [len(words & set(fold(one).split())) / max(len(words), 1) for one in others]

    def papers_meant(self, question):
        opening = {one.item_id: one.text for one in reversed(self.passages)}
        papers = [one for one in self.items.values() if one.kind is DOCUMENT]
        return papers_meant(question, [Paper(one.id, one.title, lambda own: opening.get(own, "")) for one in papers])

    def answer(self, question, item_id=None):
        """The share of the question's words that stand in a sentence or its passage says how sure it is."""
        asked = read_question(question).words
        found = []
        for passage in self.passages:
            item, whole = self.items[passage.item_id], stems(passage.text)
            for unit in units_of(passage, item.title) if item_id in (None, item.id) else ():
                own = sum(meets(word, stems(unit.text)) for word in asked)
                share = (own + sum(meets(word, whole) for word in asked)) / (2 * max(len(asked), 1))
                found.append(Telling(item, passage, unit.text, share, unit.after))
        found.sort(key=lambda one: -one.share)
        return FoundAnswer(min(1.0, 1.3 * found[0].share) if found else 0.0, tuple(found[:8]))

    def _words(self, item):
        return " ".join((item.title, *item.creators, *item.subjects, item.description))

    def _overlap(self, query, item):
        return len((set(fold(query).split()) - _EMPTY) & set(fold(self._words(item)).split()))

    def _ranked(self, query, kind):
        items = [item for item in self.items.values() if kind is None or item.kind is kind]
        return sorted(items, key=lambda item: -self._overlap(query, item))

    def _recommendation(self, item, text):
        liked = self.items.get("b1")
        facts = [RequestMatch(PartId("request"), (text,), Match.ALL)] if text else []
        if liked is not None and item.id != "b1":
            facts.append(known("b1", liked.title, *liked.creators))
        return Recommendation(item, Score({"taste": 0.5}), tuple(facts))


class Script:
    """A model that says what it is told to and remembers what it was asked."""

    name = "script"

    def __init__(self, *texts, dies=False):
        self.texts, self.dies = list(texts), dies
        self.asked = []

    def stream(self, messages, how=None):
        self.asked.append(list(messages))
        text = self.texts.pop(0) if self.texts else ""
        yield from (text[at : at + 4] for at in range(0, len(text), 4))
        if self.dies:
            raise ModelDied

    def score(self, prefix, continuations):
        return [0.0] * len(continuations)

    def close(self):
        self.texts = []


@pytest.fixture
def services():
    return ShelfTools()


@pytest.fixture
def talk(services):
    """Says lines one after the other in one session; returns the last turn."""

    def say(*lines, model=None, **options):
        session = options.pop("session", ChatSession())
        for line in lines:
            turn = converse(line, session, services, model, **options)
            session = turn.session
        return turn

    return say


@pytest.fixture(scope="session")
def new_services():
    return ShelfTools


@pytest.fixture(scope="session")
def script():
    return Script
