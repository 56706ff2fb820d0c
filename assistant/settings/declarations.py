"""Every setting, declared once: the file, the settings page and `alcove settings` come from this."""

from assistant.messages import languages, mark
from assistant.settings.live import LiveSettings
from assistant.settings.setting import AnyText, Choice, Flag, Folder, Number, Place, Setting, Whole
from assistant.settings.threads import MOST_THREADS, VARIABLE, named_threads, usual_threads

ALL_LAYERS = -1
"""As many layers on the GPU as its free memory holds."""
PACES = {"full": (mark("All of it"), 0.0), "gentle": (mark("Half"), 0.5), "slow": (mark("A little"), 0.8)}
"""Of each pace its label, and the share of the time that reading in the background rests."""


OFF = "off"
SCHEDULES = {
    OFF: (mark("Never"), 0),
    "daily": (mark("Every day"), 1),
    "weekly": (mark("Every week"), 7),
    "monthly": (mark("Every month"), 30),
}
"""Of each schedule its label, and the days between two backups; 0 for none."""


def days_of(schedule: str) -> int:
    """The days between two backups by this schedule; 0 for none."""
    return SCHEDULES[schedule][1]


def rest_of(pace: str) -> float:
    """The share of the time that reading at this pace rests, 0 to 1."""
    return PACES[pace][1]


class Settings(LiveSettings):
    """What the person chose."""

    appearance = Setting(
        Choice(
            ("system", mark("Like the system")),
            ("light", mark("Light")),
            ("dark", mark("Dark")),
            ("contrast", mark("Strong contrast")),
        ),
        "system",
        label=mark("Colours"),
        help=mark("Warm paper by day, deep ink by night, or black and white where letters are hard to make out."),
        shown=Place.APPEARANCE,
    )
    accent = Setting(
        Choice(
            ("green", mark("Green")),
            ("blue", mark("Blue")),
            ("violet", mark("Violet")),
            ("grey", mark("Grey")),
        ),
        "green",
        label=mark("Accent"),
        help=mark("The colour of buttons, links and what is chosen. Strong contrast keeps its own."),
        shown=Place.APPEARANCE,
    )
    text_size = Setting(
        Choice(
            ("100", mark("Usual")),
            ("115", mark("Large")),
            ("130", mark("Larger")),
            ("150", mark("Very large")),
        ),
        "100",
        label=mark("Size"),
        help=mark("How large letters and controls are. A change shows at the next start."),
        shown=Place.APPEARANCE,
    )
    language = Setting(
        Choice(("system", mark("Like the system")), names=languages()),
        "system",
        label=mark("Language"),
        help=mark("The language that Alcove speaks. A change shows at the next start."),
        shown=Place.APPEARANCE,
    )
    pace = Setting(
        Choice(*((pace, label) for pace, (label, _) in PACES.items())),
        "gentle",
        label=mark("Reading in the background"),
        help=mark("How much of the machine Alcove may use to read new files while you do other things."),
        shown=Place.FOLDERS,
    )
    threads = Setting(
        Whole(1, MOST_THREADS),
        usual_threads(),
        label=mark("Threads"),
        help=mark("How many processors the language model and the reading of meaning use, from the next start on."),
        shown=Place.MODEL,
        environment=VARIABLE,
        override=named_threads,
    )
    model = Setting(
        AnyText(),
        "",
        label=mark("Language model"),
        help=mark("Its name as `alcove models list` shows it; empty for the one that came with Alcove."),
        shown=Place.MODELS_PAGE,
    )
    gpu_layers = Setting(
        Whole(ALL_LAYERS, 100_000),
        0,
        label=mark("Layers on the GPU"),
        help=mark("How many of the model's layers the GPU computes; -1 for as many as fit."),
        shown=Place.MODELS_PAGE,
    )
    backups = Setting(
        Choice(*((schedule, label) for schedule, (label, _) in SCHEDULES.items())),
        OFF,
        label=mark("Backups by themselves"),
        help=mark("How often Alcove writes a backup while you do other things."),
        shown=Place.BACKUP,
    )
    backup_folder = Setting(
        Folder(),
        "",
        label=mark("Folder for these backups"),
        help=mark("Best on another drive. If this is empty, they lie beside your library, in “backups/scheduled”."),
        shown=Place.BACKUP,
    )
    backups_kept = Setting(
        Whole(1, 1000),
        5,
        label=mark("Backups to keep"),
        help=mark("Older ones of this schedule are removed once a new one is written and read back."),
        shown=Place.BACKUP,
    )
    lock_after = Setting(
        Whole(0, 24 * 60),
        0,
        label=mark("Lock after"),
        help=mark("Minutes without a key or a click until the window locks; 0 for never."),
        shown=Place.SECURITY,
    )
    compare = Setting(
        Choice(
            ("off", mark("Nothing")),
            ("similar", mark("Plain similarity")),
            ("lately", mark("The last weeks")),
            ("sentences", mark("Your sentences")),
        ),
        "off",
        label=mark("Compare with"),
        help=mark(
            "A second way to rank takes turns in your list until it is clear whose picks you choose more: by plain "
            "similarity to what you liked, by what you liked in the last weeks, or by your sentences alone."
        ),
        shown=Place.REPORT,
    )
    note_listening = Setting(
        Flag(),
        True,
        label=mark("Learn from what is heard here"),
        help=mark("What you play or skip in Alcove counts for your taste. Off, nothing of it is written down."),
        shown=Place.OTHER,
    )
    desktop_controls = Setting(
        Flag(),
        True,
        label=mark("Media keys and the desktop's player controls"),
        help=mark(
            "They work while something plays. Other programs of yours can see what it is then, as on any player."
        ),
        shown=Place.OTHER,
    )
    surprise = Setting(
        Number(0, 1, (mark("Familiar"), mark("Surprising"))),
        0.3,
        label=mark("Surprise"),
        help=mark("How far your list may go from what you know: 0 is familiar, 1 is surprising."),
        shown=Place.FOR_YOU,
    )
    variety = Setting(
        Number(0, 1, (mark("Narrow"), mark("Varied"))),
        0.3,
        label=mark("Variety"),
        help=mark("How different the items of your list may be from each other: 0 is narrow, 1 is varied."),
        shown=Place.FOR_YOU,
    )
    length = Setting(
        Number(0, 1, (mark("Short"), mark("Long"))),
        0.5,
        label=mark("Length"),
        help=mark("Whether your list leans to what is short or long for its kind: 0 is short, 1 is long."),
        shown=Place.FOR_YOU,
    )
    newness = Setting(
        Number(0, 1, (mark("Old"), mark("New"))),
        0.5,
        label=mark("Age"),
        help=mark("Whether your list leans to what was made long ago or lately: 0 is old, 1 is new."),
        shown=Place.FOR_YOU,
    )
    renown = Setting(
        Number(0, 1, (mark("Niche"), mark("Well known"))),
        0.5,
        label=mark("Renown"),
        help=mark("Whether your list leans to what few or many people know, as your pack tells: 0 is niche."),
        shown=Place.FOR_YOU,
    )
