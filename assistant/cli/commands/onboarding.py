"""The command for a first acquaintance: a few questions, each of which may be left out or taken back."""

import argparse

from assistant.app.app import App
from assistant.cli.opening import opened
from assistant.cli.output import Output, card
from assistant.cli.registry import argument, command, flag
from assistant.domain.errors import UsageError
from assistant.domain.rows import Row
from assistant.messages import mark, quoted, tr
from assistant.recommend.onboarding import Question
from assistant.settings.paths import Paths

_HELP = mark("A number answers, Enter leaves the question out, u takes the last answer back, q ends.")
_FIRST_PICKS = 3


@command(
    "onboard",
    mark("A few questions to begin with; any of them may be left out."),
    argument("--answer", metavar="N|skip", help=mark("answer the open question")),
    flag("--undo", help=mark("take the last answer back")),
    flag("--stop", help=mark("leave the rest out")),
    flag("--again", help=mark("begin anew; earlier answers stay")),
)
def onboard(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    with opened(options, paths) as app:
        if options.again:
            app.onboarding.restart()
        if options.undo:
            app.onboarding.undo()
        if options.stop:
            app.onboarding.skip()
        if options.answer is not None:
            _answer(app, options.answer)
        if not output.json and not (options.undo or options.stop or options.answer):
            _converse(app, output)
            return
        state = app.onboarding.state()
        rows = [question_row(question, state.answers) for question in state.questions]
        lines = [line for question in state.questions[len(state.answers) :] for line in _asked(question)]
        output.result({"questions": rows, "total": state.total, "done": state.done}, lines or [_ended(app)])


def question_row(question: Question, answers: object) -> Row:
    """`answer` counts from 1; 0 is a question that was left out, and None one that is open."""
    given = answers.get(question.id, -1) if isinstance(answers, dict) else -1
    return {
        "id": question.id,
        "text": question.text,
        "kind": question.kind,
        "options": [
            {"label": one.label, "items": list(one.item_ids), "statement": one.statement} for one in question.options
        ],
        "answer": None if given == -1 else 0 if given is None else given + 1,
    }


def _answer(app: App, word: str) -> None:
    question = app.onboarding.next_question()
    if question is None:
        raise UsageError(tr("No question is open. Begin anew with: alcove onboard --again"))
    if word != "skip" and not word.isdecimal():
        raise UsageError(
            tr(
                "{typed} is no answer. Use a number from 1 to {n}, or skip.",
                typed=quoted(word),
                n=len(question.options),
            )
        )
    app.onboarding.answer(question.id, None if word == "skip" else int(word) - 1)


def _converse(app: App, output: Output) -> None:
    print(tr(_HELP))
    while (question := app.onboarding.next_question()) is not None:
        print("\n".join(["", *_asked(question)]))
        try:
            typed = input("> ").strip().lower()
        except EOFError:
            return
        if typed == "q":
            app.onboarding.skip()
        elif typed == "u":
            if app.onboarding.undo().row is None:
                print(tr("There is nothing to take back yet."))
        elif typed in ("", *map(str, range(1, len(question.options) + 1))):
            changes = app.onboarding.answer(question.id, int(typed) - 1 if typed else None)
            output.result(None, output.shifts(changes, app))
        else:
            print(tr(_HELP))
    print(_ended(app))


def _asked(question: Question) -> list[str]:
    return [f"{question.text}", *(f"  {place}. {one.label}" for place, one in enumerate(question.options, 1))]


def _ended(app: App) -> str:
    request = app.recommendations.request(n=_FIRST_PICKS)
    picks = app.recommendations.recommend(request, fresh=False, explain=False)
    if not picks:
        return tr("There is nothing to ask about yet. Add a folder with: alcove index PATH")
    return "\n".join([tr("Thank you. Your list begins with:"), *(f"  {card(pick.item)}" for pick in picks)])
