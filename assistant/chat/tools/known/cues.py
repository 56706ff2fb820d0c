"""How people ask for what there is, what they did, and what is believed of them; for folded text."""

import re

STATUS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (status, re.compile(pattern))
    for status, pattern in (
        (
            "unread",
            r"\b(?:unread|unheard|unopened|untouched|not (?:yet )?(?:read|heard|opened|listened|finished|played)"
            r"|(?:havent|have not|never|not|nt) (?:yet )?(?:read|heard|opened|listened|finished|played|touched)"
            r"|left to (?:read|hear)|still to (?:read|hear)|ungelesen\w*|ungehort\w*|(?:noch )?(?:nicht|nie) gelesen"
            r"|(?:pas|jamais) (?:encore )?(?:lus?|ecoutes?))\b",
        ),
        (
            "aside",
            r"\b(?:aside|abandon\w*|g[ai]ve up|given up|dropped|dnf|(?:chuck\w*|threw|thrown|pack\w*) (?:\w+ )?in"
            r"|bail\w* (?:on|out)|quit(?: on)?|ditch\w*|beiseite\w*|abgebrochen|abandonnes?)\b",
        ),
        ("reading", r"\b(?:am i (?:currently )?(?:reading|in the middle)|(?:currently|still) reading|lese ich)\b"),
        (
            "disliked",
            r"\b(?:disliked?|hated?|(?:not|didnt|dont) (?:really )?lik\w+"
            r"|(?:rated|marked) (?:\w+ )?(?:badly|low|poorly|down)|banned|barred|banish\w*|vetoed|blacklist\w*)\b",
        ),
        ("liked", r"\b(?:liked?|loved?|favou?rites?|stars?|rated|gemocht|geliebt|gefallen|aimes?|preferes?)\b"),
        (
            "finished",
            r"\b(?:finish\w*|complet\w*|(?:did|have|had|ive) (?:i )?(?:\w+ )?(?:read|heard|listened|played)"
            r"|i (?:\w+ )?(?:read|heard|listened|played)|read (?:this|last|in|since|so far)"
            r"|gelesen|gehort|fertig|durch\w*gelesen|lus?|termines?|finis?|ecoutes?)\b",
        ),
    )
)  # fmt: skip
_WHERE = (
    r"(?: (?:(?:in|on|at|bei|im|auf|dans|sur|en|nella|sul|sugli|na|nas) (?:\w+ ){0,2}?(?:library|shel(?:f|ves)"
    r"|collection|bookcase|house|bibliothek|regal\w*|sammlung|bibliotheque|etageres?|biblioteca|estante\w*|libreria|scaffal\w*"
    r"|coleccion|collezione|colecao)|here|hier|ici|aqui|qui|bei (?:mir|uns)|chez (?:moi|nous)"
    r"|(?:since|this|these|lately|recently|today|seit|diese\w*|heute|depuis|cette|desde|esta|ultimamente|da|questa)"
    r" ?.*))*$"
)  # no words
WHATS_NEW = (
    r"^(?:(?:and|so|hey|hi|hello|ok|okay|well|und|na|also|hallo|et|alors|bonjour|salut|y|hola|e|ciao|ola) )*(?:"
    r"(?:whats|what is|what s) (?:all )?new|(?:is there )?(?:anything|any) new(?= (?:in|on|here|since|this|lately))"
    r"|(?:which|what) (?:\w+ )?(?:books?|novels?|songs?|albums?|music|papers?|documents?|ones?) (?:is|are) new"
    r"|was (?:ist|gibts|gibt s|gibt es|habe? ich)(?: (?:denn|alles|so|da))*(?: bei mir)? neu(?:es)?"
    r"(?: (?:dazu|hinzu|rein)?gekommen)?|(?:welche|gibts|gibt es) (?:\w+ )?(?:neuzugange|neuigkeiten)"
    r"|quoi de (?:neuf|nouveau)|(?:quest ce )?qu(?:oi|e|il)? ?(?:il )?y a(?: t il)? de (?:neuf|nouveau)"
    r"|quelles (?:sont les )?nouveautes|(?:il y a )?des nouveautes"
    r"|que (?:hay|tengo|tenemos) de nuevo|que hay nuevo|(?:que|hay) novedades(?: hay| tengo)?"
    r"|(?:che )?cos[ae] (?:ce|ho|abbiamo) di nuovo|(?:che|quali|ci sono) novita(?: ci sono)?"
    r"|o que (?:ha|tenho|temos) de novo|(?:que|ha) novidades(?: ha| tenho)?)" + _WHERE
)
"""Asks what came in last."""
ORDERS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (order, re.compile(pattern))
    for order, pattern in (
        (
            "recent",
            WHATS_NEW + r"|\b(?:(?:last |recently )?added|newest in|new in|came in|come in|whats new|reingetan)\b",
        ),
        ("newest", r"\b(?:newest|latest|most recent|neue?ste\w*|plus recent\w*)\b"),
        ("oldest", r"\b(?:oldest|earliest|alteste\w*|plus (?:vieux|ancien\w*|vieille))\b"),
        ("shortest", r"\b(?:shortest|briefest|thinnest|kurzeste\w*|plus courte?)\b"),
        ("longest", r"\b(?:longest|thickest|biggest|langste\w*|dickste\w*|plus (?:longue?|gros))\b"),
    )
)
HOURS = re.compile(r"\b(?:how many|how much|wie ?viele?|combien d) ?(?:hours?|minutes?|time|stunden|minuten|heures?)\b")
WHO = re.compile(r"\b(?:who|which (?:author|writer|composer|artist|band|musician)|wer|welche\w* (?:autor|komponist)\w*"
                  r"|quel\w* (?:auteur|compositeur))\b.*\b(?:most|meisten|plus)\b")  # fmt: skip
OF_ME = (
    r"\bwhat (?:else )?do (?:you|u) (?:know|think|believe|have) (?:about|of|on) me\b"
    r"|\bwhat (?:all )?(?:have (?:you|u)|youve|you have|you|u)(?: (?:got|have|actually|already))* ?(?:(?:got|noted"
    r"|written|stored|saved|kept|gathered|collected|learn(?:ed|t)|worked out|figured out|picked up)(?: down)? )?"
    r"(?:about|on|of) (?:me|my tastes?)\b"
    r"|\bwhat (?:do|would|did) (?:you|u) (?:reckon|think|believe|guess|say) (?:that )?(?:i|my tastes?) "
    r"(?:like|love|hate|dislike|enjoy|avoid|am into|is|are)(?: best| most)?$"
    r"|\bwhat (?:do i|i) (?:actually |really |generally )?(?:like|love|hate|dislike|enjoy|avoid)(?: and (?:dont|hate"
    r"|dislike|avoid))?(?: (?:as far as (?:you|u) (?:know|can tell|remember)|according to (?:you|u)|so far|do (?:you|u)"
    r" (?:think|reckon)|then|in your (?:view|opinion|eyes)|(?:going|judging) by .*|from what .*))*$"
    r"|\bwas (?:weisst|denkst|glaubst) du (?:\w+ ){0,2}?(?:uber|von) mi(?:ch|r)\b"
    r"|\bwas hast du (?:\w+ ){0,4}?uber (?:mich|meinen geschmack) (?:\w+ ){0,2}?(?:gespeichert|notiert|gelernt|gemerkt"
    r"|aufgeschrieben|herausgefunden|gesammelt)\b"
    r"|\bwas (?:mag|liebe|hasse) ich (?:(?:eigentlich|denn|so|uberhaupt|gern\w*) ?)*"
    r"(?:(?:soweit|soviel) du weisst|deiner meinung nach|nach deiner meinung|$)"
    r"|\bque (?:sais tu|savez vous) (?:de|sur) (?:moi|mes gouts)\b"
    r"|\b(?:qu ?est ce que (?:tu (?:sais|as (?:note|retenu|appris))|vous (?:savez|avez (?:note|retenu|appris)))"
    r"|qu ?as tu (?:note|retenu|appris)|tu sais quoi) (?:\w+ )?(?:de|sur) (?:moi|mes gouts)\b"
    r"|\bqu ?est ce que j ?aime(?: (?:d ?apres|selon) (?:toi|vous)| a ton avis)?$"
)
"""Asks what is believed of the person."""
WHAT_THERE_IS = re.compile(
    r"\b(?:what|which|any)(?: \w+){1,4} (?:(?:have|ve|has) (?:we|i|you)|do (?:we|i|you) (?:have|own)"
    r"|(?:is|are) there)\b"
)
ANOTHER_THERE = re.compile(
    r"\b(?:is|are) there (?:another|any other|some other|(?:any|some) more|anything else)\b"
    r".*\bon (?:the|my|our|these|your) (?:shelf|shelves)\b"
)
"""Asks for works of a sort among those that there are: “what other novel have we that is set there”."""
_WORKS = (
    r"(?:books?|novels?|stor(?:y|ies)|thrillers?|detectives?|poems?|poetry|comics?|memoirs?|music|songs?|tunes?|pieces?"
    r"|albums?|records?|playlists?|bucher|romane?|krimis?|lieder|musik|livres?|romans|chansons?|libros|canciones|canzoni)"
)
WORKS_OF_A_SORT = re.compile(
    rf"\b(?:other|more|any|some|which|what) (?:\w+ )?{_WORKS}\b.* (?:we|i|you) (?:have|own|got)\b"
    rf"|\b(?:other|any|some|more) {_WORKS} (?:we|i|you) (?:own|have|got)\b"
    rf"|\b{_WORKS} (?:about|on|with|for) (?:that|this|it|those)\b|\bsame sort of {_WORKS}\b"
    rf"|\b(?:wants?|wanted|fancies|after|looking for|needs?) (?:an? |some |the )?(?:\w+ ){{0,2}}?{_WORKS}\b"
    r"|\bwh(?:o|ich|at) else (?:\w+ )?(?:on|in) (?:these|those|my|our|the) (?:shel\w+|collection|library|books)\b"
    r"|\bwhich of (?:these|those|mine|my books|our books|my records)\b"
)
"""Asks for works of a sort, however it is put: “other songs we own that were a protest?”."""
MAKERS_OF_MINE = re.compile(
    r"^(?:and |so )?(?:which|how many|who) of (?:my|our) (?:authors|writers|poets|composers|singers|bands|musicians"
    r"|artists) (?:is|are|were|come|came)\b"
)
"""Counts makers, whatever was shown before."""
IN_THE_LINE = re.compile(
    r"\bwhat (?:(?:have|ve) (?:we|i|you)(?: got)?|do (?:we|i|you) have|is there)(?: \w+)?"
    r" (?:in the way of|by way of|in the (?:\w+ ){1,2}(?:line|way|department|section))\b"
)
"""Asks for works of a sort: “what have we in the crime line”."""
ALL_THERE_IS = re.compile(
    r"\b(?:all|everything|anything|whatever) (?:that )?(?:you|youve|weve|ive|we|i)(?: have| ve)? ?(?:got|have|own)$"
)
"""Names a subject, and asks for all there is."""
