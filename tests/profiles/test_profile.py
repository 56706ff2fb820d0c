"""Statements: added, edited, muted, removed, contradicted, taken back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain.entities import Kind, Origin, Statement
from assistant.domain.errors import InvalidStatement, UnknownStatement
from profiles.profile import Profile
from profiles.statements import check_text, make_statement


@pytest.mark.parametrize("text", ["", "   \n\t ", "x" * 1001, "bad\x07bell", "null\x00byte", "!!! ??? …", "\ud800"])
def test_what_is_no_statement_is_refused(profile, text):
    with pytest.raises(InvalidStatement):
        profile.add(text)
    assert profile.statements() == ()


def test_a_thousand_characters_are_enough():
    assert len(check_text("y" * 1000)) == 1000


def test_blanks_and_lines_become_one_line():
    assert check_text("  I like\n  poems ") == "I like poems"


def test_adding_reads_polarity_kind_and_context(profile):
    change = profile.add("I don't like loud music in the evening")
    assert change.before is None
    assert (change.after.polarity, change.after.kind, change.after.context) == (-1, Kind.MUSIC, "evening")
    assert change.after.origin is Origin.WRITTEN


def test_adding_the_same_again_adds_nothing(profile):
    first = profile.add("I like poems.").after
    again = profile.add("i like poems").after
    assert again.id == first.id
    assert len(profile.statements()) == 1


def test_editing_reads_the_words_anew(profile):
    old = profile.add("I like horror").after
    change = profile.edit(old.id, "I don't like horror")
    assert (change.before.polarity, change.after.polarity) == (1, -1)
    assert change.after.id == old.id


def test_editing_keeps_a_kind_chosen_by_hand(profile):
    old = profile.add("I like quiet things", Kind.MUSIC).after
    assert profile.edit(old.id, "I like very quiet things").after.kind is Kind.MUSIC


def test_muting_keeps_the_statement(profile):
    one = profile.add("I like poems").after
    assert profile.mute(one.id).after.muted
    assert not profile.mute(one.id, False).after.muted


@pytest.mark.parametrize("act", ["remove", "mute", "statement"])
def test_unknown_statements_are_named(profile, act):
    with pytest.raises(UnknownStatement, match="s404"):
        getattr(profile, act)("s404")


def test_contradictions_are_pointed_out(profile):
    profile.add("I like horror novels")
    change = profile.add("I hate horror novels")
    (quarrel,) = change.contradictions
    assert "horror" in str(quarrel)


def test_other_kinds_and_contexts_do_not_quarrel(profile):
    profile.add("I like sad songs in the evening")
    assert profile.add("I don't like sad songs in the morning").contradictions == ()
    assert profile.add("I don't like sad novels").contradictions == ()


def test_muted_statements_do_not_quarrel(profile):
    one = profile.add("I like horror").after
    profile.mute(one.id)
    assert profile.add("I hate horror").contradictions == ()


def test_undo_takes_back_step_by_step(profile):
    one = profile.add("I like poems").after
    profile.edit(one.id, "I like long poems")
    profile.remove(one.id)
    assert profile.undo().after.text == "I like long poems"
    assert profile.undo().after.text == "I like poems"
    assert profile.undo().after is None
    assert profile.statements() == ()
    assert profile.undo() is None


def test_undo_after_undo_and_a_new_change(profile):
    profile.add("I like poems")
    profile.undo()
    profile.add("I like plays")
    profile.undo()
    assert profile.statements() == ()
    assert profile.undo() is None


@settings(max_examples=60)
@given(st.lists(st.sampled_from(["add", "edit", "remove", "mute"]), max_size=12))
def test_undoing_everything_leaves_nothing(new_store, acts):
    profile = Profile(new_store(), lambda: 1.0)
    states = [profile.statements()]
    for number, act in enumerate(acts):
        current = profile.statements()
        if act == "add" or not current:
            profile.add(f"I like thing number {number}")
        elif act == "edit":
            profile.edit(current[0].id, f"I like another thing {number}")
        elif act == "remove":
            profile.remove(current[0].id)
        else:
            profile.mute(current[0].id, not current[0].muted)
        states.append(profile.statements())
    for state in reversed(states[:-1]):
        assert profile.undo() is not None
        assert sorted(profile.statements(), key=lambda one: one.id) == sorted(state, key=lambda one: one.id)
    assert profile.undo() is None


def test_accepting_a_proposal_confirms_it(profile):
    proposal = Statement("p1", "I like poems.", origin=Origin.INFERRED, evidence=("b1",), support=(3, 3))
    change = profile.accept(proposal)
    assert change.after.origin is Origin.CONFIRMED
    assert change.after.evidence == ("b1",)
    assert profile.open_proposals([proposal]) == ()


def test_a_written_statement_outranks_a_proposal(profile):
    written = profile.add("I like poems.").after
    change = profile.accept(Statement("p1", "I like poems", kind=written.kind, origin=Origin.INFERRED))
    assert change.after == written


def test_a_proposal_once_removed_does_not_return(profile):
    proposal = Statement("p1", "I like poems.", origin=Origin.INFERRED)
    profile.accept(proposal)
    profile.remove("p1")
    assert profile.open_proposals([proposal]) == ()


def test_ids_are_new_each_time():
    assert make_statement("I like tea", now=1.0).id != make_statement("I like tea", now=1.0).id


def test_an_accepted_proposal_that_was_taken_back_is_open_again(profile):
    proposal = Statement("p1", "I like poems", origin=Origin.INFERRED, support=(7, 8))
    profile.accept(proposal)
    assert profile.open_proposals([proposal]) == ()
    profile.undo()
    assert profile.open_proposals([proposal]) == (proposal,)
    profile.accept(proposal)
    profile.remove("p1")
    assert profile.open_proposals([proposal]) == (), "what was removed by hand is not proposed again"


def test_what_comes_from_elsewhere_joins_what_stands(profile):
    mine = profile.add("I like poems").after
    theirs = [
        Statement("s9", "I like poems.", kind=mine.kind),
        Statement(mine.id, "I hate poems", -1, kind=mine.kind, origin=Origin.CONFIRMED, support=(3, 3), updated=5.0),
    ]
    added, known = profile.take_in(theirs)
    assert known == (theirs[0],)
    assert (added[0].text, added[0].support, added[0].polarity) == ("I hate poems", (3, 3), -1)
    assert added[0].id != mine.id
    assert len(profile.contradictions()) == 1
    assert profile.take_in(theirs) == ((), tuple(theirs))
