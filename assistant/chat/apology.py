"""The one sentence for a person whose language is understood and not spoken."""

from dataclasses import replace

from assistant.chat.reply import ReplyWriter
from assistant.chat.session import ChatSession
from assistant.messages import languages, mark, tr

_FOREIGN = mark("I am sorry that I cannot answer in your language; I understand it as well as I can.")
_APOLOGIES = {
    "es": "Lo siento, no sé responder en español; lo entiendo lo mejor que puedo.",
    "it": "Mi dispiace, non so rispondere in italiano; lo capisco come meglio posso.",
    "pt": "Desculpe, não sei responder em português; entendo-o o melhor que posso.",
    "pl": "Przepraszam, nie umiem odpowiadać po polsku; rozumiem najlepiej, jak potrafię.",
    "sv": "Tyvärr kan jag inte svara på svenska; jag förstår så gott jag kan.",
    "nl": "Sorry, ik kan niet in het Nederlands antwoorden; ik begrijp het zo goed als ik kan.",
}  # no words
"""By code, for those whose language is understood and not spoken."""


def with_apology(reply: ReplyWriter, session: ChatSession) -> ChatSession:
    """Says once in a conversation that the language of the person is not spoken here."""
    if session.apologised or not session.language or session.language in languages():
        return session
    reply.add(_APOLOGIES.get(session.language, tr(_FOREIGN)))
    return replace(session, apologised=True)
