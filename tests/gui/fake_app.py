"""The stand-in behind the doors of `App`, so that the window finds each part where it is."""

from collections.abc import Callable
from functools import partial
from typing import Any

from assistant.app.changes import Changes, Listeners

FEEDBACK, HIDDEN, PROFILE, LISTS, ITEMS = ({name: True} for name in ("feedback", "hidden", "profile", "lists", "items"))
TALK, SETTINGS = {"conversations": True}, {"settings": True}
REVISIONS = ("add", "edit", "mute", "remove", "accept", "undo", "decline", "reconsider")
# Of each part: what it calls otherwise than the stand-in, and what each of its mutations changes.
PARTS: dict[str, tuple[dict[str, str], dict[str, dict[str, bool]]]] = {
    "library": ({"edit": "edit_item"}, {"edit": ITEMS, "remove_wish": ITEMS}),
    "indexing": (
        {"retry": "retry_problems", "ignore": "ignore_problems"},
        dict.fromkeys(("index", "remove_root", "retry", "ignore", "stop_ignoring", "import_file"), ITEMS),
    ),
    "recommendations": ({}, {}),
    "packs": ({"reach": "pack_reach"}, {}),
    "feedback": ({}, {"record": FEEDBACK, "undo": FEEDBACK, "hide": HIDDEN, "unhide": HIDDEN}),
    "profile": (
        {
            **{name: f"{name}_statement" for name in REVISIONS},
            "proposals": "propose_statements", "export": "export_profile", "import_file": "import_profile",
            "erase": "erase_profile",
        },
        dict.fromkeys((*REVISIONS, "import_file", "erase"), PROFILE),
    ),
    "chat": (
        {"ask": "chat", "new": "new_conversation", "search": "search_conversations", "erase": "erase_conversation"},
        {"erase": TALK, "drop_last_turn": TALK, "put_session": TALK},
    ),
    "lists": (
        {
            **{name: f"{name}_list" for name in ("make", "keep", "remake", "edit", "remove", "put_back", "export")},
            "all": "lists", "get": "saved_list",
        },
        dict.fromkeys(("make", "make_shelf", "keep", "remake", "edit", "remove", "put_back"), LISTS),
    ),
    "models": (
        {"all": "models", "install": "install_model", "remove": "remove_model", "use": "use_model",
         "facts": "model_facts", "current": "model"},
        dict.fromkeys(("install", "remove", "use", "set_gpu_layers"), SETTINGS),
    ),
    "onboarding": (
        {"state": "onboarding", "done": "onboarding_done", **{
            name: f"{name}_onboarding" for name in ("answer", "undo", "skip", "restart")}},
        dict.fromkeys(("answer", "undo", "skip", "restart"), {**FEEDBACK, **PROFILE}),
    ),
    "background": ({"work": "work_while_idle"}, {}),
    "maintenance": ({"report_card": "evaluate"}, {}),
}  # fmt: skip


class FakeApp:
    """Finds everything in the stand-in when it is asked for, so that a test may put something else there."""

    def __init__(self, fake: Any) -> None:
        self._fake = fake
        self.changed = Listeners()
        for part, (names, changing) in PARTS.items():
            setattr(self, part, Door(fake, names, changing, self.changed))
        self.profile.history = lambda: fake.versions
        self.profile.contradictions = lambda: fake.quarrels

    def foreign_version(self) -> int:
        """Nobody else has it open."""
        return 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._fake, name)


class Door:
    """One part of the stand-in. A mutation returns `Changes`, and everybody who listens is told."""

    def __init__(self, fake: Any, names: dict[str, str], changing: dict[str, dict[str, bool]], to: Listeners) -> None:
        self._fake, self._names, self._told = fake, names, to.tell
        for name, what in changing.items():
            setattr(self, name, partial(self._change, name, what))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._fake, self._names.get(name, name))

    def _change(self, name: str, what: dict[str, bool], *args: Any, **options: Any) -> Changes[Any]:
        act: Callable[..., Any] = self.__getattr__(name)
        row = act(*args, **options)
        changes = Changes(row, **what, rose=getattr(row, "rose", ()), fell=getattr(row, "fell", ()))
        self._told(changes)
        return changes
