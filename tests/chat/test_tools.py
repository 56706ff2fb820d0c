"""The tools of a conversation: each is one file, its signature is its schema, and a new one is met at once."""

from collections.abc import Iterator

import pytest

from assistant.chat.session import ChatSession
from assistant.chat.tools.registry import Answered, Running, Step, Tool, ToolRequest, tool, tools, withdraw
from assistant.chat.turn import converse
from assistant.domain.entities import Kind


@pytest.fixture
def counting() -> Iterator[Tool]:
    """A tool that nobody has heard of, declared as a file of its own would declare it."""

    def plan(asked: ToolRequest) -> tuple[Step, ...]:
        return (count.step(kind=asked.intent.kind),)

    def say(answered: Answered) -> list[str]:
        return [answered.results.problem]

    @tool("count", plan=plan, say=say, cue=r"\bhow many\b")
    def count(running: Running, kind: Kind | None = None) -> None:
        """How many items there are of a kind."""
        known = [one for one in running.services.gazetteer().kinds.values() if kind in (None, one)]
        running.results.problem = f"You have {len(known)}."

    yield count
    withdraw("count")


def test_a_new_tool_answers_the_messages_that_ask_for_it(services, counting: Tool) -> None:
    books = sum(item.kind is Kind.BOOK for item in services.items.values())
    turn = converse("How many books do I have?", ChatSession(), services)
    assert turn.reply == f"You have {books}."
    assert turn.plan == ({"tool": "count", "kind": Kind.BOOK},)


def test_without_it_nothing_of_it_is_left(services) -> None:
    assert "count" not in tools()
    assert all(step["tool"] != "count" for step in converse("How many books do I have?", ChatSession(), services).plan)


def test_the_signature_is_the_schema(counting: Tool) -> None:
    kinds = {"type": "string", "enum": ["book", "music", "document"]}
    assert counting.schema == {
        "name": "count",
        "description": "How many items there are of a kind.",
        "parameters": {
            "type": "object",
            "properties": {"kind": {"anyOf": [kinds, {"type": "null"}]}},
            "required": [],
            "additionalProperties": False,
        },
    }


def test_every_tool_has_a_schema_and_says_what_it_does() -> None:
    schemas = [one.schema for one in tools().values()]
    assert len(schemas) >= 10
    assert all(schema["description"] for schema in schemas)


def test_a_step_with_arguments_that_the_tool_lacks_is_a_mistake(counting: Tool) -> None:
    with pytest.raises(TypeError, match="colour"):
        counting.step(colour="red")


def test_two_tools_of_one_name_are_a_mistake(counting: Tool) -> None:
    with pytest.raises(ValueError, match="count"):
        tool("count", plan=counting.plan, say=counting.say)(counting.run)
