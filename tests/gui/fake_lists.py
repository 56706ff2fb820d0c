"""The stand-in's side for lists: two kept lists, of which one is a living shelf."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.chat.services import SavedList
from assistant.domain.entities import Item
from assistant.domain.errors import AssistantError


class FakeLists:
    """Makes lists of the first items of the shelf."""

    library: list[Item]

    def begin_lists(self) -> None:
        self.written: list[Path] = []
        self.kept: dict[str, SavedList] = {}
        if self.library:
            self.keep_list("A week by the sea", ("i0", "i1", "i3"), {"i0": "Because it is quiet."})
            self.make_shelf("calm piano")

    def lists(self) -> list[SavedList]:
        return list(reversed(self.kept.values()))

    def saved_list(self, list_id: str) -> SavedList:
        return self.kept[list_id]

    def items_of(self, saved: SavedList) -> list[Item]:
        here = {item.id: item for item in self.library}
        return [here[one] for one in saved.items if one in here]

    def _add(self, title: str, items: Sequence[str], **facts: Any) -> SavedList:
        name = f"l{len(self.kept) + 1}"
        self.kept[name] = SavedList(title, tuple(items), id=name, text=title, made=1.0, **facts)
        return self.kept[name]

    def keep_list(self, title: str, items: Sequence[str], reasons: Mapping[str, str]) -> SavedList:
        return self._add(title, items, reasons=dict(reasons))

    def make_list(self, text: str) -> SavedList:
        if "nothing" in text:
            raise AssistantError("Nothing on your shelves fits that list; ask for something wider or longer.")
        return self._add(text, ("i2", "i6", "i9"), form="playlist")

    def make_shelf(self, text: str) -> SavedList:
        return self._add(text, ("i2", "i9"), form="shelf", living=True)

    def describe_shelf(self, list_id: str) -> str:
        return "Music that is close to “calm piano”."

    def remake_list(self, list_id: str) -> SavedList:
        return self.edit_list(list_id, items=[*self.kept[list_id].items, "i7"])

    def edit_list(self, list_id: str, *, title: str | None = None, items: Sequence[str] | None = None) -> SavedList:
        saved = self.kept[list_id]
        items = saved.items if items is None else tuple(items)
        self.kept[list_id] = replace(saved, title=title or saved.title, items=items)
        return self.kept[list_id]

    def remove_list(self, list_id: str) -> Any:
        return self.kept.pop(list_id)

    def put_back_list(self, row: Any) -> SavedList:
        self.kept[row.id] = row
        return row

    def export_list(self, list_id: str, path: Path) -> tuple[Item, ...]:
        self.written.append(path)
        return tuple(self.items_of(self.kept[list_id]))
