"""llama.cpp's own speed with a model file: `python -m assistant.llm.server.peer FILE THREADS TOKENS`.

The loop that llama-bench times, through the bare C functions: tokens one by one from an empty context, each evaluated
and none looked at. Prints tokens a second, of decoding and of a prompt of the same length.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from assistant.llm.server.process import bindings

ROUNDS = 3


def peer_speed(file: Path, threads: int, tokens: int = 64) -> dict[str, float]:
    """{decode, prefill} in tokens a second, the best of three rounds, from a process of its own."""
    command = [sys.executable, "-P", "-m", "assistant.llm.server.peer", str(file), str(threads), str(tokens)]
    root = str(Path(__file__).parents[3])
    ran = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": root}
    )
    found: dict[str, float] = json.loads(ran.stdout)
    return found


def main(file: str, threads: str, tokens: str) -> None:
    api = bindings()
    api.llama_backend_init()
    model = api.llama_model_load_from_file(os.fsencode(file), api.llama_model_default_params())
    parameters = api.llama_context_default_params()
    parameters.n_ctx, parameters.n_batch, parameters.n_ubatch = 512, 512, 512
    parameters.n_threads = parameters.n_threads_batch = int(threads)
    context = api.llama_init_from_model(model, parameters)
    memory, count = api.llama_get_memory(context), int(tokens)
    best = {"decode": 0.0, "prefill": 0.0}
    for _ in range(ROUNDS):
        for name, lengths in (("decode", [1] * count), ("prefill", [count])):
            api.llama_memory_clear(memory, True)
            best[name] = max(best[name], count / _seconds(api, context, lengths))
    print(json.dumps(best))


def _seconds(api: Any, context: Any, lengths: list[int]) -> float:
    tokens = (api.llama_token * max(lengths))(*range(100, 100 + max(lengths)))
    started = time.perf_counter()
    for length in lengths:
        api.llama_decode(context, api.llama_batch_get_one(tokens, length))
        api.llama_synchronize(context)
    return time.perf_counter() - started


if __name__ == "__main__":
    main(*sys.argv[1:])
