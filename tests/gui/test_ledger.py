"""The ledger on screen: its words and icons come from the features, and each fact leads to what it speaks of."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from assistant.domain.entities import Item, Kind, Recommendation, Score
from assistant.domain.evidence import (
    Bridge,
    CrowdFavourite,
    Deed,
    Evidence,
    Link,
    NewInLibrary,
    PartId,
    SeriesPart,
)
from assistant.domain.targets import Target, TargetKind
from assistant.explain.evidence_words import evidence_text
from assistant.explain.ledger_words import evidence_icon
from assistant.recommend.features.registry import Column, Feature, registered
from gui.look.icons import pixmap
from gui.pages.for_you.ledger import LedgerView
from gui.shell.shell import Shell
from gui.widgets.rows import LinkRow
from tests.facts import known, work

ITEM = Item("b2", Kind.MUSIC, "Three Sketches")
BRIDGE = Bridge(PartId("taste"), work("b1", "The Whale"), Deed.FINISHED, Link.SUBJECT, "sea", across=True)


@pytest.fixture
def ledger(qapp: QApplication) -> LedgerView:
    return LedgerView()


def shown(ledger: LedgerView, *facts: Evidence, **parts: float) -> list[LinkRow]:
    score = Score({PartId(name): value for name, value in parts.items()})
    ledger.show_recommendation(Recommendation(ITEM, score, facts))
    return [row for row in ledger.evidence.findChildren(LinkRow) if not row.isHidden()]


def leads(row: LinkRow) -> bool:
    return row.focusPolicy() == Qt.FocusPolicy.TabFocus


def test_a_bridge_has_an_icon_and_opens_the_work_it_leads_to(ledger: LedgerView, real_shell: Shell) -> None:
    rows = shown(ledger, BRIDGE, taste=0.5)
    assert evidence_icon(BRIDGE) == "bridge" and pixmap("bridge", 18, "#000000", 1.0).width() == 18
    assert leads(rows[0])
    opened: list[Evidence] = []
    ledger.wanted.connect(opened.append)
    rows[0].click()
    assert opened == [BRIDGE]
    wanted: list[str] = []
    real_shell.session.item_wanted.connect(wanted.append)
    real_shell.session.open_evidence(BRIDGE)
    assert wanted == ["b1"]


@pytest.mark.parametrize(
    ("fact", "target"),
    [
        (known("b1", "Dune"), Target.item("b1")),
        (SeriesPart(PartId("series"), work("b1", "Dune"), "Arrakis", True), Target(TargetKind.SERIES, "Arrakis")),
        (NewInLibrary(PartId("fresh"), "b2"), None),
        (CrowdFavourite(PartId("pack_popular")), None),
    ],
)
def test_only_what_leads_somewhere_can_be_pressed(ledger: LedgerView, fact: Evidence, target: Target | None) -> None:
    (row,) = shown(ledger, fact, taste=0.5)
    assert fact.opens == target and leads(row) is (target is not None)


def test_a_feature_that_was_just_added_is_drawn_with_its_own_words(ledger: LedgerView) -> None:
    with registered(Feature("A short title", "edit", (Column("short_title", 1.0),))):
        shown(ledger, short_title=0.4, taste=0.2)
        assert ledger.bars.lines() == [("A short title", 0.4), ("Your taste so far", 0.2)]
        assert "A short title +0.40" in ledger.bars.accessibleDescription()


def test_parts_with_the_same_words_are_one_bar(ledger: LedgerView) -> None:
    shown(ledger, nearest_liked=0.25, shared_words=0.5, nearest_disliked=-0.3)
    assert ledger.bars.lines() == [("Close to what you liked", 0.75), ("Close to what you disliked", -0.3)]


def test_the_words_of_a_bar_agree_with_its_side(ledger: LedgerView) -> None:
    """A bar to the right says something in favour: it never names what was disliked as a reason to pick an item."""
    shown(ledger, nearest_disliked=0.3, nearest_liked=-0.5, shared_words=0.1)
    assert ledger.bars.lines() == [("Unlike what you liked", -0.4), ("Unlike what you disliked", 0.3)]
    shown(ledger, nearest_disliked=-0.3)
    assert ledger.bars.lines() == [("Close to what you disliked", -0.3)]


def test_no_words_beside_a_bar_are_cut_off(ledger: LedgerView) -> None:
    """In a panel as narrow as that of For You; a sentence of the profile is longer than most features' words."""
    said = "I like slow novels about the sea, told by people who have been there"
    score = Score({PartId("statement:s1"): 1.2, PartId("taste"): 0.5})
    ledger.show_recommendation(Recommendation(ITEM, score, ()), {"s1": said})
    ledger.resize(366, ledger.heightForWidth(366))
    ledger.grab()  # which lays it out
    (sentence, tall), (taste, usual) = ledger.bars.rows(ledger.bars.width())
    assert " ".join(sentence) == f"“{said}”" and len(sentence) > 1
    assert taste == ["Your taste so far"] and tall > usual
    assert ledger.bars.height() == tall + usual


def test_facts_are_said_in_full(ledger: LedgerView) -> None:
    assert evidence_text(BRIDGE) == "It shares the subject “sea” with the book “The Whale”, which you finished"
