"""A store of statements in memory, with the journal's own kind of history."""

import pytest

from assistant.domain.errors import UnknownStatement
from assistant.storage.journal.records import StatementVersion
from profiles.profile import Profile


class MemoryStore:
    def __init__(self):
        self.versions = []
        self.values = {}

    def statements(self):
        latest = {version.id: version.statement for version in self.versions}
        return [one for one in latest.values() if one is not None]

    def put_statement(self, statement):
        self.versions.append(StatementVersion(statement.id, 1, statement.updated, statement))
        return statement

    def remove_statement(self, statement_id):
        if all(one.id != statement_id for one in self.statements()):
            raise UnknownStatement(statement_id)
        self.versions.append(StatementVersion(statement_id, 1, 0.0, None))

    def statement_history(self):
        return list(self.versions)

    def get(self, name, default=None):
        return self.values.get(name, default)

    def set(self, name, value):
        self.values[name] = value


@pytest.fixture
def store():
    return MemoryStore()


@pytest.fixture(scope="session")
def new_store():
    return MemoryStore


@pytest.fixture
def profile(store):
    ticks = iter(range(1000, 10_000))
    return Profile(store, lambda: float(next(ticks)))
