"""How people say what they think of a work, what they did with it, and that it is to be taken back; for folded text,
but for the stars."""

import re

from assistant.chat.understand.intents import KINDLY
from assistant.domain.entities import Verdict
from assistant.language.numbers import NUMBERS

STARS = re.compile(
    r"\b(?P<number>[0-5](?:[.,]5)?"
    r"|" + "|".join(word for word in NUMBERS if word not in ("hundred", "thousand")) + r")"
    r"(?P<half> and a half| 1/2|½)?(?:\s*(?:out of|/|von|sur)\s*(?:5|five|fünf|cinq))?[\s-]*"
    r"(?:stars?|sterne?n?|étoiles?|\*)|\b(?P<of>[0-5](?:[.,]5)?)\s*(?:/|out of|von|sur)\s*5\b",
    re.IGNORECASE,
)
_IT = r"(?:(?:it|that|this|them|the|first|second|third|last|other|one|book|novel|thing) ){0,4}"
"""What stands within such words as "gave the first one up"."""
DID: tuple[tuple[Verdict, re.Pattern[str]], ...] = tuple(
    (verdict, re.compile(pattern))
    for verdict, pattern in (
        (
            Verdict.ASIDE,
            rf"\b(?:abandon\w*|(?:gave|given?) {_IT}up|put {_IT}(?:aside|down|by|away)|set {_IT}aside|dropped"
            r"|dnf\w*|paus(?:ed|ing)|stopped (?:reading|listening|half|at|on)"
            r"|(?:couldnt|cudnt|could not|didnt|did not) finish|never finished|abgebrochen|weggelegt|beiseite"
            r"|nicht fertig|abandonne\w*|laisse tomber|pas fini)\b",
        ),
        (
            Verdict.NOT_NOW,
            r"\bnot (?:now|today|tonight|this (?:week|month|year|quarter)|yet)\b"
            r"|\b(?:some other time|maybe later|later)\b"
            r"|\b(?:nicht (?:jetzt|heute)|ein andermal|pas maintenant|plus tard)\b",
        ),
        (
            Verdict.READING,
            r"\b(?:(?:i am|im) (?:reading|halfway|in the middle|on (?:page|chapter)|at (?:page|chapter))|started"
            r"|just began|chapters? in|pages? in|in the middle of|ich lese gerade|angefangen|je lis|commence"
            r"|(?:as|to) (?:being |currently )?reading|en cours)\b",
        ),
        (
            Verdict.FINISHED,
            r"\b(?:finish\w*|as (?:read|heard|done|listened to)|comme (?:lue?|ecoutee?|terminee?)"
            r"|(?:have|ive|just|already|i) (?:just |already |now )?(?:read|heard|listened to|seen|done)"
            r"|read (?:it|that|this)|know (?:it|that|them)|by heart|ausgelesen|durchgelesen|fertig|gelesen|gehort"
            r"|fini|termine|deja lu|lu|ecoute)\b",
        ),
    )
)  # fmt: skip
LIKING = re.compile(
    r"\b(?:lov\w+|liked?|enjoy\w*|ador\w+|wonderful|splendid|brilliant|excellent|great|superb|perfect|gorgeous"
    r"|fantastic"
    r"|terrific|marvell?ous|amazing|beautiful|favou?rite|delight\w*|masterpiece|laughed|gem|hooked"
    r"|mag|gefallt|geliebt|toll|wunderbar|grossartig|herrlich|genial|gefallen|gefiel|adore\w*|magnifique|superbe"
    r"|formidable"
    r"|aime\w*"
    r"|excellent)\b"
)
DISLIKING = re.compile(
    r"\b(?:hat(?:ed?|es)|disliked?|bor(?:ed|ing|e)|dull|tedious|awful|terrible|dreadful|disappoint\w*|overrated"
    r"|rubbish"
    r"|waste|detest\w*|loath\w*|worst|annoying|unbearable|not for me|langweilig\w*|furchtbar|schrecklich"
    r"|enttausch\w*|ennuyeu\w+|nul|decu\w*|deteste\w*)\b"
)
_NOT = r"(?:not|never|hardly|cannot|(?:do|does|did|was|is|were|could|can|would|wo)nt|cant|wont|nicht|kein\w*)"
DENIED_LIKING = re.compile(
    rf"\b{_NOT}(?: \w+){{0,2}}? (?:lov\w+|liked?|enjoy\w*|care[ds]?|keen|fan|fond|impressed|get (?:on|into)"
    r"|got (?:on|into)|stand|gefallen|toll|aime\w*)\b"
    r"|\b(?:mag|mochte|gefallt|gefallen|gefiel|liebe)\b(?: \w+){0,4}? nicht\b|\bn ?(?:aime\w*|ai) pas(?: aime\w*)?\b"
)
"""For folded text: liking that is denied, as in “I did not much like it”."""
DENIED_DISLIKING = re.compile(
    rf"\b{_NOT}(?: \w+)? (?:bad|dislike\w*|hat\w+|bor\w+|dull|awful|terrible|schlecht|langweilig\w*)\b|\bpas mal\b"
)
MORE_THAN_EVER = re.compile(r"\bnever (?:\w+ ){0,6}(?:so much|as much|this much|more|so well|better)\b")
"""“I have never liked a book so much” denies nothing."""
NEXT = re.compile(
    r"\?|\b(?:next|more|another|else|similar|like (?:it|that|this)|follow|now what|noch|mehr|weiter|encore"
    r"|suivant)\b",
    re.IGNORECASE,
)
CHANGED_NEXT = re.compile(
    r"(?:^|[.!?;,:–—…]\s*|\band )(?P<wish>[^.!?;,:–—…]*?\b(?:next|more|another|else|similar|something|anything|one"
    r"|like (?:it|that|this)|noch|mehr|etwas|encore|quelque chose|otro|algo|altro|qualcosa)\b[^.!?;:–—…]*?"
    r"\b(?:but|only|just|though|except|aber|nur|mais|pero|ma|solo|per[oò])\b.+)$",
    re.IGNORECASE | re.DOTALL,
)
"""What asks for another one that is to be unlike the first in something."""
CLAUSE = re.compile(r"(?:[^.!?;:,–—…]|[.,:](?=\d))+")
ASKS_NEXT = re.compile(
    r"^(?:(?:and|so|but|please|now|then|ok|okay|well|also|maybe) )*(?:now\b|next|another|more|something|anything"
    r"|someone|somebody|any|same|the same|similar|less|(?:what|who|which) (?:else|next|now|other|should|can|do)|got"
    r"|have you|is there|are there"
    r"|suggest|recommend|give|find|show|bring|do|can|could|i (?:want|need|would|d)|id|noch|etwas|was|mehr|encore"
    r"|quelque chose|otro|algo|altro|qualcosa)\b"
)
"""How what is asked for behind what was said of a work begins: "loved it. Now something set on a farm"."""
_CARRYING = re.compile(
    r"\b(?:hat(?:ed?|ing)|(?:(?:did|do|does|was)nt|(?:did|do|does) not|not) (?:\w+ )?(?:lov\w+|lik\w+|enjoy\w*)) "
    r"(?:carrying|lugging|holding|hauling|dragging|schlepping)\b"
)
"""Says of a work only that it is heavy."""
UNDOING = (
    r"^(?:(?:please|oops|no|sorry|wait|oh) )*(?:undo(?: (?:that|it|this|please))*"
    r"|(?:take|put) (?:that|it) back(?: please)?|go back(?: please)?"
    r"|(?:mach )?(?:das )?ruckgangig(?: machen)?|annule\w*(?: ca)?)$"
)
LASTING = (
    r"^(?!.*\b(?:something|(?<!never )(?<!not )(?<!want )anything|recommend|suggest|give me|find|show me|what|which"
    r"|got any|else|instead|tonight|today)\b)"
    r".*(?:\b(?:bear|keep) (?:it |this |that )?in mind\b"
    r"|\b(?:(?:remember|note|keep) (?:that|this|it)|(?:hold|hang) on ?to (?:that|this|it))"
    r"(?: ok(?:ay)?| please| for (?:me|next time|good|later))*$"
    r"|(?<!i )(?<!ive )(?<!have )(?<!had )\b(?:put|write|jot|note) (?:that|this|it) down"
    r"(?: somewhere| please| for (?:me|next time|good|later))*$"
    r"|\b(?:note|memo|one) for the (?:file|record)\b|\bput (?:it|that|this) on (?:the )?(?:record|file)\b"
    r"|^(?:and |so )?(?:i was|ive been) wrong about\b"
    r"|\b(?:wasted|lost) on me\b|\bteeth on edge\b|\bbores? me (?:to|stiff|rigid)\b|\bi(?: am|m) allergic to\b)"
)
"""Tells of a taste that lasts, and asks for nothing."""
_MEANWHILE = r"(?:(?:after|before|on|at|in|during|when|for|at the|in the) (?:\w+ ){1,5}?)?"
_WRITE = (
    r"(?:remember|(?:keep|bear) in mind|make a note|take note|note(?: down)?|write(?: it| this)? down|jot(?: it)? down)"
    r"(?: somewhere(?: in \w+)?| for (?:me|us)| please)*"
)
TO_KEEP = (
    rf"^(?:(?:please|can you|could you|would you|alcove|hey|but|for the record) )*{KINDLY}"
    r"(?:(?:remember|(?:keep|bear) in mind|(?:make a )?note|take note|(?:dont|do not|never) forget|save this"
    r"|write down)(?: that| this)? (?:i|im|ive|we|my \w+) (?:\w+ ){0,3}?(?:lik\w+|lov\w+|hat\w+|prefer\w*|dislik\w+"
    r"|enjoy\w*|ador\w+|(?:cant|cannot) (?:stand|bear|abide|take|do)|never|only (?:read|listen\w*)|allergic|fond|fan"
    r"|avoid\w*|into)\b"
    r"|for (?:future reference|the future|next time|reference) (?:i|im|ive|we|my \w+) (?!want|need|would|d like|am in)"
    r"(?:\w+ ){0,3}?(?:cant|cannot|can not|dont|do not|hate|never|wont|not|love|prefer|only|allergic|like|avoid)\b"
    rf"|(?:remember|(?:keep|bear) in mind|(?:make a )?note|(?:dont|do not|never) forget)(?: that| this)? {_MEANWHILE}"
    r"(?:never|always)\b"
    rf"|{_WRITE}(?: that| this)? (?:(?!(?:when|how|what|why|to)\b)\w+ ){{1,6}}?(?:doesnt|does not|dont|do not|isnt"
    rf"|cant|cannot"
    r"|wont|hates?|dislikes?|likes?|loves?|never|always|only|allergic|(?:scared|afraid|sick|tired) of|nothing|no)\b"
    rf"|{_WRITE}(?: that| this)? (?:nothing|no|never|only|always)\b"
    r"|(?:onthoud|noteer|schrijf(?: het| maar)? op|vergeet niet|lembra(?: te)?|lembre se|anota"
    r"|nao te esquecas)(?: goed)?"
    r" (?:dat|que|(?:\w+ ){0,5}?(?:nooit|altijd|geen|niets|nunca|sempre|nada))\b"
    r"|schreib(?:e)? (?:dir |es |das |bitte )*auf (?:dass|(?:\w+ ){0,5}?(?:nie|immer|kein\w*|nichts))\b"
    r"|(?:merke? dir|merken sie sich|notiere? dir|schreib dir auf|denk d(?:a)?ran"
    r"|vergiss nicht)(?: bitte)? (?:(?:dass )?ich"
    r"|(?:\w+ ){0,5}?(?:nie|niemals|immer|kein\w*|nichts))\b"
    r"|(?:retiens|retenez|note[sz]?|souviens toi|souvenez vous|n ?oublie[sz]? pas)(?: bien)? (?:que j[ea]?\w*"
    r"|(?:\w+ ){0,5}?(?:jamais|toujours))\b"
    r"|(?:recuerda|apunta|anota|ten en cuenta|no olvides) (?:que|(?:\w+ ){0,5}?(?:nunca|siempre))\b"
    r"|(?:ricorda(?:ti)?|annota|segna(?:ti)?|tieni presente|non dimenticare) (?:che|(?:\w+ ){0,5}?(?:mai|sempre))\b)"
)
"""Asks to keep a taste in mind."""
CROSSED_OUT = re.compile(
    r"^(?:(?:please|ok|okay|and|can you|could you|alcove) )*"
    r"(?:cross|strike|scratch|rub|take|wipe) (?:out|off) (?:(?:that|the|my) )*(?:bit|thing|line|part|note|rule|entry"
    r"|sentence|one|business)? ?(?:about|of|on|with)\b"
    r"|\b(?:bit|thing|line|part|note|rule|entry|sentence|business) (?:about|of|where|with|saying|on) "
    r"(?:(?:how|that) )?(?:me|my|i|im|us|we)\b.*\b(?:scratch|strike|forget|delete|scrap|scrub|erase|drop|remove|cross"
    r"|rub|take|wipe)(?: (?:it|that))*(?: (?:out|off|back))?(?: (?:please|will you|would you))?$"
)
"""Takes a sentence of the profile back."""
NO_LONGER = re.compile(
    r"^(?:(?:and|so|ok|okay|well|by the way|btw) )*(?:i|im|i am|ill|i will|we|were)"
    r" (?:not|dont|do not|wont|never|no longer) (?:read\w*|listen\w*|hear\w*|play\w*|touch\w*|buy\w*|finish\w*)\b"
    r".*\b(?:any ?more|again)\b"
)
"""Tells of what somebody has stopped, and asks for nothing."""


def opinion_in(folded: str) -> Verdict | None:
    """LIKED or DISLIKED, by what folded text says first; None where it says neither."""
    folded = _CARRYING.sub(_blank, folded)
    denied = None if MORE_THAN_EVER.search(folded) else DENIED_LIKING.search(folded)
    bad = denied or DISLIKING.search(DENIED_DISLIKING.sub(_blank, folded))
    good = LIKING.search(DENIED_LIKING.sub(_blank, folded) if denied else folded)
    if bad is not None and (good is None or bad.start() < good.start()):
        return Verdict.DISLIKED
    return Verdict.LIKED if good is not None else None


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())
