"""How large letters and controls are, as the person chose it."""

import os

from assistant.domain.errors import AssistantError
from assistant.settings.declarations import Settings
from assistant.settings.paths import Paths

_FACTOR = "QT_SCALE_FACTOR"
"""What Qt multiplies the screen's own scale by; it looks once, when it starts."""


def use_chosen_size(paths: Paths) -> None:
    """Before Qt starts. Who set Qt's own variable is left alone."""
    try:
        chosen = Settings.load(paths).text_size
    except AssistantError:
        # What is wrong with the settings is said by whatever needs them next.
        chosen = Settings.text_size.default
    os.environ.setdefault(_FACTOR, str(int(chosen) / 100))
