"""The first acquaintance: questions one after the other, each answer at once in the list."""

import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from assistant.app.changes import Changes, Revised
from assistant.app.feedback import FeedbackLog
from assistant.app.mutations import Mutations
from assistant.app.profile import ONBOARDING, UserProfile
from assistant.app.recommend.ranking import Ranking
from assistant.app.stores import Stores
from assistant.domain.entities import Feedback, Interaction, Kind, Verdict
from assistant.domain.errors import UnknownItem, UsageError
from assistant.domain.rows import Row, RowView
from assistant.messages import tr
from assistant.recommend.onboarding import Option, Question, how_many, next_question
from assistant.storage.journal.purge import take_back

_TOUR = "tour shown"  # no words


@dataclass(frozen=True, slots=True)
class OnboardingState:
    """`questions` so far, the open one last; `answers` by the question's id: the option's index, None for skipped;
    `total`: how many there will be at most."""

    questions: tuple[Question, ...] = ()
    answers: Mapping[str, int | None] = field(default_factory=dict)
    total: int = 0
    done: bool = False


class Onboarding:
    """At most eight questions; each may be skipped, all may be, and each answer can be taken back."""

    def __init__(
        self, stores: Stores, ranking: Ranking, feedback: FeedbackLog, profile: UserProfile, mutations: Mutations
    ) -> None:
        self._journal = stores.journal
        self._ranking = ranking
        self._feedback = feedback
        self._profile = profile
        self._mutations = mutations

    def state(self) -> OnboardingState:
        """How far the questions are. Chooses the next one if none is open."""
        state = self._begun()
        if state["open"] is None and not state["done"]:
            state = self._ask(state)
        rows = [*state["asked"], *([state["open"]] if state["open"] else [])]
        answers = {row["id"]: row["answer"] for row in state["asked"]}
        return OnboardingState(tuple(map(_question, rows)), answers, max(state["total"], len(rows)), state["done"])

    def next_question(self) -> Question | None:
        """The open question; None when all are answered, skipped, or the library is too small to ask about."""
        now = self.state()
        return None if now.done else now.questions[-1]

    def done(self) -> bool:
        return bool(self._begun()["done"])

    def take_tour(self) -> bool:
        """Whether the tour of the window is due; it is once."""
        due = not self._journal.get(_TOUR)
        if due:
            self._journal.set(_TOUR, True)
        return due

    def answer(self, question_id: str, option: int | None) -> Changes[Interaction | Revised | None]:
        """Take an answer, or None to leave the question out: a like, or a sentence of the profile, with what it moved.

        Raises UsageError for a question that is not open, or an option that it does not have.
        """
        question = self.next_question()
        if question is None or question.id != question_id:
            raise UsageError(tr("The question {id} is not open now.", id=question_id))
        if option is not None and not 0 <= option < len(question.options):
            raise UsageError(tr("That question has the answers 1 to {n}.", n=len(question.options)))
        changes, left = self._act_on(question, option) if option is not None else (_nothing(), {})
        state = self._begun()
        row = {**state["open"], "answer": option, **left}
        self._keep(self._ask({**state, "asked": [*state["asked"], row], "open": None}))
        return changes

    def undo(self) -> Changes[Question | None]:
        """Take the last answer back, and ask that question again; the row is None when there is none."""
        state = self._begun()
        if not state["asked"]:
            return Changes(None)
        row = state["asked"][-1]
        if row.get("statement") in {one.id for one in self._profile.statements()}:
            self._profile.remove(row["statement"])
        again = {name: row[name] for name in ("id", "text", "kind", "options")}

        def undone() -> Changes[Question | None]:
            if row.get("interaction") is not None:
                take_back(self._journal, row["interaction"])
            self._keep({**state, "asked": state["asked"][:-1], "open": again, "done": False})
            return Changes(_question(again), feedback=row.get("interaction") is not None)

        return self._mutations.ranked(undone)

    def skip(self) -> Changes[None]:
        """Leave the rest of the questions out; what was answered stays."""
        self._keep({**self._begun(), "open": None, "done": True})
        return self._mutations.told(Changes(None, profile=True))

    def restart(self) -> Changes[None]:
        """Ask anew from the first question; earlier answers stay, and count."""
        self._journal.set(ONBOARDING, None)
        return self._mutations.told(Changes(None, profile=True))

    def _act_on(self, question: Question, place: int) -> tuple[Changes[Interaction | Revised | None], Row]:
        option = question.options[place]
        if option.statement:
            stated = self._profile.add(option.statement, question.kind)
            return stated, {"statement": stated.row.statement.id}
        try:
            liked = self._feedback.record(Feedback(option.item_ids[0], Verdict.LIKED))
        except UnknownItem as error:
            raise UsageError(tr("That item has left the library meanwhile. Leave the question out.")) from error
        return liked, {"interaction": liked.row.id}

    def _begun(self) -> Row:
        fresh: Row = {"asked": [], "open": None, "done": False, "total": 0}
        return {**fresh, **self._journal.get(ONBOARDING, {})}

    def _ask(self, state: Row) -> Row:
        """With the next question open, or done where there is none left. A library that is too small to ask about
        leaves it for later: more may be read."""
        catalogue = self._ranking.catalogue()
        asked = [_question(row) for row in state["asked"]]
        question = next_question(catalogue, self._ranking.history(), time.time(), asked) if len(catalogue) else None
        if question is None and not asked:
            return {**state, "done": True}
        found = asdict(question) if question is not None else None
        state = {**state, "open": found, "done": found is None, "total": how_many(catalogue)}
        self._keep(state)
        return state

    def _keep(self, state: Row) -> None:
        self._journal.set(ONBOARDING, state)


def _nothing() -> Changes[None]:
    """A question that was left out."""
    return Changes(None)


def _question(row: RowView) -> Question:
    options = tuple(Option(**{**option, "item_ids": tuple(option["item_ids"])}) for option in row["options"])
    return Question(row["id"], row["text"], Kind(row["kind"]), options)
