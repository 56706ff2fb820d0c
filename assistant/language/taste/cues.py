"""How people say that they like or dislike something, in five languages; for folded text."""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_MUCH = r"(?:(?:really|just|simply|absolutely|rather|quite|so|very|always|still|truly|usually|also|ever|much|even) )*"
SPLIT = re.compile(
    r"[.;!?]+(?:\s+|$)|\s+[–—-]\s+|:\s+"
    r"|(?<!nything)(?<!verything),?\s+\b(?:but|however|although|though|whereas|while|yet|because|except that"
    r"|on the other hand|then again|aber"
    r"|sondern|jedoch|daf[üu]r|hingegen|weil|w[äa]hrend|mais|par contre|en revanche|parce que|pero|sino|porque"
    r"|ma|per[òo]"
    r"|perch[ée]|invece)\b,?"
    r"|,\s+(?=(?:so|these days|nowadays|now|lately|not|never|no|nothing|i|i['’]\w+|give me|anything|everything"
    r"|only|just"
    r"|and|or|as|heute|jetzt|ich|nur|kein\w*|nicht|und|je|j['’]\w*|pas|aujourd|maintenant|plus|et|ahora|nunca|me|mi"
    r"|adesso|non|solo|they|it|that|those|life|especially|less|fewer|more|too)\b)"
    r"|\s+and\s+(?=(?:now |these days )?(?:i|i['’]\w+|can['’]?t|cannot|never|no|nothing|not|hate|love|avoid"
    r"|detest|loathe"
    r"|can do without|skip|prefer)\b)"
    r"|\s+(?:und|et|y|e)\s+(?=(?:ich|hasste|hasse|mag|kein\w*|nichts?|nie|je|j['’]\w*|pas|jamais|no|nunca|odio"
    r"|non|mai)\b)",
    re.IGNORECASE,
)
"""Between two things that may be told of differently."""
DOUBLE = re.compile(
    r"\b(?:(?:do not|dont|never|did not|didnt) " + _MUCH + r"(?:dislike|hate|mind|avoid)"
    r"|(?:cannot|cant|can not|never|could not|couldnt) (?:seem to )?(?:get|have|read|hear) (?:quite )?enough(?: of)?"
    r"|nothing (?:more|better) than(?! (?:\d|an hour|one |two |three ))|nothing beats|(?:cannot|cant) (?:resist"
    r"|live without"
    r"|say no to|do without|put down)|(?:do not|dont|not) (?:just|only)(?: (?:like|love))?|no objections? to"
    r"|nothing against"
    r"|never (?:get |gets |grow |grows )?(?:tired|tire|bored|sick|weary|enough|say no)(?: of| to)?"
    r"|nicht genug (?:bekommen|kriegen)(?: von)?|nichts gegen|nie genug(?: von)?|rien contre|jamais assez (?:de|d)"
    r"|peux pas resister|no me canso de|non mi stanco (?:mai )?di)\b"
)
PAST = re.compile(
    r"\b(?:i )?(?:used to|once|formerly|in the past|as a (?:child|student|teenager|kid)|years ago|at first"
    r"|i had always"
    r"|id always|fruher|ehemals|avant|autrefois|jadis|antes|prima|una volta)\b(?: (?:really|always|never))?"
)
ENDED = re.compile(
    r"\b(?:not any ?more|no longer|not now|not these days|any ?more|gr(?:ew|own) out of|gone off|went off|going off"
    r"|got over|(?:was|were|is|are) (?:just |only )?a phase|over it|moved on from|lost (?:my taste|interest"
    r"|patience)(?: for| in| with)?"
    r"|fell out of love with|nicht mehr|keine\w* .{1,20} mehr|nimmer|ya no|(?:ne|n) .{1,20} plus|plus du tout|piu)\b"
)
AVERSE = re.compile(
    r"\b(?:(?:i|we|me|im|ive|id|my|it|he|she|they|ich|je|j|yo|io|mir|mich|es|c est|ca|am|are|is|was|have|had) )*"
    r"(?:"
    r"(?:do not|dont|did not|didnt|does not|doesnt|never|cannot|cant|could not|couldnt|wont|will not|not|isnt"
    r"|arent|aint"
    r"|hardly(?: ever)?|barely|rarely|seldom|no longer) "
    + _MUCH
    + r"(?:like|likes|liked|love|loved|enjoy|enjoyed|care (?:for|about)|care|want|need|read|finish"
    r"|listen(?: to)?|stand"
    r"|bear|stomach|abide|fond(?: of)?|into|interested(?: in)?|keen(?: on)?|(?:a )?(?:big |great )?fan(?: of)?|for me"
    r"|my (?:thing|cup of tea|scene|bag|taste|style|idea of \w+)|get (?:on with|into|along with|through|past)|do"
    r"|touch"
    r"|follow|sit through|put up with|relate to|make it through|survive|see the (?:point|appeal)(?: (?:of|in))?"
    r"|tolerate|take|handle|appeal|warm to|suit me|work for me|deal with"
    r"|(?:suggest|recommend|show|give|offer|bring|play)(?: me| us)?"
    r"|one for"
    r"|go near|cope with|worth|wild about|crazy about|in (?:it|this) for)"
    r"|(?:dislik|hat|detest|loath|despis|abhor|avoid|resent)(?:e|es|ed|s|ing)?|(?:can|could|would|id|rather)"
    r" (?:happily )?(?:do|live|go) without"
    r"|bored?(?: (?:by|of|with|to death by))|(?:get |grow |getting )?(?:tired|sick|weary|fed up|bored)(?: and tired)?"
    r" (?:of|with)|(?:had|have|got|ive had) (?:quite |more than )?(?:enough|my fill|it) (?:of|with|up to here with)"
    r"|enough of|no more|(?:scared|afraid|terrified|frightened|wary|suspicious) of|fear|dread|(?:have "
    r"|have a )?(?:trouble|hard time|struggle) with|struggle with|cant be (?:doing|bothered|dealing) with"
    r"|cannot be doing with|wont have|never (?:\w+ )?(?:could |can )?(?:got|get|getting) (?:on|along) with"
    r"|never could (?:abide|stand|bear)|(?:could|can) not abide|sick (?:at|to death of)|fobia a|tengo fobia"
    r"|du mal avec|la misere avec|(?:suis )?allergique (?:a|au|aux)|outgrown|outgrew|refuse(?: to read)?|resist"
    r"|drop|sleep through|keep your|spare me|(?:less|fewer)(?! than)|put off by"
    r"|allerg\w+ (?:to|gegen)|intoleran\w+ (?:of"
    r"|to)|immune to"
    r"|run(?:s)? a mile from|steer(?:s)? clear of|stay(?:s)? (?:away|clear) (?:from|of)|keep(?:s)? (?:away"
    r"|clear) (?:from|of)"
    r"|shy away from|(?:have |has |got )?no (?:patience|time|use|love|interest|taste|stomach|appetite|ear|head)"
    r" (?:for|in|whatsoever for)|life is too short for|lifes too short for|hard pass(?: on)?"
    r"|no thanks?(?: (?:you|to))?"
    r"|wish there (?:was|were) (?:less|fewer|no)|(?:give|gave) up on|skip(?:s)?(?: over)?|roll my eyes at|yawn at"
    r"|lose interest (?:in|when|as soon as)|wince at|shudder at|cringe at|draw the line at|fall asleep (?:over"
    r"|at|to|with)"
    r"|please no|leave out|keep .{1,30} away from me"
    r"|kann .{0,30}nicht (?:leiden|ausstehen|ab|ertragen|mehr (?:horen|sehen))|nicht (?:leiden|ausstehen|ertragen)"
    r"|mag (?:\w+ )?(?:nicht|kein\w*)|(?:mag|will|lese|hore|brauche|ertrage) (?:\w+ ){0,3}?(?:nicht|kein\w*"
    r"|nichts mit)"
    r"|hasse|verabscheue|meide|genug von|satt|uberdrussig|nichts fur mich|ungern|liegt mir nicht|gefallt mir nicht"
    r"|(?:ne |n ?)?(?:aime|supporte|lis|ecoute|veux) (?:\w+ )?(?:pas|plus|jamais|guere)|deteste|hais"
    r"|ai horreur (?:de|des)"
    r"|horreur (?:de|des|du)|marre (?:de|des|du)|assez (?:de|des|du)|lasse? (?:de|des|du)|fuis|evite"
    r"|no (?:me gusta\w*|soporto|aguanto|quiero)|odio|detesto|harto (?:de)?|evito|cansad\w (?:de)?"
    r"|non (?:mi piac\w+|sopporto|amo|voglio|leggo)|stufo di|stanc\w di"
    r")\b(?! than)"
)
"""Before what it is about."""
AVERSE_AFTER = re.compile(
    r"\b(?:(?:does not|doesnt|do not|dont|never|did not|didnt|no longer) (?:\w+ )?(?:grab|move|touch"
    r"|interest(?:s|ed)?"
    r"|speak to|do it for|excite|convince|thrill|reach|grip|appeal to|agree with|suit|work for|tempt|impress"
    r"|amuse|help"
    r"|make sense to|sit well with) (?:me|us)\b|(?:ruin|spoil|kill)s? (?:it|everything|the mood"
    r"|my evening)(?: for me)?\b"
    r"|(?:get|grow)s? old(?: (?:fast|quickly|very fast))?$|(?:can|may) stay on the shelf|(?:is|are|feels?) (?:\w+ )?"
    r"(?:overdone|done to death|a (?:bore|chore|slog|drag|pain|nuisance)|hard (?:to bear|work|going|to take)|cheap"
    r"|more than enough|plenty|where i (?:stop|draw the line))\b(?: for me)?)|\b(?:(?:always|usually|just|simply"
    r"|really|only|all|too|so|most of the time|these days|frankly) )*"
    r"(?:bore?s? (?:me|us)(?: (?:to (?:death|tears|sleep)|stiff|rigid|senseless|silly))?|boring(?: to me)?"
    r"|(?:is|are|was|were) (?:\w+ )?(?:wasted|lost) on me|(?:set|put)s? my teeth on edge|(?:get|got|grate|grind"
    r"|jar)s?"
    r" on my (?:nerves|ears|wick|goat)|(?:leave|left)s? me (?:cold|flat|indifferent|untouched)"
    r"|(?:do|does) nothing for me|(?:put|send)s? me (?:off|to sleep|straight to sleep)|turn(?:s)? me off"
    r"|(?:drive|send)s? me (?:mad|crazy|nuts|insane|up the wall|round the bend|spare)"
    r"|(?:make|give)s? me (?:cringe|yawn|sick|ill|nervous|queasy|sleepy|angry|shudder|cross|want to (?:scream|leave)"
    r"|a headache|headaches?|nightmares|the creeps|hives|indigestion|the shivers|toothache)|annoy(?:s|ed)? me"
    r"|irritate(?:s)? me|depress(?:es)? me|exhaust(?:s)? me|tire(?:s)? me|upset(?:s)? me|disturb(?:s)? me"
    r"|wear(?:s)? (?:me )?(?:thin|out)|lose(?:s)? me|repel(?:s)? me|disgust(?:s)? me|(?:is"
    r"|are) (?:a )?(?:turn ?off|torture"
    r"|no go|dealbreaker|deal breaker|tedious|tiresome|exhausting|tiring|boring|dull|dreary|grating|irritating"
    r"|annoying|depressing|pretentious|insufferable|unbearable|awful|dreadful|rubbish|off limits|out"
    r"|not for me|overrated|anathema|hell)"
    r"|(?<=\w )(?:exhausting|tedious|boring|dull|tiresome|insufferable|unbearable|grating|irritating|depressing)$"
    r"|(?<!not )(?<!never )(?<!nothing )(?:is|are|its|feels?|gets?|sounds?|s) (?!not |never )(?:\w+ )?(?:far "
    r"|way |much "
    r"|a bit |just )?too (?!good|short to)\w+(?: for (?:me|my \w+))?"
    r"|(?<!not )(?<!never )(?<!nothing )too (?:much|many|long|short"
    r"|sad|sentimental|loud|dark|slow|fast)"
    r"(?: for (?:me|my \w+))?|(?:gives?|give) me (?:the )?(?:hives|spots|creeps|ick)|(?:is"
    r"|are) (?:\w+ )*(?:mistake|crime)|(?:me )?donne\w* (?:des boutons|la migraine)|ertrage ich (?:nicht"
    r"|kein\w*)|dulde ich nicht|uberschlage ich|langweil\w* mich|ermudet mich|interessier\w+ mich nicht"
    r"|mi offend\w+|mi fa\w* (?:ansia|venire il \w+)|(?:nervt|nerven|stort|storen|langweilt|argert|deprimiert"
    r"|ermudet) mich"
    r"|(?:geht|gehen) mir auf (?:die nerven|den (?:keks|geist|wecker))|(?:lasst|lassen) mich kalt|(?:ist"
    r"|sind) nichts fur mich"
    r"|(?:ist|sind) mir (?:\w+ )?zu \w+|(?:zu|trop|troppo|demasiado) (?:\w+)(?: fur mich| pour moi| per me| para mi)?"
    r"|m ?(?:ennuie\w*|agace\w*|enerve\w*|endort|endorment|fatigue\w*)|me (?:laisse\w* froide?"
    r"|tape\w* sur les nerfs|aburre\w*"
    r"|cansa\w*|molesta\w*|enerva\w*|fatigue\w*)|mi (?:annoia\w*|stanca\w*|da fastidio|danno fastidio|irrita\w*"
    r"|innervosi\w+))\b"
)
"""Behind what it is about."""
FOND = re.compile(
    r"\b(?:(?:i|we|im|ive|id|my|me|am|have an|have a|have|had|ich|je|j|yo|io|mir|will|would|do|still|now|also"
    r"|these days"
    r"|nowadays) )*"
    + _MUCH
    + r"(?:(?:like|love|adore|enjoy|prefer|treasure|cherish|favou?r|relish|worship|devour|welcome|appreciate|want)"
    r"(?:s|d|ed|ing)?(?: to (?:read|hear|listen to))?|(?:fond|enamou?red|a (?:big |great )?(?:fan|lover|admirer)) of"
    r"|(?:keen|big|hooked|sweet) on|into|partial to|addicted to|mad about|crazy about|obsessed with|devoted to"
    r"|in love with|interested in|drawn to|open to|happy (?:with|to have)|sucker for|weakness for|soft spot for"
    r"|taste for"
    r"|passion for|appetite for|thing for|live for|swear by|lap up|eat up|seek out|look for|always up for|up for"
    r"|coming round to|come round to|warmed? (?:up )?to|taken to|made (?:my )?peace with|(?:i )?was wrong about"
    r"|make an exception for|changed my mind about|give me|bring on|more of|all for|all about|the more"
    r"|favou?rites? (?:is|are)|cant beat"
    r"|liebte|liebe|mochte|mag|schwarme fur|stehe auf|begeister\w+ (?:fur|von)|lese (?:am liebsten|gern\w*)"
    r"|hore (?:am liebsten|gern\w*)"
    r"|gern\w*|am liebsten|bevorzuge|faible fur|schwache fur|freue mich (?:uber|auf)|j?aime(?: bien| beaucoup)?"
    r"|j?adore|prefere"
    r"|raffole de|passionne\w? (?:de|par)|faible pour|me gusta\w*|me encanta\w*|prefiero|me apasiona\w*|mi piac\w+"
    r"|preferisco|vado pazz\w per|amo|adoro)\b"
)
FOND_AFTER = re.compile(
    r"\b(?:(?:i|we) (?:(?:really|simply|just|always) )?(?:lap up|love|adore|enjoy|devour|eat up|like|cant resist"
    r"|live for)"
    r"|(?:is|are) (?:(?:now|always|absolutely|totally|perfectly|very|more than|all|quite|actually"
    r"|just) )*(?:fine|ok|okay"
    r"|welcome|allowed|great|wonderful|my (?:thing|favou?rites?|jam|cup of tea|weakness|great love|passion)"
    r"|right up my (?:street"
    r"|alley)|good|lovely|bliss|heaven)(?: (?:by|with|for) me)?(?: after all)?|(?:has|have) (?:\w+ )?grown on me"
    r"|(?:make|makes) (?:me happy|my day)|(?:cheer|cheers|lift|lifts) me(?: up)?|any ?(?:day|time)|(?:calm|calms"
    r"|soothe|soothes)"
    r" me|(?:move|moves|delight|delights|thrill|thrills|fascinate|fascinates|captivate|captivates|touch|touches) me|"
    r"liebe ich|mag ich|lese ich gern\w*|hore ich gern\w*|gefallt mir|gefallen mir|finde ich (?:toll|wunderbar|gut)"
    r"|me (?:plait|plaisent|ravit|ravissent|passionne\w*|fascina\w*|encanta\w*)|mi (?:affascina\w*|appassiona\w*))\b"
)
PREFERRED: tuple[re.Pattern[str], ...] = (
    re.compile(
        r"^(?:i (?:like|love|read|want|take|prefer) )?(?P<more>.+?) (?:rather than|instead of|statt|plutot que|mas que"
        r"|piuttosto che) (?P<less>.+)$"
    ),
    re.compile(
        r"\b(?:prefer\w*|rather(?: (?:read|hear|listen to|have))?|lieber|prefere\w*|plutot|prefiero|preferisco"
        r"|sooner)"
        r" (?P<more>.+?) (?:to|over|than|rather than|instead of|als|aux?|a|que|statt|antes que"
        r"|al posto di) (?P<less>.+)$"
    ),
    re.compile(r"^(?:give me |i choose |i take )?(?P<more>.+?) over (?P<less>.+?) (?:any ?(?:day|time)|every time)$"),
)
EXCEPTED = re.compile(
    r"\b(?:except(?: for| perhaps)?|unless|apart from|other than|save for|with the exception of|ausser|bis auf|sauf"
    r"|a part|excepto|salvo|menos|tranne|a parte)\b"
)
BACKGROUND = re.compile(
    r"^(?:as|being) an? \w+$"
    r"|^(?:i|im|ive|we|my|as an?|being an?|ich|je|j|soy|sono) (?:am an? |am |teach|work|live|was|used to work"
    r"|have (?:two|three"
    r"|small|young|a)|had|grew up|play(?: the)?|study|studied|lost|bin|arbeite|unterrichte|suis|travaille|enseigne)\b"
)
"""Tells of the person and not of a taste, where another part of the sentence does that."""
META = re.compile(
    r"\b(?:(?:(?:please|just|can you|could you|so) )*(?:write|put|keep|note|mark|file|bear|hold|save|remember|log) "
    r"(?:(?:that|this|it|them|one)\b(?: (?:down|in (?:mind|my (?:file|profile)|your head)|on record|for good|forever"
    r"|somewhere(?: permanent)?))*|down|in mind|on record)(?: please)?|(?:mind|remember|note) (?:that|this)$"
    r"|just so (?:you|u) know|for the (?:record|future)|from now on|as a rule|general principle"
    r"|standing order|house rule|btw|by the way|fyi|just saying|mind you|if you would|for (?:ever|good|always)"
    r"|(?:thats|this is) (?:permanent|for (?:always|ever|good))|permanent(?:ly)?|(?:i have )?decided|in general"
    r"|without exception"
    r"|i (?:always )?forget to tell you|did i (?:ever )?(?:tell|mention)(?: you)?|let me tell you|you should know"
    r"|mer(?:k|ke|ken sie|kt) (?:dir|sich|euch)?(?: das| bitte)*|bitte (?:merken|notieren)|merken|fur (?:immer"
    r"|die zukunft)"
    r"|grundsatzlich|das durfen sie so festhalten|nehmen sie zur kenntnis(?: dass?)?|notier\w*(?: dir)?(?: das)?"
    r"|retiens(?: le| ca)?|retenez(?: le)?|a retenir|gardez? (?:ca|cela|le) en (?:note|tete)|notez?(?: le"
    r"| ca)?(?: en grand)?"
    r"|je vous prie|s il (?:te|vous) plait|apunta(?:lo)?|acuerdate(?: que| de)?|guarda esto|recuerda(?: que)?"
    r"|q(?:ue)? conste"
    r"|segna(?:telo|ti)?|si ricordi|ricorda(?:ti)?(?: che)?|per cortesia|di regola|se lo scriva)\b"
)
"""Says only that something is to be kept, or how firmly it is meant."""
TELLING = re.compile(
    r"^(?:i|im|ive|ill|id|you|he|she|it|its|they|we|thats|that|this|there|one has|my (?:\w+ )?(?:is|are|says|has)"
    r"|oh|ok|okay|fair|good|well|yes|no|fact|true|weird|always|never|ever|ich|du|er|sie|wir|es|je|tu|il|elle"
    r"|nous|ca|c"
    r"|yo|lo|io)\b"
)
"""Opens a clause that tells of something else than a thing that is liked."""
NEGATED = re.compile(
    r"\b(?:kein\w*|ohne|nie(?:mals)?(?: wieder| mehr)?|nichts (?:mit|uber|von|wo)|bloss nicht|sans|pas (?:de|d)"
    r"|plus (?:aucun\w*"
    r"|de|d)|aucun\w*|jamais (?:de|d)|rien (?:de|avec|sur)|sin|ni un\w*|nada (?:de|con)|ningun\w*|nunca|senza"
    r"|niente(?: che)?"
    r"|nessun\w*|mai)\b (?P<rest>.+)$"
)
DENIED = re.compile(r"(?<=\w )(?:no(?! (?:more|less))|nope|nein|never|not|nie|non|jamais|c ?est non|nunca|mai)$")
AGREED = re.compile(r"(?<=\w )(?:yes|yep|ja|oui|si|always|immer|toujours)$")
EDGES = _words("""
    a an the i im ive id we me my to for with about of on in is are be am was were it its that these those they them
    this please anything everything something things stuff so and or also just really very now days nowadays lately
    inzwischen mittlerweile meistens
    still too remember note mind always usually generally when if there as well after all by much more most way where
    who which find finds have has had seem seems feel ich mir mich es das die der den dem und auch nur sehr heute jetzt
    fruher je j de des du la le les l un une c est ca et que qui aujourdhui y el los las lo il gli i e una ne n pas
    finde
""")
"""Small words that say nothing at the edge of what is liked or not."""
