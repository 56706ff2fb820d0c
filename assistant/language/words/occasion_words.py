"""When something is wanted: the words by which people of three languages name an hour, a day, a season or what they do
meanwhile."""

import re

_BEFORE = (
    r"(?:in|on|at|for|while|during|before|when|every|most)"
    r" (?:(?:the|my|a|an|i|im|i am|we|its|cold|long|dark|rainy) )?"
)
_DE = r"(?:am|im|beim|zum|wahrend|vor|nach|an|in|an einem|jeden|fur den|fur die|fur das|auf) (?:der |dem |den |die )?"
_FR = r"(?:le|en|au|pendant|avant|pour|dans|quand je|lors de|chaque|tous les) (?:le |la |l |les |mon |ma )?"
_CUES: dict[str, tuple[str, str, str, str]] = {
    # occasion: after an English, German, French preposition; by themselves
    "morning": (
        r"mornings?|breakfast",
        r"morgen|fruhstuck",
        r"matin(?:ee)?s?|petit dejeuner",
        r"morgens|mornings",
    ),
    "evening": (
        r"evenings?|bedtime|nights?|sleep|bed|dusk",
        r"abend|nacht|feierabend|schlafengehen",
        r"soirs?|soiree|nuits?",
        r"abends|nachts|tonight|evenings|at night",
    ),
    "sleep": (
        r"(?:falling|fall|drifting|going) (?:asleep|to sleep|off)|insomnia",
        r"einschlafen",
        r"endormir|m endormir|dormir",
        r"falling asleep|zum einschlafen|pour m ?endormir|pour dormir",
    ),
    "commute": (
        r"commut(?:e|ing)|train|bus|driv(?:e|ing)|car|tube|tram",
        r"zug|bus|auto|autofahren|bahn|pendeln|weg zur arbeit",
        r"train(?! de)|bus|voiture|metro|trajet",
        r"unterwegs",
    ),
    "work": (
        r"work(?:ing)?|office|focus|concentrat(?:e|ion|ing)|study(?:ing)?",
        r"arbeiten|arbeit|buro|lernen|schreiben",
        r"travail|travaille|bureau|travaillant|etudier",
        r"en travaillant",
    ),
    "exercise": (
        r"gym|run|running|workouts?|exercis(?:e|ing)|jog(?:ging)?|training",
        r"sport|laufen|joggen|training",
        r"sport|courir|cours|course|footing",
        r"en courant",
    ),
    "cooking": (
        r"cook(?:ing)?|bak(?:e|ing)|kitchen|washing up",
        r"kochen|backen|abwasch",
        r"cuisine|cuisiner|cuisinant",
        r"en cuisinant",
    ),
    "housework": (
        r"iron(?:ing)?|clean(?:ing)?|housework|chores|gardening",
        r"bugeln|putzen|hausarbeit|aufraumen|gartnern",
        r"menage|repassage|repasser",
        r"en repassant",
    ),
    "travel": (
        r"holidays?|vacations?|flights?|plane|journeys?|beach",
        r"urlaub|reise|flug|ferien|strand",
        r"vacances|voyage|avion|plage",
        r"en voyage",
    ),
    "weekend": (
        r"weekends?|saturdays?|sundays?",
        r"wochenende|samstag|sonntag|sonnabend",
        r"week ?end|samedis?|dimanches?",
        r"saturdays|sundays|weekends|samstags|sonntags|le (?:samedi|dimanche)|sunday (?:mornings?|afternoons?"
        r"|evenings?)",
    ),
    "weekdays": (
        r"weekdays?|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|school nights?",
        r"montag|dienstag|mittwoch|donnerstag|freitag|werktag",
        r"lundis?|mardis?|mercredis?|jeudis?|vendredis?|semaine",
        r"weekdays|mondays|tuesdays|wednesdays|thursdays|fridays|werktags|unter der woche|freitags|montags"
        r"|en semaine",
    ),
    "winter": (
        r"winter|january|february",
        r"winter|januar|februar",
        r"hiver|janvier|fevrier",
        r"winters",
    ),
    "spring": (
        r"spring|april|may",
        r"fruhling|fruhjahr|april",
        r"printemps|avril",
        r"fruhjahrs",
    ),
    "summer": (
        r"summer|july|august",
        r"sommer|juli|august",
        r"ete|juillet|aout",
        r"summers",
    ),
    "autumn": (
        r"autumn|october|november",
        r"herbst|oktober|november",
        r"automne|octobre|novembre",
        r"im herbst",
    ),
    "christmas": (
        r"christmas|advent|december",
        r"weihnachten|advent|dezember",
        r"noel|avent|decembre",
        r"christmas|weihnachten|zu weihnachten|noel|adventszeit",
    ),
    "reading aloud": (
        r"reading (?:aloud|to (?:the |my )?\w+)|story ?time",
        r"vorlesen",
        r"lecture a voix haute",
        r"when i read to \w+|beim vorlesen",
    ),
}  # fmt: skip # no words
_RULES = tuple(
    (name, re.compile(
        rf"(?<!set )\b(?:{_BEFORE}(?:{english})|{_DE}(?:{german})|{_FR}(?:{french})|(?:{alone}))\b"
    ))
    for name, (english, german, french, alone) in _CUES.items()
)  # fmt: skip


def occasion_told(folded: str) -> str:
    """The occasion that folded text names, such as "evening", "cooking" or "winter"; empty if none."""
    return next((name for name, rule in _RULES if rule.search(folded)), "")
