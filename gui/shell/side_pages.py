"""The pages beside the main ones. Each reads what it shows whenever it comes to the front."""

from PySide6.QtWidgets import QWidget

from gui.pages.first_run.onboarding import OnboardingPage
from gui.pages.lists.page import ListsPage
from gui.pages.profile.report import ReportPage
from gui.pages.settings.models import ModelsPage
from gui.shell.session import Session


def side_pages(session: Session) -> dict[str, QWidget]:
    """A page for each place, by its name; `session.place_wanted` goes there."""
    return {
        "lists": ListsPage(session),
        "models": ModelsPage(session),
        "onboarding": OnboardingPage(session),
        "report": ReportPage(session),
    }
