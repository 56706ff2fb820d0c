"""Takes away what the wheels of Qt bring and Alcove never uses: Quick and its styles, 3D, charts, designer, headers.

`make setup` runs this as `python -m assistant.setup.lean_qt` after the packages. Only on Linux, whose layout it knows,
and only in an environment of our own: the Qt of a system is left alone. Safe to repeat. A library stays if its name
stands in one that stays, so what is loaded by name at run time stays as well. Of 402 MB it leaves 143.
"""

import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

from assistant.messages import tr
from assistant.settings.language import speak_chosen_language
from assistant.settings.paths import Paths

MODULES = tuple(  # no words
    """
    QtCore QtDBus QtGui QtMultimedia QtMultimediaWidgets QtNetwork QtPdf QtPdfWidgets QtPrintSupport
    QtSvg QtSvgWidgets QtTest QtTextToSpeech QtWidgets
""".split()  # noqa: SIM905
)
"""What the window imports, and what it may import; some versions of the wheels lack some of them."""
PLUGINS = tuple(  # no words
    """
    iconengines imageformats multimedia networkinformation platforminputcontexts platforms
    platformthemes printsupport styles texttospeech tls wayland-decoration-client
    wayland-graphics-integration-client wayland-shell-integration xcbglintegrations
""".split()  # noqa: SIM905
)
_UNUSED_PLUGINS = ("libqtvirtualkeyboardplugin.so", "libqeglfs.so", "libqvnc.so", "libqvkkhrdisplay.so")
"""On-screen keyboard of Quick; screens without a desktop."""
_UNUSED = ("Qt/libexec", "Qt/metatypes", "Qt/qml", "doc", "glue", "include", "lib", "scripts", "typesystems")
"""Folders for those who build on Qt."""
_TRANSLATIONS = ("qt_", "qtbase_", "qtmultimedia_")
_NAME = re.compile(rb"lib[\w+-]+(?:\.[\w+-]+)*?\.so(?:\.\d+)*(?=\0)")
"""The name of a library as it stands in the table of those that a program needs, or is loaded by."""


def unused(package: Path) -> Iterator[Path]:
    """Files and folders of the package PySide6 that nothing of Alcove's needs."""
    yield from filter(Path.is_dir, (package / name for name in _UNUSED))
    modules, plugins = _modules(package), _plugins(package)
    libraries = {path.name: path for path in [*package.glob("*.so.*"), *(package / "Qt/lib").glob("*.so*")]}
    needed = _needed({*modules, *plugins}, libraries)
    yield from _others(package.glob("Qt*.abi3.so"), modules)
    yield from _others(package.glob("Qt*.pyi"), {package / f"{name}.pyi" for name in MODULES})
    yield from _others((package / "Qt/plugins").glob("*/*.so"), plugins)
    yield from _others(libraries.values(), needed)
    yield from (path for path in package.iterdir() if path.is_file() and _is_program(path))
    translations = (package / "Qt/translations").glob("*.qm")
    yield from (path for path in translations if not path.name.startswith(_TRANSLATIONS))


def _modules(package: Path) -> set[Path]:
    return set(filter(Path.is_file, (package / f"{name}.abi3.so" for name in MODULES)))


def _plugins(package: Path) -> set[Path]:
    found = (path for kind in PLUGINS for path in (package / "Qt/plugins" / kind).glob("*.so"))
    return {path for path in found if path.name not in _UNUSED_PLUGINS}


def _needed(roots: set[Path], libraries: Mapping[str, Path]) -> set[Path]:
    """The libraries that the roots need, and those that these need."""
    waiting, needed = list(roots), set[Path]()
    while waiting:
        named = {name.decode() for name in _NAME.findall(waiting.pop().read_bytes())}
        fresh = {libraries[name] for name in named & libraries.keys()} - needed
        needed |= fresh
        waiting += fresh
    return needed


def _others(found: Iterable[Path], kept: set[Path]) -> Iterator[Path]:
    return (path for path in found if path not in kept)


def _is_program(path: Path) -> bool:
    """Whether a file is a tool, as `designer`: an ELF file without an ending."""
    with path.open("rb") as file:
        return not path.suffix and file.read(4) == b"\x7fELF"


def make_lean(package: Path) -> int:
    """Removes what is unused; returns the bytes that it took."""
    freed = 0
    for path in list(unused(package)):
        inside = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file()]
        freed += sum(one.stat().st_size for one in inside)
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    return freed


def _own_package() -> Path | None:
    """PySide6 in the environment of this Python, if it has one of its own and is on Linux."""
    found = find_spec("PySide6")  # no words
    if found is None or found.origin is None or sys.platform != "linux" or sys.prefix == sys.base_prefix:
        return None
    package = Path(found.origin).parent
    return package if package.is_relative_to(sys.prefix) else None


def main() -> int:
    speak_chosen_language(Paths.default())
    package = _own_package()
    freed = make_lean(package) if package else 0
    done = tr("{n} MB removed that Alcove does not use", n=freed >> 20) if freed else tr("in place")
    print(f"Qt: {done}")  # no words
    return 0


if __name__ == "__main__":
    sys.exit(main())
