"""Commands that measure and examine: doctor, replay, bench."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from assistant.cli.apart import apart
from assistant.cli.opening import ask_passphrase
from assistant.cli.output import Output
from assistant.cli.registry import argument, command, flag
from assistant.cli.words import spoken
from assistant.domain.errors import UsageError
from assistant.domain.rows import Row
from assistant.messages import mark, tr
from assistant.security.network_lock import lock_network
from assistant.settings.paths import Paths


@command(
    "replay",
    mark("Rank a replay set with the product's own code."),
    argument("set", metavar="SET"),
    argument("--pack"),
    argument("--requests", metavar="REQUESTS.tsv"),
    flag("--profile-alone", help=mark("from the sentences that a history gives, without it")),
    flag("--no-llm"),
    argument("--out", required=True, metavar="FILE"),
)
def replay(options: argparse.Namespace, paths: Paths) -> None:
    from assistant.evaluation.replay.replay import replay as run_replay

    output = Output(options)
    lock_network()
    summary = run_replay(
        Path(options.set),
        Path(options.out),
        pack=Path(options.pack) if options.pack else None,
        requests=Path(options.requests) if options.requests else None,
        profile_alone=options.profile_alone,
        progress=output.progress,
    )
    output.progress_done()
    output.result(summary, [", ".join(f"{name}: {value}" for name, value in summary.items())])


@command(
    "bench",
    mark("How fast this is on your machine, beside its peers."),
    argument(
        "names",
        nargs="*",
        metavar="NAME",
        help="recommend, index, chat, cards, sound, ocr, understanding, answers, trust, window",
    ),
    argument("--items", type=int, default=100_000, metavar="N", help=mark("size of the made-up library")),
    argument("--files", type=int, default=10_000, metavar="N", help=mark("index, trust: files of the made-up folder")),
    argument("--kills", type=int, default=50, metavar="N", help=mark("index, trust: how often each act is killed")),
    argument("--runs", type=int, default=100, metavar="N", help=mark("trust: restores beside writers")),
    argument("--minutes", type=float, default=10, metavar="N", help=mark("trust: how long memory is watched")),
    argument("--hostile", type=int, default=5_000, metavar="N", help=mark("trust: files that were changed at random")),
    argument("--seed", type=int, default=0, metavar="N", help=mark("trust: draws what is left to chance")),
    argument("--data", metavar="FOLDER", help=mark("chat: the folders tomt, musicreconer and cpcd, to replay them")),
    argument("--replies", type=int, default=0, metavar="N", help=mark("chat: check so many replies with other eyes")),
    argument("--set", metavar="SET", help=mark("index: a replay set with requests-validation.tsv, for the quality")),
    argument("--part", action="append", metavar="PART", help=mark("index, trust, understanding: only this")),
)
def bench(options: argparse.Namespace, paths: Paths) -> None:
    from assistant.cli.main import main
    from assistant.evaluation.bench.answers import bench_answers
    from assistant.evaluation.bench.cards import bench_cards
    from assistant.evaluation.bench.chat import bench_chat
    from assistant.evaluation.bench.index import bench_index
    from assistant.evaluation.bench.ocr import bench_ocr
    from assistant.evaluation.bench.recommend import bench_recommend
    from assistant.evaluation.bench.sound import bench_sound
    from assistant.evaluation.bench.trust.probes import Scale, bench_trust
    from assistant.evaluation.bench.understanding.rows import bench_understanding
    from assistant.evaluation.window_bench import USUAL as WINDOW_ITEMS
    from assistant.evaluation.window_bench import bench_window

    output, parts, replay_set = Output(options), options.part or (), Path(options.set) if options.set else None
    scale = Scale(
        main,
        options.runs,
        options.kills,
        options.seed,
        options.minutes,
        options.hostile,
        options.files,
        _say,
    )
    benches: dict[str, Callable[[], list[Row]]] = {
        "recommend": lambda: bench_recommend(options.items),
        "index": lambda: bench_index(options.files, options.kills, replay_set, parts, _say),
        "chat": lambda: bench_chat(Path(options.data) if options.data else None, options.replies, _say),
        "cards": lambda: bench_cards(say=_say),
        "understanding": lambda: bench_understanding(parts, _say),
        "answers": lambda: bench_answers(say=_say),
        "sound": lambda: bench_sound(say=_say),
        "ocr": lambda: bench_ocr(_say),
        "trust": lambda: bench_trust(scale, parts),
        "window": lambda: bench_window(min(options.items, WINDOW_ITEMS), _say),
    }
    if unknown := set(options.names) - set(benches):
        raise UsageError(
            tr(
                "There is no bench called {names}. There is: {known}.",
                names=", ".join(sorted(unknown)),
                known=", ".join(benches),
            )
        )
    rows = [row for name in options.names or ["recommend"] for row in benches[name]()]
    lines = [
        f"{row['name']}: {row['value']:.4g} {row['unit']}"
        + (f" ({row['ratio']:.2f} × {row['peer']})" if row["ratio"] else "")
        for row in rows
    ]
    output.result(rows, lines)


def _say(text: str) -> None:
    print(f"{text} …", file=sys.stderr, flush=True)


@command(
    "doctor",
    mark("Check that everything this program stands on is in order."),
    argument("--recovery-code", metavar="FILE", help=mark("write the recovery code there and nowhere else")),
)
def doctor(options: argparse.Namespace, paths: Paths) -> int:
    from assistant.app.upkeep.doctor import examine

    output = Output(options)
    recovery_file = Path(options.recovery_code).expanduser() if options.recovery_code else None
    with apart():
        checks = examine(paths, ask=ask_passphrase, recovery_file=recovery_file)
    rows = {name: {"ok": check.ok, "state": check.state, "detail": check.detail} for name, check in checks.items()}
    lines = [
        f"{'ok' if check.ok else '!!'}  {name:13} {spoken(check.state)}  {check.detail}"
        for name, check in checks.items()
    ]
    output.result(rows, lines)
    return 0 if all(check.ok for check in checks.values()) else 1
