"""The command evaluate: how good the ranking is for this person, beside another, and with made-up people."""

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING

from assistant.cli.opening import interruptible, opened
from assistant.cli.output import Output
from assistant.cli.registry import command, flag
from assistant.messages import decimal, mark, tr
from assistant.settings.paths import Paths

if TYPE_CHECKING:
    from assistant.evaluation.simulate import Simulated


@command(
    "evaluate",
    mark("How well Alcove would have guessed what you came to like."),
    flag("--simulate", help=mark("how lists with and without tries do for made-up people on your shelves")),
    flag("--interleave", help=mark("which of two ways to rank that take turns in your list you chose from more")),
)
def evaluate(options: argparse.Namespace, paths: Paths) -> None:
    from assistant.evaluation.comparison import comparison_lines, comparison_row
    from assistant.evaluation.report_card import report_lines, report_row
    from assistant.evaluation.simulate import simulate

    output = Output(options)
    with opened(options, paths) as app, interruptible() as stop:
        if options.interleave:
            standing = app.recommendations.comparison()
            output.result(comparison_row(standing), comparison_lines(standing))
            return
        try:
            if options.simulate:
                found = simulate(app.recommendations.recommender(), progress=output.progress, cancelled=stop.is_set)
            else:
                card = app.maintenance.report_card(progress=output.progress, cancelled=stop.is_set)
        finally:
            output.progress_done()
    if not options.simulate:
        output.result(report_row(card), report_lines(card))
        return
    lines = [_simulated_words(one) for one in found]
    output.result([asdict(one) for one in found], lines or [tr("There is too little in the library to try this on.")])


def _simulated_words(one: "Simulated") -> str:
    return tr(
        "{persona}, {share} of the list tried: regret {regret}; the list followed a turn of taste after {verdicts} "
        "answers; largest corner of the shelf {largest}.",
        persona=tr(one.persona),
        share=f"{one.explore:.0%}",
        regret=decimal(one.regret, 2),
        verdicts=decimal(one.verdicts_to_follow),
        largest=f"{one.largest_corner:.0%}",
    )
