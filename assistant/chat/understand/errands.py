"""Errands that only a person, or a program with a network, can run: “ring the mill”, “order flour”, “set an alarm”."""

import re

_POLITE = (
    r"^(?:(?:hey|hi|ok|okay|so|and|please|alcove|bitte) |(?:can|could|would|will) (?:you|u|ya) |kannst du |konntest du "
    r"|peux tu |pouvez vous |puedes |(?:i need you to|i want you to|go and|quickly|just|also) )*"
)
_SOME = r"(?:an?|another|some|\d+|two|three|four|five|six|ten|the (?:new|latest)|(?:me|us) (?:an?|some|the|two|\d+))"
_DEEDS = (
    # Somebody is to be reached.
    r"(?:ring|phone|telephone|call|e ?mail|text|whatsapp) (?:(?:the|my|our|an?|his|her|their|dr|mrs?|ms)\b"
    r"|\w+ (?:and|that|to|about|back|at|from)\b)",
    r"(?:send|write|post|forward) (?!(?:me|us)\b)(?:\w+ ){1,3}?(?:an? )?(?:e ?mail|text|message|reply|postcard)\b",
    r"ruf (?:den|die|das|bei|beim|mein\w*|unser\w*)\b",
    r"schicke? (?!(?:mir|uns)\b)\w+(?: \w+)? (?:eine? )?(?:mail|email|nachricht)\b",
    r"(?:appelle|telephone)[rz]? (?:a |au |aux )?(?:le|la|les|mon|ma|mes|notre|nos)\b",
    r"envoie[rz]? (?!moi|nous)(?:\w+ )?un (?:mail|message|sms)\b",
    r"(?:llama|telefonea) (?:a|al)\b",
    # Something is to be bought or booked.
    rf"(?:order|buy|purchase) {_SOME}\b",
    r"(?:book|reserve) (?:me |us )?(?:an?|the|two|three|\d+) (?:table|room|flight|tickets?|seats?|taxi|cab|hotel"
    r"|appointment|slot|trip|train|dentist|doctor|haircut|court)\b",
    r"make (?:me |us )?(?:an? |the )?(?:appointment|reservation|booking|phone call|coffee|tea|sandwich|dinner|breakfast"
    r"|lunch)\b",
    r"pay (?:the|my|our|this|that)\b",
    r"(?:bestell|kauf)e? (?:mir |uns )?(?:bitte )?(?:\d+|ein\w*|neue\w*|zwei|drei)\b",
    r"(?:commande|achete)[rz]? (?:moi |nous )?(?:\d+|une?|des|deux|le nouveau)\b",
    r"reserve[rz]? (?:moi |nous )?une? (?:table|chambre|billet|place)\b",
    r"(?:pide|compra|encarga)(?:me)? (?:\d+|una?|unos|dos|tres)\b",
    r"reserva(?:me)? una? (?:mesa|habitacion|vuelo)\b",
    # Some other device or service is meant.
    r"(?:set|start) (?:me )?(?:an?|the|my) (?:alarm|timer|reminder|stopwatch)\b",
    r"(?:remind me (?:to|at|in|on|tomorrow)|wake me (?:up )?(?:at|in))\b",
    r"(?:turn|switch) (?:on|off) (?:the|my) (?!music|radio|song|playlist)",
    r"(?:google|tweet|print|scan|fax)\b",
    r"(?:will|is) it (?:going to |gonna )?(?:rain|snow|be (?:\w+ )?(?:sunny|warm|cold|hot|dry|wet|windy))\b",
    r"whats? (?:is )?the (?:weather|forecast)\b",
    r"(?:wird es|regnet es) (?:\w+ )*(?:regnen|schneien|morgen)\b|wie wird das wetter\b",
    r"(?:quel temps (?:fera|fait)|va t il (?:pleuvoir|neiger)|que tiempo (?:hara|hace)|che tempo (?:fa|fara))\b",
    r"(?:check|look at) (?:my|the) (?:e ?mails?|inbox|weather|traffic|bank|calendar)\b",
    r"stelle? (?:mir )?(?:den|einen) (?:wecker|timer)\b",
)
_ERRAND = re.compile(f"{_POLITE}(?:{'|'.join(_DEEDS)})")


def is_errand(folded: str) -> bool:
    """Whether folded text asks for a deed outside the library."""
    return _ERRAND.search(folded) is not None
