"""What a message demands of a work beyond facets: traits that it must show or must not, languages that are denied, and
whether its creators are to be women or men."""

import re
from collections.abc import Sequence

from assistant.chat.constraint import FOR_THE_YOUNG, Avoiding, Constraint, Having, NotOfOrigin, OfGender, OfOrigin
from assistant.domain.entities import Item, Kind, Recommendation
from assistant.guide.makers import gender_of_maker
from assistant.guide.traits import has_trait
from assistant.language.compounds import without_compounds
from assistant.language.names.given_names import MAN, WOMAN
from assistant.language.names.origins import MADE, Origin, names_makers, origins_in, without_origins
from assistant.language.negation import split_negations
from assistant.language.normalise import blanked, fold
from assistant.language.taste.traits import Trait, trait_named, traits_in, traits_lacked
from assistant.language.tongues import languages_in, name_in_english
from assistant.language.vocabulary import vocabulary

_LEAST_SHOWN = 2
"""If so many candidates show a trait, the others are out."""
_FEW_SHOWN = 5
"""If fewer do, those of which nothing is known may come after them, where a trait has an opposite."""
SUNG = "singing"  # no words
_SONGS = re.compile(r"\b(?:songs?|lied(?:er)?|chansons?|cancion(?:es)?|canzon[ei]|liedjes?|cancoes|cancao)\b")
_OPPOSITES = {"true stories": "fiction", SUNG: "instrumental", "fiction": "true stories"}  # no words
LACKS = {"instrumental": SUNG}
"""Traits that are the lack of another: what nobody sings is meant, whatever else is said of it."""
_BY = re.compile(
    r"\b(?:by|from|of|von|par|de|da|written|authors?|writers?|composers?|poets?|pen|hand|voices?)\b(?: \w+){0,3}? "
    r"(?P<who>wom[ae]ns?|females?|ladies|lady|girls?|m[ae]ns?|males?|blokes?|guys?|dudes?|frau(?:en)?|mann"
    r"|mannern?|femmes?|hommes?|mujer(?:es)?|hombres?|donn[ae]|uomini|uomo)\b"
    r"|\b(?P<what>wom[ae]n|female|lady|m[ae]n|male) (?:authors?|writers?|composers?|poets?|novelists?|musicians?)"
    r"|\b(?P<sung>wom[ae]n|females?|lad(?:y|ies)|girls?|m[ae]n|males?|blokes?|guys?)(?: \w+)? "
    r"(?:sing\w*|sung|voices?|vocals?|on vocals)"
    r"|\b(?P<own>autorin(?:nen)?|schriftstellerin(?:nen)?|komponistin(?:nen)?|autrices?|compositrices?|autoras?"
    r"|scrittric[ei])\b"
    r"|\b(?:an? )?(?P<wrote>wom[ae]n|lad(?:y|ies)|girls?|m[ae]n|blokes?) (?:who )?(?:wrote|composed|made|penned"
    r"|painted|sings?|sang) (?:it|them|this|these)\b"
)
_MADE_UP = re.compile(
    r"\b(?:made up(?! (?:my|your|his|her|our|their|with|for|of))|make believe|invented|fictional|imagined"
    r"|erfunden\w*|inventee?s?|inventad[oa]s?|inventat[oaie]|verzonnen)\b"
)
"""Not what has happened."""
_HINDERING = re.compile(
    r"\b(?:if|when(?:ever)?|as soon as|wenn|sobald|quand|si) (?P<what>[^,.;!?]{2,40}?),? (?:then )?"
    r"(?:i (?:end up|can['’]?t|cannot|lose|get|start|stop|always)|(?:kann|werde) ich|je (?:ne|perds)"
    r"|(?:i['’]?ll|il|i will|i['’]?m going to|i['’]?d|we['’]?ll|she['’]?ll|he['’]?ll) (?:just |probably |only )?"
    r"(?:scream|cry|lose it|go mad|go spare|throw|leave|walk out|hit|kill|be sick|bite|fall asleep|switch|turn it off"
    r"|hate|never|explode|swear|strangle|resent|wake))\b",
    re.IGNORECASE,
)
"""What keeps them from something: "if somebody sings I end up typing the lyrics"."""
_ELSEWHERE = {
    "space": r"\b(?:(?:on|here on|back on) (?:this planet|our (?:own )?planet|(?:planet )?earth|the ground)|earthbound"
    r"|auf der erde|auf diesem planeten|sur (?:la )?terre|sur cette planete|en la tierra|sulla terra)\b",
    FOR_THE_YOUNG: r"\b(?:for (?:adults|(?:the )?grown ?ups)|(?:an? |some )?(?:adult"
    r"|grown ?up)s?(?= (?:\w+ )?(?:books?|novels?"
    r"|stor(?:y|ies)|fiction|reads?|music|stuff|one)\b)|fur erwachsene|pour (?:les )?adultes|para adultos|per adulti"
    r"|voor volwassenen|^(?:something |anything )?(?:grown ?up|adult)$)\b",
    "sea": r"\b(?:(?:on|keeps? (?:me |us )?on|feet on) (?:dry |solid |firm )?(?:land|ground)"
    r"(?= (?:all|the whole|only|please)\b|$)|dry land"
    r"|(?:get|gets|am|im|feel) (?:sea ?sick|queasy) (?:when |if |even )?(?:reading|on (?:boats?|ships?|water)|at sea)"
    r"|land ?lubber|auf dem trockenen|terre ferme|tierra firme|terra ?ferma)\b",
    "magic": r"\b(?:in (?:the|our|this) (?:real|own|very) world|in our world|realistic"
    r"|in der (?:echten|wirklichen) welt|dans le monde reel|en el mundo real|nel mondo reale)\b",
}  # no words
"""Where it is to be, and for whom, by what it must then not be."""
_CLAUSE = re.compile(r"[.,;:!?()–—]+(?:\s+|$)")
_PARTS = re.compile(r"\s{3,}")
"""Between denials."""
_KINDS_OF_FICTION = re.compile(
    r"\b(?:science|historical|literary|crime|contemporary|short|speculative|pulp|fan) fiction\b", re.IGNORECASE
)
"""Who wants none of these may want other fiction."""
_OTHER_FORMS = re.compile(
    r"\b(?:plays?|dramas?|stage (?:works?|plays?|pieces?)|for the stage|theatre|poems?|poetry|verses?"
    r"|(?<!true )(?<!life )(?<!real )stor(?:y|ies)|geschichten|erzahlungen|nouvelles|relatos|cuentos|racconti"
    r"|tales?|novellas?|comics?|theaterstucke?|gedichte?|pieces? de theatre|poesie|teatro)\b"
)
_STANDING_ALONE = re.compile(
    r"\b(?:stand ?alones?|one offs?|(?:no|not|isnt|never|nothing) (?:\w+ ){0,3}?(?:series|trilog(?:y|ies)|sagas?)"
    r"|without (?:\w+ )?sequels?|keine? (?:\w+ )?(?:reihen?|serien?|trilogien?|mehrteiler)|einzelb(?:a|ae)nd\w*"
    r"|pas (?:d|de|une?) (?:serie|saga|trilogie)s?|tome unique|sin sagas?|no (?:una )?(?:serie|saga))\b"
)  # no words
"""Wants a work that is part of no series."""
_NOVELS = re.compile(r"\b(?:novels?|romane?|romans|novelas?|romanz[oi]|romances?)\b")  # no words
_THIS_TIME = re.compile(
    r"\b(?:so|but|now|instead|rather|then|lieber|jetzt|diesmal|also|maintenant|plutot)"
    r" (?:(?!about|of|with|uber|von|sur)\w+ ){0,2}?(?:an?|eine?|une?)"
    r" (?P<who>wom[ae]n|lady|m[ae]n|bloke|frau|mann|femme|homme)\b"
)
"""What the next one is to be by, after others: "the last three were by men, so a woman this time"."""
_FOR_ONCE = re.compile(
    r"\b(?:an?|eine?n?|une?) (?P<who>wom[ae]n|m[ae]n|frau|mann|femme|homme)"
    r" (?:this time|for once|for a change|diesmal|zur abwechslung|cette fois|pour changer)\b"
)
"""The same where the others are not spoken of."""
_OR = re.compile(r"\b(?:or|oder|ou|oppure)\b", re.IGNORECASE)
_WOMEN = re.compile(r"^(?:wom|fem|lad|girl|frau|mujer|donn)")


def without_makers(text: str) -> str:
    """The text with blanks where it says that women or men are to have made it, or people from somewhere."""
    text = without_origins(text)
    found = _BY.search(fold(text))
    return blanked(text, found.start(), found.end()) if found else text


def denied_and_required(text: str) -> list[Constraint]:
    """The constraints that a message brings of that sort."""
    wanted, unwanted = split_negations(text)
    hindering = " ".join(found["what"] for found in _HINDERING.finditer(wanted))
    wanted, unwanted = _HINDERING.sub(" ", wanted), f"{unwanted} {hindering}"
    languages = dict.fromkeys(code for part in _PARTS.split(unwanted) for code in languages_in(part))
    parts = (one for part in _PARTS.split(unwanted) for one in _traits_denied(part))
    denied = tuple(dict.fromkeys((*parts, *traits_lacked(text))))
    if _OTHER_FORMS.search(fold(wanted)):
        # "A play, not a novel" is made up as well.
        denied = tuple(one for one in denied if one.name != "fiction")
        other_form = [Avoiding("novels")] if _NOVELS.search(fold(unwanted)) else []
    else:
        other_form = []
    other_form += [Avoiding("series")] if _STANDING_ALONE.search(fold(text)) else []
    found: list[Constraint] = [*(Avoiding(one.name) for one in denied), *other_form]
    # Of what is no instrumental somebody sings, as what nobody sings is one.
    found += [Having(SUNG)] if any(LACKS.get(one.name) == SUNG for one in denied) else []
    required = [one for one in traits_in(wanted) if one.required and one not in denied]
    if _NOVELS.search(fold(wanted)):
        # A novel in letters or diaries is made up.
        required = [one for one in required if one.name != "true stories"]
    # Of "piano or guitar" neither is a condition.
    found += [
        Avoiding(LACKS[one.name]) if one.name in LACKS else Having(one.name)
        for one in required
        if Having(one.name) not in found and (len(required) == 1 or not _OR.search(wanted))
    ]
    foreign = _origins_denied(text, unwanted)
    found += [NotOfOrigin(MADE + one.name) for one in foreign]
    tongues = [one for one in map(name_in_english, languages) if one not in {held.name for held in foreign}]
    found += map(Avoiding, tongues)
    if tongues and _SONGS.search(fold(wanted)) and {Having(SUNG), Avoiding(SUNG)}.isdisjoint(found):
        # Of songs in no English somebody sings in another language.
        found.append(Having(SUNG))
    if _MADE_UP.search(fold(wanted)) and Avoiding("fiction") not in found:
        found.append(Avoiding("true stories"))  # no words
    clauses = [fold(one) for one in _CLAUSE.split(wanted)]
    found += [Avoiding(what) for what, place in _ELSEWHERE.items() if any(re.search(place, one) for one in clauses)]
    gender = _gender(fold(wanted)) or _opposite(_gender(fold(unwanted)))
    found += [OfGender(gender)] if gender else []
    # "Inglês não" denies behind the word.
    origins = [one.name for one in origins_in(wanted) if one in origins_in(text)]
    made = MADE if names_makers(wanted) else ""
    return found + ([OfOrigin(made + ",".join(origins))] if origins else [])


def _origins_denied(text: str, unwanted: str) -> tuple[Origin, ...]:
    """Where makers are not to come from. What is a language as well, it is unless makers are spoken of."""
    made = names_makers(text)
    denied = dict.fromkeys(one for part in _PARTS.split(unwanted) for one in origins_in(part))
    return tuple(one for one in denied if made or fold(one.name) not in vocabulary().languages)


def _traits_denied(part: str) -> tuple[Trait, ...]:
    """Those of one denial. "Not English words" and "nobody who sings in English" deny no words."""
    part, in_language = _KINDS_OF_FICTION.sub(" ", without_compounds(part)), bool(languages_in(part))
    found = traits_in(_unqualified(part), denied=not in_language)
    return tuple(one for one in found if not (in_language and one.name == "singing"))


def _unqualified(unwanted: str) -> str:
    """What is denied, folded, without the songs and violins of which only the sad ones are: "no weeping violins"."""
    words = fold(unwanted).split()
    return " ".join(
        word
        for before, word in zip(["", *words], words, strict=False)
        if not (before in vocabulary().terms and not _sounds(before) and _sounds(word))
    )


def _sounds(word: str) -> bool:
    return any(one.kind is Kind.MUSIC for one in traits_in(word, denied=True))


def _gender(folded: str) -> str:
    match = _BY.search(folded)
    then = _THIS_TIME.search(folded, match.end()) if match is not None else _FOR_ONCE.search(folded)
    if then is not None:
        return WOMAN if _WOMEN.search(then["who"]) else MAN
    if match is None:
        return ""
    return (
        WOMAN
        if match["own"] or _WOMEN.search(match["who"] or match["what"] or match["sung"] or match["wrote"])
        else MAN
    )


def _opposite(gender: str) -> str:
    return {WOMAN: MAN, MAN: WOMAN}.get(gender, "")


def meeting(found: Sequence[Recommendation], constraints: Sequence[Constraint]) -> list[Recommendation]:
    """Those that show what is demanded, as far as anything shows it; by women or men, as far as that is known."""
    kept = list(found)
    for one in constraints:
        if isinstance(one, Having) and (known := trait_named(one.what)) is not None:
            kept = _showing(known, kept)
        elif isinstance(one, OfGender):
            known_so = [card for card in kept if one.holds_for(card.item)]
            kept = known_so if len(known_so) > _LEAST_SHOWN else [card for card in kept if _may_be(card.item, one.what)]
        elif isinstance(one, OfOrigin):
            kept = [card for card in kept if one.holds_for(card.item)]
    return kept


def _showing(known: Trait, found: Sequence[Recommendation]) -> list[Recommendation]:
    """Those that show a trait. Where they are few, also those of which nothing shows its opposite; last, where hardly
    any does, all others."""
    showing = [card for card in found if has_trait(card.item, known)]
    opposite = trait_named(_OPPOSITES.get(known.name, ""))
    open_ = [card for card in found if card not in showing and not (opposite and has_trait(card.item, opposite))]
    if opposite is not None and len(showing) < _FEW_SHOWN:
        return showing + open_
    return showing if len(showing) >= _LEAST_SHOWN else showing + [card for card in found if card not in showing]


def _may_be(item: Item, gender: str) -> bool:
    known = [gender_of_maker(name) for name in item.creators]
    return not known or any(one in ("", gender) for one in known)
