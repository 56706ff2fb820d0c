"""How people change a wish that is under way; for folded text."""

import re

_WHAT = r"(?P<what>(?:[\w-]+ ){0,3}?[\w-]+?)"
_END = r"(?= (?:and|but|though|just|if|any ?more|either|also|aber|nur|mais)\b|$)"
_AFTERWARDS = r"(?: (?:by me|with me|after all|too|now|again|for me))*"
LIFTING: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?:(?:it|they|that) )?(?:neednt|need not|(?:doesnt|does not|dont|do not|didnt) (?:have|need|got) to"
        r"|no need (?:to|for it to)|not necessarily|does not need|doesnt need)(?: be)?(?: (?:all|so|that|in))* "
        + _WHAT
        + _END,
        r"\b(?:muss|braucht) (?:auch |ja )?nicht(?: unbedingt)?(?: auf)? " + _WHAT + r" sein\b",
        r"\bpas (?:besoin|oblige|forcement)(?: que ce soit| d etre| de)?(?: en)? " + _WHAT + _END,
        _WHAT + r" (?:is|are|would be|can be) (?:actually |also |totally |perfectly )?"
        r"(?:fine|ok|okay|allowed|welcome|all right|alright|no problem)\b" + _AFTERWARDS,
        _WHAT + r" (?:ist|sind|ware) (?:auch |doch )?(?:egal|erlaubt|in ordnung|ok|okay)\b",
        r"\b(?:drop|lift|remove|ignore|forget|never mind|scrap|cancel|strike|vergiss|oublie)"
        r" (?:(?:the|that|about|my|das mit|die|den|le|la|avec) )*"
        + _WHAT
        + r"(?: (?:limit|constraint|part|thing|bit|condition|rule|filter|requirement|restriction|business))?"
        r"(?: for (?:now|the moment))?$",
        r"\b(?:the )?" + _WHAT + r" (?:does not|doesnt|do not|dont) matter\b",
        r"\bno matter how " + _WHAT + _END,
        r"\bi (?:dont|do not) (?:mind|care)(?: (?:about|how|if its|if it is|the))* "
        + _WHAT
        + r"(?: (?:it is|they are|after all|any ?more|at all))*$",
        r"\b(?:it|they) (?:can|may|could) (?:also |now )?be "
        + _WHAT
        + r"(?: (?:if you like|again|now|too|after all))+$",
        r"\bwith " + _WHAT + r" (?:after all|again)$",
    )
)
"""Each tells by `what` of which condition it is."""
ANY = re.compile(r"\bany (?P<what>kind|length|language|year|mood|genre|period|author)\b")
GROUPS = {
    "kind": "kind", "length": "length", "long": "length", "short": "length", "pages": "length", "hours": "length",
    "minutes": "length", "size": "length", "language": "language", "translation": "language", "year": "years",
    "years": "years", "old": "years", "new": "years", "age": "years", "period": "years", "date": "years",
    "century": "years", "mood": "mood", "genre": "genre", "author": "creator", "writer": "creator",
    "composer": "creator", "artist": "creator", "lange": "length", "sprache": "language", "jahr": "years",
    "longueur": "length", "langue": "language", "annee": "years",
}  # fmt: skip
"""Words for what a condition is about."""
KNOWN = re.compile(
    r"\b(?:i|we)(?: have|ve|d| had)?(?: already| just| only| once| long since)*"
    r" (?:read|know|knew|heard|own|had|finished|done|listened to|played|saw|seen)\b"
    r"|\b(?:already|alr) (?:read|know|heard|seen|had|own|finished)\b|^(?:read|heard|seen|know) (?:it|that|this"
    r"|them|those)\b"
    r"|\bby heart\b|\b(?:schon|bereits|alle[ns]?) (?:gelesen|gehort)\b|\bkenne? (?:ich|schon|alles|alle)\b"
    r"|\bich kenne\b|\b(?:deja|tous|tout) (?:lus?|ecoutes?)\b|\bje (?:le |la |les |l )?connais\b"
)
"""What they know already is not to come back."""
NOT_KNOWN = re.compile(
    r"\b(?:have|had|did|do) (?:i|we)\b"
    r"|\b(?:never|not|havent|hvnt|nt|nicht|jamais|pas|want to|like to|to) (?:\w+ )?(?:read|heard|know|lu)\b"
)
THAT = re.compile(
    r"\bnot (?:that|this|the (?:first|second|third|fourth|fifth|last)|it)(?: one| book| song| album| piece| track)?"
    r"(?! (?:author|writer|composer|artist|band|singer|long|short|sad|loud|noisy|dark|heavy|light|slow|fast|funny"
    r"|scary|new|young|serious|modern|happy|gloomy|much|many|old|one of))\b"
    r"|\b(?:nicht (?:das|dieses|den|diesen|der|die)|pas (?:celui|celle) la|pas ca)\b"
)
THOSE = re.compile(
    r"\b(?:not (?:these|those|them|any of)|none of (?:these|those|them)|(?:these|those|them|both|all"
    r"|every)\b.*\b(?:read"
    r"|know|heard|seen)|(?:read|know|heard|seen|had|done)(?: \w+)? (?:these|those|them|both|all|every|everything)"
    r"|all (?:of )?(?:his|hers|her|theirs|their|them|these|those)|everything)\b"
)
"""More than one are meant."""
HIS = re.compile(
    r"\b(?:of|by|from) (?:his|hers|her|him|theirs|them|the same|that (?:author|writer|composer|artist|band|man"
    r"|woman))\b"
    r"|\b(?:his|her|their) (?:other|others|books?|works?|music|stuff|novels?|albums?|songs?|pieces?|things"
    r"|poems?|plays?)\b"
    r"|\bsame (?:author|writer|composer|artist|band|creator|singer|poet)\b"
    r"|\b(?:has|have|had|did|does|do) (?:he|she|they) (?:\w+ )?(?:writt?en|write|do|done|made|make|record\w*|compos\w*"
    r"|publish\w*|sung|sing) (?:any\w*|some\w*|more|other\w*|another)\b"
    r"|\b(?:what|anything|which|any|some) (?:\w+ )?(?:else|others?|more) (?:has|have|did|does|do) (?:he|she|they)\b"
    r"|\b(?:von (?:ihm|ihr|ihnen)|desselben|derselben|demselben (?:autor|komponisten)|de (?:lui|cet auteur)|d elle"
    r"|meme (?:auteur|compositeur|artiste))\b"
)
OTHER_MAKER = re.compile(
    r"\b(?:some|any) ?(?:one|body) (?:else|different|new)\b|\b(?:another|different|other|new) (?:author|writer"
    r"|composer"
    r"|artist|band|creator|singer|poet|musician)s?\b|\bnot (?:by )?(?:him|her|them|that (?:author|writer"
    r"|composer|artist"
    r"|band|guy|man|woman|bloke|lady|singer)|the same (?:author|writer|composer|artist|band))\b"
    r"|\b(?:jemand(?:en)? ander\w+|ander\w+ (?:autor|komponist|kunstler)\w*|nicht (?:von )?(?:ihm|ihr|dem autor)"
    r"|quelqu ?un d autre|un autre (?:auteur|compositeur|artiste)|pas (?:lui|elle|cet auteur))\b"
)
LIKE_THESE = re.compile(
    r"\b(?:same|similar|that|this) (?:\w+ )?(?:haze|mood|feel|feeling|vibe|style|spirit|atmosphere|sound|tone|humou?r"
    r"|kind|sort|dread|energy|warmth|voice|wit|cleverness|pace|period|spirit|way)\b|\bof (?:that|this) (?:kind"
    r"|sort)\b"
    r"|\bin (?:that|this|the same) (?:vein|style|line)\b|\bmore (?:like|of) (?:these|those|them)\b"
)
LEAVING = re.compile(
    r"\b(?:(?:completely|entirely|totally|altogether|wholly|quite) (?:different|new|else)"
    r"|(?:different|else|new|other) (?:entirely|altogether|completely|topic|subject)"
    r"|change (?:of|the) (?:subject|topic|scene|mood|plan)|new (?:topic|subject|question)|forget (?:all )?(?:that"
    r"|this)"
    r"|(?:etwas |was )?(?:ganz|vollig|komplett) (?:was |etwas )?ander\w*|themenwechsel|anderes thema"
    r"|(?:tout autre chose|quelque chose de (?:tout a fait|completement|totalement) different|complet\w* autre chose"
    r"|changeons de sujet|rien a voir)|algo (?:completamente|totalmente|muy) (?:distint|diferente)\w*"
    r"|(?:qualcosa di )?(?:completamente|totalmente|del tutto) divers\w*)\b"
)
"""Leaves what was asked for: "something completely different"."""
OCCASION = re.compile(
    r"\b(?:(?:something|anything|music|songs?|a book|books?|stories|one) )?(?:to (?:fall asleep|sleep|relax|unwind"
    r"|wake up"
    r"|dance|work|study|cook|clean|run|drive|cheer|read (?:on|in|at|to|before)|listen to (?:on|in|at|while))"
    r"|for (?:tonight|today|tomorrow|this (?:evening|afternoon|morning|weekend)|bed ?time|a (?:rainy|long|quiet"
    r"|dinner|party"
    r"|walk|friend|gift|present|trip|journey)|the (?:train|plane|beach|holidays?|journey|evening|weekend|garden"
    r"|kitchen|road"
    r"|gym|car|bath|flight|kids|children)|my \w+|\w+ing\b)|while (?:i|im|we|you|\w+ing)\b|before (?:bed|sleep\w*)"
    r"|(?:on|at|in) the (?:train|plane|beach|bus|flight|gym|bath|garden)"
    r"|(?:zum|beim) \w+en|fur (?:heute|den|die|das|meine\w*|einen|eine)|vor dem (?:schlafen|einschlafen)|im (?:zug"
    r"|bett"
    r"|urlaub|garten)|pour (?:dormir|m endormir|ce soir|les? (?:vacances|voyage|train|soir|plage)|la plage|cuisiner"
    r"|travailler"
    r"|danser|mon|ma|mes|un|une|me|se)|dans le train|a la plage|para (?:dormir|esta|las?|mi|cocinar|trabajar|un|una)"
    r"|per (?:dormire|stasera|le|il|mia|mio|cucinare|lavorare|un|una))\b"
)
"""For when or for what something is to be: who tells that wishes anew."""
ANAPHORIC = re.compile(
    r"\b(?:it|its|them|that|those|these|this|they|ones?|same|similar|more like|another|again|mine|davon|dieselben?"
    r"|solche\w*"
    r"|ca|cela|ceux|celles?|celui|pareil)\b"
)
"""Points at what was shown."""
FRESH = re.compile(
    r"^(?:(?:ok|okay|so|now|then|well|right|and|but|please|hm+|alright|great|thanks|thank you|lovely|hi|hey) )*"
    r"(?:i (?:want|need|fancy|feel like|would like|am looking for|m looking for|d like|am after)|id (?:like|love)"
    r"|im (?:looking|after|in the mood)|in the mood|find|recommend|suggest|give me|show me|got any|have you"
    r"|have i|do i|play"
    r"|what should|looking for|which|what (?:do|have|can|could)|can you|could you|ich (?:mochte|will|suche"
    r"|brauche|hatte)"
    r"|je (?:veux|voudrais|cherche)|jai envie|quiero|busco|vorrei|cerco|a (?:book|novel|song|piece|record|story)"
    r"|an album|some (?:music|jazz|books?|songs?)|something (?:to|for|about|with|by))\b"
)
"""Opens a wish of its own."""
GOING_ON = re.compile(
    r"^(?:and|but|also|only|just|make (?:it|them|that)|nothing|no|not|without|in|from|less|more|a bit|a little|bit"
    r"|same|or|with|rather|instead|even|still|too|by|older|newer|preferably|ideally|maybe|perhaps|longer|shorter"
    r"|set|on"
    r"|what about|how about|i meant|i mean|actually|hm+|lovely|und|oder|aber|auch|nur|kein\w*|ohne|mit|auf|von"
    r"|nicht|lieber|was ist mit|wie ware|et|ou|mais|aussi|sans|pas|plutot|plus|moins|avec|en|seulement|rien|nichts"
    r"|mas|menos|sin|con|pero|y|solo|piu|meno|senza|ma|e|soltanto)\b"
    r"|\b(?:instead of|rather than)\b"
    r"|\b(?:then|instead|maybe|perhaps|please|if possible|if you can|though|too|either|rather|not so|after all"
    r"|same (?:thing|again|but)|than (?:that|this"
    r"|those|these)"
    r"|than (?:the|your) \w+|dann|stattdessen|sondern|alors|plutot)$|\b(?:older|newer|shorter|longer|slower"
    r"|faster|happier"
    r"|sadder|lighter|darker|calmer|quieter|livelier|funnier|scarier|kurzer|langer|alter|neuer|ruhiger"
    r"|trauriger) than\b"
)
"""Changes the wish under way: it opens with a joint, ends with one, or compares with what was shown."""
MEANT_KIND = re.compile(
    r"^(?:(?:and|but|ok|okay|so|no|sorry|hm+|lovely|nice|great|well|thanks|oh|actually|und|et) )*"
    r"(?:what about|how about|i meant|i mean|and|or|now|as|was ist mit|wie ware es mit|et)\b"
    r"|\b(?:instead|then|rather|though|dann|stattdessen|lieber|plutot|alors)$"
)
"""Asks for another kind of thing for the same wish."""
REMOVING = re.compile(
    r"\b(?:(?:please |can you |could you )*(?:take|throw|kick|chuck|cut|get|leave|weed) (?:out|off|away|rid of)"
    r"|remove|delete|drop"
    r"|lose|ditch|bin|nimm|wirf|streiche?|l[öo]sche|enl[èe]ve[zr]?|retire[zr]?|supprime[zr]?)\b"
    r"(?:\s+(?:all|any|every|alle|tout(?:es)?))?(?:\s+(?:of\s+)?(?:the|those|die|les))?"
    r"(?:\s+(?:ones?|things?|pieces?|songs?|tracks?|books?|items?|anything|everything))?"
    r"(?:\s+(?:with|that\s+(?:are|have|has|is)|which\s+(?:are|have)|by|from|about|mit|von|avec|de))?",
    re.IGNORECASE,
)
"""Asks to take something out of a list; what it is stands behind."""
ADDING = re.compile(
    r"\b(?:add|append|put (?:in|on|some)|include|extend|(?:two|three|four|five|a few|some|\d+) more|another|swap"
    r"|replace|exchange"
    r"|f[üu]ge|erg[äa]nze|noch (?:zwei|drei|ein\w*)|ajoute[zr]?|encore)\b",
    re.IGNORECASE,
)
