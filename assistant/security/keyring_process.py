"""Asks the keyring of this system: a process of its own, so that no other of ours speaks to the session's bus for it.

It holds no text and no key, reads one request a line on standard input, {"verb", "arguments", "language"}, and answers
each with a line of standard output, {"done": …} or {"error": what is shown to the person}. It ends when its input does.
"""

import json
import os
import site
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

VERBS = ("name", "keep", "fetch", "drop")
"""What can be asked (see Keyrings)."""


def main() -> None:
    # Read late: a process that is asked nothing costs little.
    ask: Callable[[Mapping[str, Any]], object] | None = None
    # Backends and their daemons' libraries may print.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    for line in sys.stdin:
        ask = ask or _prepared()
        print(json.dumps(ask(json.loads(line))), file=answers, flush=True)
    # A call that hangs is not waited for.
    os._exit(0)


def _prepared() -> Callable[[Mapping[str, Any]], object]:
    site.main()
    sys.path.append(str(Path(__file__).resolve().parents[2]))
    from assistant.domain.errors import VaultLocked
    from assistant.messages import use_language
    from assistant.security.keyrings import Keyrings
    from assistant.security.privacy import keep_private

    keep_private()
    if sys.platform == "linux":
        import ctypes.util

        # The library looks for the keyring of macOS everywhere, and the search for it runs a compiler.
        ctypes.util.find_library = _not_here
    keyrings = Keyrings()

    def ask(request: Mapping[str, Any]) -> object:
        use_language(request["language"])
        try:
            return {"done": getattr(keyrings, VERBS[VERBS.index(request["verb"])])(*request["arguments"])}
        except VaultLocked as error:
            return {"error": str(error)}

    return ask


def _not_here(name: str) -> None:
    return


if __name__ == "__main__":
    main()
