"""The stand-in's side for the first questions: three of them, each between two works of the shelf."""

from types import SimpleNamespace
from typing import Any

from assistant.domain.entities import Feedback, Item, Verdict
from assistant.domain.errors import UsageError


class FakeOnboarding:
    """Asks `asked_most` questions."""

    library: list[Item]
    asked_most: int = 3

    def begin_onboarding(self) -> None:
        self.answers: dict[str, int | None] = {}
        self.skipped = not self.library

    def _question(self, number: int) -> Any:
        options = tuple(
            SimpleNamespace(label=f"{item.title} by {item.creators[0]}", item_ids=(item.id,), statement="")
            for item in self.library[2 * number : 2 * number + 2]
        )
        if number == 1:
            options += (
                SimpleNamespace(label="Books about nature", item_ids=(), statement="I like books about nature"),
            )
        return SimpleNamespace(id=f"q{number}", text="What would you rather read?", options=options)

    def onboarding(self) -> Any:
        done = self.onboarding_done()
        questions = tuple(self._question(number) for number in range(len(self.answers) + (not done)))
        return SimpleNamespace(questions=questions, answers=dict(self.answers), total=self.asked_most, done=done)

    def onboarding_done(self) -> bool:
        return self.skipped or len(self.answers) >= self.asked_most

    def answer_onboarding(self, question_id: str, option: int | None) -> Any:
        question = self.onboarding().questions[-1]
        if question.id != question_id:
            raise UsageError("That question is not open now.")
        if option is not None and question.options[option].item_ids:
            self.record(Feedback(question.options[option].item_ids[0], Verdict.LIKED))  # type: ignore[attr-defined]
        self.answers[question_id] = option

    def undo_onboarding(self) -> Any:
        _, option = self.answers.popitem()
        self.skipped = False
        if option is not None:
            self.undo()  # type: ignore[attr-defined]

    def skip_onboarding(self) -> None:
        self.skipped = True

    def restart_onboarding(self) -> None:
        self.answers, self.skipped = {}, False
