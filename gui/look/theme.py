"""The look: colour tokens for paper and ink, the type scale, and the style sheet that is made from them."""

from dataclasses import dataclass, fields, replace
from functools import cache
from importlib.resources import files

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from gui.look.stylesheet import stylesheet

SANS = ("Inter", "SF Pro Text", "Segoe UI", "Cantarell", "Noto Sans", "DejaVu Sans")  # no words
SERIF = ("Literata", "New York", "Georgia", "Noto Serif", "DejaVu Serif")  # no words


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours by their job, as #rrggbb. `soft` and `faint` are for smaller print; `wash` tints and the
    colours of highlights carry ink text."""

    dark: bool
    canvas: str
    rail: str
    surface: str
    hover: str
    sunken: str
    line: str
    ink: str
    soft: str
    faint: str
    accent: str
    accent_hover: str
    on_accent: str
    wash: str
    negative: str
    negative_wash: str
    shadow: str
    yellow: str
    green: str
    blue: str
    pink: str

    def color(self, name: str) -> QColor:
        return QColor(getattr(self, name))

    def inverse(self) -> "Tokens":
        """Dark where this is light, as strong in contrast."""
        strong, dark = next(key for key, look in LOOKS.items() if look.canvas == self.canvas)
        return look_of(strong, not dark, theme().accent)


PAPER = Tokens(
    dark=False,
    canvas="#f7f3ec",
    rail="#f0eae0",
    surface="#fffdf9",
    hover="#efe8dc",
    sunken="#ece5d9",
    line="#e2d9ca",
    ink="#29241e",
    soft="#62594e",
    faint="#6f6457",
    accent="#2e6656",
    accent_hover="#245346",
    on_accent="#fffdf9",
    wash="#e1ebe4",
    negative="#a24d31",
    negative_wash="#f5e3d9",
    shadow="#4a3a24",
    yellow="#f8e8a0",
    green="#d5e9c6",
    blue="#d2e3f3",
    pink="#f7d7de",
)
INK = Tokens(
    dark=True,
    canvas="#15181d",
    rail="#111418",
    surface="#1d2127",
    hover="#282d35",
    sunken="#0f1216",
    line="#2d333c",
    ink="#ece7de",
    soft="#b5b0a7",
    faint="#98948c",
    accent="#8fd0ba",
    accent_hover="#a8decb",
    on_accent="#10201b",
    wash="#223530",
    negative="#e39a7c",
    negative_wash="#3a2620",
    shadow="#000000",
    yellow="#4a4218",
    green="#29432a",
    blue="#24405a",
    pink="#552c3a",
)

BLACK_ON_WHITE = Tokens(
    dark=False,
    canvas="#ffffff",
    rail="#ffffff",
    surface="#ffffff",
    hover="#e6e6e6",
    sunken="#f2f2f2",
    line="#595959",
    ink="#000000",
    soft="#1f1f1f",
    faint="#333333",
    accent="#00452f",
    accent_hover="#002e1f",
    on_accent="#ffffff",
    wash="#e3f3ec",
    negative="#8a1c00",
    negative_wash="#fdeae4",
    shadow="#000000",
    yellow="#fff0a0",
    green="#d3f3c6",
    blue="#cfe6ff",
    pink="#ffd5e2",
)
WHITE_ON_BLACK = Tokens(
    dark=True,
    canvas="#000000",
    rail="#000000",
    surface="#000000",
    hover="#262626",
    sunken="#121212",
    line="#a6a6a6",
    ink="#ffffff",
    soft="#ededed",
    faint="#d9d9d9",
    accent="#a6f2d6",
    accent_hover="#d0fbeb",
    on_accent="#000000",
    wash="#0d2b21",
    negative="#ffb199",
    negative_wash="#331107",
    shadow="#000000",
    yellow="#5a4d00",
    green="#1d4d16",
    blue="#103f68",
    pink="#661f3d",
)

SIZES = {
    "display": (SERIF, 30, 600),
    "title": (SERIF, 26, 600),
    "heading": (SERIF, 19, 600),
    "card": (SERIF, 16, 600),
    "lead": (SERIF, 16, 400),
    "strong": (SANS, 14, 600),
    "body": (SANS, 14, 400),
    "small": (SANS, 13, 400),
    "caption": (SANS, 12, 400),
    "label": (SANS, 12, 500),
    "overline": (SANS, 11, 600),
}
"""Type scale: role → (families, pixels, weight)."""


@cache
def font(role: str, *, italic: bool = False) -> QFont:
    """The font of a role of the type scale."""
    families, pixels, weight = SIZES[role]
    result = QFont(list(families))
    result.setPixelSize(pixels)
    result.setWeight(QFont.Weight(weight))
    result.setItalic(italic)
    # Hinting squeezes stems to whole pixels, which makes a text face look thin and uneven.
    result.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if role == "overline":
        result.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.9)
    return result


def load_fonts() -> list[str]:
    """Register the typefaces that come with the program; returns the families found."""
    found: list[str] = []
    for entry in files("resources").joinpath("fonts").iterdir():
        if entry.name.endswith(".ttf"):
            number = QFontDatabase.addApplicationFontFromData(entry.read_bytes())
            found += QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return sorted(set(found))


LOOKS = {
    (False, False): PAPER,
    (False, True): INK,
    (True, False): BLACK_ON_WHITE,
    (True, True): WHITE_ON_BLACK,
}
"""By whether contrast is to be strong, and whether it is dark."""


ACCENTS = {
    "blue": (("#2a5a8c", "#1f4770", "#dfe8f2"), ("#93c1ee", "#b1d3f5", "#1d3145")),
    "violet": (("#6b4594", "#55367a", "#eae3f2"), ("#c3abec", "#d5c4f3", "#302542")),
    "grey": (("#4d4a45", "#33312d", "#e8e3da"), ("#cfcac0", "#e4e0d8", "#33312c")),
}
"""Beside the green that the looks are made with: accent, the same under the pointer, and its ground, light and dark."""


def look_of(strong: bool, dark: bool, accent: str) -> Tokens:
    """A look in an accent; strong contrast keeps its own."""
    look = LOOKS[strong, dark]
    if strong or accent not in ACCENTS:
        return look
    plain, hover, wash = ACCENTS[accent][dark]
    return replace(look, accent=plain, accent_hover=hover, wash=wash)


class Theme(QObject):
    """The look in force. `changed` fires after palette and style sheet were set anew."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tokens = PAPER
        self.appearance, self.accent = "system", ""

    def start(self, appearance: str, accent: str = "") -> None:
        """Follow the desktop from now on, unless `appearance` says light or dark."""
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._follow)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow)
        self.set_appearance(appearance, accent)

    def set_appearance(self, appearance: str, accent: str = "") -> None:
        """Light, dark or in strong contrast; anything else follows the desktop. `accent`: the colour of what one
        presses and follows; one that is unknown is the usual green."""
        self.appearance, self.accent = appearance, accent
        self._apply()

    def _follow(self) -> None:
        self._apply()

    def _apply(self) -> None:
        hints = QGuiApplication.styleHints()
        follows = self.appearance not in ("light", "dark")
        dark = hints.colorScheme() == Qt.ColorScheme.Dark if follows else self.appearance == "dark"
        strong = follows and hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
        self.tokens = look_of(strong or self.appearance == "contrast", dark, self.accent)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.setFont(font("body"))
            app.setPalette(palette(self.tokens))
            app.setStyleSheet(stylesheet({item.name: getattr(self.tokens, item.name) for item in fields(Tokens)}))
        self.changed.emit()


def palette(tokens: Tokens) -> QPalette:
    """Qt's own palette, for what the style sheet does not reach."""
    result = QPalette()
    role = QPalette.ColorRole
    for names, token in (
        ((role.Window,), "canvas"),
        ((role.Base, role.ToolTipBase, role.Button), "surface"),
        ((role.AlternateBase,), "sunken"),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText), "ink"),
        ((role.PlaceholderText,), "faint"),
        ((role.Highlight, role.Link, role.Accent), "accent"),
        ((role.HighlightedText,), "on_accent"),
    ):
        for name in names:
            result.setColor(name, tokens.color(token))
    return result


@cache
def theme() -> Theme:
    """The one theme of this process."""
    return Theme()


def tokens() -> Tokens:
    return theme().tokens
