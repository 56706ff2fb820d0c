"""Learns θ₀, the weights before a person has taught their own, from public data.

    python -m assistant.evaluation.fit.weights DATA [--users N] [--out resources/weights.toml]

DATA holds replay sets. Of those with a `crowd.tsv` only the crowd is read, never `people` or `future`; of those with a
`requests-train.tsv` only that file.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.evaluation.fit.request_weights import REQUESTS_FILE, fit_requests, gather_requests
from assistant.evaluation.fit.shelf_weights import as_text, fit, gather
from assistant.recommend.scoring import default_weights


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Learn the default weights of the recommender from public data.")
    parser.add_argument("data", type=Path)
    parser.add_argument("--users", type=int, default=300, help="people, or requests, of each set to fit on")
    parser.add_argument("--out", type=Path, default=Path("resources/weights.toml"))
    options = parser.parse_args(arguments)
    found = [gather(path.parent, options.users, _say) for path in sorted(options.data.glob("*/crowd.tsv"))]
    weights = fit([plain for plain, _ in found], [packed for _, packed in found], default_weights(), _say)
    asked = [gather_requests(p.parent, options.users, _say) for p in sorted(options.data.glob(f"*/{REQUESTS_FILE}"))]
    if asked:
        weights = fit_requests(asked, weights, _say)
    options.out.write_text(as_text(weights), encoding="utf-8")


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
