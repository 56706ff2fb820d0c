"""Phrases that tell a liking or a dislike as a whole, around what it is about: "keep banjos away from me", "mit Banjos
kann ich nichts anfangen"; for folded text."""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BE = r"(?:are|is|was|were)"
_AVERSE = (
    r"\b(?:pas (?:\w+ )?fan d(?:e|es|u)|bounces? off|done with|zero tolerance for"
    r"|los(?:e|t) (?:my |all )?(?:patience|interest) (?:with|in)"
    r"|not (?:\w+ )?(?:big|hot|sold) on|never (?:really )?(?:warmed to|understood|got into|saw the point of"
    r"|liked|loved|cared for)|ras le bol d(?:e|es|u)?|en ai marre d(?:e|es|u)?|jamais (?:\w+ )?(?:aime"
    r"|supporte|compris"
    r"|accroche a(?:ux)?)|me lasse (?:vite |rapidement )?d(?:e|es|u)|(?:mache|schlage) (?:\w+ )*bogen um"
    r"|(?:gar |uberhaupt )?nichts anfangen mit) (?P<what>.+)$",
    r"^(?:enough|genug|assez) (?:of |de |des )?(?P<what>.+?) (?:already|now|jetzt|maintenant)$",
    rf"^(?P<what>.+?) (?:{_BE}) (?:\w+ )?(?:a no(?: from me)?|overused|overdone|no fun|not my (?:\w+ )?\w+)$",
    r"^(?P<what>.+?) (?:can|could|may) (?:stay away|get lost|go away|wait|stay where (?:it|they) (?:is|are))$",
    r"\b(?:keep|get|bleib\w*|spare) (?P<what>.+?) (?:away from me|out of my (?:sight|ears|house|way))",
    r"\bavoid (?P<what>.+?) (?:like the plague|at all costs|(?:whenever|where|if) i can)",
    r"^(?P<what>.+?) makes? my (?:skin crawl|flesh creep|eyes roll|teeth ache|ears bleed|toes curl|head ache)",
    r"^(?P<what>.+?) (?:nerven|nervt|langweilen|langweilt)(?: nur| bloss| sehr)?$",
    r"\bmit (?P<what>.+?) kann ich (?:\w+ )*(?:nichts|wenig) anfangen",
    r"\bkann ich mit (?P<what>.+?) (?:\w+ )?nichts anfangen",
    r"\bvon (?P<what>.+?) (?:habe?|hab) ich (?:\w+ )?(?:genug|die nase voll)",
    r"^(?P<what>.+?) (?:geht|gehen) (?:gar|uberhaupt) nicht",
    r"^(?P<what>.+?) (?:muss|mussen) (?:\w+ )?nicht sein",
    r"\bhalte (?:ich )?(?P<what>.+?) nicht (?:mehr |lange )?aus",
    r"^(?P<what>.+?) (?:ist|sind) nicht (?:so )?(?:mein ding|meins|mein fall|mein geschmack)",
    r"^(?P<what>.+?) (?:tres peu pour moi|non merci|nein danke|no thanks|bof|beurk)$",
    r"^(?P<what>.+?) ?(?:c ?est|ce n ?est) (?:vraiment )?pas (?:mon truc|ma tasse de the|pour moi|mon genre)",
    r"^(?:if|when(?:ever)?|as soon as|wenn|sobald|quand|si|des que) (?P<what>.+?) (?:(?:then )?i (?:stop|quit|give up"
    r"|close|switch off|skip|lose interest|put (?:it|the book) down|am out|m out)|im out|hore ich auf"
    r"|bin ich (?:raus|weg)"
    r"|j ?(?:arrete|abandonne|decroche))\b",
    r"\b(?:cant|cannot|can not|unable to) (?:\w+ )?(?:concentrate|think|sleep|work|relax|focus) (?:when|if|with|while"
    r"|to) (?P<what>.+)$",
    r"^(?P<what>.+?) (?:and|und|et) (?:i ?m out|im gone|i am out|ich bin (?:raus|weg)|je decroche)$",
    r"^(?P<what>.+?) (?:hurts? my (?:ears|head|eyes)|m ?assomm\w*|gives? me (?:a )?(?:headaches?|migraines?))",
    r"^the (?:fewer|less) (?P<what>.+?) the better$",
    r"^(?:moins|weniger|menos|meno) (?:d(?:e|es|i)? )?(?P<what>.+)$",
    r"^(?:i have |ive )?(?:heard|read|had|seen|get|have) (?:more than )?enough (?P<what>.+?)(?: (?:for (?:a"
    r"|one) lifetime|in"
    r" real life|at (?:work|home)|already))?$",
    r"^(?:please )?(?:cut|stop (?:suggesting|showing|giving|with)(?: me)?|save me from|hold off on"
    r"|dont give me|no room for"
    r"|verschon\w* mich mit|erspar\w* mir|epargnez moi|epargne moi|evite[zr]?) (?P<what>.+)$",
    r"^(?:i )?(?:switch off at|run (?:away )?from|flee|leave|hide from) (?P<what>.+?)(?: to (?:my \w+|others))?$",
    r"\b(?:(?:an )?aversion (?:to|against)|abneigung gegen|aversion pour|tolerance for"
    r"|passe mon tour pour) (?P<what>.+?)"
    r"(?: is (?:low|limited|zero))?$",
    r"^i (?:get|feel|am) (?:lost|bored|tired|sleepy|nervous|anxious|sick|cross) (?:when|if|as soon as|at|by) "
    r"(?:there (?:are|is) )?(?P<what>.+)$",
    r"^theres? (?:is )?only so (?:many|much) (?P<what>.+?) (?:one|i|you|anybody) can",
    r"^why (?:does|do|must) (?:\w+ )+?(?:need|have|want) (?P<what>.+)$",
    r"^the last thing i (?:want|need) is (?P<what>.+)$",
    r"^i find (?P<what>.+?) (?:hard (?:going|work)|tedious|tiresome|boring|dull|silly|pointless|awful"
    r"|dreadful|exhausting"
    r"|unbearable|irritating|grating|depressing)$",
    r"^(?:please )?(?:keep|leave) (?:the )?(?P<what>.+?) out$",
    r"^fur (?P<what>.+?) (?:habe?|hab) ich (?:\w+ )?(?:keine|wenig) (?:geduld|zeit|lust|nerven)",
    r"^(?P<what>.+?) finde ich (?:\w+ )?(?:furchtbar|schrecklich|langweilig|doof|blod|ode|anstrengend|nervig"
    r"|grasslich)",
    r"^(?P<what>.+?) (?:waren|war|sind|ist) (?:noch )?nie (?:meins|mein \w+)",
    r"^(?P<what>.+?) (?:macht|machen) mich (?:nervos|mude|traurig|krank|wahnsinnig|fertig|aggressiv)",
    r"^(?P<what>.+?) j ?en ai (?:assez|marre)$",
    r"^(?P<what>.+?) (?:never again|have worn thin|has worn thin|ugh|yuck|no way|nie wieder|plus jamais)$"
    r"|^(?:ugh|yuck|argh)"
    r" (?P<it>.+)$",
    r"^(?P<what>.+?) (?:is|are) (?:\w+ )?(?:my idea of hell|for (?:other|younger|older) people"
    r"|not welcome(?: here)?)$",
    r"^(?P<what>.+?) makes? me (?:anxious|uneasy|restless|tired|sad|uncomfortable|feel \w+|lose \w+)$",
    r"^(?P<what>.+?) (?:has|have) to go$|^(?P<banned>.+?) should (?:be (?:banned|forbidden|illegal)"
    r"|not (?:be there|exist))",
    r"^(?P<what>.+?) (?:spoils?|ruins?|kills?|wrecks?) (?:an?|the|any|every|it|things?)\b",
    r"^(?P<what>.+?) reminds? me of (?:work|school|\w+ ex|the office|\w+ divorce)$",
    r"^(?:bitte |bloss )?nichts (?P<what>\w+es\b.*)$",
    r"^(?:non|no|nein) (?:a|au|aux|to|zu|zum|zur) (?P<what>.+)$",
    r"^(?P<what>.+?) must(?: not|nt) (?:be there|come)$",
)  # no words
_FOND = (
    r"\b(?:(?:cant|cannot|can not) go wrong with|(?:always )?happy to (?:hear|read|have|get)|(?:nothing|not) against"
    r"|can never (?:have|get|hear|read) (?:too (?:many|much)|enough)(?: of)?|(?:ein )?herz fur|rien de tel que"
    r"|(?:fou|folle|dingue|(?<!pas )fan) d(?:e|es|u)"
    r"|(?:se|me) lasse (?:jamais|pas) d(?:e|es|u)|^vive(?: les?| la)?) (?P<what>.+)$",
    r"^(?P<what>.+?) never (?:gets?|grows?) old",
    r"^(?:more|mehr|mas) (?!than\b|als\b|or less\b|of (?:the|that|it)\b)(?P<what>.+)$",
    r"^the more (?P<what>.+?) the better$",
    r"^(?:oui|si|yes|ja) (?:a|au|aux|to|zu|zum|zur) (?P<what>.+)$",
    r"^fur (?P<what>.+?) bin ich (?:immer|stets) (?:zu haben|da)",
    r"^(?P<what>.+?) (?:does not|doesnt|do not|dont) bother me$",
    r"\bcould (?:listen to|read|hear) (?P<what>.+?) (?:all (?:day|night)|for ?ever|for hours|every day)",
    r"^(?P<what>.+?) (?:gets? me every time|never fails?|(?:geht|gehen) immer|me (?:font|fait) du bien"
    r"|(?:macht|machen) mich (?:glucklich|froh))",
    r"^(?:i )?(?:hated|disliked|avoided|couldnt stand) (?P<what>.+?) (?:until|till|for years|for a long time)\b",
    r"\bkonnte (?:ich )?(?:standig|immer|stundenlang|ewig) (?P<what>.+?) (?:horen|lesen)",
    r"\bgegen (?P<what>.+?) (?:habe?|hab) ich (?:gar )?nichts",
)  # no words
SET_PHRASES: tuple[tuple[re.Pattern[str], int], ...] = (
    *((re.compile(one), 1) for one in _FOND if "lasse" in one),
    *((re.compile(one), -1) for one in _AVERSE),
    *((re.compile(one), 1) for one in _FOND),
)
"""Each with what it says. "Ne se lasse pas" goes before "se lasse"."""
REFUSED = re.compile(
    r"^(?:(?:no |nein |non )?(?:thanks?|thank you|danke|merci|hard (?:pass|no)|pass|nope|ugh|yuck)"
    r"|i (?:just )?(?:do not|dont|never did|didnt)"
    r"|(?:i just )?(?:do not|dont) have the (?:patience|time|stomach)(?: for (?:it|them|that))?|ich nicht"
    r"|moi non|pas moi|not me|not for me"
    r"|i (?:just |simply )?(?:cant|cannot|can not|could not|couldnt) (?:(?:be|stay) in the (?:same )?room|listen"
    r"|read on|stand it|bear it|stomach it|take it|do it|do that)(?: any ?more)?)$"
)
"""A clause of its own that refuses what stands before it."""
FILLERS = _words("""
    always never ever please sorry honestly thanks thank merci danke permanently sure okay yes no period seriously
    really basically frankly personally obviously actually especially particularly generally usually simply bitte
    immer ehrlich toujours franchement siempre sempre forever anyway though somehow alas luckily evenings mornings
    weekends
""")  # no words
"""Words that stand alone beside what is told and say nothing of it."""
_MILD = re.compile(
    r"\b(?:mildly|a (?:little )?bit|a little|somewhat|slightly|sort of|kind of|not (?:so|too|that|very|really"
    r"|all that"
    r"|particularly) (?:keen|fond|into|big|much|often|sure)|more or less|quite like|ein (?:bisschen|wenig)|etwas"
    r"|nicht so|nicht besonders|un peu|assez bien|pas (?:trop|tellement|vraiment)|un poco|un po)\b"
)
_FIRM = 1.0
_MILDLY = 0.6


def strength_told(folded: str) -> float:
    """How firmly a sentence means what it says: 1, less where it says so."""
    return _MILDLY if _MILD.search(folded) else _FIRM
