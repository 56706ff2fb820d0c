"""Whether a wish names works and creators to be like, and which: "Emma, but shorter", "the mood of Kind of Blue"."""

import re
from collections.abc import Sequence

from assistant.language.gazetteer import Mention

_BEFORE = re.compile(
    r"(?:\b(?:like|similar(?:ly)? to|akin to|close to|comparable to|reminiscent of|as \w+ as|such as"
    r"|more in the \w+ of"
    r"|along the lines of|in the (?:same )?(?:\w+ )?(?:lines?|vein|style|mood|spirit|manner|way|direction"
    r"|footsteps) of"
    r"|(?:mood|feel|feeling|atmosphere|sound|tone|spirit|charm|wit|warmth|pace|energy|coolness|vibe|style|kind"
    r"|sort) of"
    r"|(?:\w+ )?(?:version|answer|equivalent|cousin|sequel) (?:of|to)|another|the next|a new"
    r"|wie|ahnlich wie|ähnlich wie|im stil von|à la|a la|comme|dans le (?:genre|style|esprit) d[e']|como"
    r"|al estilo de|tipo|come|nello stile di|sulla scia di)|\ba)\W*(?:the |der |die |das |le |la |les |el |il )?$",
    re.IGNORECASE,
)
"""What stands before a name that is compared with."""
_BEHIND = re.compile(
    r"^(?:['’]s? \w+)?[\s,;:=–—-]*(?:(?:is|was|were|would be|might be) [^.;!?]{0,40}?\b(?:but|only|just|though)\b"
    r"|= ?|(?:but|only|except|minus|just|yet|though|in (?:modern|small|short|funny|dark|sad|english|german|french)"
    r"|where (?:every\w*|no\w*|some\w*|the|a|he|she|they)|told (?:by|from)|set (?:in|on|at)|if (?:he|she|it|they"
    r"|every\w*)"
    r"|for (?:grown|adults?|kids|children|beginners)|with(?:out)? (?:more|less|fewer|a|an|the)?"
    r"|aber|nur|ohne|mais|sans|pero|sin|ma|senza)\b)|^['’]s \w+",
    re.IGNORECASE,
)
"""What stands behind one."""
_ANYWHERE = re.compile(
    r"\b(?:similar|comparable|in (?:that|this|the same) (?:line|vein|style|spirit|direction|way|mood)"
    r"|(?:the )?next (?:one )?please|same (?:mood|feel\w*|style|kind|sort|vibe|energy|spirit) (?:as|but)"
    r"|same (?:[\w'’-]+ ){1,3}?(?:but|only|this time|again)|in that \w+ but"
    r"|(?:version|equivalent) of (?:it|that|this)|what(?:['’]s| is)? (?:next|else)|where (?:do i go|next)"
    r"|more (?:of )?that"
    r"|(?:something|anything|one|ones|books?|novels?|songs?|music|more|bit|much|just|quite) like (?:it|that|this)"
    r"|etwas ähnliches|so etwas|dans le m[êe]me genre|algo parecido|qualcosa di simile)\b",
    re.IGNORECASE,
)
_ALIKE = re.compile(
    r"\b(?:in|of|along) (?:that|this|the same|a similar) (?:lines?|vein|sort|kind|style|spirit|direction|mood)\b"
    r"|\bof (?:that|this|the) (?:sort|kind|ilk)\b"
    r"|\b(?:like|similar to|close to|near) (?:it|that|this|them|those|her|him|hers|his)\b|\bsimilar\b"
    r"|\bin (?:der|dieser|derselben|die) (?:art|richtung)\b|\bso (?:etwas|was|einer?n?)\b|\bsowas\b|\b[äa]hnliche\w*"
    r"|\b(?:dans (?:ce|le m[êe]me)|du m[êe]me) (?:genre|style|esprit)\b|\bcomme [çc]a\b|\bsemblables?\b"
    r"|\b(?:algo|cosas?) (?:as[íi]|parecid[oa]s?|similar(?:es)?)\b|\b(?:en|por) (?:esa|la misma) l[íi]nea\b"
    r"|\b(?:di simile|del genere|dello stesso genere|nello stesso stile)\b",
    re.IGNORECASE,
)
"""Asks for what is like something that is named."""
_LIKING = re.compile(
    r"\b(?:i|you|we|he|she|it|they|who|people|would|will|might|did|do|does|don['’]t|didn['’]t|to|really|also|never"
    r"|ever|[\w]+['’]?d) "
    r"like (?=(?:it|that|this|them|those|her|him)\b)",
    re.IGNORECASE,
)
"""Liking, and no likeness: "would I like it"."""
_FURTHER = re.compile(
    r"\bwhat(?:['’]?s| is| are| should| shall| do| can| could| have| would)?(?: (?:i|you|we)(?:['’]ve)?)?"
    r"(?: (?:got|have|read|hear|try|listen to|play))? ?(?:else|next|now|after (?:that|this|it))\b"
    r"|\b(?:something|anything|someone|anyone) else\b|\bwhere (?:do|should|shall) i go (?:next|from (?:here|there))\b"
    r"|\bwas (?:gibt(?:['’]?s| es)|hast du|haben sie|kommt|soll ich|lese ich|h[öo]re ich)? ?(?:\w+ )?"
    r"(?:noch|jetzt|nun|danach|als n[äa]chstes|sonst)\b|\bund (?:jetzt|nun)\b"
    r"|\b(?:quoi|qu['’]est[- ]ce que? (?:tu as|vous avez|j['’]ai|il y a)|qu['’]as-tu) (?:d['’]autre|apr[èe]s"
    r"|maintenant)\b"
    r"|\bet (?:maintenant|apr[èe]s)\b|\bqu[ée] (?:m[áa]s|otr[oa]|leo|escucho)(?: (?:hay|tienes|ahora))?\b|\by ahora\b"
    r"|\b(?:cos(?:a|['’])|che) ?(?:altro|adesso|ora)\b|\be (?:adesso|ora)\b",
    re.IGNORECASE,
)
"""Asks what comes after something that was enjoyed."""
_ENJOYED = re.compile(
    r"\b(?:lov\w+|liked|enjoy\w*|ador\w+|devoured|(?:was|were|is) (?:\w+ )?(?:great|brilliant|wonderful|superb"
    r"|fantastic"
    r"|amazing|excellent|lovely|good|fun|perfect|a joy|a delight|a treat|gorgeous|magic)|blew me away|favou?rite"
    r"|big fan|huge fan|hit the spot|did it for me|mochte|liebe?|geliebt|gefallen|gefiel|begeistert"
    r"|(?:war|ist|fand ich) (?:\w+ )?(?:toll|super|gro(?:ß|ss)artig|wunderbar|klasse|gut)|ador[ée]\w*|aim[ée]\w*|plu"
    r"|g[ée]nial|super|magnifique|encant[óo]|gust[óo]|piaciut[oa]|adorato)\b",
    re.IGNORECASE,
)
_ASKS_WHAT_THERE_IS = re.compile(
    r"\b(?:what|which|any|is there|are there|have i|have you|do i have|do you have|got)\b"
    r"|\b(?:was|welche\w*|gibt es|hast du|habe? ich)\b|\b(?:qu['’]|quels?|quelles?|y a-t-il|as-tu|avez-vous|tu as)"
    r"|\b(?:qu[ée]|hay|tienes|cosa|c['’][èe]|hai)\b",
    re.IGNORECASE,
)
_CLOSEST = re.compile(
    r"\b(?:which|what|who|any)\b[^.!?]*\b(?:closest|nearest|most (?:like|similar)|come[s]? (?:close|near)"
    r"|(?:is|are|feels?|sounds?|reads?) (?:\w+ )?(?:like|similar|close)\b|remind\w* (?:me|you|us) of|resembl\w+)"
    r"|\bwelche[rsn]?\b[^.!?]*\b(?:am n[äa]chsten|[äa]hnlich\w*|erinner\w+|wie (?=[A-Z]))"
    r"|\b(?:quels?|quelles?|lequel|laquelle|lesquels|lesquelles)\b[^.!?]*\b(?:plus proches?|ressembl\w+|rappell\w+)"
    r"|\b(?:cu[áa]l(?:es)?|qu[ée])\b[^.!?]*\b(?:m[áa]s (?:cerca|parecid\w+)|se parece\w*|recuerda\w*)"
    r"|\b(?:quale|quali|cosa)\b[^.!?]*\b(?:pi[ùu] vicin\w+|somigli\w+|assomigli\w+|ricord\w+)",
    re.IGNORECASE,
)
"""Asks which of one's own is nearest to something."""
_OF_HIS = re.compile(
    r"\b(?:(?:did|has|have|does|do) (?:he|she|they|the (?:author|writer|composer|band|singer))|(?:by|of) (?:him|her"
    r"|them"
    r"|hers|his|the (?:same )?(?:author|writer|composer|band|singer|guy|woman|man))|her other|his other|their other"
    r"|von (?:ihm|ihr|ihnen|d(?:em|er)selben)|(?:de|d['’]) ?(?:lui|elle|la m[êe]me|(?:ce|cet|cette) \w+))\b",
    re.IGNORECASE,
)
"""Asks for others of the same maker."""
_OF_SHOWN = re.compile(
    r"\b(?:of|among) (?:them|these|those|the (?:two|three|four|five))\b|\bvon (?:denen|ihnen|diesen)\b|\bdavon\b"
    r"|\bd['’]entre (?:eux|elles)\b|\bde (?:estos|estas|ellos|ellas)\b|\bdi (?:questi|queste|loro)\b",
    re.IGNORECASE,
)
_PLAINLY = re.compile(
    r"(?:^\W*(?:(?:more|bit|just|kind of|sort of) )?like\W*(?:the )?$)|\b(?:something|anything|someone"
    r"|similar(?:ly)?|akin|comparable|along|lines?|vein|style|spirit|mood|as \w+) "
    r"(?:like|to|of|as|the lines of)\W*(?:the )?$",
    re.IGNORECASE,
)
_ASKING = re.compile(r"^\W*(?:is|are|was|were|does|do|did|which|who|whose|when|how)\b", re.IGNORECASE)
_OWNED = re.compile(r"\b(?:any|some|something|anything) (?:of|by) (?:his|hers?|theirs|them|him)\b", re.IGNORECASE)
_BY = re.compile(
    r"\b(?:(?:more|another|others?|something|anything|else|\w+s) (?:of|by|from)|by|from|von|par|de|di)\W*$",
    re.IGNORECASE,
)
"""What stands before a creator whose own works are asked for."""


def compared(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The names that a wish compares with; none where their own works are asked for, or where they are only named."""
    if _OWNED.search(text) or asks_for_more_by_them(text):
        return []
    anywhere = _ANYWHERE.search(text) is not None
    return [one for one in mentions if one.role in ("title", "creator") and _is_compared(text, one, anywhere)]


def _is_compared(text: str, one: Mention, anywhere: bool) -> bool:
    before, behind = text[: one.start], text[one.end :]
    if one.role == "creator" and _BY.search(before) and not _BEFORE.search(before):
        return False
    return bool(anywhere or _BEFORE.search(before) or _BEHIND.search(behind))


def plainly_compared(text: str, mentions: Sequence[Mention]) -> bool:
    """Whether a wish says outright that it is for something like a name, and asks nothing of it."""
    return not _ASKING.search(text) and any(_PLAINLY.search(text[: one.start]) for one in mentions)


def asks_for_alike(text: str) -> bool:
    """Whether a text that names something asks what else there is like it: "Emma was great, what else is there in that
    line", "which of my books come closest to Balzac"."""
    if _OF_HIS.search(text) or _OF_SHOWN.search(text):
        return False
    alike = _ALIKE.search(_LIKING.sub(" ", text)) is not None
    asks = _FURTHER.search(text) is not None or _ASKS_WHAT_THERE_IS.search(text) is not None
    return _CLOSEST.search(text) is not None or (asks and (alike or _ENJOYED.search(text) is not None))


def asks_for_more_by_them(text: str) -> bool:
    """Whether a text asks what else there is by who made what it names: "what else did he write"."""
    return _FURTHER.search(text) is not None and _OF_HIS.search(text) is not None


def by_them(text: str, mentions: Sequence[Mention]) -> bool:
    """Whether a text asks for the works of the creators that it names: "more of Le Guin"."""
    named = [one for one in mentions if one.role == "creator"]
    return bool(named) and len(named) == len(mentions) and all(_BY.search(text[: one.start]) for one in named)


def without_names(text: str, mentions: Sequence[Mention]) -> str:
    """What else a text says."""
    letters = list(text)
    for one in mentions:
        letters[one.start : one.end] = " " * (one.end - one.start)
    return " ".join("".join(letters).split())
