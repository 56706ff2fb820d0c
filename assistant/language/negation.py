"""What a text wants and what it does not want, told apart; a bound that is denied is the opposite bound."""

import re
from collections.abc import Iterable

from assistant.language.foreign import is_abroad
from assistant.language.normalise import fold, tokenise
from assistant.language.numbers import NUMBERS
from assistant.language.vocabulary import vocabulary

_END = (
    r"$|[.;!?|,:–—(]|\b(?:but|please|though|just|because)\b|\bno (?!one\b)\w"
    r"|(?:\band|\bor)? +(?:from )?(?:since|until) +(?=1\d{3}|20\d\d)|(?:\band|\bor)? +(?:only|over|under) +(?=\d)"
    r"|,? +(?:and|und|et|y|e) +(?:(?:a lot|a bit|much|rather|some) +)?(?:more|mehr|plus de|más|più)\b"
    r"|\band (?:something|some|lots|plenty|i|we|is|are|has|was|it|they)\b"
    r"|\bso (?:that )?(?:i|we|he|she|it|they|my|the)\b"
    # "Nothing I have read" and "no songs I know" deny what they tell of.
    r"|\b(?:i|we|im|ive|id|i['’](?:m|ve|d|ll)|we['’](?:re|ve|d|ll))\b "
    r"(?!(?:(?:have|ve|had|already|just) )*(?:read|heard|seen|played|finished|know|knew|own|liked?|loved?|hated?)\b)"
    r"(?!(?:have|had)(?: (?:already|before))?(?:$|[.;!?|,]))"
)
"""Where what is denied ends: at a mark, at the next denial, at what is wanted instead, or at the reason."""
_NEGATED = re.compile(
    r"\b(?:without|nothing|nobody|no one|leav(?:e|ing) out|skip(?:ping)?(?: the)?|spare me|omit|exclud(?:e|ing)"
    r"|hold the|except(?: for)?(?: any(?:thing|one|body) but)?"
    r"|any(?:thing|one|body|where)? (?:but|other than)|everything but|other than|apart from"
    r"|avoid(?:ing)?|minus|instead of|rather than|"
    r"not (?:really |quite |exactly )?in the mood(?: for)?|none (?:with|about|of|that|where|which|in)|zero|"
    r"(?:and |but |please )?(?:no|not|non(?![- ]?fiction)|nor|never|neither|ohne|keine?[nmrs]?|sans|senza"
    r"|nessun[oa]?)"
    r"(?! (?:longer|more|less|fewer|later|earlier) than\b)(?! (?:only|just)\b)|"
    r"(?:is|are|was|were)n['’]?t|"
    r"(?:i )?(?:do not|don['’]?t|didn['’]?t) (?:really |want |need )?"
    r"(?:like|love|enjoy|want|need|feel like|care for)?|"
    r"(?:does not|doesn['’]?t|won['’]?t|will not|wouldn['’]?t) (?:really |ever |even )?(?:(?:want|need) (?:to )?)?"
    r"(?:like|love|enjoy|want|need|care for|have(?! to\b| time\b| a chance\b)|read|touch|hear of|look at|go near"
    r"|listen to|sit through|put up with|(?:put|send)(?= (?:me|us|him|her|you) (?:to|straight)\b)"
    r"|(?=(?:bore|scare|frighten|depress|upset|sadden|make) (?:me|us|him|her)\b))(?: any)?|"
    r"(?:i )?(?:cannot|can['’]?t|couldn['’]?t|can not) (?:really |possibly )?(?:stand|bear|take|abide|face|handle|do"
    r"|have|cope with|deal with|get on with)"
    r"|(?:can['’]?t|cannot|couldn['’]?t|shan['’]?t|won['’]?t|(?:do not|don['’]?t|doesn['’]?t)) (?:really |even )?"
    r"(?:manage|read|speak|understand|follow)(?= (?:any |much |a word of |our |the )?(?:english|french|german|spanish"
    r"|italian|dutch|portuguese|polish|swedish|russian|latin)\b)"
    r"|(?:i )?(?:hates?|dislikes?|detests?|loathes?|despises?)|tired of"
    r"|sick (?:and tired |(?:un)?to death |to the (?:back )?teeth )?of"
    r"|had it (?:up to (?:here|there|my \w+) )?with|(?<!had it )up to (?:here|there|my \w+) with"
    r"|had (?:quite |more than |just about )?enough(?: of)?|have (?:quite |more than )?enough of|fed up (?:with|of)"
    r"|(?<![\w'’] )enough (?:with|of)(?! (?:an?|it|that|this)\b)|bored (?:with|of|by)"
    r"|(?:done|through) with(?! (?:work|school|the|my|it|that|this)\b)"
    r"|(?:my|our|his|her|their) (?:fill|(?:fair )?share) of"
    r"|gone off(?= \w)(?! (?:to|at|in|on|for|with|and)\b)|given up on|allergic to|averse to"
    r"|(?<!\bor )less(?! than\b)"
    r"|if i (?:see|hear|read|get|meet) (?:one more|another|yet another)|(?<!\bor )fewer(?! than\b)|spare us|lay off"
    r"|go easy on)\b"
    r"(?P<rest>[^.;!?|,:–—(]*?(?:(?:, ?[\w'’-]+(?: [\w'’-]+)?)+,? (?:(?:or|nor) [\w'’-]+"
    r"|and (?:whatnot|so on|such|the like|stuff)))?)"
    rf"(?={_END})",
    re.IGNORECASE,
)
_SURELY = re.compile(
    r"(?:i )?(?:hates?|loathes?|detests?|despises?|fed up|ha(?:d|ve) (?:[a-z]+ ){0,3}enough|had it|up to|enough"
    r"|gone off|given up on|allergic|averse|sick|tired of|bored|(?:my|our|his|her|their) (?:fill|fair|share)"
    r"|spare|lay off|(?:done|through) with"
    r"|(?:won['’]?t|will not) (?:have|read|touch|hear of|listen to)|(?:cannot|can['’]?t) (?:stand|bear|abide))",
    re.IGNORECASE,
)
"""Openings of denials that turn down whatever is behind them."""
_NAMED_FIRST = re.compile(
    r"(?:^|[.;!?|,:–—]|\b(?:yes|but|and|aber|mais)\b)\s*(?P<rest>[\w'’-]+(?: [\w'’-]+){0,3}?),? (?:(?:no|nein|nope)"
    r"|(?:i|we|he|she|they) (?:can['’]?t (?:stand|bear|abide|take)|cannot (?:stand|bear|abide)|hates?"
    r"|(?:don['’]?t|doesn['’]?t|won['’]?t) (?:like|want|read|touch|have)|(?:have |has |['’]ve )?had enough of)"
    r"|(?:mag|m[öo]gen|will|wollen|lese|lesen|h[öo]ren?|brauchen?|ertragen?|kann|k[öo]nnen) (?:ich|wir|er|sie|man)"
    r" (?:(?:gar|einfach|wirklich|auch) )*nicht(?: (?:mehr|leiden|ausstehen|sehen|h[öo]ren|haben))*"
    r"|hass(?:en?|t) (?:ich|wir|er|sie)"
    r"|(?:je n['’]en (?:veux|peux) plus|j['’]en ai (?:assez|marre)|je n['’]aime (?:pas|plus)(?: [çc]a)?|[çc]a suffit)"
    r"|(?:ya )?no (?:me gustan?|(?:los |las )?(?:quiero|soporto|aguanto))(?: m[áa]s)?"
    r"|non (?:mi piac(?:e|ciono)|(?:l[aei] |ne )?(?:voglio|sopporto|posso))(?: pi[ùu])?"
    r"|nie (?:lubi[ęe]|chc[ęe]|znosz[ęe]|cierpi[ęe])(?: ju[żz])?"
    r"|(?:gillar|vill|t[åa]l|l[äa]ser|orkar) (?:jag|vi|han|hon) inte(?: (?:l[äa]ngre|ha|med))*"
    r"|(?:wil|hoef|lees|lust) (?:ik|wij|we|hij|zij|ze) niet(?: meer)?)"
    r"(?=\s*(?:$|[.;!?|,:–—]|(?:but|thanks|please|thank you|any ?more|anymore|now|bitte)\b))",
    re.IGNORECASE,
)
"""What is named before it is turned down: "crime yes, serial killers no", "Krimis mag ich nicht mehr"."""
_POINTING = re.compile(
    r"^(?:it|that|this|those|these|them|they|which|das|es|die|den|dies\w*|sie|ihn|[çc]a|cela|eso|esto|est[ao]s"
    r"|quest[oaei]|quell[oaei]|to|tego|det|dat|who|something|anything|i|we)\b",
    re.IGNORECASE,
)
"""Names nothing that could be turned down."""
_REASON = re.compile(r"[\s,(–—:]*(?:because |since |as )?(?:i|we|i['’]?(?:m|ve)|my)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.;!?|]")
_TELLING_NO = re.compile(
    r"\b(?:oh|ah|uh|hell|god|heavens|why|or|and|so|well|thanks|definitely|absolutely|maybe|probably|ok|okay|hm+|say"
    r"|says|said|tell|tells|told|is|are|was|were|i|you|he|she|they|we|it|that|this|then|again|if|when)$|^(?:\w+) or$",
    re.IGNORECASE,
)
"""Before a "no" that answers or exclaims, and turns nothing down."""
_NEGATED_ABROAD = re.compile(
    r"\b(?:ich hasse|je d[ée]teste|je hais|odio|detesto|non sopporto|no soporto|j['’]aime pas|nichts?|außer|sauf"
    r"|(?:ne |n['’])?pas(?: d[e'’])?|ni|rien(?: de)?(?! qu)|aucune?|sin|nada(?: de)?|ningun[oa]?"
    r"|ningún|excepto|niente|tranne|(?:liever |echt )?(?:niets?|niks|nooit|geen|zonder)(?: (?:weer|nog (?:een"
    r"|meer)))?"
    r"|ik haat|behalve|n[ãa]o(?: quero)?|sem|nem|nunca|nenhuma?|exceto"
    r"|(?:byle |tylko )?nie(?: (?:chc[ęe]|lubi[ęe]|cierpi[ęe]|znosz[ęe]|toleruj[ęe]|mam ochoty na))?|bez"
    r"|ani|[żz]adn\w+|nic|nigdy|nienawidz[ęe]|opr[óo]cz|(?:hellre |absolut )?(?:inte|ej)(?: n[åa]got| n[åa]gon| med)?"
    r"|utan|inget|inga|ingen|aldrig|varken|avskyr|hatar|slipp(?:er|a)|f[öo]rutom)\b"
    r"(?! (?:que )?(?:ultra)?pass(?:e|em|ar)\b)"
    r"(?! (?:wi[ęe]cej|d[łl]u[żz]\w+|mniej|kr[óo]c\w+|ponad|mer|l[äa]ngre|mindre|[öo]ver|under"
    r"|unter|[üu]ber|vor|nach|sous|avant|apr[èe]s|antes|prima|sotto|mehr|onder|voor|na|meer|langer|minder|korter"
    r"|l[äa]nger|weniger|k[üu]rzer|plus|moins|más|menos|più|meno|mais)\b[^.;!?,]{0,20}\d)"
    r"(?P<rest>[^.;!?|,:–—]*?)"
    r"(?=$|[.;!?|,:–—]|\b(?:aber|sondern|bitte|mais|plutôt|pero|sino|ma|maar|alsjeblieft|graag|porém|ale|lecz|tylko"
    r"|prosz[ęe]"
    r"|[żz]eby|men|tack|sn[äa]lla|helst|g[äa]rna)\b|\b(?:i|oraz|och) (?:[^\W\d]+ )?(?:nie|inte|bez|utan)\b"
    r"|\b(?:und|en) (?:(?:auch|ook) )?(?:nicht|kein\w*|niet|geen)\b"
    r"|\b(?:e|et|y) (?:sem|n[ãa]o|nem|sans|pas|sin|senza|non)\b)",
    re.IGNORECASE,
)
"""The same in German, French, Spanish, Italian, Dutch, Portuguese, Polish and Swedish."""
_TOO = re.compile(r"\btoo (?P<much>[\w-]+)", re.IGNORECASE)
"""What is too much is not wanted, where a list knows it: "too gloomy", but not "too tired"."""
_OTHERWISE = re.compile(
    r"^except(?: that)?,? (?!for\b)(?:it['’]?s|they['’]?re|there['’]?s|(?:it|they|he|she|there|someone|somebody"
    r"|everyone|everybody)\b"
    r"|(?:set|told|written|with|in|on|at|from|by|for)\b"
    r"|(?:the|a|an|my|his|her|their) (?:\w+ ){1,3}?(?:is|are|has|have|gets?|goes|\w+s (?:in|on|at|out|up|down|to|with"
    r"|and|from|away|into|through|around|for|by|a|the)|isn['’]?t|doesn['’]?t|never|always)\b)",
    re.IGNORECASE,
)
"""Tells in what something is to be otherwise: "except it's funny", "except the heroine wins in the end"."""
_RELATIVE = re.compile(r" (?:that|which) ", re.IGNORECASE)
_FEARED = re.compile(
    r"\b(?:because|cause|coz|cos|as|since|otherwise|or else|weil|denn|sonst|parce qu(?:e|['’])|car|sinon|porque|si no"
    r"|perch[ée]|altrimenti|senn[òo]|want|omdat|anders|sen[ãa]o)\b,? ?(?:(?:i|we|ich|je|mi|ik|eu)\b[^.,;:!?]{2,40}?)?"
    r"\b(?:if|when(?:ever)?|wenn|si|s['’](?=il|elle)|quand|se|quando|cuando|als|wanneer)\b ?"
    r"(?:(?P<what>(?:it['’]?s?|they(?:['’]?re)?|there['’]?s?|some(?:one|body)|the (?:music|story|book|plot|words"
    r"|singer)"
    r"|es|sie|jemand|c['’]|[çc]a|ils?|elles?|het|er|ze|iemand)(?:\b|(?<=['’]))[^.,;:!?–—]{2,50}?)"
    r"(?: (?:i|i['’]\w+|we|ich|je|mi|me|ik|eu)\b[^.,;:!?–—]*|, [^.,;:!?–—]*|(?=[.,;:!?–—]|$))"
    r"|(?P<bare>(?:[èe]|sono|est[áa]|son|[ée]|for) (?:(?:troppo|muy|tan|muito|molto) )?[\w'’-]+)[^.,;:!?–—]*)"
    r"|(?:^|[.,;:–—]|\b(?:because|cos|since|as)) ?(?P<makes>(?!(?:something|anything|music|books?|songs?)\b)"
    r"(?:[\w'’-]+ ){0,2}?[\w'’-]+) (?:just |only |always |really )?(?:makes?|puts?|sends?|gives?|keeps?) (?:me|us)"
    r" (?:to sleep|straight to sleep|fall asleep|awake|up (?:all|at) night|cry|weep|sad|sick|ill|anxious|nervous"
    r"|queasy"
    r"|nightmares|a headache)\b",
    re.IGNORECASE,
)
"""A reason told by what else would happen: "because if it's dreamy I put my nose in the ink", "dreamy ones make me
cry"."""
_HARMLESS = re.compile(r"\b(?:don['’]?t|do not|not) (?:mind|know|care)\b|\bcan['’]?t (?:remember|decide|think"
                       r"|get enough)\b|\bwhy not\b"
                       r"|\bnot (?:sure|now|bothered|fuss(?:ed|y)|picky|long ago)\b|\bno (?:idea|matter|problems?"
                       r"|worries|preference|rush"
                       r"|hurry|fuss|pressure|clue|doubt|kidding|offen[cs]e|reason|bother|thanks|way|wonder)\b"
                       r"|\bnothing (?:fancy|special|specific|much|in particular|serious happened)\b"
                       r"|\bwithout (?:my|your|our)\b|\bwithout (?:waking|falling|having|needing|using|looking"
                       r"|leaving"
                       r"|moving|paying|thinking|getting|losing|going|making|feeling|knowing|being|disturbing"
                       r"|bothering)\b"
                       r"|\bnie (?:wiem|mam (?:poj[ęe]cia|czasu|zdania)|pami[ęe]tam|szkodzi|[śs]piesz\w+)\b"
                       r"|\b(?:vet|minns) inte\b|\binte s[äa]ker\b|\bingen (?:aning|br[åa]dska|roll)\b"
                       r"|\bnothing (?:in )?particular\b|\bnothing (?:more|better) than\b(?! [\dah])",
                       re.I)  # fmt: skip
_LEFT_OPEN = re.compile(
    r"\b(?:(?:(?:need|do|does)(?:n['’]?t| not)|(?:it|they) (?:doesn['’]?t|don['’]?t)) have to be|need(?:n['’]?t| not)"
    r" (?:necessarily )?be|not (?:necessarily|only|exclusively)|(?:even|also) (?:if (?:it['’]?s |they['’]?re "
    r"|it is )?)?not"
    r"|(?:muss|m[üu]ss(?:en|t)) (?:\w+ ){0,2}?nicht|nicht (?:unbedingt|nur|zwingend)|auch (?:wenn|gern\w*) nicht"
    r"|pas (?:forc[ée]ment|n[ée]cessairement|seulement|que)|m[êe]me pas|anche (?:se )?non|non (?:per forza"
    r"|necessariamente"
    r"|solo|soltanto)|aunque no|no (?:necesariamente|s[óo]lo|solamente|tiene que|hace falta que)|niet (?:per se"
    r"|alleen)"
    r"|hoeft (?:\w+ ){0,2}?niet|n[ãa]o (?:necessariamente|s[óo]|precisa)|mesmo que n[ãa]o"
    r"|nie (?:musi|koniecznie|tylko)|mo[żz]e (?:te[żz] )?(?:nie )?by[ćc]|beh[öo]ver (?:\w+ ){0,2}?inte"
    r"|inte (?:n[öo]dv[äa]ndigtvis|bara)|f[åa]r g[äa]rna)\b[^.;!?|,:–—(]*"
    r"|\b(?:ook|auch) [^.;!?|,:–—(]*\b(?:mag|darf|dürfen)\b|\b(?:may|can|could|mag|kan|darf|kann|k[öo]nnte|peut"
    r"|pourrait"
    r"|puede|pu[òo]|pode) (?:\w+ )?(?:also|as well|too|auch|ook|aussi|también|anche|também) be [^.;!?|,:–—(]*"
    r"|\b(?:mag|kan|darf|kann|k[öo]nnte|peut|pourrait|puede|pu[òo]|pode) (?:\w+ )?(?:auch|ook|aussi|también|anche"
    r"|também)"
    r"\b[^.;!?|,:–—(]*",
    re.IGNORECASE,
)
"""What need not be neither is asked for nor turned down: "anche non italiano", "not necessarily short"."""
_UNABLE = re.compile(
    r"\b(?:kann|konnte|k[öo]nnen|schaffe?|peux|peut|puis|arriv\w*|r[ée]ussi\w*)\b[^.;!?,:–—]*\b(?:nicht|ne pas"
    r"|n['’]\w+ pas"
    r"|pas)\b|\b(?:kan|kon|kunnen|lukt)\b[^.;!?,:–—]*\bniet\b|\bn[ãa]o (?:consigo|posso)\b"
    r"|\bnie (?:mog[ęe]|umiem|potrafi[ęe])\b|\bkan(?: \w+)? inte\b|\b(?:no|non) (?:me "
    r"|mi )?(?:puedo|logro|consigo|riesco|posso)\b",
    re.IGNORECASE,
)
"""What one cannot do is no thing that is not wanted, as in "ich kann nicht einschlafen"."""
_UNBEARABLE = re.compile(
    r"\b(?:ertragen|leiden|ausstehen|sehen|h[öo]ren|haben|supporter|sentir|voir|encadrer|soportar"
    r"|sopportare|verdragen|uitstaan|horen|zien|suportar|znie[śs][ćc]|s[łl]ucha[ćc]|patrze[ćc]|t[åa]la|h[öo]ra)\b",
    re.IGNORECASE,
)
_COMPLAINT = re.compile(
    r"(?:^|[.;!?,]\s*|\bbut )(?:it|that|this|they|these|those)(?: \w+)? (?:is|are|was|were)\s*$"
    r"|\bthere (?:is|are|was|were)\s*$",
    re.IGNORECASE,
)
"""Before a denial: what was shown is told to miss the wish, so the wish stands."""
_LACKING = re.compile(r"\b(?:who|whose \w+)(?:['’]?ve| have| has| had)(?: got)?\s*$", re.IGNORECASE)
"""Before what somebody lacks of whom it is to tell: "children who have no parents"."""
_DENIED_BEFORE = re.compile(r"(?:\bnot|n['’]?t)\b[^.;!?,]{0,60}$", re.IGNORECASE)
_OPPOSITE = {
    "over": "only", "above": "under", "more than": "under", "longer than": "under", "under": "over", "below": "over",
    "less than": "over", "fewer than": "over", "shorter than": "over", "at least": "under", "before": "since",
    "older than": "since", "earlier than": "since", "after": "until", "newer than": "until", "later than": "until",
}  # fmt: skip
"""Each no longer than what it stands for, so that places hold."""
_DENIED_BOUND = re.compile(
    r"\b(?P<deny>nothing|none|not|no|never|(?:do not|don['’]?t|can['’]?t|cannot|won['’]?t) (?:want|like|need"
    r"|read|have)"
    r"(?: anything| something)?)\b(?P<between>(?: (?!(?:nothing|none|no|not|never)\b)[\w'’-]+){0,4}?) "
    r"(?:(?P<length>over|above|more than|longer than|under|below|less than|fewer than|shorter than|at least)"
    rf"(?= (?:about |around )?(?:\d|an? (?:half|hour|minute|page|hundred|dozen)|half|(?:{'|'.join(NUMBERS)})\b))"
    r"|(?P<year>before|older than|earlier than|after|newer than|later than)(?= (?:the )?(?:1\d{3}|20\d\d)))\b",
    re.IGNORECASE,
)


_ANY_MORE = re.compile(r"\bany ?(?:more|longer)\b", re.IGNORECASE)
_SPOILT = re.compile(
    r"\b(?:(?:has|have|had|['’]s|['’]ve) )?(?:ruined|spoil(?:t|ed)|wrecked|killed|destroyed|poisoned) "
    r"(?P<what>[^.;!?,:–—]{2,40}?) for (?:me|us|good|ever|him|her|them)\b(?: for (?:ever|good|life))?"
    r"|\b(?:put|puts|turned) (?:me|us|him|her|them) (?:right |quite )?off (?P<off>[^.;!?,:–—]{2,40}?)"
    r"(?: (?:for (?:ever|good|life)|altogether|completely))?(?=$|[.;!?,:–—])"
    r"|\b(?:verdorben|verleidet)\b|\b(?:m['’]a|nous a) (?:gâché|dégoûtée? (?:de|du)) (?P<dis>[^.;!?,:–—]{2,40})",
    re.IGNORECASE,
)
"""What somebody or something has put them off: "my neighbour has ruined the piano for me"."""


def turned_bounds(text: str) -> str:
    """The text with bounds that are denied turned round: "nothing over 300 pages" becomes "only 300 pages", with or
    without "any more" behind it. It is as long as before, so that places hold."""

    def turned(match: re.Match[str]) -> str:
        bound = match["length"] or match["year"]
        opposite = _OPPOSITE[bound.lower()].ljust(len(bound))
        return f"{' ' * len(match['deny'])}{match['between']} {opposite}"

    found = _DENIED_BOUND.sub(turned, text)
    return found if found == text else _ANY_MORE.sub(lambda match: " " * len(match.group()), found)


def split_negations(text: str, titles: Iterable[tuple[int, int]] = ()) -> tuple[str, str]:
    """(what is wanted, what is not): both as long as the text, blanks where the other stands. A denial
    inside one of the `titles`, which are places in the text, is none."""
    text = _LEFT_OPEN.sub(lambda found: " " * len(found.group()), turned_bounds(text))
    wanted, unwanted = list(text), [" "] * len(text)
    within = {at for start, end in titles for at in range(start, end)}
    denials = [*_NEGATED.finditer(text), *(_NEGATED_ABROAD.finditer(text) if is_abroad(text) else ())]
    for match in denials:
        harmless = _HARMLESS.search(text, max(0, match.start() - 1), min(len(text), match.end() + 20))
        if match.start() in within or (harmless and harmless.start() < match.end()):
            continue
        if _tells_inability(text, match) or _wishes_for(text, match):
            continue
        start, end = match.span()
        if _OTHERWISE.match(match.group()):
            wanted[start : match.start("rest")] = " " * (match.start("rest") - start)
            continue
        if match.group().lower().startswith("without") and (other := _RELATIVE.search(text, start, end)):
            end = other.start()  # "music without singing that moves along" is to move along
        wanted[start:end] = " " * (end - start)
        unwanted[match.start("rest") : end] = text[match.start("rest") : end]
        _unsay(wanted, text, match)
    for match in _NAMED_FIRST.finditer(text):
        if not _TELLING_NO.search(match["rest"]) and not _POINTING.search(match["rest"]):
            start, end = match.start("rest"), match.end()
            wanted[start:end] = " " * (end - start)
            unwanted[start : match.end("rest")] = match["rest"]
    for match in _SPOILT.finditer("".join(wanted)):
        if group := next((one for one in ("what", "off", "dis") if match[one]), ""):
            start, end = match.span(group)
            unwanted[start:end], wanted[match.start() : match.end()] = text[start:end], " " * len(match.group())
    for match in _TOO.finditer("".join(wanted)):
        if fold(match["much"]) in vocabulary().terms:
            start, end = match.span("much")
            unwanted[start:end], wanted[match.start() : end] = text[start:end], " " * (end - match.start())
    for start, end, match in _fears("".join(wanted)):
        unwanted[start:end], wanted[match.start() : match.end()] = text[start:end], " " * len(match.group())
    return "".join(wanted), "".join(unwanted)


def surely_denied(text: str) -> str:
    """What a text denies in words that mean nothing else, or by its reasons."""
    plainly = (one["rest"] for one in _NEGATED.finditer(text) if _SURELY.match(one.group()))
    first = (one["rest"] for one in _NAMED_FIRST.finditer(text))
    return " ".join([*plainly, *first, *(text[start:end] for start, end, _ in _fears(text))])


def _fears(text: str) -> list[tuple[int, int, re.Match[str]]]:
    """What is feared, from and to, and the whole of the reason."""
    groups = ("what", "bare", "makes")
    found = [(*match.span(next(filter(match.group, groups))), match) for match in _FEARED.finditer(text)]
    return [one for one in found if not _is_asked_for(text[one[0] : one[1]], text[: one[2].start()])]


def _is_asked_for(what: str, before: str) -> bool:
    """Whether the reason says again what was asked for: "a short one, because if it's short I finish it"."""
    words = vocabulary()
    told = {word for word in fold(what).split() if word not in words.plain and word not in words.kinds}
    return bool(told & set(fold(before).split()))


def _unsay(wanted: list[str], text: str, denial: re.Match[str]) -> None:
    """Blanks what a reason behind a denial says again of it: "no cookbooks, I know my cookbooks by heart"."""
    words = vocabulary()
    denied = {one for one in fold(denial["rest"]).split() if one not in words.plain and one not in words.kinds}
    end = _SENTENCE_END.search(text, denial.end())
    for token in tokenise(text[denial.end() : end.start() if end else len(text)]) if denied else ():
        if token.folded in denied and _REASON.match(text, denial.end()):
            start = denial.end() + token.start
            wanted[start : denial.end() + token.end] = " " * (token.end - token.start)


def _tells_inability(text: str, denial: re.Match[str]) -> bool:
    """True for "ich kann nicht einschlafen"; false for what one cannot bear."""
    found = next((one for one in _UNABLE.finditer(text) if one.start() <= denial.start() < one.end()), None)
    clause = text[found.start() : denial.end()] if found else ""
    return bool(found) and _UNBEARABLE.search(clause) is None


def _wishes_for(text: str, denial: re.Match[str]) -> bool:
    """True where a denial asks for what it denies: "it is not rock", "it won't do without Abba"."""
    said = denial.group().lower()
    joined = re.match(r"(?:is|are|was|were)(?=n['’]?t)", said)
    before = text[: denial.start()] + (joined.group() if joined else "")
    twice = said.startswith("without") and _DENIED_BEFORE.search(before)
    lacking = said.startswith("no ") and _LACKING.search(before)
    return bool(twice or lacking or _COMPLAINT.search(before))
