"""Commands for lists and their reasons: recommend, why, why-not, what-if."""

import argparse

from assistant.cli.opening import opened
from assistant.cli.output import Output, card, recommendation_row
from assistant.cli.registry import (
    KIND,
    NO_LLM,
    argument,
    command,
    count,
    decade,
    how_many,
    language,
    moment,
    seed,
    share,
)
from assistant.explain.change_words import place_without, what_would_change_it
from assistant.explain.left_out_words import left_out_words
from assistant.language.facet_parser import occasion_named
from assistant.messages import mark, tr
from assistant.settings.paths import Paths


@command(
    "recommend",
    mark("What to read, hear or open next, with reasons."),
    KIND,
    how_many(10),
    argument("--request", default="", metavar="TEXT", help=mark("what you are in the mood for")),
    argument("--like", action="append", default=[], metavar="ITEM", help=mark("near to it; with --kind, across kinds")),
    argument("--surprise", type=share, metavar="0..1", help=mark("familiar to surprising")),
    argument("--variety", type=share, metavar="0..1", help=mark("narrow to varied")),
    argument("--length", type=share, metavar="0..1", help=mark("short to long, each for its kind")),
    argument("--newness", type=share, metavar="0..1", help=mark("old to new")),
    argument("--renown", type=share, metavar="0..1", help=mark("niche to well known, as the pack in use tells")),
    argument("--language", type=language, metavar="L", help=mark("only in this language, such as de")),
    argument("--genre", default="", metavar="TEXT", help=mark("only with a subject that holds these words")),
    argument("--decade", type=decade, metavar="YEAR", help=mark("only from these ten years, such as 1890")),
    argument("--minutes", type=count, metavar="N", help=mark("only what takes so many minutes at the most")),
    argument("--explore", type=share, metavar="0..1", help=mark("how much of the list is a try at something new")),
    argument("--seed", type=seed, metavar="N", help=mark("what the tries are drawn by; one a day without it")),
    argument("--context", default="", metavar="TEXT", help=mark("the occasion, such as evening, work or weekend")),
    argument("--at", type=moment, metavar="TIME", help=mark("as if it were then: 2026-11-28 or 2026-11-28T21:30")),
    NO_LLM,
)
def recommend(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    with opened(options, paths) as app:
        request = app.recommendations.request(
            text=options.request,
            kind=options.kind,
            n=options.n,
            surprise=options.surprise,
            variety=options.variety,
            length=options.length,
            newness=options.newness,
            renown=options.renown,
            language=options.language or "",
            years=options.decade,
            minutes=options.minutes,
            strict=True,
            subjects=app.recommendations.genre(options.genre) if options.genre.strip() else (),
            explore=options.explore,
            seed=options.seed,
            said=(occasion_named(options.context),),
            **({} if options.at is None else {"now": options.at}),
            like=tuple(app.library.find(one).id for one in options.like),
        )
        picks = app.recommendations.recommend(request, llm=not options.no_llm)
        left_out = left_out_words(app.recommendations.left_out(request))
        empty = (
            tr("The library is empty. Add a folder with: alcove index PATH") if not app.library.items(limit=1) else ""
        )
    unknown = bool(picks) and not any(pick.evidence for pick in picks)
    lines = [
        f"{place}. {card(pick.item)}" + ("" if unknown else f"\n    {output.reason(pick)}")
        for place, pick in enumerate(picks, 1)
    ]
    if unknown:
        lines.append(
            tr("Nothing is known of your taste yet, so these are to try. Say what you like: alcove profile add TEXT")
        )
    lines += [left_out] if left_out else []
    output.result([recommendation_row(pick) for pick in picks], lines or [empty or tr("Nothing left to recommend.")])


ITEM = argument("item", metavar="ITEM", help=mark("an id or an unambiguous title"))


@command("why", mark("What raised or lowered an item, with the evidence."), ITEM, NO_LLM)
def why(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    with opened(options, paths) as app:
        item_id = app.library.find(options.item).id
        answer = app.recommendations.why(item_id)
        without = app.recommendations.without_strongest(item_id)
        told = {part.statement for part, _ in answer.recommendation.score}
        doubted = [one for one in app.profile.doubts() if one.statement.id in told]
    row = {"rank": answer.rank, **recommendation_row(answer.recommendation)}
    row["doubts"] = [{"id": one.statement.id, "because": one.reason} for one in doubted]
    row["without"] = (
        {"id": without.target, "rank": without.rank, "text": place_without(without)} if without is not None else None
    )
    moved = [place_without(without)] if without is not None else []
    output.result(row, [*output.ledger(answer), *(f"  ? {one}" for one in doubted), *moved])


@command("why-not", mark("What holds an item down, and what would change it."), ITEM, NO_LLM)
def why_not(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    with opened(options, paths) as app:
        answer = app.recommendations.why_not(app.library.find(options.item).id)
    change = what_would_change_it(answer)
    row = {"rank": answer.rank, **recommendation_row(answer.recommendation), "what_would_change_it": change}
    output.result(row, [*output.ledger(answer), change])


@command(
    "what-if",
    mark("How the list would look without a liked item, a statement or a kind."),
    argument("--without", required=True, metavar="ID"),
)
def what_if(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    with opened(options, paths) as app:
        shifts = app.recommendations.what_if(options.without)
        lines = [f"{old or '-':>4} → {new or '-':<4} {app.library.item(id_).title}" for id_, old, new in shifts[:20]]
    rows = [{"id": id_, "rank_before": before, "rank_after": after} for id_, before, after in shifts]
    output.result(rows, lines or [tr("Nothing would change.")])
