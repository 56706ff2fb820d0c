"""In which order files of tests begin, and how many run at a time."""

import os
from pathlib import Path

TESTS = Path(__file__).parent
LONGEST = (
    "cli/test_cli.py",
    "setup/test_build_encoder.py",
    "llm/test_model_client.py",
    "indexers/test_sync.py",
    "evaluation/test_wishes_learned.py",
    "cli/test_no_network.py",
    "indexers/test_lying_reader.py",
    "cli/test_answer_commands.py",
    "cli/test_talk_commands.py",
    "indexers/test_scans.py",
    "indexers/test_additions.py",
    "gui/test_pages_page.py",
    "gui/test_item_page.py",
    "gui/test_desktop_broker.py",
    "indexers/test_records.py",
    "recommend/test_hostile_ranking.py",
    "cli/test_packed_exports.py",
    "cli/test_more_exports.py",
    "gui/test_problems_page.py",
    "cli/test_note_commands.py",
    "cli/test_backup.py",
    "cli/test_named_by_others.py",
    "indexers/test_library_shelves.py",
    "setup/test_encoder_export.py",
    "cli/test_strange_home.py",
    "cli/test_taste_commands.py",
    "gui/test_chat_offers.py",
    "evaluation/test_bench_trust.py",
)
"""What takes ten seconds and more, the longest first: begun last, it would go on alone."""
_PLACES = {TESTS / file: place for place, file in enumerate(LONGEST)}


def place(file: Path) -> int:
    """Where a file of tests stands; those that take no time come last, as they were found."""
    return _PLACES.get(file, len(_PLACES))


def workers() -> int:
    """One more than there are processors: while it goes on, another waits for a disk or a process that it started."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return processors + 1
