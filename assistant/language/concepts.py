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
    mark("for the young"), mark("for children"),
})  # fmt: skip
"""The traits of resources/cards/traits.toml that are no concept as well."""

LANGUAGES = {
    "aa": mark("Afar"), "ab": mark("Abkhazian"), "ae": mark("Avestan"), "af": mark("Afrikaans"), "ak": mark("Akan"),
    "am": mark("Amharic"), "an": mark("Aragonese"), "ar": mark("Arabic"), "as": mark("Assamese"),
    "av": mark("Avaric"), "ay": mark("Aymara"), "az": mark("Azerbaijani"), "ba": mark("Bashkir"),
    "be": mark("Belarusian"), "bg": mark("Bulgarian"), "bi": mark("Bislama"), "bm": mark("Bambara"),
    "bn": mark("Bangla"), "bo": mark("Tibetan"), "br": mark("Breton"), "bs": mark("Bosnian"), "ca": mark("Catalan"),
    "ce": mark("Chechen"), "ch": mark("Chamorro"), "co": mark("Corsican"), "cr": mark("Cree"), "cs": mark("Czech"),
    "cu": mark("Church Slavic"), "cv": mark("Chuvash"), "cy": mark("Welsh"), "da": mark("Danish"),
    "de": mark("German"), "dv": mark("Divehi"), "dz": mark("Dzongkha"), "ee": mark("Ewe"), "el": mark("Greek"),
    "en": mark("English"), "eo": mark("Esperanto"), "es": mark("Spanish"), "et": mark("Estonian"),
    "eu": mark("Basque"), "fa": mark("Persian"), "ff": mark("Fula"), "fi": mark("Finnish"), "fj": mark("Fijian"),
    "fo": mark("Faroese"), "fr": mark("French"), "fy": mark("Western Frisian"), "ga": mark("Irish"),
    "gd": mark("Scottish Gaelic"), "gl": mark("Galician"), "gn": mark("Guarani"), "gu": mark("Gujarati"),
    "gv": mark("Manx"), "ha": mark("Hausa"), "he": mark("Hebrew"), "hi": mark("Hindi"), "ho": mark("Hiri Motu"),
    "hr": mark("Croatian"), "ht": mark("Haitian Creole"), "hu": mark("Hungarian"), "hy": mark("Armenian"),
    "hz": mark("Herero"), "ia": mark("Interlingua"), "id": mark("Indonesian"), "ie": mark("Interlingue"),
    "ig": mark("Igbo"), "ii": mark("Sichuan Yi"), "ik": mark("Inupiaq"), "io": mark("Ido"), "is": mark("Icelandic"),
    "it": mark("Italian"), "iu": mark("Inuktitut"), "ja": mark("Japanese"), "jv": mark("Javanese"),
    "ka": mark("Georgian"), "kg": mark("Kongo"), "ki": mark("Kikuyu"), "kj": mark("Kuanyama"), "kk": mark("Kazakh"),
    "kl": mark("Kalaallisut"), "km": mark("Khmer"), "kn": mark("Kannada"), "ko": mark("Korean"), "kr": mark("Kanuri"),
    "ks": mark("Kashmiri"), "ku": mark("Kurdish"), "kv": mark("Komi"), "kw": mark("Cornish"), "ky": mark("Kyrgyz"),
    "la": mark("Latin"), "lb": mark("Luxembourgish"), "lg": mark("Ganda"), "li": mark("Limburgish"),
    "ln": mark("Lingala"), "lo": mark("Lao"), "lt": mark("Lithuanian"), "lu": mark("Luba-Katanga"),
    "lv": mark("Latvian"), "mg": mark("Malagasy"), "mh": mark("Marshallese"), "mi": mark("Māori"),
    "mk": mark("Macedonian"), "ml": mark("Malayalam"), "mn": mark("Mongolian"), "mr": mark("Marathi"),
    "ms": mark("Malay"), "mt": mark("Maltese"), "my": mark("Burmese"), "na": mark("Nauru"),
    "nb": mark("Norwegian Bokmål"), "nd": mark("North Ndebele"), "ne": mark("Nepali"), "ng": mark("Ndonga"),
    "nl": mark("Dutch"), "nn": mark("Norwegian Nynorsk"), "no": mark("Norwegian"), "nr": mark("South Ndebele"),
    "nv": mark("Navajo"), "ny": mark("Nyanja"), "oc": mark("Occitan"), "oj": mark("Ojibwa"), "om": mark("Oromo"),
    "or": mark("Odia"), "os": mark("Ossetic"), "pa": mark("Punjabi"), "pi": mark("Pali"), "pl": mark("Polish"),
    "ps": mark("Pashto"), "pt": mark("Portuguese"), "qu": mark("Quechua"), "rm": mark("Romansh"), "rn": mark("Rundi"),
    "ro": mark("Romanian"), "ru": mark("Russian"), "rw": mark("Kinyarwanda"), "sa": mark("Sanskrit"),
    "sc": mark("Sardinian"), "sd": mark("Sindhi"), "se": mark("Northern Sami"), "sg": mark("Sango"),
    "sh": mark("Serbo-Croatian"), "si": mark("Sinhala"), "sk": mark("Slovak"), "sl": mark("Slovenian"),
    "sm": mark("Samoan"), "sn": mark("Shona"), "so": mark("Somali"), "sq": mark("Albanian"), "sr": mark("Serbian"),
    "ss": mark("Swati"), "st": mark("Southern Sotho"), "su": mark("Sundanese"), "sv": mark("Swedish"),
    "sw": mark("Swahili"), "ta": mark("Tamil"), "te": mark("Telugu"), "tg": mark("Tajik"), "th": mark("Thai"),
    "ti": mark("Tigrinya"), "tk": mark("Turkmen"), "tl": mark("Tagalog"), "tn": mark("Tswana"), "to": mark("Tongan"),
    "tr": mark("Turkish"), "ts": mark("Tsonga"), "tt": mark("Tatar"), "tw": mark("Twi"), "ty": mark("Tahitian"),
    "ug": mark("Uyghur"), "uk": mark("Ukrainian"), "ur": mark("Urdu"), "uz": mark("Uzbek"), "ve": mark("Venda"),
    "vi": mark("Vietnamese"), "vo": mark("Volapük"), "wa": mark("Walloon"), "wo": mark("Wolof"), "xh": mark("Xhosa"),
    "yi": mark("Yiddish"), "yo": mark("Yoruba"), "za": mark("Zhuang"), "zh": mark("Chinese"), "zu": mark("Zulu"),
}  # fmt: skip
"""The languages of ISO 639-1. Those of them that people ask for by name stand in resources/words.toml as well."""


def concept_name(concept: str) -> str:
    """The name to be read; a subject of the library, which is no concept of ours, as it stands."""
    return tr(concept) if concept in CONCEPTS | TRAITS else concept


def subject_name(subject: str) -> str:
    """A subject of a work as it is read: in the person's language where it is a word of ours, else as its file has
    it."""
    own = subject.casefold()
    name = concept_name(own)
    return subject if name == own else name


def language_code(name: str) -> str:
    """The ISO 639-1 code of a language by its name, as it is spoken here or in English; what was given where there is
    none, for it may be a code."""
    folded = name.strip().casefold()
    names = ((code, {english.casefold(), tr(english).casefold()}) for code, english in LANGUAGES.items())
    return next((code for code, known in names if folded in known), name)


def language_name(code: str) -> str:
    """The name of a language by its ISO 639-1 code; the code where there is no name."""
    return tr(LANGUAGES[code]) if code in LANGUAGES else code
