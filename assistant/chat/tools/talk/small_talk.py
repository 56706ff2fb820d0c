"""Answers a greeting, thanks, a farewell and the questions that people ask anybody."""

import re

from assistant.chat.tools.registry import Answered, Running, Step, ToolRequest, tool
from assistant.chat.understand.intents import Act
from assistant.language.normalise import fold
from assistant.language.taste.facts import is_plain_fact
from assistant.messages import mark, tr

_ANSWERS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), answer)
    for pattern, answer in (
        (
            r"\b(?:who|what) (?:on earth |exactly )?(?:are|might|would|is) (?:you|this|u|alcove)\b|\byour name\b"
            r"|\bare you (?:an? )?(?:real|human|person|robot|bot|machine|ai|computer|program\w*|alive|somebody)\b"
            r"|\bwer (?:bist|sind) (?:du|sie)\b|\bwie heiss\w* du\b|\b(?:qui|quoi) (?:es tu|etes vous)\b"
            r"|\btu es qui\b|\b(?:quien eres|chi sei)\b",
            mark(
                "I am Alcove. I know the books, the music and the documents on this machine, and I help you choose "
                "among them; nothing of it leaves the machine."
            ),
        ),
        (
            r"\bhow (?:are|r|do) (?:you|u|ya)\b|\bhows (?:it going|things|life|tricks)\b|\bwhats up\b"
            r"|\bwie gehts\b|\bwie geht es\b|\b(?:comment )?(?:ca va|allez vous|vas tu)\b",
            mark("I am well, thank you, and all your shelves are in order. What are you in the mood for?"),
        ),
        (
            r"\b(?:useless|stupid|idiot\w*|dumb|rubbish|crap|shit|suck\w*|moron|hopeless|pathetic|terrible|awful"
            r"|hate you"
            r"|shut up|(?:piss|bugger|fuck) off|nutzlos|dumm\w*|blod\w*|doof\w*|mies\w*|halt die klappe|nul|nulle"
            r"|stupide"
            r"|inutile|bete|debile|ta gueule|tonto|estupido|cretino)\b",
            mark("I am sorry that I was no better help."),
        ),
        (
            r"\b(?:joke|witz|blague)\b",
            mark("I know no jokes, but I can find you something funny on your shelves: just say so."),
        ),
        (
            r"\b(?:sorry|apologi[sz]e|my fault|entschuldig\w*|tut mir leid|pardon|desole)\b",
            mark("No harm done. What shall we look for?"),
        ),
        (
            r"\b(?:bye|goodbye|farewell|good ?night|night night|see you|so long|tschuss|auf wiedersehen|gute nacht"
            r"|bis (?:bald|morgen)|au revoir|bonne nuit|a bientot|over and out|signing off)\b",
            mark("Goodbye. I am here whenever you want something to read or to hear."),
        ),
        (
            r"\b(?:thank\w*|thx|ta|cheers|merci|danke\w*|gracias|grazie|obliged|grateful)\b"
            r"|\b(?:spot on|well done|good job|nailed it|perfect|brilliant|lovely|great|wonderful|super|genial|prima"
            r"|parfait|helpful|useful|love (?:you|u)|liebe dich|t ?aime|bless you|best)\b",
            mark("You are welcome. I am glad that it helped; say so if you would like something else."),
        ),
        (
            r"^(?:hello|hi|hey|hallo|bonjour|bonsoir|salut|hola|ciao|guten|gruss|servus|moin|good|yo|morning|evening"
            r"|greetings|howdy|ey up|happy)\b",
            mark("Hello. Tell me what you are in the mood for, or ask what is on your shelves."),
        ),
    )
)
_TOLD = mark("Good to know. Tell me when you would like something to read or to hear.")
_ELSE = mark("I am listening. Tell me when you would like something to read or to hear.")


def _plan(asked: ToolRequest) -> tuple[Step, ...]:
    return ()


def _say(answered: Answered) -> list[str]:
    folded = fold(answered.intent.text)
    if is_plain_fact(answered.intent.text):
        return [tr(_TOLD)]
    return [tr(next((answer for pattern, answer in _ANSWERS if pattern.search(folded)), _ELSE))]


@tool(
    "small talk",
    acts=(Act.SMALL_TALK,),
    plan=_plan,
    say=_say,
    cue=r"^(?:and |so |hey |hi |but )*(?:who|what) (?:on earth |exactly )?(?:are|might|would) (?:you|u)(?: be)?"
    r"(?: then| exactly)?$"
    r"|^wer bist du(?: denn| eigentlich)?$|^(?:qui es tu|tu es qui|qui etes vous)$",
)  # no words
def small_talk(running: Running) -> None:
    """Talk that asks for nothing."""
