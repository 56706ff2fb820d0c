"""The style sheet, written once with the names of tokens in place of colours."""

from collections.abc import Mapping
from string import Template

_SHEET = Template("""
* { outline: none; }
QMainWindow, QDialog { background: $canvas; }
QWidget#rail { background: $rail; border-right: 1px solid $line; }
QWidget#chat { background: $rail; border-left: 1px solid $line; }
QScrollArea, QScrollArea > QWidget > QWidget#page { background: transparent; border: none; }
QStackedWidget, QWidget#centre { background: $canvas; }
QToolTip { background: $surface; color: $ink; border: 1px solid $line; padding: 6px 8px; }

QPushButton {
    background: $surface; color: $ink; border: 1px solid $line; border-radius: 10px;
    padding: 7px 14px; min-height: 20px; font-weight: 500;
}
QPushButton[tall="true"] { min-height: 28px; border-radius: 12px; }
QPushButton:hover { background: $hover; }
QPushButton[tall="true"]:checked { background: $wash; color: $accent; border-color: $accent; }
QPushButton:pressed { background: $sunken; }
QPushButton:focus { border: 2px solid $accent; padding: 6px 13px; }
QPushButton:disabled { color: $faint; background: $sunken; }
QPushButton[variant="primary"] { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[variant="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[variant="primary"]:focus { border: 2px solid $ink; }
QPushButton[variant="primary"]:disabled { background: $sunken; color: $faint; border-color: $line; }
QPushButton[variant="quiet"] { background: transparent; border-color: transparent; color: $soft; }
QPushButton[variant="quiet"]:hover { background: $hover; color: $ink; }
QPushButton[variant="quiet"]:focus { border: 2px solid $accent; }
QPushButton[variant="chip"] {
    background: $wash; border: 1px solid transparent; border-radius: 14px; color: $accent;
    padding: 3px 11px; min-height: 20px; font-size: 12px;
}
QPushButton[variant="chip"]:hover { border-color: $accent; }
QPushButton[variant="chip"]:focus { border: 2px solid $accent; padding: 2px 10px; }
QPushButton[variant="plain-chip"] {
    background: $surface; border: 1px solid $line; border-radius: 14px; color: $soft;
    padding: 3px 11px; min-height: 20px; font-size: 12px;
}
QPushButton[variant="plain-chip"]:hover { color: $ink; border-color: $faint; }
QPushButton[variant="plain-chip"]:focus { border: 2px solid $accent; padding: 2px 10px; }
QPushButton[variant="link"] {
    background: transparent; border: 1px solid transparent; color: $accent; padding: 4px 6px; text-align: left;
}
QPushButton[variant="link"]:hover { background: $wash; }
QPushButton[variant="link"]:focus { border: 2px solid $accent; padding: 3px 5px; }
QPushButton[edge="true"] { padding-left: 0; border-left-width: 0; }

QWidget#segments { background: $sunken; border-radius: 12px; }
QPushButton[variant="segment"] {
    background: transparent; border: 1px solid transparent; border-radius: 9px; color: $soft;
    padding: 5px 13px; min-height: 20px; font-size: 13px;
}
QPushButton[variant="segment"]:hover { color: $ink; }
QPushButton[variant="segment"]:checked { background: $surface; color: $ink; border-color: $line; }
QPushButton[variant="segment"]:focus { border: 2px solid $accent; padding: 4px 12px; }

QLineEdit, QPlainTextEdit, QComboBox, QSpinBox {
    background: $surface; color: $ink; border: 1px solid $line; border-radius: 12px;
    padding: 8px 12px; selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit:hover, QComboBox:hover { border-color: $faint; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QSpinBox:focus { border: 2px solid $accent; padding: 7px 11px; }
QSpinBox QLineEdit, QSpinBox QLineEdit:focus { background: transparent; border: none; padding: 0 12px; }
QSpinBox::up-button, QSpinBox::down-button { width: 0; border: none; }
QSpinBox::up-arrow, QSpinBox::down-arrow { image: none; width: 0; height: 0; }
QSpinBox:disabled { color: $faint; background: $sunken; }
QComboBox { padding-right: 30px; min-height: 20px; }
QComboBox:focus { padding-right: 29px; }
QComboBox::drop-down { border: none; width: 28px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView {
    background: $surface; color: $ink; border: 1px solid $line; padding: 4px; selection-background-color: $wash;
    selection-color: $ink;
}

QSlider::groove:horizontal { height: 4px; background: $sunken; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider::handle:horizontal {
    background: $surface; border: 2px solid $accent; width: 12px; height: 12px; margin: -6px 0; border-radius: 8px;
}
QSlider::handle:horizontal:hover { background: $wash; }
QSlider:focus { background: $wash; border-radius: 10px; }

QProgressBar { background: $sunken; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }

QScrollBar:vertical { background: transparent; width: 10px; margin: 2px; }
QScrollBar::handle:vertical { background: $line; border-radius: 3px; min-height: 40px; }
QScrollBar::handle:vertical:hover { background: $faint; }
QScrollBar[idle="true"]::handle:vertical { background: transparent; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 2px; }
QScrollBar::handle:horizontal { background: $line; border-radius: 3px; min-width: 40px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QListView, QTableView { background: $surface; color: $ink; border: 1px solid $line; }
CoverGrid, FacetList, ProblemList, LibraryTable { background: transparent; border: none; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section {
    background: $canvas; color: $soft; border: none; border-bottom: 1px solid $line; padding: 7px 10px;
}
QHeaderView::section:hover { color: $ink; background: $hover; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QTableCornerButton::section { background: $canvas; border: none; }
QMenu { background: $surface; color: $ink; border: 1px solid $line; border-radius: 10px; padding: 6px; }
QMenu::item { padding: 7px 28px 7px 18px; border-radius: 6px; }
QMenu::item:selected { background: $hover; }
QMenu::item:disabled { color: $faint; background: transparent; }
QMenu::separator { height: 1px; background: $line; margin: 5px 10px; }
QMenu::icon { left: 12px; }
QMenu::indicator { left: 12px; width: 14px; height: 14px; }
QCheckBox { color: $ink; spacing: 10px; }
""")


def stylesheet(colours: Mapping[str, object]) -> str:
    """The sheet with each `$name` replaced by that token's colour."""
    return _SHEET.substitute({name: str(value) for name, value in colours.items()})
