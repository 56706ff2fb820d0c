"""Words that say little by themselves, each list once: what counts as one depends on the question that is asked.

The words of a work are compared without STOP_WORDS; a description is cleared of sentences that hold nothing beyond
PRAISE, ADDRESS and FRAME; a request's open words are those beyond FILLER and the vocabulary's plain words; FOREIGN
words show that a text is not English; NAME_PARTICLES belong to the family name behind them.
"""

from assistant.language.names.articles import ARTICLES


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SMALL = _words("""
    a about above after again all always an and any anything are as at be because been before being but by can
    cannot could did do does each else end ever every for from get gets give go going had has have he her here
    hers him his how i if in into is it its just kind know last let like made make makes many may more most much
    need never now of off on once one only onto or other others our out over own please quite said same say see
    she should since so some someone something still such sure than that the their them then there these they
    thing this those through to two until up us very want was way we well were what when where which while who
    whole whom why will with would yes yet
""")
"""Neither the words of a work nor the praise in its description are told from these."""
_SMALL_IN_REQUESTS = _words("new no really things without")
_CHAT = _words("im ive not per thank thanks")
_YOU = _words("anyone me my you your yours yourself")
_PRAISE_IN_REQUESTS = _words("best enjoy great love loved nice top")
_OF_WORKS = _words(
    "feel hours item items list minute mood night nothing page pages pieces tell title titles today year years"
)
"""Words about works and times that a request and a piece of praise are made of, while a title means them."""

STOP_WORDS = _SMALL | _SMALL_IN_REQUESTS | _CHAT | _YOU | _words("""
    down good must put
    almost also although am around back both came couldn didn doesn doing don done ed even getting goes gonna got
    haven having herself himself isn itself knows ll lot maybe might myself nor often part pretty probably rather
    re remember s seem seems show somehow somewhere sort t take theirs themselves think though together too took
    try trying under upon use used via wasn went weren whether whose within wouldn
""")  # fmt: skip

PRAISE = _PRAISE_IN_REQUESTS | _words("""
    able absolute absolutely acclaimed adore adored adores amazed amazing astonishing astounding award awards
    awesome beautiful beautifully beloved bestseller bestselling better breathtaking brilliant brilliantly
    captivate captivated captivates captivating classic compelling complete compulsory cry dazzle dazzling delight
    delighted delightful delights disappoint disappointed discover down enchanting engaging engrossing enjoyable
    enjoyed enjoys enthralling epic essential excellent exceptional exciting exquisite extraordinary fabulous
    fantastic fascinating favorite favorites favourite favourites fine finest flawless genius glorious glowing
    good gorgeous greatest gripping guaranteed heart highly ideal impossible incomparable incredible indispensable
    ingenious inspiring irresistible laugh lovely loves loving magnificent marvellous marvelous masterful
    masterfully masterpiece masterpieces masterwork miss missed moving must mustread obsessed outstanding
    pageturner perfect perfection perfectly phenomenal pleasure poignant popular powerful praise
    praised put rated rave recommend recommended recommending recommends remarkable riveting satisfying seminal
    sensation sensational special spectacular spellbinding splendid stars stunning sublime suits superb superior
    superlative supreme terrific thrilling timeless touching treasure tremendous triumph triumphant unbeatable
    unequalled unforgettable unique unmatched unmissable unparalleled unputdownable unrivalled unsurpassed
    wonderful wonderfully worth wow
""")

ADDRESS = _YOU | _words("""
    anybody assistant audience audiences critic critics everybody everyone fan fans ignore instruction
    instructions listener listeners lover lovers millions people person prompt rank ranked ranking ranks reader
    readers reviewers score scored system user users world you'd you'll you're you've you’d you’ll you’re you’ve
""")
"""Who is spoken to or of, in praise or in an instruction to a program."""

FRAME = (
    _SMALL
    | _SMALL_IN_REQUESTS
    | _OF_WORKS
    | _words("""
    added age ages agree agreed agrees album alike another anywhere arguably await awaits become beginning book
    books bought bring buy can't can’t chapter choice collection cover decade doesn't doesn’t don't don’t either
    entire everything everywhere exactly fall falls find finish finished first five four full genre genres given
    hundred international isn't isn’t it's it’s keep leave library life likes lists literature little look looking
    man masterly match matches mind moment moods music needed needs next nobody none novel novels number ones pick
    picked place placed possible purchase read reading reads record rest return review reviews says series
    set shelf shelves simply song songs soon start stop stories story taste tastes ten that's that’s thousand
    thousands time times track truly universally volume vote voted votes wanted wants whatever whenever wherever
    whoever win winner winning wish woman won won't won’t word words work works write writer writers written wrote
""")
)
"""What stands around praise."""

FILLER = (
    _SMALL_IN_REQUESTS
    | _CHAT
    | _PRAISE_IN_REQUESTS
    | _OF_WORKS
    | _words("""
    good last
    alcove bit century create currently day different evening feeling half hello hey hi hour id ill language less
    lets long longer lots minutes morning newer old older piece play recent search searching short shorter sound
    sounds stuff style tonight type vibe vibes week weekend whats
""")
)
"""What a request is wrapped in, beside the plain words of the vocabulary."""

_PARTICLES_OF_TEXTS = _words("der di du van von")
NAME_PARTICLES = _PARTICLES_OF_TEXTS | _words("de del den la le st")

_FOREIGN_ARTICLES = frozenset(word for language, words in ARTICLES.items() if language != "en" for word in words)
# "La" and "Le" open English titles and names as well.
FOREIGN = (
    _PARTICLES_OF_TEXTS
    | (_FOREIGN_ARTICLES - NAME_PARTICLES)
    | _words("""
    algo att auf avec bitte dicken dicker dickes busco cerco che cherche chose com con dans des een ein eine einen
    en est et etwas fur
    gli hast het ich ik ist jag je mas mi mir mit moi nao nicht niet och para pas per por pour qualcosa que
    quelque quero qui quiero sobre som suche te um uma un una und une voor vorrei zum
    geen zonder graag iets naar ook maar alsjeblieft niets nada sem numa queria procuro
    nie sie dla bez czy zeby chce szukam poprosze prosze czegos
    inte och ett nagot nagon utan garna vill snalla
""")
)
