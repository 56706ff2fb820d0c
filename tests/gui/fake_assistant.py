"""A stand-in for the façade: a small shelf in memory, for what the window does before and beside the real one."""

import itertools
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from assistant.domain.entities import (
    Explanation,
    Feedback,
    Interaction,
    Item,
    Kind,
    Origin,
    Recommendation,
    Score,
    Statement,
    Verdict,
)
from assistant.domain.errors import Cancelled, UnknownItem, UnknownStatement
from assistant.domain.evidence import Deed, Fits, KnownWork, PartId, SharedSubject, Untouched, Work
from assistant.domain.targets import Target
from assistant.explain.evidence_words import evidence_text
from assistant.recommend.counterfactual import AlsoLiked, WhyNot
from assistant.settings.declarations import Settings
from assistant.settings.paths import Paths
from tests.gui.fake_lists import FakeLists
from tests.gui.fake_models import FakeModels
from tests.gui.fake_onboarding import FakeOnboarding
from tests.gui.fake_shelves import FakeShelves
from tests.gui.fake_talk import FakeTalk
from tests.gui.fake_upkeep import FakeUpkeep

SHELF_TABLE = """\
book | Walden; or, Life in the Woods | Henry David Thoreau | 1854 | nature, solitude
    Two years in a cabin by a pond. Thoreau counts nails and beans, and listens to the ice.
book | Middlemarch | George Eliot | 1871 | provincial life, marriage
    A town and its marriages, seen whole.
music | Gymnopédie No. 1 | Erik Satie | 1888 | piano, calm
    Bars repeated until they feel like weather.
book | The Turn of the Screw | Henry James | 1898 | ghost stories
    A governess, two children, and a house.
document | Notes on sourdough | M. Baker | 2019 | baking, notes
    Hydration tables and what went wrong in May.
book | Frankenstein; or, The Modern Prometheus | Mary Wollstonecraft Shelley | 1818 | gothic, science
    A student makes a creature and will not own it.
music | Goldberg Variations: Aria | Johann Sebastian Bach | 1741 | keyboard, baroque
    A ground bass, calm.
book | The Time Machine | H. G. Wells | 1895 | science fiction
    Dinner guests hear of the far future.
book | Leaves of Grass | Walt Whitman | 1855 | poetry, nature
    A body electric, sung.
music | Clair de lune | Claude Debussy | 1905 | piano, calm
    Moonlight on keys.
book | Pride and Prejudice | Jane Austen | 1813 | comedy of manners
    Five sisters and first impressions.
document | Walking the coast path |  | 2021 | walking, travel
    Stages, tides and where to sleep.
book | The Awakening | Kate Chopin | 1899 | sea, freedom
    A summer by the Gulf undoes a marriage.
book | Moby-Dick; or, The Whale | Herman Melville | 1851 | sea, obsession
    A ship, a captain, a whale.
music | The Lark Ascending | Ralph Vaughan Williams | 1914 | violin, pastoral
    A lark above a field.
book | Dracula | Bram Stoker | 1897 | gothic, letters
    Letters and diaries close around a count.
"""


def shelf() -> list[Item]:
    """The table as items: a line of facts, then a line of description each."""
    rows = SHELF_TABLE.strip().splitlines()
    found = []
    for n, (facts, text) in enumerate(zip(rows[::2], rows[1::2], strict=True)):
        kind, title, who, year, subjects = (part.strip() for part in facts.split("|"))
        found.append(
            Item(
                f"i{n}",
                Kind(kind),
                title,
                (who,) if who else (),
                Path(f"/home/ada/Books/{n}.epub"),
                int(year),
                subjects=tuple(subjects.split(", ")),
                description=text.strip(),
                words=90_000 if kind == "book" else None,
                duration=215.0 if kind == "music" else None,
                language="en",
                added=float(n),
            )
        )
    return found


@dataclass
class FakeAssistant(FakeShelves, FakeTalk, FakeLists, FakeUpkeep, FakeOnboarding, FakeModels):
    """Ranks by place on the shelf; what was liked or hidden drops out."""

    library: list[Item] = field(default_factory=list)
    reply: str = "“Walden” is the quietest of these. It is by Henry David Thoreau, and you liked “Leaves of Grass”."
    pause: float = 0.0
    chat_error: Exception | None = None
    index_error: Exception | None = None
    model: Any = None
    covers: dict[str, bytes] = field(default_factory=dict)
    threads: set[str] = field(default_factory=set)
    steps: int = 40

    def __post_init__(self) -> None:
        self.begin_talk()
        self.begin_lists()
        self.begin_onboarding()
        self.begin_models()
        self.recorded: list[Interaction] = []
        self.sentences: list[Statement] = [
            Statement("s1", "I like slow, quiet books about nature", 1, evidence=("i0",)),
            Statement("s2", "Piano music for working", 1, kind=Kind.MUSIC),
            Statement("s3", "Not much horror", -1, origin=Origin.CONFIRMED, support=(4, 5)),
        ]
        self.removed: list[list[Statement]] = []
        self.versions: list[Any] = []
        self.quarrels: list[Any] = []
        self.exported: list[Path] = []
        self.proposed = [Statement("p1", "You enjoy novels set by the sea", 1, origin=Origin.INFERRED, support=(5, 6))]
        self.declined: list[Statement] = []
        self.unwanted: set[Target] = set()
        self.folders: list[Path] = [Path("/home/ada/Books")] if self.library else []
        self.prepare_shelves()
        self.changes = 0
        self.worked_ahead = 0
        self.closed = False
        self._ids = itertools.count(1)

    @classmethod
    def with_shelf(cls, **options: Any) -> "FakeAssistant":
        return cls(shelf(), **options)

    def open(self, paths: Paths, passphrase: str | None) -> "FakeAssistant":
        """As the façade is opened, with the settings of that home."""
        self.settings = Settings.load(paths)
        return self

    def _called(self) -> None:
        self.threads.add(threading.current_thread().name)
        time.sleep(self.pause)

    # Reading

    def items(self, kind: Kind | None = None, query: str = "", limit: int | None = None) -> list[Item]:
        self._called()
        found = [i for i in self.library if kind in (None, i.kind) and query.casefold() in
                 " ".join((i.title, *i.creators, *i.subjects)).casefold()]  # fmt: skip
        return found[:limit]

    def find_words(self, query: str, kind: Kind | None = None, n: int = 200) -> Any:
        return SimpleNamespace(items=tuple(self.items(kind, query, n)), every_word=True)

    def item(self, item_id: str) -> Item:
        self._called()
        for item in self.library:
            if item.id == item_id:
                return item
        raise UnknownItem(item_id)

    def cover(self, item_id: str) -> bytes | None:
        self._called()
        return self.covers.get(item_id)

    def work_while_idle(self, stopped: Any) -> int:
        self.worked_ahead += 1
        return 0

    def version(self) -> int:
        return self.changes

    # Recommending

    def request(self, **wishes: Any) -> Any:
        return SimpleNamespace(**{"kind": None, "text": "", "n": 20, **wishes})

    def recommend(self, request: Any, *, fresh: bool = True, llm: bool = True) -> list[Recommendation]:
        self._called()
        gone = {row.item_id for row in self.recorded} | {target.name for target in self.unwanted}
        found = [i for i in self.items(request.kind, request.text) if i.id not in gone]
        return [self._pick(item, place) for place, item in enumerate(found[: request.n])]

    def explained(self, pick: Recommendation, *, llm: bool = True) -> Recommendation:
        return replace(
            pick, explanation=Explanation("In the model's words: " + evidence_text(pick.evidence[0]), "model")
        )

    def _pick(self, item: Item, place: int) -> Recommendation:
        liked = self.library[(place + 8) % len(self.library)]
        subject = (*item.subjects, "none")[0]
        parts = {"taste": 0.62 - place * 0.03, "nearest_liked": 0.31, "statement:s1": 0.24, "creator": 0.12,
                 "untouched": 0.08, "shown": -0.14, "variety": -0.06}  # fmt: skip
        near, says = PartId("nearest_liked"), PartId.of_statement("s1")
        facts = (
            KnownWork(near, Work(liked.id, liked.kind, liked.title), Deed.LIKED),
            Fits(says, "s1", "I like slow, quiet books about nature"),
            SharedSubject(near, subject, 3),
            Untouched(PartId("untouched"), item.id),
        )
        text = f"Because you liked “{liked.title}”, and because it is quiet, as your profile asks."
        return Recommendation(
            item, Score({PartId(name): value for name, value in parts.items()}), facts, Explanation(text)
        )

    def why(self, item_id: str) -> Any:
        self._called()
        return SimpleNamespace(rank=3, recommendation=self._pick(self.item(item_id), 2))

    def what_if(self, without: str) -> list[tuple[str, int | None, int | None]]:
        self._called()
        return [("i1", 9, 2), ("i4", 3, 11), ("i5", 4, 4), ("i8", None, 14), ("i0", 2, None)]

    def why_not(self, item_id: str) -> WhyNot:
        liked = AlsoLiked((Work("i9", Kind.BOOK, "Dracula"),))
        return WhyNot(40, self._pick(self.item(item_id), 2), change=liked, rank_after=9, enough=True)

    def similar(self, item_id: str, n: int = 10) -> list[Recommendation]:
        return [self._pick(item, 1) for item in self.library if item.id != item_id][:n]

    # Changing

    def record(self, feedback: Feedback) -> Any:
        self._called()
        row = Interaction(next(self._ids), feedback.item_id, feedback.verdict, time.time(), feedback.value)
        self.recorded.append(row)
        self.changes += 1
        return SimpleNamespace(interaction=row, rose=(("i1", 2),), fell=())

    def undo(self) -> Any:
        self.changes += 1
        return SimpleNamespace(interaction=self.recorded.pop() if self.recorded else None, rose=(), fell=())

    def verdicts(self) -> dict[str, Verdict]:
        return {row.item_id: row.verdict for row in self.recorded}

    def pack_reach(self) -> tuple[int, int] | None:
        return None

    def hidden(self) -> list[Target]:
        return sorted(self.unwanted)

    def hide(self, target: Target) -> Target:
        self.unwanted.add(target)
        self.changes += 1
        return target

    def unhide(self, target: Target) -> Target:
        self.unwanted.discard(target)
        self.changes += 1
        return target

    # The profile

    def statements(self) -> tuple[Statement, ...]:
        return tuple(self.sentences)

    def propose_statements(self) -> tuple[Statement, ...]:
        return tuple(self.proposed)

    def _revised(self, sentences: list[Statement], statement: Statement) -> Any:
        self._called()
        self.removed.append(self.sentences)
        self.sentences = sentences
        self.changes += 1
        return SimpleNamespace(statement=statement, contradictions=(), rose=(("i1", 3), ("i2", 1)), fell=(("i4", 2),))

    def add_statement(self, text: str, kind: Kind | None = None) -> Any:
        added = Statement(f"s{10 + next(self._ids)}", text, kind=kind)
        return self._revised([*self.sentences, added], added)

    def _known(self, statement_id: str) -> Statement:
        for one in self.sentences:
            if one.id == statement_id:
                return one
        raise UnknownStatement(statement_id)

    def edit_statement(self, statement_id: str, text: str) -> Any:
        new = replace(self._known(statement_id), text=text)
        return self._revised([new if one.id == statement_id else one for one in self.sentences], new)

    def mute_statement(self, statement_id: str, muted: bool = True) -> Any:
        new = replace(self._known(statement_id), muted=muted)
        return self._revised([new if one.id == statement_id else one for one in self.sentences], new)

    def remove_statement(self, statement_id: str) -> Any:
        old = self._known(statement_id)
        return self._revised([one for one in self.sentences if one.id != statement_id], old)

    def accept_statement(self, proposal: Statement) -> Any:
        self.proposed = [one for one in self.proposed if one.id != proposal.id]
        new = replace(proposal, origin=Origin.CONFIRMED)
        return self._revised([*self.sentences, new], new)

    def reconsider_statement(self, statement_id: str) -> None:
        self.proposed += [one for one in self.declined if one.id == statement_id]

    def decline_statement(self, statement_id: str) -> None:
        self.declined += [one for one in self.proposed if one.id == statement_id]
        self.proposed = [one for one in self.proposed if one.id != statement_id]

    def undo_statement(self) -> Any:
        if self.removed:
            self.sentences = self.removed.pop()
            self.changes += 1
        return None

    def export_profile(self, folder: Path) -> tuple[Path, Path]:
        self.exported.append(folder)
        return folder / "profile.md", folder / "profile.json"

    def import_profile(self, path: Path) -> Any:
        added = self.add_statement("Letters and diaries").statement
        return SimpleNamespace(added=(added,), known=(self.sentences[0],), rejected=(), rose=(), fell=())

    def erase_profile(self) -> Any:
        n, self.sentences = len(self.sentences), []
        return SimpleNamespace(statements=n, versions=n)

    # Files

    def index(
        self,
        paths: Sequence[Path] = (),
        *,
        progress: Callable[[Any], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
        throttle: float = 0.0,
    ) -> Any:
        self.throttle = throttle
        if self.index_error is not None:
            raise self.index_error
        done = 0
        for done in range(1, self.steps + 1):
            time.sleep(self.pause)
            if cancelled and cancelled():
                raise Cancelled("Stopped.")
            if progress:
                progress(SimpleNamespace(phase="reading", done=done, total=self.steps, message="Reading"))
        self.folders += [path for path in paths if path not in self.folders]
        self.changes += 1
        counts = {name: 0 for name in ("changed", "moved", "gone", "unchanged", "skipped")}
        return SimpleNamespace(added=done, failed=len(self.problems()), seconds=0.1, problems=(), **counts)

    def close(self) -> None:
        self.closed = True
        self.settings.flush()
