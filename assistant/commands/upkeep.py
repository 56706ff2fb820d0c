"""Commands that examine and measure: doctor, replay, bench."""

import argparse
from pathlib import Path

from assistant.commands.opening import ask_passphrase, interruptible, opened
from assistant.core.errors import UsageError
from assistant.core.offline import lock_network
from assistant.core.settings import Paths
from assistant.output import Output


def replay(options: argparse.Namespace, paths: Paths) -> None:
    from assistant.evaluation.replay import replay as run_replay

    output = Output(options)
    lock_network()
    summary = run_replay(
        Path(options.set),
        Path(options.out),
        pack=Path(options.pack) if options.pack else None,
        requests=Path(options.requests) if options.requests else None,
        progress=output.progress,
    )
    output.progress_done()
    output.result(summary, [", ".join(f"{name}: {value}" for name, value in summary.items())])


def evaluate(options: argparse.Namespace, paths: Paths) -> None:
    from assistant.evaluation.report_card import report_lines, report_row

    output = Output(options)
    with opened(options, paths) as assistant, interruptible() as stop:
        try:
            card = assistant.evaluate(progress=output.progress, cancelled=stop.is_set)
        finally:
            output.progress_done()
    output.result(report_row(card), report_lines(card))


def bench(options: argparse.Namespace, paths: Paths) -> None:
    from assistant.evaluation.bench import bench_recommend

    unknown = set(options.names) - {"recommend"}
    if unknown:
        raise UsageError(f"There is no bench called {', '.join(sorted(unknown))}. There is: recommend.")
    rows = bench_recommend(options.items)
    lines = [
        f"{row['name']}: {row['value']:.4g} {row['unit']}"
        + (f" ({row['ratio']:.2f} × {row['peer']})" if row["ratio"] else "")
        for row in rows
    ]
    Output(options).result(rows, lines)


def doctor(options: argparse.Namespace, paths: Paths) -> int:
    from assistant.doctor import examine

    output = Output(options)
    lock_network()
    recovery_file = Path(options.recovery_code).expanduser() if options.recovery_code else None
    checks = examine(paths, ask=ask_passphrase, recovery_file=recovery_file)
    rows = {name: {"ok": check.ok, "state": check.state, "detail": check.detail} for name, check in checks.items()}
    lines = [f"{'ok' if check.ok else '!!'}  {name:13} {check.state}  {check.detail}" for name, check in checks.items()]
    output.result(rows, lines)
    return 0 if all(check.ok for check in checks.values()) else 1
