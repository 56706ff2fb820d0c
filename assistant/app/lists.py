"""Lists and living shelves: the façade's side of what the person has made and kept."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from assistant.app.chat_tools import ChatTools
from assistant.app.profile import Tastes
from assistant.chat.constraints import applied
from assistant.chat.plan import make_plan, run_plan
from assistant.chat.services import SavedList
from assistant.chat.session import Session
from assistant.chat.understand.intent import read_by_rules
from assistant.chat.understand.intents import Act
from assistant.domain.entities import Item
from assistant.domain.errors import AssistantError, UsageError
from assistant.lists.export import write_list
from assistant.lists.list_query import ShelfQuery, described, on_shelf, read_query
from assistant.lists.list_request import ListWish, read_wish
from assistant.lists.list_selection import about_list, for_list, pace, pointed_at
from assistant.storage.library.store import FileState
from indexers.importers.apply import ImportReport, import_file
from indexers.item_writer import shown
from indexers.sync import Progress
from indexers.worker.reading import LONGEST_REASON

SHELF = "shelf"
_LISTS, _COUNT, _PLAYLISTS = "lists", "lists_made", "playlists"
Row = dict[str, Any]


class _Trial(ChatTools):
    """The same tools, but for keeping: what a list would hold now."""

    def __init__(self, assistant: "Lists", without: frozenset[str]) -> None:
        super().__init__(assistant)
        self._without = without
        self.made: tuple[Sequence[str], Mapping[str, str]] = ((), {})

    def recommend(self, text: str = "", *, exclude: frozenset[str] = frozenset(), **rest: Any) -> Sequence[Any]:
        return super().recommend(text, exclude=exclude | self._without, **rest)

    def make_list(
        self, title: str, items: Sequence[str], reasons: Mapping[str, str], wish: ListWish | None = None
    ) -> SavedList:
        self.made = items, reasons
        return SavedList(title, tuple(items), reasons=reasons)


class Lists(Tastes):
    """Playlists, reading plans, bundles and shelves, each entry with its reason; kept in the journal."""

    @cached_property
    def _tools(self) -> ChatTools:
        return ChatTools(self)

    @cached_property
    def _shelves(self) -> dict[str, tuple[int, str, tuple[str, ...]]]:
        """Shelf id: the library's version, the query, and the item ids found then."""
        return {}

    def lists(self) -> list[SavedList]:
        """All lists and shelves, the newest first; what has left the library is left out."""
        return [self._saved(row) for row in reversed(self._rows())]

    def saved_list(self, list_id: str) -> SavedList:
        """One of them, by its id or title, as it stands in the journal. Raises AssistantError."""
        return self._saved(self._row(list_id))

    def make_list(self, text: str) -> SavedList:
        """Make a list from a sentence and keep it. Raises AssistantError when nothing fits, UsageError for no words."""
        if not text.strip():
            raise UsageError("Say what the list is to hold: alcove list make “a playlist of 45 minutes for cooking”.")
        saved = self._run(text, self._tools)
        if saved is None and not self.gazetteer().kinds:
            raise AssistantError("The library is empty. Add a folder with: alcove index PATH")
        if saved is None:
            raise AssistantError("Nothing on your shelves fits that list; ask for something wider or longer.")
        return saved

    def keep_list(
        self, title: str, items: Sequence[str], reasons: Mapping[str, str], wish: ListWish | None = None
    ) -> SavedList:
        """Keep a list that a conversation made."""
        row = {
            "title": title,
            "text": wish.text if wish else title,
            "form": str(wish.form) if wish else "list",
            "items": list(items),
            "reasons": dict(reasons),
            "picked": wish is not None and pointed_at(wish),
        }
        return self._keep_row(row)

    def _indexed(self) -> None:
        """A playlist in the folders becomes a list, which follows its file, also to another place.

        A file is read again when it has changed, or when songs of it were missing and the library has changed.
        """
        known: dict[str, Row] = self.journal.get(_PLAYLISTS, {})
        version, files, found = self.library.version(), self.library.playlist_files(), dict(known)
        here = {str(file.path) for file in files}
        left = {row["digest"]: place for place, row in known.items() if place not in here}
        for file in files:
            place, digest = str(file.path), file.digest.hex()
            # What is away now keeps its list for when it is back.
            before = known.get(place) or found.pop(left.pop(digest, ""), {})
            if before.get("digest") == digest and (not before["missing"] or before["library"] == version):
                found[place] = before
                continue
            try:
                report = import_file(file.path, self.library, self.journal, wishes=False)
            except AssistantError as error:
                self.library.put_file(replace(file, state=FileState.FAILED, reason=str(error)[:LONGEST_REASON]))
                continue
            kept = self._follow_playlist(file.path, list(report.playlist), before.get("list", ""))
            found[place] = {
                "digest": digest, "missing": len(report.unmatched), "library": self.library.version(), "list": kept,
            }  # fmt: skip
        if found != known:
            self.journal.set(_PLAYLISTS, found)

    def _follow_playlist(self, file: Path, items: list[str], list_id: str) -> str:
        """The id of the list of a file; one that the person took out stays out."""
        if list_id:
            row = next((one for one in self._rows() if one["id"] == list_id), None)
            if row is not None and row["items"] != items:
                self._put({**row, "items": items})
            return list_id
        if not items:
            return ""
        title = shown(Path(file.stem))
        row = {"title": title, "text": title, "form": "playlist", "reasons": {}, "picked": True, "items": items}
        return self._keep_row(row).id

    def import_file(
        self,
        path: Path,
        *,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> ImportReport:
        """As the shelves do; a playlist becomes a list of the person's own, the same one when it is imported again."""
        report = super().import_file(path, progress=progress, cancelled=cancelled)
        if report.playlist:
            title = path.stem
            before = next((row for row in self._rows() if row.get("imported") == title), None)
            items = list(report.playlist)
            if before is None:
                row = {"title": title, "text": title, "form": "playlist", "reasons": {}, "picked": True}
                self._keep_row({**row, "items": items, "imported": title})
            elif before["items"] != items:
                self._put({**before, "items": items})
        return report

    def remake_list(self, list_id: str) -> SavedList:
        """Make a list again from the library and the taste of now. What the person put in or took out stays so."""
        row = self._row(list_id)
        if row.get("living") or row.get("picked"):
            return self._saved(self._put({**row, "library": self.library.version()}))
        trial = _Trial(self, frozenset(row.get("removed", ())))
        self._run(row["text"], trial)
        fresh, reasons = trial.made
        here = self.library.items_by_id([*row["items"], *row.get("added", ())])
        added = [one for one in row.get("added", ()) if one in here]
        items = [*fresh, *(one for one in added if one not in fresh)]
        if row.get("edited"):
            # The person's own order stays; what is new comes after it.
            stay = [one for one in row["items"] if one in items]
            items = [*stay, *(one for one in items if one not in stay)]
        changed = {**row, "items": items, "reasons": {**{one: row["reasons"].get(one, "") for one in added}, **reasons}}
        return self._saved(self._put({**changed, "made": time.time(), "library": self.library.version()}))

    def fresh_list(self, list_id: str) -> SavedList:
        """The list, made again first if the library has changed since it was made."""
        saved = self.saved_list(list_id)
        return self.remake_list(saved.id) if saved.stale else saved

    def edit_list(self, list_id: str, *, title: str | None = None, items: Sequence[str] | None = None) -> SavedList:
        """Change a list's title, or its items and their order. Raises UnknownItem and UsageError."""
        row = self._row(list_id)
        if title is not None:
            if not title.strip():
                raise UsageError("A list needs a title.")
            row = {**row, "title": " ".join(title.split())[:200]}
        if items is not None:
            for item_id in items:
                self.library.item(item_id)
            before, now = set(self._saved(row).items), list(dict.fromkeys(items))
            removed = (set(row.get("removed", ())) | (before - set(now))) - set(now)
            added = [one for one in (*row.get("added", ()), *now) if one in now and one not in before]
            kept = [one for one in row.get("added", ()) if one in now]
            row = {
                **row, "removed": sorted(removed), "added": list(dict.fromkeys([*kept, *added])), "items": now,
                "edited": True,
            }  # fmt: skip
        return self._saved(self._put(row))

    def remove_list(self, list_id: str) -> dict[str, Any]:
        """Take a list out; returns what `put_back_list` needs to undo that. Raises UsageError."""
        found = self._row(list_id)
        with self.journal.atomic():
            self.journal.set(_LISTS, [row for row in self._rows() if row["id"] != found["id"]])
        return found

    def put_back_list(self, row: dict[str, Any]) -> SavedList:
        """Keep a list again that was taken out, as it was."""
        return self._saved(self._put(row))

    def export_list(self, list_id: str, path: Path) -> tuple[Item, ...]:
        """Write a list as .m3u8, .md or .opds; returns the items that the file holds. Raises UsageError."""
        saved = self.saved_list(list_id)
        items = self.items_of(saved)
        if path.suffix.lower() in (".m3u8", ".m3u"):
            # Players open files, not folders.
            items = [track for item in items for track in (self.tracks(item.id) or [item])]
        pace_of_day = pace(read_wish(saved.text), items)
        return write_list(path, saved.title, items, saved.reasons, now=time.time(), minutes_a_day=pace_of_day)

    def items_of(self, saved: SavedList) -> list[Item]:
        """Its items in order."""
        here = self.library.items_by_id(saved.items)
        return [here[one] for one in saved.items if one in here]

    # Shelves

    def make_shelf(self, text: str) -> SavedList:
        """Keep a sentence as a query whose items follow the library by themselves. Raises UsageError."""
        if not text.strip():
            raise UsageError("Say what belongs on the shelf: alcove list shelf “slow books about the sea”.")
        query = read_query(text, self.gazetteer(), time.time())
        wish = read_wish(text)
        row = {"title": wish.title, "text": text, "form": SHELF, "living": True, "items": [], "reasons": {}}
        return self._keep_row({**row, "query": self._with_vector(query).to_data()})

    def shelf_items(self, list_id: str) -> list[Item]:
        """What stands on a shelf now, best first."""
        return self.items_of(self._saved(self._shelf(list_id)))

    def describe_shelf(self, list_id: str) -> str:
        """The query of a shelf, in one sentence."""
        return described(ShelfQuery.from_data(self._shelf(list_id)["query"]))

    def _shelf(self, list_id: str) -> Row:
        row = self._row(list_id)
        if not row.get("living"):
            raise AssistantError(f"“{row['title']}” is a list, not a living shelf.")
        return row

    def _with_vector(self, query: ShelfQuery) -> ShelfQuery:
        """Only here a shelf needs the sentence encoder; asked again, it needs none."""
        if not query.near:
            return query
        vector = np.asarray(self.embedder.embed(query.near), np.float32)
        return replace(query, vector=vector.tobytes(), encoder=self.embedder.name)

    def _on_shelf(self, row: Row) -> tuple[str, ...]:
        version, asked = self.library.version(), repr((row["query"], row.get("removed")))
        known = self._shelves.get(row["id"])
        if known is None or known[:2] != (version, asked):
            catalogue = self.recommender().catalogue
            found = on_shelf(ShelfQuery.from_data(row["query"]), catalogue.items, catalogue.vectors)
            removed = set(row.get("removed", ()))
            ids = [item.id for item in found if item.id not in removed]
            known = version, asked, tuple(dict.fromkeys([*row.get("added", ()), *ids]))
            self._shelves[row["id"]] = known
        return known[2]

    # Rows of the journal

    def _run(self, text: str, tools: ChatTools) -> SavedList | None:
        """One turn's plan with the act fixed: the same steps and tools as in a conversation."""
        intent = for_list(replace(read_by_rules(text, self.gazetteer(), time.time()), act=Act.MAKE_LIST, sure=True))
        session = about_list(applied(Session(), intent, []), intent)
        steps = make_plan(intent, session, self.gazetteer())
        return run_plan(steps, intent, session, tools).saved

    def _saved(self, row: Row) -> SavedList:
        living = bool(row.get("living"))
        wanted = self._on_shelf(row) if living else tuple(row["items"])
        here = self.library.items_by_id(wanted)
        return SavedList(
            title=row["title"],
            items=tuple(one for one in wanted if one in here),
            id=row["id"],
            text=str(row.get("text", row["title"])),
            form=row.get("form", "list"),
            reasons=row.get("reasons", {}),
            made=row.get("made", 0.0),
            living=living,
            stale=not living and row.get("library") != self.library.version(),
        )

    def _rows(self) -> list[Row]:
        return [{"id": f"l{place}", **row} for place, row in enumerate(self.journal.get(_LISTS, []), 1)]

    def _row(self, list_id: str) -> Row:
        rows = self._rows()
        wanted = list_id.strip().casefold()
        found = [row for row in rows if row["id"] == wanted] or [
            row for row in rows if row["title"].casefold() == wanted
        ]
        if len(found) != 1:
            what = "Several lists are" if found else "No list is"
            raise AssistantError(f"{what} called “{list_id}”. Use an id from: alcove list show")
        return found[0]

    def _keep_row(self, row: Row) -> SavedList:
        with self.journal.atomic():
            count = int(self.journal.get(_COUNT, len(self._rows()))) + 1
            self.journal.set(_COUNT, count)
            return self._saved(
                self._put({"id": f"l{count}", **row, "made": time.time(), "library": self.library.version()})
            )

    def _put(self, row: Row) -> Row:
        with self.journal.atomic():
            rows = self._rows()
            places = [place for place, one in enumerate(rows) if one["id"] == row["id"]]
            rows = [row if one["id"] == row["id"] else one for one in rows] if places else [*rows, row]
            self.journal.set(_LISTS, rows)
        return row
