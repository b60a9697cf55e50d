"""One sealed conversation with one reader, from its first question to its end."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, TypeAlias

import osdp_sys

from pod.events import Secret
from pod.hardware.osdp_reader.library import Channel, begin_anew

Told: TypeAlias = Mapping[str, Any]
"""An event in libosdp's words."""
Refusal: TypeAlias = Literal["", "no proof", "incapable"]


class Session:
    """libosdp's control panel for a single reader, with the secure channel enforced.

    It never uses install mode. When it has ended it does not begin again by itself:
    libosdp would wait for five minutes, so a new one is made instead.
    """

    def __init__(self, address: int, key: Secret) -> None:
        begin_anew()
        self._channel = Channel()
        self._events: list[Told] = []
        self._panel = osdp_sys.ControlPanel([_described(address, key, self._channel)])
        self._panel.set_event_callback(_into(self._events))
        self._online = self._ended = False

    @property
    def sealed(self) -> bool:
        """Whether the reader has proved itself and the line between is sealed."""
        return bool(self._panel.status() & self._panel.sc_status() & 1)

    @property
    def ended(self) -> bool:
        """Whether libosdp has given it up."""
        return self._ended

    @property
    def refusal(self) -> Refusal:
        """What made it end before the line was sealed, if that was the reader's doing.

        One that says that it can seal its line, and then is given up, gave no proof.
        """
        if not self._ended or self._online:
            return ""
        level, _ = self._panel.check_capability(0, osdp_sys.CAP_COMMUNICATION_SECURITY)
        if level:
            return "no proof"
        return "incapable" if self._panel.get_pd_id(0)["vendor_code"] else ""

    @property
    def speaks(self) -> bool:
        """Whether there is something to write."""
        return self._channel.said

    @property
    def identity(self) -> str:
        """The reader's maker, model, serial number and firmware, as it says."""
        one = self._panel.get_pd_id(0)
        firmware = one["firmware_version"].to_bytes(4, "big")[1:]
        return (
            f"maker {one['vendor_code']:06x}, model {one['model']}.{one['version']}, "
            f"serial {one['serial_number'] & 0xFFFFFFFF:08x}, "
            f"firmware {'.'.join(map(str, firmware))}"
        )

    def hear(self, untrusted: bytes) -> None:
        """Take in bytes from the line."""
        self._channel.hear(untrusted)

    def step(self) -> Sequence[Told]:
        """Let libosdp do what it can now; return what the sealed line has told."""
        self._panel.refresh()
        told = [one for one in self._events if self._passes(one)]
        self._events.clear()
        return told

    def take(self) -> bytes:
        """Return, once, what is to be written on the line."""
        return self._channel.take()

    def _passes(self, told: Told) -> bool:
        """Note what libosdp tells of itself; let through what the reader tells."""
        if told["event"] != osdp_sys.EVENT_NOTIFICATION:
            return self.sealed
        if told["type"] == osdp_sys.EVENT_NOTIFICATION_PD_STATUS:
            self._online = self._online or bool(told["arg0"])
            self._ended = not told["arg0"]
        return False


def _described(address: int, key: Secret, channel: Channel) -> dict[str, Any]:
    return {
        "name": "reader",
        "address": address,
        "flags": osdp_sys.FLAG_ENFORCE_SECURE | osdp_sys.FLAG_ENABLE_NOTIFICATION,
        "scbk": key.key,
        "channel": channel,
    }


def _into(events: list[Told]) -> Callable[[int, Told], int]:
    """Return what libosdp calls; it leads to nothing but the list, as it is kept."""

    def keep(_reader: int, told: Told) -> int:
        events.append(told)
        return 0

    return keep
