"""What a person wants of a turn, read off their words by rules."""

import re
from enum import StrEnum

from assistant.language.numbers import ORDINALS


class Act(StrEnum):
    """What a message does. RECOMMEND is a wish in any words, the one under way included; ABOUT asks about a work,
    ANSWER about what stands in the person's papers, LIBRARY about what there is or was done, PROFILE about what is
    believed of them; VERDICT says what they think of a work or did with it; REJECT turns down all that was shown."""

    RECOMMEND = "recommend"
    SEARCH = "search"
    MORE_LIKE = "more like"
    WHY = "why"
    WHY_NOT = "why not"
    COMPARE = "compare"
    REMEMBER = "remember"
    FORGET = "forget"
    MAKE_LIST = "make list"
    ANSWER = "answer"
    ABOUT = "about"
    NOTES = "notes"
    LIBRARY = "library"
    PROFILE = "profile"
    VERDICT = "verdict"
    REJECT = "reject"
    UNDO = "undo"
    OPEN = "open"
    HIDE = "hide"
    RESET = "reset"
    GREET = "greet"
    THANKS = "thanks"
    HELP = "help"
    SMALL_TALK = "small talk"
    COMPLAINT = "complaint"
    UNCLEAR = "unclear"
    OFF_TOPIC = "off topic"
    NOTHING = "nothing"


WITHOUT_TOOL = frozenset({Act.GREET, Act.THANKS, Act.HELP, Act.RESET, Act.NOTHING})
"""Acts that a fixed sentence answers."""
_POLITE = r"(?:please |can you |could you |would you |alcove |hey |ok |okay |and |but |so )*"
KINDLY = (
    r"(?:bitte |kannst du |komm |und |also |ok |okay |so |nein |s ?il (?:te|vous) plait |alors |bon |et |allez |non "
    r"|por favor |pues |vale |y |no |per favore |allora |dai |e )*"
)
"""The same in German, French, Spanish and Italian."""
_RULES: tuple[tuple[Act, re.Pattern[str]], ...] = tuple(
    (act, re.compile(pattern))
    for act, pattern in (
        (Act.GREET, r"^(?:hello|hi|hey|hallo|bonjour|hola|good (?:morning|afternoon|evening|day)|greetings|howdy)"
                    r"(?: (?:there|alcove|again|you|everyone|how are you|my friend))*$"),
        (Act.THANKS, r"^(?:ok |okay |great |perfect |wonderful |oh |that is |thats )*(?:thanks|thank you|thx|cheers|"
                     r"great|perfect|nice|lovely|wonderful|cool|awesome"
                     r"|(?:muchas |mille |vielen |tausend )?(?:gracias|grazie|dank)|grazie mille|danke"
                     r"|(?:muito )?obrigad[oa]|merci(?: beaucoup)?|bedankt)"
                     r"(?: (?:a lot|so much|very much|again|alcove|for .{1,40}|you|that is great|choice|one))*$"),
        (Act.HELP, r"^(?:help|help me|what can (?:you|i) (?:do|ask|say)(?: .{1,30})?|how does (?:this|it"
                   r"|alcove) work|"
                   r"how do (?:you|i) (?:work|use (?:this|you|alcove))|who are you|what are you|what is alcove|"
                   r"what do you do|commands)$"
                   r"|^(?:(?:hi|hiya|hello|hey|so|ok|okay|well|right|and|hallo|salut|bonjour) )*(?:"
                   r"what (?:all |else )?(?:can|could|do) (?:you|ye|u|ya|yer) (?:actually |really )?(?:do|offer|help)"
                   r"(?: for \w+(?: \w+){0,3})?|what (?:are you good for|should i ask you)"
                   r"|was kannst du(?: \w+){0,4}|wie funktionierst du|(?:que|quoi) (?:peux|sais) tu faire(?: \w+){0,3}"
                   r"|tu (?:peux|sais) faire quoi|que puedes hacer|cosa (?:puoi|sai) fare)$"),
        (Act.RESET, rf"^{_POLITE}(?:(?:lets )?start (?:over|again|afresh)|reset|clear (?:that|this|all|everything"
                    rf"|the .{{1,20}})|"
                    r"new (?:topic|search|start)|from scratch|forget (?:all )?(?:the |my )?(?:constraints|limits"
                    r"|filters))$"
                    rf"|^{KINDLY}(?:(?:noch ?mal |alles |jetzt |ganz |neu |fang(?:en wir)? )*"
                    r"von (?:vorne?|neuem|anfang an)(?: an| beginnen| anfangen| los)?"
                    r"|neu(?: anfangen|start)|vergiss alles"
                    r"|(?:on |nous )?(?:recommenc(?:e|ons|er)|repart(?:ons|ir)?|reprenons)"
                    r"(?: tout)?(?: (?:a|de) zero| (?:au|du|depuis le) debut)?|(?:depuis le debut|oublie tout)"
                    r"|(?:(?:volvamos a )?emp(?:ecemos|ezar|ieza)|comencemos)(?: (?:de nuevo|otra vez|(?:de|desde) cero"
                    r"|desde el principio))*|(?:de nuevo|otra vez) (?:de|desde) cero"
                    r"|ricominci(?:amo|a|are)(?: (?:da capo|da zero|dall ?inizio))?|(?:da capo|daccapo|da zero))"
                    r"(?: bitte| svp| por favor| per favore)?$"),
        (Act.VERDICT, rf"^{_POLITE}(?:mark|set|tick|put|count|log|file|list) .{{1,60}} (?:as|to|down as|off as) "
                      r"(?:(?:being |currently )?reading|read|finished|done|heard|listened to|given up|abandoned|dnf)$"
                      rf"|^{_POLITE}(?:markiere?|setze?|trage?) .{{1,60}} (?:als|auf) "
                      r"(?:gelesen|gehort|fertig|beendet|abgebrochen|angefangen)(?: ein)?$"
                      rf"|^{_POLITE}(?:marque|mets|note)[a-z]* .{{1,60}} (?:comme|en) "
                      r"(?:lue?s?|ecoutee?s?|terminee?s?|abandonnee?s?|cours)$"),
        (Act.REMEMBER, rf"^{_POLITE}(?:remember|keep in mind|note|make a note|dont forget|do not forget|never forget|"
                       r"add to my profile|save to my profile|put in(?:to)? my profile)\b(?! (?:when|how|what"
                       r"|why|me of)\b)"
                       rf"|^{KINDLY}(?:merke? dir|notiere? dir|retiens|souviens toi|n ?oublie pas|recuerda|ricordati"
                       r"|onthoud)\b(?! (?:wenn|wie|was|warum|quand|comment|pourquoi)\b)"),
        (Act.FORGET, rf"^{_POLITE}(?:forget|unlearn|remove from my profile|delete from my profile|"
                     r"take out of my profile)\b"),
        (Act.WHY_NOT, r"\b(?:why not|why (?:isnt|wasnt|arent|didnt|dont|is there no|do you not|did you not"
                      r"|do you never"
                      r"|is .{1,60} not|havent))\b"),
        (Act.WHY, r"^" + _POLITE + r"(?:(?:tell me |explain )?why\b(?! dont we)|how come\b|what makes you\b"
                  r"|what is the reason|for what reason|explain (?:this|that|your|the) )"),
        (Act.COMPARE, r"\b(?:compare|comparison|difference between|versus|vs)\b"
                      r"|^(?:which|what) (?:one )?(?:is|of .{1,60} is) (?:better|shorter|longer|nearer"
                      r"|closer)\b.{1,80}\bor\b"),
        (Act.MAKE_LIST, rf"^{_POLITE}(?:i want you to |i need you to |help me (?:to )?)?"
                        r"(?:make|create|build|put together|compile|plan|prepare|compose|assemble|give me|write|save)"
                        r"\b.{0,40}\b(?:playlist|play list|list|reading plan|listening plan|mix|mixtape|bundle"
                        r"|syllabus)\b"
                        rf"|^{_POLITE}(?:i (?:want|need|would like) )?an? (?:\w+ ){{0,2}}?"
                        r"(?:playlist|play list|reading plan|listening plan|mixtape|bundle)"
                        r" (?:of|for|with|to|about|over)\b"
                        rf"|^{_POLITE}an? (?:\w+ )?"
                        r"(?:shelf (?:of|for)|(?:pile|stack) of (?:books|novels|records|albums|comics))\b"),
        (Act.NOTES, r"^" + _POLITE + r"(?:what|which|where|when)\b.{0,40}?\b(?:did|have|do) i (?:ever )?"
                                     r"(?:underlined?|highlight(?:ed)?|note(?:d)?|write|written|scribbled?|jot(?:ted)?|pencill?(?:ed)?)"
                                     r" (?:down )?(?:in|into|about|on|of|from)\b"
                    r"|^" + _POLITE + r"what (?:did|have|do) i (?:underlined?|highlight(?:ed)?)\b"
                    r"|^" + _POLITE + r"(?:show|list|read|quote|give|tell)(?: me)? (?:all )?(?:of )?my (?:own )?"
                                      r"(?:highlights|underlinings|reviews?)\b"),
        (Act.ABOUT, r"^" + _POLITE + r"(?:tell me (?:more )?about|what (?:is|s) (?:it|this|that|the \w+ one"
                                     r"|\S.{0,60}?)"
                    r" about$|who (?:wrote|made|sings|sang|sung|plays|played|recorded|composed|performed)\b|"
                    r"describe|how long is|when (?:was|did) (?:it|this|that))"),
        (Act.ANSWER, r"\b(?:what|where|when|how|who|which) .{0,60}\b(?:my|the) (?:notes?|documents?|papers?|files?|"
                     r"reports?|articles?|contracts?|letters?|invoices?|manuals?|pdfs?|books?)\b.{0,40}\b(?:say"
                     r"|says|said|"
                     r"tell|mention|mentions|state|states|explain|explains|write|writes)"
                     r"|\b(?:according to|in (?:any of )?my (?:notes|documents|papers|files|reports|articles))\b"
                     r"|^(?:does|do|did) (?:any of )?(?:my|the) .{1,40}\b(?:say|mention|explain|state)\b"
                     r"|^(?:what|who|where|when|how|which|why|does|is|are|was|were|did"
                     r"|can) (?!about\b).{0,200}\b(?:cite|quote|"
                     r"source)\b"),
    )
)  # fmt: skip
_QUESTION = re.compile(
    r"^(?:what (?:is|are|was|were|does|do|did|happens|happened|caused|kind of)|who (?:is|was|were|are|did"
    r"|invented|wrote)"
    r"|when (?:is|was|did|does|do|were|can|should)|where (?:is|was|does|do|did|are)|how (?:do|does|did|is|are"
    r"|was|can|many|much"
    r"|long|far)"
    r"|which (?:is|was|are)|is (?:it|the|a|there a)|are the|does|did|can (?:a|the|an|(?:i|you) (?!add|get"
    r"|have|hear|play|find|put|make|include|throw|show|give|bring|listen|pick|choose|mix|change|try))|define|explain)\b"
)
_WISHING = re.compile(
    r"\b(?:recommend\w*|suggest\w*|read next"
    r"|(?:should|could|can|shall) i (?:read|hear|listen|play|try|pick|start|take|put|choose|go for)"
    r"|listen to|hear next|play next|something|anything|mood"
    r"|do you have|do i have|have i got|have you got|similar|like this|playlist|to read|to hear|on my shel\w+"
    r"|new for me"
    r"|songs?|music|albums?|bands?|artists?|books?|novels?|reads?"
    r"|(?:add|include|put on|throw in|mix in|play|have|get|hear) (?:(?:in|me|us|just) )?(?:some|a few|a couple"
    r"|more|one)"
    r"|(?:you|we) (?:play|add|include))\b"
)
_SEARCHING = re.compile(
    r"^"
    + _POLITE
    + r"(?:find|search|search for|look up|look for|locate|show me (?:all|everything)|show (?:all|everything)"
    r"|do (?:i|you) (?:have|own)|have (?:i|you|we) got|have i|is there (?:any|a|an)|are there (?:any)?|where is"
    r"|where are"
    r"|list (?:all|everything|my)|which .{1,30} do i (?:have|own)|what .{0,30} do i (?:have|own))\b"
)
_MORE = re.compile(
    r"\b(?:more|something|anything|else|one|ones|others?|stuff|things?|books?|novels?|songs?|music|albums?"
    r"|bands?|artists?"
    r"|tracks?|papers?|records?|similar|sounds?|reads?|feels?) (?:\w+ ){0,2}?(?:like|similar to|close to"
    r"|along the lines of"
    r"|in the (?:style|vein|spirit) of)\b|^" + _POLITE + r"(?:(?:more )?like|similar to|more of)\b"
    r"|\bsimilar (?:\w+ )?(?:to|as)\b|\bsame (?:vibe|style|mood|feel|sound) as\b|\bmore of (?:this|that|the same)\b"
)
_ORDINAL = re.compile(
    r"\b(?:the |number |no |nr )?(?P<word>"
    + "|".join(ORDINALS)
    + r"|last|\d{1,2}(?:st|nd|rd|th)) (?:one|card|book|song|"
    r"album|track|title|pick|item|document|paper|suggestion|of (?:them|these|those))\b|\b(?:number|card"
    r"|no) (?P<digit>\d{1,2})\b"
    r"|\bthe (?P<joined>" + "|".join(ORDINALS) + r")(?= (?:and|or|with|to|from) the\b)"
    r"|(?:and|or|with|to|from) the (?P<second>" + "|".join(ORDINALS) + r"|last)$"
    r"|^(?:why |and |more like |like |what about "
    r"|tell me about )*(?:the )?(?P<alone>" + "|".join(ORDINALS) + r"|last)$"
)
_THAT = re.compile(
    r"\b(?:(?:this|that|it) one|(?:like|about|why|not|is|of|wrote|made|play|open|for|with|forget|liked?|loved?"
    r"|hated?) (?:this|that|it|these|those)"
    r"|(?:this|that) (?:book|song|album|track|paper|document|band|author|artist|title)|^(?:this|that|it))\b"
    r"|\b(?:offne|spiele?|starte?|lies|zeige?|nimm|mach) (?:es|das|den|die|ihn|sie)(?: (?:bitte|mal|auf|ab|vor|an))*$"
    r"|\b(?:ouvre[zs]?|joue[zs]?|lance[zs]?|lis|lisez|mets|mettez|montre[zs]?) ?(?:le|la|les|ca|cela|moi ca)$"
    r"|^(?:abre|pon|toca|lee)l[oa]s?$|^(?:apri|suona|metti|leggi)l[oaie]$"
)


def act_of(folded: str) -> tuple[Act, bool]:
    """The act of folded text, and whether a rule was sure of it."""
    if not folded:
        return Act.NOTHING, True
    for act, rule in _RULES:
        if rule.search(folded):
            return act, True
    if _MORE.search(folded):
        return Act.MORE_LIKE, True
    if _SEARCHING.search(folded):
        return Act.SEARCH, True
    if _QUESTION.search(folded) and not _WISHING.search(folded):
        return Act.ANSWER, True
    return Act.RECOMMEND, bool(_WISHING.search(folded))


def cards_meant(folded: str, shown: int) -> list[int]:
    """Places (from 0) of the earlier cards that folded text speaks of by number: "the second one"."""
    places = []
    for match in _ORDINAL.finditer(folded):
        word = match["word"] or match["digit"] or match["joined"] or match["second"] or match["alone"]
        place = shown if word == "last" else ORDINALS.get(word) or int(re.sub(r"\D", "", word))
        if 1 <= place <= shown:
            places.append(place - 1)
    return list(dict.fromkeys(places))


def means_that(folded: str) -> bool:
    """True if folded text points at something without naming it: "that one", "why this?", "more like it"."""
    return bool(_THAT.search(folded))
