"""What the desktop's media keys and its controls of players speak with (MPRIS 2.2): Linux, on the session's bus.

Whole numbers below 2^31 go out in 32 bits, as Qt's binding has it, where the specification has 64.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusObjectPath, QDBusVariant, QDBusVirtualObject

from gui.playing.player import Player

SERVICE = "org.mpris.MediaPlayer2.alcove"
PATH = "/org/mpris/MediaPlayer2"
_ROOT, _PLAYER = "org.mpris.MediaPlayer2", "org.mpris.MediaPlayer2.Player"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_MICRO = 1_000_000
Shown = dict[str, Any]


class Mpris(QDBusVirtualObject):
    """A player on a bus, under a name of its own. `come_forward` shows the window."""

    def __init__(self, player: Player, come_forward: Callable[[], object], bus: QDBusConnection, service: str) -> None:
        super().__init__()
        self._player, self._bus, self._service = player, bus, service
        self._acts: dict[tuple[str, str], Callable[..., object]] = {
            (_ROOT, "Raise"): come_forward,
            (_PLAYER, "PlayPause"): player.toggle,
            (_PLAYER, "Play"): lambda: None if player.playing else player.toggle(),
            (_PLAYER, "Pause"): lambda: player.pause() if player.playing else None,
            (_PLAYER, "Stop"): player.stop,
            (_PLAYER, "Next"): player.next,
            (_PLAYER, "Previous"): player.previous,
            (_PLAYER, "Seek"): lambda by: player.seek(max(0.0, player.at + by / _MICRO)),
            (_PLAYER, "SetPosition"): self._set_position,
        }  # no words
        bus.registerVirtualObject(PATH, self, QDBusConnection.VirtualObjectRegisterOption.SingleNode)
        bus.registerService(service)
        self._told = self._playing()

    def close(self) -> None:
        """Leave the bus."""
        self._bus.unregisterService(self._service)
        self._bus.unregisterObject(PATH)

    def tell(self) -> None:
        """Say what is otherwise now, if anything is."""
        now = self._playing()
        changed = {name: value for name, value in now.items() if self._told.get(name) != value}
        self._told = now
        if changed:
            signal = QDBusMessage.createSignal(PATH, _PROPERTIES, "PropertiesChanged")  # no words
            # Where one is follows from the rest and is asked for anew; an empty list would lose its type.
            signal.setArguments([_PLAYER, _typed(changed), ["Position"]])  # no words
            self._bus.send(signal)

    def introspect(self, path: str) -> str:
        return ""

    def handleMessage(self, message: QDBusMessage, connection: QDBusConnection) -> bool:
        place, given = (message.interface(), message.member()), message.arguments()
        if place[0] == _PROPERTIES:
            return self._answer(place[1], given, message)
        act = self._acts.get(place)
        if act is not None:
            act(*given)
        return act is not None and self._reply(message, [])

    def _answer(self, asked: str, given: list[Any], message: QDBusMessage) -> bool:
        shown = _typed(self._all(str(given[0])) if given else {})
        match asked:
            case "GetAll":
                return self._reply(message, [shown])
            case "Get" if given[1] in shown:
                return self._reply(message, [QDBusVariant(shown[given[1]])])
            case "Set" if given[1] == "Volume":
                value = given[2]
                self._player.volume.set(float(value.variant() if isinstance(value, QDBusVariant) else value))
                return self._reply(message, [])
        return False

    def _reply(self, message: QDBusMessage, values: list[Any]) -> bool:
        reply = message.createReply()
        reply.setArguments(values)
        return self._bus.send(reply)

    def _all(self, interface: str) -> Shown:
        if interface == _PLAYER:
            return {**self._playing(), "Position": round(self._player.at * _MICRO)}
        return {
            "CanQuit": False,
            "CanRaise": True,
            "HasTrackList": False,
            "Identity": "Alcove",
            "DesktopEntry": "alcove",
            "SupportedUriSchemes": [],
            "SupportedMimeTypes": [],
        }

    def _playing(self) -> Shown:
        player, now = self._player, self._player.queue.now
        shown: Shown = {
            "PlaybackStatus": "Stopped" if now is None else "Playing" if player.playing else "Paused",  # no words
            "Rate": 1.0,
            "MinimumRate": 1.0,
            "MaximumRate": 1.0,
            "Volume": player.volume.value,
            "CanGoNext": bool(player.queue.coming),
            "CanGoPrevious": now is not None,
            "CanPlay": now is not None,
            "CanPause": now is not None,
            "CanSeek": bool(player.length),
            "CanControl": True,
        }
        if now is not None:
            item = now.item
            shown["Metadata"] = {
                "mpris:trackid": self._track(),
                "mpris:length": round(player.length * _MICRO),
                "xesam:title": item.title,
                "xesam:artist": list(item.creators),
                "xesam:album": item.album,
            }
        return shown

    def _track(self) -> str:
        return f"/alcove/track/{self._player.queue.at.recording}"

    def _set_position(self, track: QDBusObjectPath, at: int) -> None:
        """Of what still sounds; another track was meant otherwise."""
        if track.path() == self._track():
            self._player.seek(at / _MICRO)


def _typed(shown: Shown) -> Shown:
    """As the bus takes it: a track is named by a path, and what is empty is left out."""
    found = dict(shown)
    if "Metadata" in found:
        facts = {name: value for name, value in found["Metadata"].items() if value}
        found["Metadata"] = {**facts, "mpris:trackid": QDBusObjectPath(facts["mpris:trackid"])}
    return found
