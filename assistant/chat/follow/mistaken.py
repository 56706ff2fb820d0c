"""Messages whose words alone tell what they do, and that sound like something else: “cheer me up” is no small talk."""

import re
from dataclasses import replace

from assistant.chat.about.asked_parts import asks_for_person
from assistant.chat.about.sides import asked_to_compare
from assistant.chat.about.spoken_of import PLAINLY, spoken_of
from assistant.chat.about.two_named import asks_their_order, compares_two, tells_two_apart
from assistant.chat.document_questions import SURE
from assistant.chat.follow.comparing import measures_in, moods_said
from assistant.chat.follow.described import place_meant
from assistant.chat.meant import pointed_out
from assistant.chat.proposals import lasting
from assistant.chat.services import Services
from assistant.chat.session import ChatSession
from assistant.chat.tools.deeds.cues import CROSSED_OUT, NO_LONGER, opinion_in
from assistant.chat.tools.deeds.otherwise import is_to_be_otherwise, likened
from assistant.chat.tools.known.cues import (
    ALL_THERE_IS,
    ANOTHER_THERE,
    IN_THE_LINE,
    MAKERS_OF_MINE,
    OF_ME,
    WHAT_THERE_IS,
    WORKS_OF_A_SORT,
)
from assistant.chat.understand.errands import is_errand
from assistant.chat.understand.intent import Intent
from assistant.chat.understand.intents import Act
from assistant.chat.understand.small_talk import without_reactions
from assistant.domain.entities import Item, Kind
from assistant.domain.errors import UnknownItem
from assistant.language.normalise import fold
from assistant.language.taste.facts import is_plain_fact
from assistant.lists.cues import asks_list
from assistant.lists.list_selection import for_list
from assistant.lists.times_told import fills_time, gathers_time, is_stretch

_NEED = re.compile(
    r"\b(?:surprise me|(?:you|u) (?:choose|pick|decide)|pick (?:something|one) for me|whatever you (?:like|think)"
    r"|uberrasch\w* mich|such (?:du )?(?:mir )?(?:was|etwas) aus|surprends moi|choisis (?:pour moi|toi)|sorprendeme"
    r"|sorprendimi|cheer me up|make me (?:laugh|smile|cry|happy|dance|feel better)|calm me down|keep me (?:company"
    r"|awake)"
    r"|take my mind off|wake me up|(?:muntere|heitere) mich auf|bring mich zum (?:lachen|weinen)|lenk mich ab"
    r"|troste mich"
    r"|remonte moi le moral|fais moi (?:rire|pleurer|rever)|console moi|change moi les idees|hazme (?:reir|llorar)"
    r"|animame"
    r"|tirami su|fammi (?:ridere|piangere))\b"
)
_MORE = re.compile(
    r"^(?:(?:ok|okay|please|bitte|und|and|so|nice|thanks|danke|super) )*"
    r"(?:(?:some |a few |any )?more(?: of (?:those|these|them|that|the same))?|another(?: one)?|(?:one|two|three"
    r"|a few) more"
    r"|next|more please|noch (?:was|etwas|mehr|eins|einen?|welche)(?: davon| so was| bitte)?|mehr(?: davon)?|weiter"
    r"|(?:encore|d autres|un autre|une autre|la suite)(?: comme ca)?|otr[oa]s?|mas|altr[oaie]|ancora)"
    r"(?: please| bitte| svp| s il (?:te|vous) plait)?$"
)
_TODAY = re.compile(
    r"\b(?:today|tonight|right now|just now|at the moment|heute|gerade|aujourd hui|ce soir|hoy"
    r"|oggi)\b"
)
_OF_THAT_SORT = re.compile(
    r"\b(?:something|anything|somebody|someone|one|more|others?) (?:else )?(?:like (?:it|that|this|them|him|her)\b"
    r"|similar|along (?:those|the same)|in (?:that|the same) (?:line|vein|spirit))"
    r"|\bsame (?:sort|kind) of (?:thing|book|music)"
    r"|\b(?:so etwas|sowas|etwas ahnliches|quelque chose (?:comme ca|dans ce genre)|algo (?:asi|parecido)"
    r"|qualcosa di simile)\b"
)
_TO_KEEP = re.compile(
    r"\b(?:remember|note|keep|bear|jot|write|add|profile|from now on|always|never|merk\w*|notier\w*|denk|retiens"
    r"|souviens)\b"
)
_RULE_NOW = re.compile(
    r"^\W*(?:(?:ok|okay|right|so|and|then|now|well|also|gut|bon|alors|new|house|one|my|the|a|our|strict|today['’]?s|tonight['’]?s"
    r"|neue|nouvelle|une|la)\W+){0,3}(?:rules?|regeln?|r[eè]gles?)(?: (?:for|f[uü]r|pour) [^:;,.–—]{2,20}?)?"
    r"(?:\s*[:;,–—-]\s*|,? (?:is|are|ist|lautet|c['’]est)(?: that)? )(?=\w)",
    re.IGNORECASE,
)
"""Begins with a rule for what is asked for now: “new rule: only books by women”."""
_WHAT_WOULD_DO = re.compile(
    r"[\w\])”\"'’][.:;,–—]\s*(?:so |and |and so |also |und |et |alors )?(?:(?:what|which|which ones|what all)"
    r" (?:do|have|would|could) (?:i|we|you)(?: already)?(?: have| own| got)?|what['’]?(?:ve| have) (?:i|we|you) got"
    r"|was (?:davon )?(?:hab|besitz)e? ich(?: da)?|was haben wir(?: da)?"
    r"|qu['’](?:est-ce que j['’]ai|ai-je|est-ce qu['’]on a))"
    r"(?: (?:(?:that|which|das|qui) )?(?:fits?|counts?|qualif\w+|works?|would do|will do|passt|convient"
    r"|on (?:my|the|our) shel\w+|here|at home|for (?:it|that)|like that|hier|zu hause|chez moi))*\W*$",
    re.IGNORECASE,
)
"""Tells first what it must be, and asks only what there is: “before 1965, not American. What do I own”."""
_TOLD_YOU = re.compile(
    r"\bwhat (?:did|have) i (?:tell|told|say|said|let)(?: to)? ?(?:you|u|ye)?\b.*\b(?:like|love|hate|dislike|prefer"
    r"|taste|into)"
    r"|\bwhat (?:(?:do|did|have|would|else|all) )*(?:you|u|ye) (?:\w+ ){0,4}?(?:know\w*|learn\w*|wr\w+|noted?|think"
    r"|believe|remember\w*|got|made)(?: down)? (?:about|of|on) (?:me|my tastes?)\b"
    r"|\bwas (?:weisst|glaubst|denkst) du (?:\w+ ){0,3}?(?:von|uber) mich?r?\b|\bque sais tu (?:de|sur) moi\b"
    r"|\bwas habe? ich dir .*\b(?:gesagt|erzahlt)\b|\bqu ?est ce que je t ?ai dit\b"
)
_COUNTED = re.compile(
    r"\bhow many (?:of (?:them|these|those|my)|(?:\w+ ){1,4}(?:do|have) i (?:have|got|own))\b"
    r"|\bwie ?viele (?:davon|meiner|(?:\w+ ){1,4}habe? ich)\b|\bcombien (?:d entre (?:eux|elles)"
    r"|de (?:\w+ ){1,4}(?:ai je|j ?ai))\b"
)
_ASKS_WHAT = re.compile(
    r"\bwhat (?:should|shall|could|can) i (?:read|listen|hear|play|put on|start)\b"
    r"|\bwhat (?:do (?:i|we)|to) (?:read|listen to|hear|play|put on|start)(?: (?:tonight|today|now|next|first|then"
    r"|this \w+|on|at|before|after"
    r"|while)\b|$)|\bwhats? (?:is )?(?:good|nice"
    r"|best|right)"
    r" (?:on|for|to|in|at|when|while|with)\b|\b(?:was|welche\w* \w+) (?:soll|kann|konnte|sollte) ich\b.*\b(?:lesen"
    r"|horen)\b"
    r"|\b(?:que|quoi|qu est ce que je|quel\w* \w+) (?:dois|puis|devrais|pourrais)?(?: je)? ?(?:lire|ecouter)\b"
    r"|^(?:und |and |et )?(?:was hast du (?:fur|an|uber|so|zum)|qu ?est ce que tu as (?:pour|comme|sur)"
    r"|que tienes (?:para|de))\b"
    r"|\b(?:que|cosa) (?:puedo|podria|posso|potrei) (?:leer|escuchar|leggere|ascoltare)\b"
)
_FOR_ME = re.compile(
    r"^(?:(?:und|and|et|y|e|so|also|alors|hey|hi|hallo|bonjour|hola|ciao|bitte|please) )*(?:hast du|habt ihr"
    r"|haben sie|hattest du"
    r"|hatten sie|gibt es|gibts|weisst du|kennst du|tu as|t as|as tu|avez vous|vous avez|auriez vous|tu aurais"
    r"|y a t il"
    r"|il y a|tienes|tiene|tendrias|hay|hai|ha|avresti|c e|have you(?: got)?|do you have|got|any chance of) "
    r"(?:mir )?(?:noch |auch |vielleicht |mal |schon |aussi |encore |peut etre |anche |tambien )*(?:et)?(?:was"
    r"|ein\w*|eine\w*"
    r"|irgendwas|irgendein\w*|un|une|du|des|de la|quelque chose|quelques?|algo|alguna?|una|uno|qualcosa|qualche|a"
    r"|an|some"
    r"|something|anything|any)\b"
)
"""Asks whether there is something of a sort, and so for it: “hast du was Lustiges für mich”."""
_OF_ME = re.compile(
    r"\b(?:uber (?:mich|mein\w*)|about (?:me|my)|on me|(?:sur|de) moi|(?:sobre|de) mi|su di me|(?:auf)?notiert"
    r"|gemerkt"
    r"|note[ds]?|written|neues?|neuigkeiten|new|nouveau\w*|neuf|nuevo\w*|nuovo\w*)\b"
)
_SOMETHING = re.compile(r"^(?:(?:und|bitte|noch|mal|eher|lieber) )*(?:et)?was (?:\w+ ){0,2}?\w{3,}es\b")
"""German “was Leichtes”, which asks for a thing and no question."""
_NEXT = re.compile(
    r"\b(?:what|whats|anything|something|now) (?:next|else|similar|more)$|\b(?:was (?:jetzt|noch|sonst)"
    r"|quoi d autre|et apres)$"
)
_COMPARES = re.compile(
    r"\b(?:compar\w*|differ\w*|versus|vs|better|vergleich\w*|unterschied\w*|besser|mieux|or|oder|ou|two|both|beiden"
    r"|deux)\b"
)
_INSULT = re.compile(
    r"\b(?:you|u|ya)(?: are|re)?(?: \w+){0,2} (?:useless|stupid|idiot|dumb|rubbish|hopeless|pathetic|shit|crap"
    r"|moron)\b"
    r"|\bshut up\b|\b(?:piss|bugger|fuck) off\b|\bhalt die klappe\b|\bta gueule\b"
)
_WHO_MADE = re.compile(
    r"^(?:(?:ok|okay|and|but|so|und|aber|et|mais) )*(?:who (?:wrote|sang|sings|made|plays|played|composed"
    r"|recorded) (?:it|this"
    r"|that)|von wem ist (?:das|es)|wer (?:singt|spielt|schrieb) (?:das|es)|(?:c est|de) qui)(?: one)?$"
)
_STORY = re.compile(
    r"\b(?:remind me|tell me|whats|what was|how does|how did|wie|comment|rappelle moi) .*"
    r"\b(?:starts?|begins?|ends?|ended|goes|opens?|anfangt|beginnt|aufhort|endet|commence|finit|se termine)$"
)
_THANKS = re.compile(r"^(?:(?:oh|ok|okay|ah|wow) )*(?:thank\w*|cheers|ta|merci|danke\w*|gracias|grazie|obrigad[oa])\b")
_OPENING = re.compile(
    r"\b(?:open|play|start|launch|read|put|show|bring up|resume|continue|listen|hear|offne|spiele?|starte?|lies|mach"
    r"|zeig\w*|ouvre\w*|joue\w*"
    r"|lance\w*|mets|abre\w*|pon\w*|toca|apri\w*|suona|metti)\b"
)
_IT = re.compile(r"\b(?:it|that|this|es|das|ca|il|lo)\b")
_ASKED_INSIDE = frozenset({Act.PROFILE, Act.LIBRARY, Act.RECOMMEND, Act.SEARCH, Act.NOTES, Act.ABOUT})
_SAY_INSIDE = re.compile(
    r"^(?:(?:and|so|but|ok|okay) )*what (?:do|does|did) (?:any of |all )?(?:my|the|our|these|those) (?:\w+ )?"
    r"(?:books?|novels?|papers?|documents?|notes|files|letters?|articles?|shel(?:f|ves)|library) (?:say|tell (?:me"
    r"|us)|teach|write|think|know)\b"
    r"|^(?:und |also )?was (?:sagen|steht in|schreiben) (?:meine[nr]?|unsere[nr]?|die|den) (?:bucher\w*|papiere\w*"
    r"|dokumente\w*|notizen)\b"
    r"|^(?:et )?(?:que|qu est ce que) (?:disent )?(?:mes|nos|les) (?:livres|papiers|documents|notes)\b"
)
"""Asks what stands in what they own."""
_BACK = re.compile(
    r"^(?:(?:no|nah|nope|ok|okay|hm+|oh|please|actually|let s|lets|can we|can you|could you|then|well|und|nein|non"
    r"|na) )*"
    r"(?:(?:go|take me|bring|get|show me|give me|back) )*(?:(?:me|us|it) )?(?:back )?(?:to )?"
    r"(?:the|those|your|what you had|what we had) ?(?:(?:first|earlier|previous|old|other|last) )?(?:ones?|list|lot"
    r"|cards|songs|books|picks|suggestions|music)? ?"
    r"(?:(?:from |you had |we had )?(?:before(?: that)?|earlier|at first|at the start)|(?<=first ones)"
    r"|(?<=earlier ones)|(?<=previous ones)|(?<=old ones))$"
    r"|^(?:(?:nein|ach|doch|bitte) )*(?:zuruck zu (?:den|der|dem) (?:vorigen|ersten|vorherigen|alten)|(?:die"
    r"|das) (?:von )?vorhin(?: bitte)?)\b"
    r"|^(?:non |bon )*(?:reviens|revenons|retour) (?:a|aux) (?:celles?|ceux|la liste|precedente?s?|d avant)\b"
)
"""Asks for the cards that were shown before the last ones."""
_KEYS = re.compile(
    r"(?:qwe|wer(?=t)|ert(?=y)|rty|uio|asd|sdf|dfg|fgh|ghj|hjk|jkl|zxc|xcv|cvb|vbn|yxc)|[bcdfghjklmnpqrstvwxz]{5}"
    r"|(.)\1{3}"
    r"|^[bcdfghjklmnpqrstvwxz]{3,4}$"
)
_WISHES = frozenset({Act.RECOMMEND, Act.SEARCH})
_SET_APART = frozenset({
    Act.RECOMMEND, Act.SEARCH, Act.MORE_LIKE, Act.ANSWER, Act.ABOUT, Act.LIBRARY, Act.PROFILE, Act.UNCLEAR,
    Act.OFF_TOPIC, Act.HELP, Act.WHY,
})  # fmt: skip
"""Acts that the question of what two works differ in is taken for."""
_RANKED = frozenset({Act.RECOMMEND, Act.SEARCH, Act.LIBRARY, Act.COMPARE})
_PASSING = frozenset({Act.RECOMMEND, Act.SEARCH, Act.REMEMBER, Act.OFF_TOPIC, Act.UNCLEAR, Act.ANSWER, Act.PROFILE})
"""Acts that a fact told in passing is taken for."""
_ANSWERED = 0.3
"""How surely a sentence must answer what is asked of all books, not to be a search."""
_NEEDY = 0.5
"""How plainly a fact must tell of a need to be a wish."""
_TALK = frozenset({Act.SMALL_TALK, Act.COMPLAINT, Act.UNCLEAR, Act.OFF_TOPIC, Act.LIBRARY, Act.PROFILE, Act.HELP})


def corrected(intent: Intent, session: ChatSession, services: Services) -> Intent:
    """The intent with the act that its words tell, where they tell one."""
    if not isinstance(intent.act, Act):
        return intent  # of a tool that brings its own
    act = _told(intent, fold(intent.text), session, services)
    if act is None:
        return intent
    if act is Act.MORE_LIKE and not intent.like:
        return likened(intent, services)
    if act is Act.RECOMMEND and _sets_rule(intent.text):
        intent = replace(intent, text=_RULE_NOW.sub("", intent.text), wish=_RULE_NOW.sub("", intent.wish))
    if intent.act is Act.LIBRARY and act is Act.RECOMMEND and intent.n == 1:
        intent = replace(intent, n=None)  # "it must be one novel" asks for all that would do
    return for_list(replace(intent, act=act, sure=True, refines=intent.refines or act is Act.RECOMMEND))


def _told(intent: Intent, folded: str, session: ChatSession, services: Services) -> Act | None:
    if MAKERS_OF_MINE.search(folded):
        return Act.LIBRARY
    if intent.act is Act.PROFILE and re.search(OF_ME, folded):
        return None
    if intent.act is not Act.SMALL_TALK and _INSULT.search(folded):
        return Act.SMALL_TALK
    if intent.act in (*_TALK, *_PASSING, Act.OPEN) and intent.kind in (None, Kind.MUSIC) and gathers_time(intent.text):
        return Act.MAKE_LIST
    if intent.act in _PASSING and is_plain_fact(intent.text) and services.needs(intent.text).strength < _NEEDY:
        return Act.SMALL_TALK
    if intent.act in (*_TALK, Act.OPEN) and _NEED.search(folded):
        return Act.RECOMMEND
    if intent.act in (*_TALK, Act.ANSWER, Act.ABOUT) and not intent.named and _ASKS_WHAT.search(folded):
        return Act.RECOMMEND
    if intent.act in _TALK - {Act.LIBRARY} and not intent.named and _asks_for_a_sort(intent, folded):
        return Act.RECOMMEND
    if intent.act in _WISHES and "?" not in intent.text and NO_LONGER.search(folded):
        return Act.REMEMBER
    if intent.act is not Act.REMEMBER and CROSSED_OUT.search(folded):
        return Act.FORGET
    if intent.act in (*_TALK, Act.ABOUT, Act.ANSWER) and (ALL_THERE_IS.search(folded) or IN_THE_LINE.search(folded)):
        return Act.RECOMMEND
    if intent.act in (Act.ANSWER, Act.ABOUT) and not intent.named:
        of_works = intent.kind in (Kind.BOOK, Kind.MUSIC) and WHAT_THERE_IS.search(folded)
        if of_works or ANOTHER_THERE.search(folded):
            return Act.RECOMMEND
        if WORKS_OF_A_SORT.search(folded) and services.answer(intent.text).sure < SURE:
            return Act.RECOMMEND
    if intent.act in (Act.ANSWER, Act.ABOUT) and "?" not in intent.text and _SOMETHING.search(folded):
        return Act.RECOMMEND
    if intent.act in (Act.SMALL_TALK, Act.THANKS) and _NEXT.search(folded):
        return Act.RECOMMEND
    if intent.act in (*_WISHES, Act.ANSWER) and session.focus and _WHO_MADE.search(folded):
        return Act.ABOUT
    if intent.act in _RANKED and place_meant(intent.text, _shown(session, services)):
        return Act.ABOUT
    if intent.act is Act.COMPARE and not intent.named and not _COMPARES.search(folded):
        return Act.RECOMMEND if intent.kind is not None and session.wish else None if session.cards else Act.ANSWER
    if (session.cards or session.wish) and _MORE.search(folded) and not intent.named:
        return Act.RECOMMEND
    if intent.act is Act.REMEMBER and not _TO_KEEP.search(folded):
        if intent.named and _OF_THAT_SORT.search(folded):
            return Act.MORE_LIKE
        if _TODAY.search(folded):
            return Act.RECOMMEND
    if intent.act not in (Act.REMEMBER, Act.MAKE_LIST, Act.THANKS) and is_errand(folded):
        return Act.OFF_TOPIC
    if intent.act in _ASKED_INSIDE and _SAY_INSIDE.search(folded):
        return Act.ANSWER if services.answer(intent.text).sure >= _ANSWERED else Act.SEARCH
    if session.views and not intent.named and _BACK.search(folded):
        return Act.UNDO
    if intent.act is not Act.REMEMBER and _TOLD_YOU.search(folded):
        return Act.PROFILE
    named = any(one.role == "title" for one in intent.named)
    if (named or (session.focus and _IT.search(folded))) and asks_for_person(intent.text):
        return Act.WHY
    if intent.act in _WISHES and _keeps_on(intent.text, folded, session):
        return Act.REMEMBER
    if _COUNTED.search(folded):
        return Act.LIBRARY
    if intent.act is Act.LIBRARY and not intent.named and _WHAT_WOULD_DO.search(intent.text):
        return Act.RECOMMEND
    if intent.act in (Act.REMEMBER, *_WISHES) and _sets_rule(intent.text):
        return Act.RECOMMEND
    if intent.act is Act.VERDICT and _judges_nothing(intent, session):
        return Act.RECOMMEND
    if intent.act is Act.VERDICT and is_to_be_otherwise(intent):
        return Act.MORE_LIKE
    if intent.act is Act.OPEN and not _opens(intent, session):
        return Act.RECOMMEND
    if intent.act is Act.ABOUT and _is_bound(intent, session):
        return Act.RECOMMEND
    if intent.act in (*_WISHES, Act.MORE_LIKE) and asks_list(fold(intent.wish or intent.text)):
        return Act.MAKE_LIST
    if intent.act in _WISHES and intent.kind in (None, Kind.MUSIC) and fills_time(intent.text):
        return Act.MAKE_LIST
    if intent.act in _WISHES and intent.kind is Kind.MUSIC and is_stretch(intent.text):
        return Act.MAKE_LIST
    if intent.act in _WISHES and _is_gibberish(folded) and not intent.named:
        return Act.UNCLEAR
    if intent.act in _WISHES and _STORY.search(folded) and spoken_of(intent.text, services, intent.kind, PLAINLY):
        return Act.ABOUT
    if intent.act in (*_WISHES, Act.ANSWER, Act.COMPARE) and asks_their_order(intent):
        return Act.ABOUT
    if intent.act in (*_WISHES, Act.MORE_LIKE, Act.ANSWER, Act.ABOUT) and asked_to_compare(intent.text):
        return Act.COMPARE
    if intent.act in _SET_APART and tells_two_apart(intent, folded):
        return Act.COMPARE
    if intent.act in (*_WISHES, Act.ANSWER, Act.ABOUT, Act.MAKE_LIST) and compares_two(intent, folded, services):
        return Act.COMPARE
    if intent.act in _WISHES and _THANKS.search(folded) and not without_reactions(intent.text).strip():
        return Act.SMALL_TALK
    return None


def _sets_rule(text: str) -> bool:
    """Whether it tells a rule for now and asks to keep nothing: “new rule: nothing over 200 pages”."""
    found = _RULE_NOW.match(text)
    return found is not None and not _TO_KEEP.search(fold(text[found.end() :])) and "?" not in text


def _asks_for_a_sort(intent: Intent, folded: str) -> bool:
    """Whether it asks for something of a sort: “hast du was Lustiges für mich”, but not “got any good jokes”."""
    if _FOR_ME.search(folded) is None or _OF_ME.search(folded):
        return False
    return intent.kind is not None or bool(intent.facets) or bool(moods_said(intent.text))


def _keeps_on(text: str, folded: str, session: ChatSession) -> bool:
    """Whether a message goes on telling of a taste, where the one before was written down: "and I love brass"."""
    written = any(deed.what == "remember" for deed in session.deeds)
    return written and re.match(r"(?:and|also|plus|und|et|y|e)\b", folded) is not None and bool(lasting(text))


def _judges_nothing(intent: Intent, session: ChatSession) -> bool:
    """Whether what sounds like a word on a work is of none, and names a kind: "end of the world books, go"."""
    if intent.named or session.cards or session.focus or opinion_in(fold(intent.text)) is not None:
        return False
    return intent.kind is not None or bool(intent.facets)


def _opens(intent: Intent, session: ChatSession) -> bool:
    """Whether something is there to be opened: "play me happy" names only what it is to be like."""
    if intent.named or pointed_out(intent, session) or intent.card is not None:
        return True
    if not _OPENING.search(fold(intent.text)):
        return False
    return not (moods_said(intent.text) or intent.facets.moods or intent.facets.genres or intent.facets.themes)


def _is_bound(intent: Intent, session: ChatSession) -> bool:
    """Whether a message only measures what was wished for: "bit long, these. Under 240 pages?"."""
    if not session.wish or intent.named or pointed_out(intent, session):
        return False
    least, most = intent.facets.minutes or (None, None)
    return (least is None) != (most is None) or bool(measures_in(intent.text) and "?" not in intent.text)


def _shown(session: ChatSession, services: Services) -> list[Item]:
    try:
        return [services.item(one) for one in session.cards]
    except UnknownItem:
        return []  # its file has gone


def _is_gibberish(folded: str) -> bool:
    words = folded.split()
    return bool(words) and 2 * sum(_KEYS.search(word) is not None for word in words) > len(words)
