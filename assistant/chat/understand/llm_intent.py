"""The intent of a text: rules read it, and a model may fill only what they left open."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files

from assistant.chat.tools.registry import cued_act, served_acts
from assistant.chat.understand.decision import Pointing, act_heard, pointing, with_reading
from assistant.chat.understand.heads import Earlier, MessageHeads, Reading
from assistant.chat.understand.intent import READ, Intent, content_words, read_by_rules
from assistant.chat.understand.shown import card_said
from assistant.domain.entities import Kind
from assistant.domain.errors import ModelError
from assistant.domain.rows import Row, RowView
from assistant.language.gazetteer import Gazetteer
from assistant.language.normalise import flatten, fold
from assistant.language.vocabulary import vocabulary
from assistant.llm.client import LanguageModel, Message

_MOST_WORDS = 60
_FEWEST_WORDS = 3


def read_intent(
    text: str,
    names: Gazetteer | None = None,
    model: LanguageModel | None = None,
    now: float | None = None,
    *,
    heads: MessageHeads | None = None,
    before: Sequence[Earlier] = (),
) -> Intent:
    """What a text asks for: the act by cues and heads, all else by rules; a model fills what both left open.

    before: the turns before, the oldest first.
    """
    reading = _reading(text, heads, before)
    act = cued_act(fold(text[:READ]))
    if act is not None:
        intent = replace(read_by_rules(text, names, now), act=act, sure=True)
    else:
        at = pointing(text[:READ], names or Gazetteer(), before) if reading else Pointing.UNKNOWN
        heard = act_heard(text[:READ], reading, served_acts(), at) if reading else None
        intent = read_by_rules(text, names, now, heard)
    if reading:
        intent = with_reading(intent, reading, card_said(text[:READ], before))
    if act is not None:
        return intent
    if model is None or not _is_open(intent):
        return intent
    messages = [Message("system", _instructions()), Message("user", flatten(intent.text, 400))]
    try:
        found = model.constrained(messages, intent_schema(), max_tokens=40)
    except ModelError:
        # Rules understood enough for an answer; the person learns of the model's death from the reply.
        return intent
    return merged(intent, found)


def _reading(text: str, heads: MessageHeads | None, before: Sequence[Earlier]) -> Reading:
    """What the heads see; nothing where there are none."""
    if heads is None or not text.strip():
        return {}
    try:
        return heads.read(text[:READ], before)
    except ModelError:
        # The encoder's files went while the program runs: rules read on.
        return {}


def intent_schema() -> Row:
    """The JSON schema of what a model may add: members of enums, nothing else."""
    moods = sorted({concept for named in vocabulary().terms.values() for group, concept in named if group == "mood"})
    return {
        "type": "object",
        "properties": {
            "kind": {"enum": [*(str(kind) for kind in Kind), "any"]},
            "moods": {"type": "array", "items": {"enum": moods}, "maxItems": 2},
        },
        "required": ["kind", "moods"],
        "additionalProperties": False,
    }


def merged(intent: Intent, found: RowView) -> Intent:
    """Takes over the members of enums where the rules left the field empty. Whatever else the model says is dropped."""
    schema = intent_schema()["properties"]
    kind = intent.kind
    if kind is None and found.get("kind") in list(Kind):
        kind = Kind(found["kind"])
    given = found.get("moods")
    moods = [one for one in given if one in schema["moods"]["items"]["enum"]][:2] if isinstance(given, list) else []
    facets = intent.facets if intent.facets.moods else replace(intent.facets, moods=tuple(dict.fromkeys(moods)))
    if kind == intent.kind and facets == intent.facets:
        return intent
    return replace(intent, kind=kind, facets=facets, by="rules and model")


def _is_open(intent: Intent) -> bool:
    """True if rules found neither act nor kind nor facet nor name, yet something is said."""
    words = len(intent.text.split())
    understood = intent.sure or intent.kind or intent.facets or intent.without or intent.named
    return not understood and _FEWEST_WORDS <= words <= _MOST_WORDS and bool(content_words(intent))


@lru_cache(maxsize=1)
def _instructions() -> str:
    return files("resources").joinpath("prompts/intent.txt").read_text(encoding="utf-8").strip()
