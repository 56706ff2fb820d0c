"""`alcove restore` killed at every step of the switch of journal and key, each kill shown to have fallen inside it."""

import os
from pathlib import Path

import pytest

from assistant.cli.main import main
from assistant.evaluation.bench.trust.acts import Acting, apart
from assistant.evaluation.bench.trust.durability import copy_home, foreign_backup, once, template
from assistant.evaluation.bench.trust.homes import Found, kept_aside, read_home
from assistant.evaluation.bench.trust.steps import killed_at
from assistant.settings.paths import Paths
from assistant.storage.replacement import is_replacing

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills processes that it forks")


@pytest.mark.timeout(240)
def test_killed_anywhere_inside_the_switch_it_is_finished_by_who_comes_next(tmp_path: Path) -> None:
    before = frozenset(template(main, tmp_path))
    backup, tokens = foreign_backup(main, tmp_path)
    inside, whole, step, found = 0, False, 0, list[object]()
    while not whole:
        step += 1
        home = copy_home(tmp_path / "made", tmp_path / f"home {step}")
        restore = once(main, home, "restore", backup)
        whole = Acting(killed_at(home, step, restore, since="restoring")).end().whole
        inside += is_replacing(Paths(home))
        found.append(apart(lambda home=home: read_home(home)))
        assert not is_replacing(Paths(home))
        assert apart(lambda home=home: kept_aside(home)) == before, step
    assert inside > 10 and found == [Found(before), *[Found(frozenset(tokens))] * (step - 1)]
