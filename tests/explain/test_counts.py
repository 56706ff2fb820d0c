"""What the checker did is counted over runs, as numbers alone."""

from assistant.explain.checker_counts import CheckerCounts, counts_kept, keep_counts
from assistant.settings.paths import Paths
from assistant.storage.journal.store import open_journal

KEY = bytes(32)


def test_counts_add_up_over_runs(tmp_path):
    for _ in range(2):
        journal = open_journal(Paths(tmp_path), KEY)
        keep_counts(journal, CheckerCounts(passed=2, dropped=1, fallback=1))
        keep_counts(journal, CheckerCounts())
        journal.close()
    journal = open_journal(Paths(tmp_path), KEY)
    assert counts_kept(journal) == CheckerCounts(4, 2, 2)
    journal.close()


def test_counts_are_worth_keeping_as_soon_as_one_is_not_nought(tmp_path):
    assert not CheckerCounts()
    assert CheckerCounts(passed=1) and CheckerCounts(dropped=1) and CheckerCounts(fallback=1)
    journal = open_journal(Paths(tmp_path), KEY)
    assert counts_kept(journal) == CheckerCounts(0, 0, 0)
    keep_counts(journal, CheckerCounts(dropped=3))
    keep_counts(journal, CheckerCounts(fallback=2))
    assert counts_kept(journal) == CheckerCounts(0, 3, 2)
    journal.close()
