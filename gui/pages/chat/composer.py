"""The box of the conversation with its button: it sends, or stops what is being written."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from assistant.messages import tr
from gui.pages.chat.chat_edit import ChatEdit
from gui.widgets.buttons import IconButton
from gui.widgets.layouts import horizontal


class Composer(QWidget):
    """Enter in the box and a press of the button both send."""

    sent = Signal()
    stopped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._writing = False
        row = horizontal(8, self, margins=(0, 0, 10, 0))
        self.edit = ChatEdit(tr("Ask for something, or ask why"))
        self.edit.sent.connect(self.sent)
        self.button = IconButton("send", tr("Send"), size=44, icon_size=20)
        self.button.colour, self.button.fill = "on_accent", "accent"
        self.button.clicked.connect(lambda: (self.stopped if self._writing else self.sent).emit())
        row.addWidget(self.edit, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignBottom)

    def show_writing(self, writing: bool) -> None:
        """Whether a reply is being written, which the button then stops."""
        self._writing = writing
        self.button.set_icon("stop" if writing else "send")
        self.button.set_tip(tr("Stop writing") if writing else tr("Send"))
