"""What a question asks for by name: the “bank” of “which bank is it at”, and whether a sentence speaks of it."""

import re

from assistant.language.normalise import fold
from assistant.search.answers.question import meets, read_question, stem, stems

_ENDS = (
    r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|must|may|shall|am|ist|sind|war|hat|haben"
    r"|habe|hatte|kann|soll|muss|wird|est|sont|etait|a|ont|ai|peut|doit)"
)
_BEHIND = r"(?:of|for|in|on|at|to|from|with|by|about|again|then|there|von|vom|fur|im|am|zu|de|du|des|pour|dans|sur)"
_MINE = r"(?:the|my|our|his|her|their|its|your|that|this|der|die|das|mein\w*|unser\w*|le|la|les|mon|ma|mes|notre|nos)"
_NAMED = (
    re.compile(rf"\b(?:what|which|welche[mnrs]?|quel(?:le)?s?) (?P<thing>\w+(?: \w+){{0,2}}?) {_ENDS}\b"),
    re.compile(
        rf"\b(?:whats|what (?:is|was|are|were|s)|was (?:ist|war)|quel(?:le)?s? (?:est|sont|etait)) {_MINE}"
        rf" (?P<thing>\w+(?: \w+){{0,2}}?)(?= {_BEHIND}\b|$)"
    ),
)
_SAID_OF = re.compile(
    r"\b(?:[Ww]hat|[Ww]hich) (?P<thing>[a-z]{3,}) (?:[A-Z]\w+|he|she|we|they|I|i|you|my \w+)\b"
    r"|\b[Ww]hich (?P<doer>[a-z]{3,}) [a-z]+(?:s|ed)\b"
)
_NAME = re.compile(r"(?<![.?!:,;–—] )(?<!^)(?<=\s)[A-Z][a-z]{2,}\b")
_COUNTED = re.compile(
    r"\b(?:how (?:much|many|long an?)|wie ?viele?|combien d[e ]?|cuant[oa]s?|quant[oaie]) (?P<thing>\w{3,})"
)
_TELLS_NOTHING = frozenset(  # no words
    """
    one ones thing things kind sort type way ways rule rules plan plans reason reasons problem matter point deal story
    idea ideas advice order trick secret answer word words fact facts news situation story name names use else exactly
    happens happened about more other others same next first last best worst main big new old of the my our there it
    that this they we you is are was were do does did has have had can could will would should must may am if when else
    two three both them these those part parts bit side end half number person people man woman ding
    sache art grund sorte chose genre raison
""".split()  # noqa: SIM905
)


def thing_asked(question: str) -> str:
    """The stem of the noun that a question asks for; empty where it names none that tells."""
    folded = fold(question)
    found = [match["thing"].split()[-1] for pattern in _NAMED for match in pattern.finditer(folded)]
    found += [fold(match["thing"] or match["doer"]) for match in _SAID_OF.finditer(question)]
    telling = [word for word in found if word not in _TELLS_NOTHING and len(word) > 2]
    return stem(telling[0]) if telling else ""


def names_asked(question: str) -> list[str]:
    """The stems of what stands with a capital in a question, where no sentence begins."""
    return [word for name in _NAME.findall(question) for word in read_question(name).words]


def counted(question: str) -> str:
    """The stem of what is asked how much or how many of: “notice” of “how much notice do I have to give”."""
    found = _COUNTED.search(fold(question))
    return stem(found["thing"]) if found is not None else ""


def speaks_of_it(thing: str, told: str) -> bool:
    """Whether a text speaks of what is asked for."""
    return not thing or meets(thing, stems(told)) > 0
