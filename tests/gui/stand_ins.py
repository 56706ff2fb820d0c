"""What stands beyond the program's borders: the desktop, and a language model where its words do not matter."""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.domain.errors import AssistantError
from assistant.llm.client import USUAL, LanguageModel, Message, Sampling
from gui.shell.acts.files import Opener
from tests.stand_ins import ScriptedLanguageModel

OF_A_CARD = "Fact: “"
"""How the prompt begins that asks for a sentence about a card of the conversation: with the card's title."""


class FileManager:
    """Opens nothing, and remembers in `opened` what it was asked for. With `refusal` it says that it cannot."""

    def __init__(self, refusal: str = "") -> None:
        self.opened: list[Path] = []
        self.refusal = refusal

    def open_file(self, path: Path) -> None:
        if self.refusal:
            raise AssistantError(self.refusal)
        self.opened.append(path)


class Talker(ScriptedLanguageModel):
    """Says the script in the conversation, and takes `pause` seconds for every word.

    The same model is asked ahead of time to word the picks; it has nothing to say of those.
    """

    def __init__(self, *script: str | Exception, pause: float = 0.0) -> None:
        super().__init__(script)
        self.pause = pause

    def stream(self, messages: Sequence[Message], how: Sampling = USUAL) -> Iterator[str]:
        if not messages[-1].content.startswith(OF_A_CARD):
            return
        for word in super().stream(messages, how):
            time.sleep(self.pause)
            yield word


# A stand-in that no longer fits what it stands for fails the type check, not the tests that lean on it.
MODEL: type[LanguageModel] = Talker
DESKTOP: type[Opener] = FileManager
