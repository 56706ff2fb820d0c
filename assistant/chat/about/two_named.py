"""Whether a message puts two works side by side, whatever else it sounds like: “which is sadder, this or that”."""

import re
from itertools import pairwise

from assistant.chat.about.aspects import EXACT, Aspect, aspect_of
from assistant.chat.about.sides import pair_of, sentence_of_two, without_purpose
from assistant.chat.about.spoken_of import PLAINLY, own_words, spoken_of
from assistant.chat.services import Services
from assistant.chat.understand.intent import Intent
from assistant.domain.entities import Item, Kind
from assistant.language.names.articles import without_article
from assistant.language.normalise import fold

_CLAUSE_END = re.compile(r"[,.;:?!–—]")
_OR = re.compile(r"\b(?:or|oder|ou)\b")
_OVER = re.compile(r"over|above|rather than|instead of|lieber als|statt|plutot que|piuttosto che")
_OR_OF_TWO = re.compile(r"(?:or|oder|ou|o|of|vs|versus)(?: (?:the|der|die|das|le|la|les|el|il))?")
_ASKS_BEFORE = re.compile(
    r"\b(?:who|when|where|how|why|did|do|does|have|has|is|are|was|were|should|shall|could|can|like|liked|loved|wer|wann|wo"
    r"|wie|hab\w*|ist|qui|quand|ou|comment|ai|est)\b"
)
_WHICH = re.compile(
    r"\b(?:which|what|welche\w*|was|lequel|laquelle|quel\w*)\b(?: one| of \w+)? (?:\w+ ){0,4}?"
    r"(?:more|most|better|best|\w{3,}(?:er|est)|mehr|eher|plus|mieux)\b"
    r"|\b(?:which|welche[rs]?|lequel|laquelle|cual|quale)\b(?: one| of \w+(?: \w+)?)? (?:has|have|had|is|was"
    r"|contains|mentions"
    r"|hat|ist|a|est|tiene|ha)\b"
)
_DIFFERENCE = re.compile(r"\b(?:differ\w*|unterschied\w*|unterscheid\w*|diferencia\w*|differenza)\b")
_APART = re.compile(
    r"\b(?:separat\w*|apart|distinguish\w*|differ\w*|which|whose|better|versus|vs|unterschie?d\w*|unterscheid\w*"
    r"|welche\w*"
    r"|distingue\w*|separe\w*|differen\w*|lequel|laquelle|cual|quale)\b"
)
_AGAINST = re.compile(r"\b(?:against|versus|vs|next to|beside|gegen(?:uber)?|contre|frente a|contro)\b")
_TELLS_APART = re.compile(
    r"\bwhat (?:really |actually )?(?:sets|separates|distinguishes|divides)\b"
    r"|\b(?:what|whats|how|where|why)\b.*\b(?:(?:set|tell|keep|separat|distinguish|divid)\w*\b.*\b(?:apart|them"
    r"|(?:the|these|those) two|both|one from the other|each other)|differ|differs|differences?"
    r"|different|compares?|stack up|in common)\b"
    r"|\b(?:any|much of a|much|big|a|is there) (?:\w+ )?difference\b"
    r"|\b(?:are|is) (?:they|these|those|the two|both|it) (?:\w+ )?(?:alike|different|similar"
    r"|the same(?: sort| kind)?)\b"
    r"|\b(?:which|what) (?:one )?(?:of|out of) (?:the two|them|these|those|both)\b"
    r"|\bwas (?:ist|sind) (?:\w+ )?unterschied\w*|\b(?:worin|wie|wodurch|inwiefern) (?:unterscheiden|unterscheidet)\b"
    r"|\bwas (?:unterscheidet|trennt|haben) (?:\w+ )*(?:sie|die beiden|beide|gemein\w*)\b"
    r"|\bwo liegt (?:da )?der unterschied\b"
    r"|\b(?:quelle|c est quoi|quelles|y a t il|une) (?:\w+ ){0,3}differences?\b"
    r"|\ben quoi (?:\w+ ){0,4}(?:differ\w*|distingu\w*)\b"
    r"|\bqu ?est ce qui (?:les|distingue|separe|differencie)\b|\b(?:lequel|laquelle) des deux\b"
    r"|\b(?:en que|que) (?:se )?(?:diferenci\w*|los (?:distingue|separa))\b|\bche differenza\b"
)
"""Asks what tells two works apart that are named before or behind."""
_OTHERS = re.compile(
    r"\b(?:(?:something|anything|etwas|quelque chose) (?:\w+ )?|(?:one|more|books?|novels?|songs?|albums?|music|was) )"
    r"(?:different\w*|else|other|anderes|autre)\b"
)
"""Asks for others than those that are named."""
_TELLS = re.compile(
    r"\b(?:explain|describe|set|put|hold|weigh|pit|how does|erklar\w*|expliqu\w*|explica\w*|spiega\w*)\b"
)
_RECOMMENDS = re.compile(r"\b(?:should|shall|could|can|do) (?:i|we)\b|\b(?:for|to) (?:read|hear|listen|tonight|me)\b")


_SOMETHING = re.compile(
    r"\b(?:anything|something|what (?:have|do) i (?:got|have|own)|have i got|got any|irgend ?was|etwas|was hab ich"
    r"|quelque chose|algo|qualcosa)\b"
)  # no words
"""Asks for what is not named yet: "anything about starting over, or living differently"."""


def compares_two(intent: Intent, folded: str, services: Services) -> bool:
    """Whether two works stand beside “or” or are told apart by a word of their names."""
    titles = {one.ids[0] for one in intent.named if one.role == "title"}
    if _OTHERS.search(folded) or (len(titles) < 2 and _SOMETHING.search(folded)):
        return False
    if (
        _set_over(intent)
        or _stand_beside(intent)
        or _compares_two(intent, folded, services)
        or _sets_against(intent, folded, services)
    ):
        return True
    return _differ_by_name(intent, folded, services)


def _set_over(intent: Intent) -> bool:
    """Whether nothing but “over” or the like stands between two titles: “Emma over Persuasion, or am I just old”."""
    titles = [one for one in intent.named if one.role == "title"]
    return any(
        first.ids[0] != second.ids[0] and _OVER.fullmatch(fold(intent.text[first.end : second.start])) is not None
        for first, second in pairwise(titles)
    )


def _stand_beside(intent: Intent) -> bool:
    """Whether it begins with two titles and nothing but “or” between them: “Emma or Persuasion for a long flight”."""
    titles = [one for one in intent.named if one.role == "title"]
    if len(titles) != 2 or titles[0].ids[0] == titles[1].ids[0]:
        return False
    first, second = titles
    before, rest = intent.text[: first.start], intent.text[second.end :]
    between = _OR_OF_TWO.fullmatch(fold(intent.text[first.end : second.start])) is not None
    return between and not own_words(before) and not _ASKS_BEFORE.search(fold(before)) and aspect_of(rest) not in EXACT


def tells_two_apart(intent: Intent, folded: str) -> bool:
    """Whether it names two works and asks what sets them apart: “Emma and Persuasion, how do they differ”."""
    titles = {one.ids[0] for one in intent.named if one.role == "title"}
    return len(titles) == 2 and _TELLS_APART.search(folded) is not None and _OTHERS.search(folded) is None


def asks_their_order(intent: Intent) -> bool:
    """Whether it names two works and asks which of them comes first."""
    titles = {one.ids[0] for one in intent.named if one.role == "title"}
    return len(titles) > 1 and aspect_of(intent.text) is Aspect.ORDER


def _differ_by_name(intent: Intent, folded: str, services: Services) -> bool:
    """Whether the difference of works is asked that a word of their names points out: "two books with salt in the
    name"."""
    asks = intent.kind is not Kind.DOCUMENT and _DIFFERENCE.search(folded) is not None
    return asks and len(spoken_of(intent.text, services, intent.kind, names_only=True)) > 1


def _compares_two(intent: Intent, folded: str, services: Services) -> bool:
    """Whether two works stand beside "or", and which of them is more of something is asked; or nothing else is said up
    to the first mark: "Emma or Persuasion, for a week in bed"."""
    if _OR.search(folded) is None or _RECOMMENDS.search(folded):
        return False
    text, plainly = intent.text, _WHICH.search(folded) is not None
    if not plainly and any(one.role == "creator" for one in intent.named):
        return False  # "Ishiguro or le Carré, whichever" is for a work of either
    asked = text if plainly else _CLAUSE_END.split(sentence_of_two(text), maxsplit=1)[0]
    sides = re.split(rf"{_OR.pattern}", asked, maxsplit=1, flags=re.IGNORECASE)
    if len(sides) < 2:
        return False
    # What it is to be for is no part of a name.
    sides = sides if plainly else [without_purpose(side) for side in sides]
    works = [spoken_of(side, services, None, PLAINLY, names_only=not plainly)[:1] for side in sides]
    if not all(works) or works[0] == works[1]:
        return False
    # "Does Emma come before or after Persuasion" says more than the two names.
    return plainly or all(_is_name(side, services.item(found[0])) for side, found in zip(sides, works, strict=True))


def _sets_against(intent: Intent, folded: str, services: Services) -> bool:
    """Whether it asks what tells both works of a maker apart, “what separates my two Oakes”, or sets two names against
    each other: “explain the sonata against the suite”."""
    if _APART.search(folded) and len(pair_of(folded, services, intent.kind)) > 1:
        return True
    sides = _AGAINST.split(folded) if _TELLS.search(folded) else []
    works = [spoken_of(side, services, intent.kind, names_only=True)[:1] for side in sides]
    return len(works) == 2 and all(works) and works[0] != works[1]


def _is_name(text: str, item: Item) -> bool:
    """Whether a text is nothing but words of the title or the maker of a work."""
    return set(without_article(fold(text)).split()) <= set(fold(" ".join((item.title, *item.creators))).split())
