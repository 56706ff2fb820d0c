"""What the concepts and languages of the vocabulary are called where a person reads them."""

from assistant.messages import mark, tr

CONCEPTS = frozenset({
    mark("acoustic"), mark("adventure"), mark("aliens"), mark("alternative"), mark("ambient"), mark("angry"),
    mark("animals"), mark("art"), mark("article"), mark("artificial intelligence"), mark("atmospheric"),
    mark("autobiography"), mark("baroque"), mark("biography"), mark("birds"), mark("black metal"), mark("bluegrass"),
    mark("blues"), mark("bossa nova"), mark("breakbeat"), mark("business"), mark("calm"), mark("cats"),
    mark("celtic"), mark("chamber music"), mark("childhood"), mark("children"), mark("chillhop"), mark("choral"),
    mark("christmas"), mark("classical"), mark("climate"), mark("comics"), mark("concerto"),
    mark("contemporary fiction"), mark("contract"), mark("cosy"), mark("cosy mystery"), mark("country"),
    mark("crime"), mark("cyberpunk"), mark("dance"), mark("dark"), mark("death"), mark("death metal"), mark("disco"),
    mark("dogs"), mark("doom metal"), mark("downtempo"), mark("dragons"), mark("drama"), mark("dream pop"),
    mark("dreamy"), mark("drum and bass"), mark("dub"), mark("dystopia"), mark("electronic"), mark("emo"),
    mark("energetic"), mark("epic"), mark("erotica"), mark("essay"), mark("experimental"), mark("fable"),
    mark("family"), mark("fantasy"), mark("fast"), mark("feminism"), mark("fiction"), mark("flamenco"), mark("folk"),
    mark("food"), mark("friendship"), mark("funk"), mark("funny"), mark("garage"), mark("gardening"), mark("ghosts"),
    mark("gospel"), mark("gothic"), mark("grime"), mark("grunge"), mark("happy"), mark("hard rock"), mark("hardcore"),
    mark("hip hop"), mark("historical fiction"), mark("history"), mark("hopeful"), mark("horror"), mark("horses"),
    mark("house"), mark("humour"), mark("illness"), mark("immigration"), mark("indie"), mark("industrial"),
    mark("instrumental"), mark("intense"), mark("invoice"), mark("islands"), mark("j-pop"), mark("jazz"),
    mark("k-pop"), mark("klezmer"), mark("language"), mark("latin"), mark("law"), mark("lecture"), mark("letter"),
    mark("light"), mark("literary fiction"), mark("loneliness"), mark("lonely"), mark("love"), mark("magic"),
    mark("magical realism"), mark("mathematics"), mark("mazurka"), mark("medieval"), mark("memory"), mark("metal"),
    mark("minutes of a meeting"), mark("mountains"), mark("murder"), mark("musical"), mark("mysterious"),
    mark("mystery"), mark("mythology"), mark("nature"), mark("neoclassical"), mark("new age"), mark("new wave"),
    mark("nocturne"), mark("non-fiction"), mark("nostalgic"), mark("notes"), mark("opera"), mark("orchestral"),
    mark("philosophy"), mark("phonk"), mark("piano"), mark("pirates"), mark("poetry"), mark("politics"), mark("pop"),
    mark("popular science"), mark("post-rock"), mark("programming"), mark("progressive"), mark("psychedelic"),
    mark("psychology"), mark("punk"), mark("r&b"), mark("race"), mark("rain"), mark("recipe"), mark("reference"),
    mark("reggae"), mark("religion"), mark("remix"), mark("report"), mark("revenge"), mark("revolution"),
    mark("robots"), mark("rock"), mark("romance"), mark("romantic"), mark("sad"), mark("scary"), mark("school"),
    mark("science"), mark("science fiction"), mark("sea"), mark("self-help"), mark("sexy"), mark("short stories"),
    mark("ska"), mark("slow"), mark("sonata"), mark("soul"), mark("soundtrack"), mark("space"), mark("spoken word"),
    mark("sports"), mark("spy"), mark("steampunk"), mark("strange"), mark("summer"), mark("superheroes"),
    mark("survival"), mark("techno"), mark("technology"), mark("tense"), mark("thesis"), mark("thoughtful"),
    mark("thriller"), mark("time travel"), mark("trance"), mark("travel"), mark("travel writing"), mark("true crime"),
    mark("tutorial"), mark("urban fantasy"), mark("vampires"), mark("waltz"), mark("war"), mark("western"),
    mark("winter"), mark("world music"), mark("writing"), mark("young adult"),
})  # fmt: skip
"""Every genre, mood, tempo and theme of resources/words.toml; `tests/language/test_concepts.py` compares them."""
TRAITS = frozenset({
    mark("singing"), mark("keyboards"), mark("strings"), mark("guitar"), mark("orchestra"), mark("one player"),
    mark("brass"), mark("drums"), mark("true stories"), mark("deaths"), mark("blood"),
})  # fmt: skip
"""The traits of resources/cards/traits.toml that are no concept as well."""

LANGUAGES = {
    "ar": mark("Arabic"), "ca": mark("Catalan"), "cs": mark("Czech"), "da": mark("Danish"), "de": mark("German"),
    "el": mark("Greek"), "en": mark("English"), "es": mark("Spanish"), "eu": mark("Basque"), "fi": mark("Finnish"),
    "fr": mark("French"), "ga": mark("Irish"), "gl": mark("Galician"), "he": mark("Hebrew"), "hi": mark("Hindi"),
    "hu": mark("Hungarian"), "is": mark("Icelandic"), "it": mark("Italian"), "ja": mark("Japanese"),
    "ko": mark("Korean"), "la": mark("Latin"), "nl": mark("Dutch"), "no": mark("Norwegian"), "pl": mark("Polish"),
    "pt": mark("Portuguese"), "ro": mark("Romanian"), "ru": mark("Russian"), "sv": mark("Swedish"),
    "tr": mark("Turkish"), "uk": mark("Ukrainian"), "zh": mark("Chinese"),
}  # fmt: skip


def concept_name(concept: str) -> str:
    """The name to be read; a subject of the library, which is no concept of ours, as it stands."""
    return tr(concept) if concept in CONCEPTS | TRAITS else concept


def language_code(name: str) -> str:
    """The ISO 639-1 code of a language by its name, as it is spoken here or in English; what was given where there is
    none, for it may be a code."""
    folded = name.strip().casefold()
    names = ((code, {english.casefold(), tr(english).casefold()}) for code, english in LANGUAGES.items())
    return next((code for code, known in names if folded in known), name)


def language_name(code: str) -> str:
    """The name of a language by its ISO 639-1 code; the code where there is no name."""
    return tr(LANGUAGES[code]) if code in LANGUAGES else code
