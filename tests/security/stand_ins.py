"""Keyrings that stand in for those of a system."""

from pathlib import Path

from assistant.security.keyrings import Keyrings, class_name


class DictKeyring:
    """Stands in for the system's keyring."""

    def __init__(self):
        self.secrets = {}

    def set_password(self, service, name, secret):
        self.secrets[service, name] = secret

    def get_password(self, service, name):
        return self.secrets.get((service, name))

    def delete_password(self, service, name):
        del self.secrets[service, name]


class OtherKeyring(DictKeyring):
    """The keyring of another desktop."""


class PlainFileKeyring(DictKeyring):
    """What must never be used."""


TRUSTED = {class_name(DictKeyring()): "Test keyring", class_name(OtherKeyring()): "Other keyring"}
NONE = Keyrings(find=PlainFileKeyring)


def trusted(backend: object, patience: float = 5.0) -> Keyrings:
    return Keyrings(find=lambda: backend, accepted=TRUSTED, patience=patience)


def code_in(file: Path) -> str:
    return file.read_text().splitlines()[0]
