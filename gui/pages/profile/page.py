"""Profile: the sentences that describe a taste, the person's to write, edit and delete."""

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from assistant.domain.entities import Origin, Statement
from assistant.messages import joined, mark, quoted, tr, trn
from gui.pages.profile.doubt_row import DoubtRow
from gui.pages.profile.profile_tools import ProfileTools
from gui.pages.profile.quarrel_card import QuarrelCard
from gui.pages.profile.statement_row import ProposalRow, StatementRow
from gui.pages.profile.statement_support import show_evidence, show_moves, show_works
from gui.pages.profile.timeline_card import TimelineCard
from gui.pages.registry import Section, page
from gui.shell.session import Session
from gui.widgets.buttons import Button
from gui.widgets.fields import SearchField
from gui.widgets.layouts import clear, horizontal, vertical
from gui.widgets.surfaces import Page
from gui.widgets.text import Text
from profiles.statement_doubt import Doubt
from profiles.statements import Contradiction
from profiles.taste_timeline import Timeline

Known = tuple[tuple[Statement, ...], tuple[Statement, ...], tuple[Contradiction, ...], tuple[Doubt, ...], Timeline]
"""Sentences, proposals, which sentences disagree, which may no longer hold, and how the taste moves."""
PROPOSED = 3
"""So many proposals at a time: each is a question, and the next comes when one is answered."""


@page(
    "profile",
    label=mark("Profile"),
    icon="profile",
    section=Section.MAIN,
    order=3,
    shortcut="Ctrl+3",
    concerns=lambda changes: changes.feedback or changes.hidden or changes.profile or changes.settings,
)
class ProfilePage(QWidget):
    """Sentences by who wrote them. Every change re-ranks at once, and can be taken back."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.rows: dict[str, StatementRow] = {}
        self.proposals: list[ProposalRow] = []
        self.doubts: list[DoubtRow] = []
        self._wanted = ""
        self._changes: Any = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._page = Page(widest=820)
        outer.addWidget(self._page)
        body = self._page.body
        body.addWidget(Text(tr("Your profile"), "display", lines=1))
        body.addWidget(
            Text(
                tr(
                    "Tell Alcove what you like and dislike, in your own words. It also learns from what you like, "
                    "play and finish. Every change updates your picks at once."
                ),
                "body",
                "soft",
            )
        )
        body.addLayout(self._adding())
        body.addWidget(self._moves())
        self.tools = ProfileTools(session)
        self.tools.changed.connect(self._show_shifts)
        body.addWidget(self.tools)
        self._lists = vertical(8)
        body.addLayout(self._lists)
        body.addStretch(1)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(400)
        self._later.timeout.connect(self.refresh)

    def _adding(self) -> QHBoxLayout:
        row = horizontal(12)
        self.field = SearchField(tr("I like quiet science fiction with old people in it"), "plus")
        self.field.setAccessibleName(tr("A new sentence about your taste"))
        self.field.returnPressed.connect(self.add)
        self.add_button = Button(tr("Add"), "primary")
        self.add_button.set_tall()
        self.add_button.clicked.connect(self.add)
        row.addWidget(self.field, 1)
        row.addWidget(self.add_button)
        return row

    def _moves(self) -> QWidget:
        self._shifts_box = QWidget()
        row = horizontal(8, self._shifts_box)
        self.shifts = Text("", "small", "accent", lines=2)
        self.moves_button = Button(tr("Show"), "chip")
        self.moves_button.clicked.connect(lambda: show_moves(self._session, self._changes, self.moves_button))
        row.addWidget(self.shifts, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.moves_button)
        self._shifts_box.hide()
        return self._shifts_box

    def refresh(self) -> None:
        """Read the sentences and what is proposed."""
        self._later.stop()
        self._session.run(self._read, done=self.show_profile, key="profile")

    def _read(self) -> Known:
        app = self._session.app
        quarrels = tuple(app.profile.contradictions())
        proposals, doubts = tuple(app.profile.proposals()), app.profile.doubts()
        return tuple(app.profile.statements()), proposals, quarrels, doubts, app.profile.timeline()

    def show_profile(self, answer: Known) -> None:
        statements, proposals, quarrels, doubts, timeline = answer
        if any(row.edit.isVisible() and row.edit.hasFocus() for row in self.rows.values()):
            # Somebody is writing: what stands under the caret is not taken away.
            self._later.start()
            return
        held = self._held()
        clear(self._lists)
        self.rows, self.proposals, self.doubts = {}, [], []
        for quarrel in quarrels:
            self._add_quarrel(quarrel)
        if doubts:
            self._heading(tr("Is this still true?"))
            for doubt in doubts[:PROPOSED]:
                self._add_doubt(doubt)
        moving = TimelineCard(timeline, proposals)
        if moving.asks:
            self._add_timeline(moving)
        # The newest first: what was just written stands below the field, not below the fold.
        written = [one for one in reversed(statements) if one.origin is Origin.WRITTEN]
        agreed = [one for one in statements if one.origin is not Origin.WRITTEN]
        self._group(tr("Written by you"), written)
        self._group(tr("Suggested by Alcove, kept by you"), agreed)
        if left := [one for one in proposals if one not in moving.asks]:
            self._heading(tr("Is this right?"))
            for proposal in left[:PROPOSED]:
                self._add_proposal(proposal)
        if not statements and not proposals:
            self._heading(tr("Nothing here yet"))
            hint = Text(
                tr("Write a first sentence above, or like a few things and Alcove will suggest some."), "body", "soft"
            )
            self._padded(hint)
        if timeline.months and not moving.asks:
            self._add_timeline(moving)
        self.show_statement(self._wanted)
        if held is not None and held[0] in self.rows:
            self.rows[held[0]].buttons[held[1]].setFocus(Qt.FocusReason.OtherFocusReason)

    def _held(self) -> tuple[str, str] | None:
        """The sentence, and which of its buttons, that has the keyboard."""
        buttons = ((row, name, button) for row, held in self.rows.items() for name, button in held.buttons.items())
        return next(((row, name) for row, name, button in buttons if button.hasFocus()), None)

    def _add_timeline(self, card: TimelineCard) -> None:
        self._heading(tr("How your taste moves"))
        card.accepted.connect(self._accept)
        card.declined.connect(self._decline)
        card.grounds_wanted.connect(self._show_grounds)
        self._lists.addWidget(card)

    def _group(self, heading: str, statements: list[Statement]) -> None:
        if statements:
            self._heading(heading)
        for statement in statements:
            row = StatementRow(statement)
            row.edited.connect(self._edit)
            row.removed.connect(self._remove)
            row.muted.connect(self._mute)
            row.grounds_wanted.connect(self._show_grounds)
            self.rows[statement.id] = row
            self._lists.addWidget(row)

    def _heading(self, words: str) -> None:
        self._padded(Text(words, "heading", lines=1), top=28 if self._lists.count() else 8)

    def _padded(self, text: Text, top: int = 8) -> None:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, top, 0, 4)
        column.addWidget(text)
        self._lists.addWidget(holder)

    def _add_proposal(self, proposal: Statement) -> None:
        row = ProposalRow(proposal)
        row.accepted.connect(self._accept)
        row.declined.connect(self._decline)
        row.grounds_wanted.connect(self._show_grounds)
        self.proposals.append(row)
        self._lists.addWidget(row)

    def _add_doubt(self, doubt: Doubt) -> None:
        row = DoubtRow(doubt)
        row.confirmed.connect(self._confirm)
        row.removed.connect(self._remove)
        row.grounds_wanted.connect(
            lambda doubt, anchor: show_works(self._session, tr("Judged since"), doubt.works, anchor)
        )
        self.doubts.append(row)
        self._lists.addWidget(row)

    def _add_quarrel(self, quarrel: Contradiction) -> None:
        """Two sentences that cannot both hold: said once, with a way to each."""
        notice = QuarrelCard(quarrel)
        notice.wanted.connect(self.show_statement)
        self._lists.addWidget(notice)

    def _show_grounds(self, statement: Statement, anchor: QWidget) -> None:
        show_evidence(self._session, statement, anchor)

    def show_statement(self, statement_id: str) -> None:
        """Bring a sentence into view, once it is there."""
        self._wanted = statement_id
        row = self.rows.get(statement_id)
        if row is not None:
            self._wanted = ""
            row.colour = "wash"
            row.update()
            QTimer.singleShot(0, row, lambda: self._page.ensureWidgetVisible(row, 0, 80))
            row.buttons["edit"].setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def detail(self) -> str | None:
        """None: all sentences are shown at once."""
        return None

    def show_detail(self, detail: str) -> None:
        """Bring the sentence with this id into view."""
        self.show_statement(detail)

    # Changing

    def add(self) -> None:
        """Take the sentence in the field into the profile."""
        text = self.field.text().strip()
        if text:
            self._change(self._session.app.profile.add, text, words=tr("Added to your profile."))

    def _edit(self, statement_id: str, text: str) -> None:
        self._change(self._session.app.profile.edit, statement_id, text, words=tr("Sentence changed."))

    def _remove(self, statement: Statement) -> None:
        self._change(
            self._session.app.profile.remove,
            statement.id,
            words=tr("Removed: {sentence}", sentence=quoted(statement.text)),
        )

    def _mute(self, statement_id: str, muted: bool) -> None:
        words = tr("Muted: it no longer affects your picks.") if muted else tr("Unmuted: it affects your picks again.")
        self._change(self._session.app.profile.mute, statement_id, muted, words=words)

    def _confirm(self, statement: Statement) -> None:
        self._change(self._session.app.profile.confirm, statement.id, words=tr("Noted: it still holds."))

    def _accept(self, proposal: Statement) -> None:
        self._change(self._session.app.profile.accept, proposal, words=tr("Kept in your profile."))

    def _decline(self, proposal: Statement) -> None:
        session, profile = self._session, self._session.app.profile

        def done(_: object) -> None:
            words = tr("Not kept: {sentence}", sentence=quoted(proposal.text))
            session.undos.offer(words, lambda: session.run(profile.reconsider, proposal.id))

        session.run(profile.decline, proposal.id, done=done)

    def _change(self, function: Any, *args: Any, words: str) -> None:
        def done(changes: Any) -> None:
            if function == self._session.app.profile.add:
                self.field.clear()
            take_back = self._session.app.profile.undo
            self._session.undos.offer(words, lambda: self._session.run(take_back))
            self._show_shifts(changes)

        self._session.run(function, *args, done=done)

    def _show_shifts(self, changes: Any) -> None:
        self._changes = changes
        rose, fell = len(getattr(changes, "rose", ())), len(getattr(changes, "fell", ()))
        self.shifts.set_text(shift_words(rose, fell))
        self._shifts_box.setVisible(bool(rose or fell))


def shift_words(rose: int, fell: int) -> str:
    """How many picks a change moved, and which way."""
    ways = [
        trn("{n} pick moved up", "{n} picks moved up", rose) if rose else "",
        trn("{n} pick moved down", "{n} picks moved down", fell) if fell else "",
    ]
    return tr("{what}.", what=joined(list(filter(None, ways))))
