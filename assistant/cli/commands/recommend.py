"""Commands for lists and their reasons: recommend, why, why-not, what-if."""

import argparse

from assistant.cli.commands.opening import opened
from assistant.cli.output import Output, card, recommendation_row
from assistant.settings.paths import Paths


def recommend(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    with opened(options, paths) as app:
        request = app.recommendations.request(
            text=options.request,
            kind=options.kind,
            n=options.n,
            surprise=options.surprise,
            variety=options.variety,
            like=tuple(app.library.find(one).id for one in options.like),
        )
        picks = app.recommendations.recommend(request, llm=not options.no_llm)
        empty = "The library is empty. Add a folder with: alcove index PATH" if not app.library.items(limit=1) else ""
    lines = [f"{place}. {card(pick.item)}\n    {output.reason(pick)}" for place, pick in enumerate(picks, 1)]
    output.result([recommendation_row(pick) for pick in picks], lines or [empty or "Nothing left to recommend."])


def why(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    with opened(options, paths) as app:
        answer = app.recommendations.why(app.library.find(options.item).id)
    row = {"rank": answer.rank, **recommendation_row(answer.recommendation)}
    output.result(row, output.ledger(answer))


def why_not(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    with opened(options, paths) as app:
        answer = app.recommendations.why_not(app.library.find(options.item).id)
    row = {
        "rank": answer.rank,
        **recommendation_row(answer.recommendation),
        "what_would_change_it": answer.what_would_change_it,
    }
    output.result(row, [*output.ledger(answer), answer.what_would_change_it])


def what_if(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    with opened(options, paths) as app:
        shifts = app.recommendations.what_if(options.without)
        lines = [f"{old or '-':>4} → {new or '-':<4} {app.library.item(id_).title}" for id_, old, new in shifts[:20]]
    rows = [{"id": id_, "rank_before": before, "rank_after": after} for id_, before, after in shifts]
    output.result(rows, lines or ["Nothing would change."])
