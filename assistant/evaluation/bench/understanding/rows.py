"""What `alcove bench understanding` measures: messages, wishes for lists, sentences of the profile."""

from collections.abc import Callable, Sequence

from assistant.domain.errors import UsageError
from assistant.domain.rows import Row as Plain
from assistant.evaluation.bench.pacing import Say
from assistant.evaluation.bench.understanding.lists import bench_lists
from assistant.evaluation.bench.understanding.messages import bench_messages
from assistant.evaluation.bench.understanding.sentences import bench_sentences
from assistant.messages import tr

PARTS: dict[str, Callable[[Say], list[Plain]]] = {
    "messages": lambda say: bench_messages(say=say),
    "lists": lambda say: bench_lists(say=say),
    "sentences": lambda say: bench_sentences(say=say),
}


def bench_understanding(parts: Sequence[str] = (), say: Say = lambda _: None) -> list[Plain]:
    """The rows of these parts, of all without any. Raises UsageError for a part that there is not, AssistantError."""
    if unknown := set(parts) - set(PARTS):
        raise UsageError(
            tr(
                "bench understanding has no part {names}. It has: {known}.",
                names=", ".join(sorted(unknown)),
                known=", ".join(PARTS),
            )
        )
    return [row for name in parts or PARTS for row in PARTS[name](say)]
