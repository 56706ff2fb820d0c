"""The pack: what crowds know, if the person took one into use."""

from pathlib import Path

from assistant.app.changes import Changes
from assistant.app.mutations import Mutations
from assistant.app.recommend.ranking import Ranking
from assistant.recommend.packs.packs import Pack
from assistant.settings.files import write_atomically
from assistant.settings.paths import Paths


class Packs:
    """At most one pack is in use."""

    def __init__(self, paths: Paths, ranking: Ranking, mutations: Mutations) -> None:
        self._file = paths.pack
        self._ranking = ranking
        self._mutations = mutations

    def current(self) -> Pack | None:
        """The pack in use. Raises PackError if it was damaged since."""
        return Pack.load(self._file) if self._file.exists() else None

    def use(self, file: Path) -> Changes[Pack]:
        """Take a pack into use, in place of the one before. Raises PackError, and leaves the old one then."""
        pack = Pack.load(file)

        def taken() -> Changes[Pack]:
            write_atomically(self._file, file.read_bytes())
            self._ranking.forget()
            return Changes(pack, settings=True)

        return self._mutations.plain(taken)

    def drop(self) -> Changes[bool]:
        """Use no pack any more. Says whether there was one."""

        def dropped() -> Changes[bool]:
            there = self._file.exists()
            self._file.unlink(missing_ok=True)
            self._ranking.forget()
            return Changes(there, settings=there)

        return self._mutations.plain(dropped)

    def reach(self) -> tuple[int, int] | None:
        """Works that the pack in use knows, and how many items of the library are among them; None without a pack."""
        view = self._ranking.recommender().pack
        return (len(view.pack), int(view.known.sum())) if view is not None else None
