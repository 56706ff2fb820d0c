"""Lists and living shelves: made from a sentence, each entry with its reason, edited, made again, written to files."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import numpy as np

from assistant.app.changes import Changes
from assistant.app.chat_services import ChatServices, Keep, KeptLists
from assistant.app.library import Library
from assistant.app.lists.saved_lists import SavedLists
from assistant.app.mutations import Mutations
from assistant.app.stores import Stores
from assistant.chat.constraints import applied
from assistant.chat.plan import make_plan, run_plan
from assistant.chat.services import SavedList
from assistant.chat.session import ChatSession
from assistant.chat.understand.intent import read_by_rules
from assistant.chat.understand.intents import Act
from assistant.domain.entities import Item
from assistant.domain.errors import AssistantError, UsageError
from assistant.domain.rows import Row
from assistant.embedding.encoder import Embedder
from assistant.lists.export import write_list
from assistant.lists.list_query import ShelfQuery, described, read_query
from assistant.lists.list_request import ListWish, read_wish
from assistant.lists.list_selection import about_list, for_list, pace, pointed_at
from assistant.messages import quoted, tr

SHELF = "shelf"
LONGEST_TITLE = 200


class MakeServices(Protocol):
    """What a conversation may do with another way to keep what is made, and items that are left out."""

    def __call__(self, *, keep: Keep, lists: KeptLists, without: frozenset[str] = frozenset()) -> ChatServices: ...


class Lists:
    """Playlists, reading plans, bundles and shelves, each entry with its reason; kept in the journal."""

    def __init__(
        self,
        stores: Stores,
        saved: SavedLists,
        library: Library,
        encoder: Callable[[], Embedder],
        services: MakeServices,
        mutations: Mutations,
    ) -> None:
        self._library = stores.library
        self._saved = saved
        self._names, self._tracks = library.gazetteer, library.tracks
        self._encoder = encoder
        self._make_services = services
        self._mutations = mutations
        self.services = services(keep=lambda *told: self.keep(*told).row, lists=self)
        """What a conversation may do; a list that it makes is kept here."""

    # Looked at

    def all(self) -> list[SavedList]:
        """All lists and shelves, the newest first; what has left the library is left out."""
        return [self._saved.saved(row) for row in reversed(self._saved.rows())]

    def get(self, list_id: str) -> SavedList:
        """One of them, by its id or title, as it stands in the journal. Raises AssistantError."""
        return self._saved.saved(self._saved.row(list_id))

    def items_of(self, saved: SavedList) -> list[Item]:
        """Its items in order."""
        here = self._library.items.by_id(saved.items)
        return [here[one] for one in saved.items if one in here]

    def describe_shelf(self, list_id: str) -> str:
        """The query of a shelf, in one sentence."""
        return described(ShelfQuery.from_data(self._saved.shelf(list_id)["query"]))

    # Made

    def make(self, text: str) -> Changes[SavedList]:
        """Make a list from a sentence and keep it. Raises AssistantError when nothing fits, UsageError for no words."""
        if not text.strip():
            wish = quoted(tr("a playlist of 45 minutes for cooking"))
            raise UsageError(tr("Say what the list is to hold: alcove list make {wish}.", wish=wish))
        saved = self._run(text, self.services)
        if saved is None and not self._names().kinds:
            raise AssistantError(tr("The library is empty. Add a folder with: alcove index PATH"))
        if saved is None:
            raise AssistantError(tr("Nothing on your shelves fits that list; ask for something wider or longer."))
        # The list was kept, and everybody told, by the tool; the note is about this making of it alone.
        return Changes(saved, lists=True)

    def keep(
        self,
        title: str,
        items: Sequence[str],
        reasons: Mapping[str, str],
        wish: ListWish | None = None,
        *,
        form: str = "",
    ) -> Changes[SavedList]:
        """Keep a list that was made in a conversation or chosen by hand. One of a `form` of its own, such as a radio,
        cannot be made again from its title."""
        row = {
            "title": title,
            "text": wish.text if wish else title,
            "form": form or (str(wish.form) if wish else "list"),
            "items": list(items),
            "reasons": dict(reasons),
            "picked": bool(form) or (wish is not None and pointed_at(wish)),
        }
        return self._change(lambda: self._saved.keep(row))

    def make_shelf(self, text: str) -> Changes[SavedList]:
        """Keep a sentence as a query whose items follow the library by themselves. Raises UsageError."""
        if not text.strip():
            wish = quoted(tr("slow books about the sea"))
            raise UsageError(tr("Say what belongs on the shelf: alcove list shelf {wish}.", wish=wish))
        query = self._with_vector(read_query(text, self._names(), time.time()))
        row = {"title": read_wish(text).title, "text": text, "form": SHELF, "living": True, "items": [], "reasons": {}}
        return self._change(lambda: self._saved.keep({**row, "query": query.to_data()}))

    def remake(self, list_id: str) -> Changes[SavedList]:
        """Make a list again from the library and the taste of now. What the person put in or took out stays so."""
        return self._change(lambda: self._saved.saved(self._saved.put(self._remade(self._saved.row(list_id)))))

    def fresh(self, list_id: str) -> SavedList:
        """The list, made again first if the library has changed since it was made."""
        saved = self.get(list_id)
        return self.remake(saved.id).row if saved.stale else saved

    # Changed

    def edit(self, list_id: str, *, title: str | None = None, items: Sequence[str] | None = None) -> Changes[SavedList]:
        """Change a list's title, or its items and their order. Raises UnknownItem and UsageError."""
        if title is not None and not title.strip():
            raise UsageError(tr("A list needs a title."))
        for item_id in items or ():
            self._library.items.get(item_id)

        def edited() -> SavedList:
            row = self._saved.row(list_id)
            if title is not None:
                row = {**row, "title": " ".join(title.split())[:LONGEST_TITLE]}
            if items is not None:
                row = _rearranged(row, self._saved.saved(row).items, list(dict.fromkeys(items)))
            return self._saved.saved(self._saved.put(row))

        return self._change(edited)

    def remove(self, list_id: str) -> Changes[Row]:
        """Take a list out; its row is what `put_back` needs to undo that. Raises AssistantError."""
        return self._mutations.plain(lambda: Changes(self._saved.remove(list_id), lists=True))

    def put_back(self, row: Row) -> Changes[SavedList]:
        """Keep a list again that was taken out, as it was."""
        return self._change(lambda: self._saved.saved(self._saved.put(row)))

    def export(self, list_id: str, path: Path) -> tuple[Item, ...]:
        """Write a list as .m3u8, .md or .opds; returns the items that the file holds. Raises UsageError."""
        saved = self.get(list_id)
        items = self.items_of(saved)
        if path.suffix.lower() in (".m3u8", ".m3u"):
            # Players open files, not folders.
            items = [track for item in items for track in (self._tracks(item.id) or [item])]
        pace_of_day = pace(read_wish(saved.text), items)
        return write_list(path, saved.title, items, saved.reasons, now=time.time(), minutes_a_day=pace_of_day)

    def _change(self, act: Callable[[], SavedList]) -> Changes[SavedList]:
        return self._mutations.plain(lambda: Changes(act(), lists=True))

    def _remade(self, row: Row) -> Row:
        now = self._library.version()
        if row.get("living") or row.get("picked"):
            return {**row, "library": now}
        fresh, reasons = self._tried(row["text"], frozenset(row.get("removed", ())))
        here = self._library.items.by_id([*row["items"], *row.get("added", ())])
        added = [one for one in row.get("added", ()) if one in here]
        if not fresh and not added:
            # Nothing fits any more, as it is read now: what was kept is not thrown away.
            return {**row, "library": now}
        items = [*fresh, *(one for one in added if one not in fresh)]
        if row.get("edited"):
            # The person's own order stays; what is new comes after it.
            stay = [one for one in row["items"] if one in items]
            items = [*stay, *(one for one in items if one not in stay)]
        reasons = {**{one: row["reasons"].get(one, "") for one in added}, **reasons}
        return {**row, "items": items, "reasons": reasons, "made": time.time(), "library": now}

    def _tried(self, text: str, without: frozenset[str]) -> tuple[Sequence[str], Mapping[str, str]]:
        """What a list of these words would hold now, and why; nothing is kept."""
        found: tuple[Sequence[str], Mapping[str, str]] = ((), {})

        def hold(
            title: str, items: Sequence[str], reasons: Mapping[str, str], wish: ListWish | None = None
        ) -> SavedList:
            nonlocal found
            found = items, reasons
            return SavedList(title, tuple(items), reasons=reasons)

        self._run(text, self._make_services(keep=hold, lists=self, without=without))
        return found

    def _run(self, text: str, services: ChatServices) -> SavedList | None:
        """One turn's plan with the act fixed: the same steps and tools as in a conversation."""
        intent = for_list(replace(read_by_rules(text, self._names(), time.time()), act=Act.MAKE_LIST, sure=True))
        session = about_list(applied(ChatSession(), intent, []), intent)
        steps = make_plan(intent, session, self._names())
        return run_plan(steps, intent, session, services).saved

    def _with_vector(self, query: ShelfQuery) -> ShelfQuery:
        """Only here a shelf needs the sentence encoder; asked again, it needs none."""
        if not query.near:
            return query
        encoder = self._encoder()
        vector = np.asarray(encoder.embed(query.near), np.float32)
        return replace(query, vector=vector.tobytes(), encoder=encoder.name)


def _rearranged(row: Row, shown: Sequence[str], now: list[str]) -> Row:
    """A row with the person's items in their order; what they took out and put in is remembered."""
    before = set(shown)
    removed = (set(row.get("removed", ())) | (before - set(now))) - set(now)
    kept = [one for one in row.get("added", ()) if one in now]
    added = [*kept, *(one for one in now if one not in before)]
    return {
        **row, "removed": sorted(removed), "added": list(dict.fromkeys(added)), "items": now, "edited": True,
    }  # fmt: skip
