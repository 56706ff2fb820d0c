"""The question of a message that tells something first: "somebody hit the van. What is the excess?"."""

import re

from assistant.language.normalise import fold

_SENTENCES = re.compile(r"[^.?!;]+(?:[.](?=\d)[^.?!;]+)*[.?!;]*")
_OPENS_ONE = re.compile(
    r"^(?:(?:and|so|but|und|aber|et|mais|y|e|a|och) )*(?:(?:until|till|by|since|for|from|at|in|on|with|to|bis|seit|ab|mit"
    r"|jusqu a|depuis|desde|hasta) )?(?:whats|whos|whens|wheres|what (?:is|was|are|were|will|would"
    r"|does|did)|who|when|where|how (?:much|many|long|often|old)|which|was (?:ist|war|sind|heisst|bedeutet)"
    r"|wie (?:viel\w*|lange|hoch|oft)|wann|wo|wer|combien|quel\w*|quand|ou|qui|cuant\w*|cuando|quant\w*|quando|che cos"
    r"|cosa|ile|kiedy|gdzie|vad|nar|hur (?:mycket|manga|lange))\b"
)
_CODE = re.compile(r"\b[A-Z]{1,3}-?\d{1,4}\b")


def codes_in(text: str) -> frozenset[str]:
    """What machines show: "F28", "E-04"."""
    return frozenset(_CODE.findall(text))


def _opens_one(clause: str) -> bool:
    return _OPENS_ONE.match(fold(clause)) is not None


def question_alone(text: str) -> str:
    """The sentences that ask, with a mark or by their first words, as one text; empty where all do, or none."""
    sentences = [one.strip() for one in _SENTENCES.findall(text) if one.strip()]
    asking = [one for one in sentences if one.endswith("?") or any(map(_opens_one, one.split(", ")))]
    return " ".join(asking) if len(asking) < len(sentences) else ""
