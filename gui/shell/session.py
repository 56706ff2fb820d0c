"""What the pages share: the open library, the lanes, the covers, and word of what changed."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from assistant.app.changes import Changes, everything
from assistant.domain.entities import Interaction, Item, Verdict
from assistant.domain.errors import AssistantError
from assistant.domain.evidence import Evidence
from assistant.domain.feedback import Standing
from assistant.domain.notes import Note
from assistant.domain.recordings import sounds
from assistant.domain.targets import Target, TargetKind
from assistant.domain.whole_text import is_looked_at, is_read_as_text
from assistant.messages import tr
from assistant.settings.declarations import Settings
from assistant.settings.live import Keys
from assistant.settings.paths import Paths
from gui.look.covers import Covers
from gui.shell.acts.edits import Edits
from gui.shell.acts.files import Files, Opener
from gui.shell.acts.judging import Judging
from gui.shell.acts.notices import Notice
from gui.shell.acts.undos import Undos
from gui.workers.lanes import Failure, Job, Lane, Lanes, Result, log, without_values

if TYPE_CHECKING:
    # It takes numpy and its like along: the window is up before them.
    from assistant.app.app import App

SAVE_AFTER = 400
"""Milliseconds after the last change of a setting until it is written: a slider changes many times in one move."""
WATCH_EVERY = 2000
"""Milliseconds between two looks at whether another program changed the stores."""

SETTLES = 5.0
"""Seconds that a list under way is given to end before the stores close."""


class Session(QObject):
    """One open library. Nothing here calls `app` on the window's thread."""

    changed = Signal(object)
    """`Changes`: what is otherwise now, whoever changed it."""
    _told = Signal(object)
    item_wanted = Signal(str)
    text_wanted = Signal(str)
    """The text of an item should be read: its id, with the heading of a place behind a tab where one is meant."""
    pages_wanted = Signal(str)
    """The pages of an item should be looked at."""
    play_wanted = Signal(object, str)
    """Items to be heard in order, and the id of the one to begin with, or ""."""
    queue_wanted = Signal(object, bool)
    """An item to be heard later: next, or after all that waits."""
    play_expected = Signal()
    """Something that sounds is shown: it may be played next."""
    statement_wanted = Signal(str)
    search_wanted = Signal(str)
    filter_wanted = Signal(str, str)
    """Everything in the library with a value of a facet, such as a subject."""
    list_wanted = Signal(str)
    closed_wanted = Signal(object)
    """A `Closed`: something to do while no store is open."""
    settings_changed = Signal(object)
    """The keys of the settings that are others now, whoever changed them."""
    model_changed = Signal()
    """Another model may word the replies now, or the same in another way."""
    _settings_told = Signal(object)
    place_wanted = Signal(str)
    """The name of a page to bring to the front."""
    noticed = Signal(object)
    verdict_given = Signal(str, object)
    verdicts_read = Signal()
    reading_wanted = Signal()
    """The folders should be looked through, without ado."""
    index_wanted = Signal(object)
    """Folders or files to read, as paths; everything that is known where there are none."""
    folder_choice_wanted = Signal()
    """The person should choose a folder to read."""
    demo_wanted = Signal()
    lock_wanted = Signal()
    """The stores should close, until somebody unlocks them again."""
    back_wanted = Signal()
    full_screen_wanted = Signal()
    ending = Signal()
    """The stores close next: what was not written down yet is written now, on this thread."""

    def __init__(self, app: "App", paths: Paths, lanes: Lanes, opener: Opener | None = None) -> None:
        super().__init__()
        self.app, self.paths, self.lanes, self.opener = app, paths, lanes, opener
        self.covers = Covers(lanes.cover, app.library.cover, self)
        self.undos, self.edits, self.files = Undos(self), Edits(self), Files(self)
        self.judging = Judging(self)
        self.verdicts: dict[str, Verdict] = {}
        self.standings: dict[str, Standing] = {}
        self.reading: Callable[[], bool] = lambda: False
        """Whether files are being read just now."""
        self.closers: list[Callable[[], object]] = []
        """What has to end before the stores close, on whichever thread that happens."""
        self.asked = 0
        """How often something was asked for; work ahead of time waits until it stands still."""
        self._foreign: object = None
        self._retired = self._ending = False
        self._watch = QTimer(self)
        self._watch.setInterval(WATCH_EVERY)
        self._watch.timeout.connect(self.look_for_changes)
        self._watch.start()
        self._save = QTimer(self, singleShot=True, interval=SAVE_AFTER)
        self._save.timeout.connect(lambda: self.run(self.settings.flush))
        # Told on the thread of the change, heard on the window's.
        self._settings_told.connect(self._settings_heard, Qt.ConnectionType.QueuedConnection)
        self._told.connect(self._heard, Qt.ConnectionType.QueuedConnection)
        self._ends = (self.settings.listen(self._settings_told.emit), app.changed.connect(self._told.emit))

    @property
    def settings(self) -> Settings:
        """The settings of this library, the same object for all."""
        return self.app.settings

    def run(
        self,
        function: Callable[..., Result],
        *args: object,
        lane: Lane | None = None,
        done: Callable[[Result], object] | None = None,
        **options: Any,
    ) -> Job:
        """Run on a lane (the library's if none is named); what goes wrong is shown unless `failed` is given."""
        if self._retired:
            # A page that is on its way out may still be told something and ask for more.
            return _no_job()
        if self._ending:
            # The lanes take no more: what is kept now is kept on this thread, and nobody waits for what comes of it.
            return self._run_now(function, *args)
        self.asked += 1
        options.setdefault("failed", self.show_failure)
        return (lane or self.lanes.library).run(function, *args, done=done, **options)

    def _run_now(self, function: Callable[..., object], *args: object) -> Job:
        try:
            function(*args)
        except AssistantError as error:
            log.error("ending: %s", without_values(error))
        return _no_job()

    def _tell_ending(self) -> None:
        self._ending = True
        self.ending.emit()
        self._ending = False

    def say(self, text: str, action: str = "", act: Callable[[], object] | None = None) -> None:
        self.noticed.emit(Notice(text, action, act))

    def show_failure(self, failure: Failure) -> None:
        self.noticed.emit(Notice(failure.message, details=failure.details, error=True))

    # Feedback

    def read_verdicts(self) -> None:
        """Learn what was said of each item before, here or elsewhere."""
        self.run(self.app.feedback.standings, done=self._know, failed=lambda _: None, key="verdicts")

    def _know(self, standings: dict[str, Standing]) -> None:
        if standings != self.standings:
            self.standings = dict(standings)
            self.verdicts = {item_id: one.verdict for item_id, one in standings.items()}
            self.verdicts_read.emit()

    def record(self, item: Item, verdict: Verdict, *, value: float = 1.0, because: str = "") -> None:
        """Write down what the person thinks of an item; an undo is offered once it is kept."""
        self.judging.record(item, verdict, value=value, because=because)

    def hide(self, target: Target, words: str) -> None:
        """Never recommend an item, a folder or a subject, until that is taken back."""

        self._turn(self.app.feedback.hide, self.app.feedback.unhide, target, words)

    def unhide(self, target: Target, words: str) -> None:
        """Let it be recommended again."""
        self._turn(self.app.feedback.unhide, self.app.feedback.hide, target, words)

    def _turn(
        self, act: Callable[[Target], object], back: Callable[[Target], object], target: Target, words: str
    ) -> None:
        self.run(act, target, done=lambda _: self.undos.offer(words, lambda: self.run(back, target)))

    def remove_note(self, note: Note) -> None:
        """Take a note away, and offer to bring it back."""
        notes = self.app.notes
        said = tr("The note is removed.")
        self.run(notes.remove, note.id, done=lambda _: self.undos.offer(said, lambda: self.run(notes.undo)))

    def expect(self, item: Item) -> None:
        """It is shown, and may be heard or read next: what that takes is made ready meanwhile."""
        if sounds(item):
            self.play_expected.emit()
        elif is_read_as_text(item) or is_looked_at(item):
            ready = self.app.reader.make_ready
            self.run(ready, item.id, lane=self.lanes.media, failed=lambda _: None, key="ready")

    # Evidence

    def open_evidence(self, fact: Evidence) -> None:
        """Show what a fact speaks of: an item's page, a sentence of the profile, or everything of that name."""
        target = fact.opens
        if target is None:
            return
        match target.kind:
            case TargetKind.ITEM:
                self.item_wanted.emit(target.name)
            case TargetKind.STATEMENT:
                self.statement_wanted.emit(target.name)
            case _:
                self.search_wanted.emit(target.name)

    # Settings

    def _settings_heard(self, keys: Keys) -> None:
        if self._retired:
            return
        if self.settings.unwritten:
            self._save.start()
        self.settings_changed.emit(keys)

    # Changes made elsewhere

    def look_for_changes(self) -> None:
        """Ask cheaply whether another process changed the stores, and let the pages read anew if so."""
        # A failed look is repeated in two seconds; a message each time would only pester.
        self.lanes.watch.run(self.app.foreign_version, done=self._compare, failed=lambda _: None, key="watch")
        self.lanes.watch.run(self.settings.look, failed=self.show_failure, key="settings")

    def _compare(self, foreign: object) -> None:
        before, self._foreign = self._foreign, foreign
        if before is not None and before != foreign:
            self.announce()

    def announce(self) -> None:
        """Let every page read anew."""
        self._heard(everything())

    def _heard(self, changes: Changes[object]) -> None:
        """On the window's thread, whoever changed it on whichever."""
        if self._retired:
            return
        if isinstance(changes.row, Interaction):
            # Behind the job that recorded it: its verdict is shown before the lists follow.
            self.lanes.library.run(lambda: None, done=lambda _: self.changed.emit(changes))
            return
        if changes.items or changes.feedback:
            self.read_verdicts()
        self.changed.emit(changes)

    def retire(self) -> None:
        """Leave this library while the lanes stay for another; its stores are closed behind the last job."""
        self._watch.stop()
        self._tell_ending()
        self._retired = True
        self.lanes.library.run(self._end)

    def close(self) -> None:
        """End the lanes, then the library."""
        self._watch.stop()
        self._tell_ending()
        if self.lanes.close():
            self._end()

    def _end(self) -> None:
        self.lanes.picks.settle(SETTLES)
        for closer in self.closers:
            closer()
        for end in self._ends:
            end()
        try:
            self.app.close()
        except AssistantError as error:
            # No window is left to say it in; what could be kept is kept.
            log.error("closing: %s", without_values(error))


def _no_job() -> Job:
    """One that nobody waits for."""
    job = Job(lambda: None)
    job.cancel()
    return job
