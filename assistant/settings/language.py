"""The language that this process speaks, as the settings name it."""

from assistant.domain.errors import AssistantError
from assistant.messages import preferred_language, use_language
from assistant.settings.declarations import Settings
from assistant.settings.paths import Paths


def speak_chosen_language(paths: Paths) -> None:
    """Speak the language that the person chose, or the system's. Called once, before anything is said."""
    try:
        chosen = Settings.load(paths).language
    except AssistantError:
        # What is wrong with the settings is said by whatever needs them next.
        chosen = Settings.language.default
    use_language(preferred_language(chosen))
