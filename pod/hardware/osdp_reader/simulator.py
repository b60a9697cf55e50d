"""A simulated staff-key reader: libosdp's own peripheral, sealed like a real one."""

from collections.abc import Sequence
from random import Random
from typing import Any

import osdp_sys

from pod.hardware.faults import Faults
from pod.hardware.mimic import Deed, Held, Switched, Truth
from pod.hardware.osdp_reader.library import Channel, begin_anew
from pod.hardware.osdp_reader.profile import SealedReaderProfile

STEP_MS = 5.0
LATE_MS = 120.0
OTHER_KEY = bytes(range(0xA0, 0xB0))
IDENTITY = {
    "version": 1,
    "model": 2,
    "vendor_code": 0x5350EC,
    "serial_number": 1234,
    "firmware_version": 0x010203,
}
ABILITIES = [
    {"function_code": ability, "compliance_level": 1, "num_items": 1}
    for ability in (
        osdp_sys.CAP_CONTACT_STATUS_MONITORING,
        osdp_sys.CAP_CARD_DATA_FORMAT,
        osdp_sys.CAP_READERS,
    )
]


class SealedReaderMimic:
    """How the reader behaves; `tamper` and `power` are its switches.

    Its quirks: `install`, it was left in install mode; `late`, it answers just in time.
    A `wrong` one has another key.
    """

    def __init__(
        self,
        profile: SealedReaderProfile,
        faults: Faults,
        began_ms: float,
        _rng: Random,
    ) -> None:
        self._profile = profile
        self._faults = faults
        self._power_up(began_ms)

    def hear(self, data: bytes, now_ms: float) -> bytes:
        """Take in what the host wrote; answer what is whole, unless it comes late."""
        self._channel.hear(data)
        if self._faults.quirk == "late":
            self.next_due_ms = now_ms + LATE_MS
            return b""
        return self._step()

    def due(self, now_ms: float) -> bytes:
        """Let libosdp forget what was not ended, or answer late."""
        self.next_due_ms = now_ms + STEP_MS
        return self._step()

    def do(self, deed: Deed, _now_ms: float) -> bytes:
        """Let a key be held to it, or the reader be opened; told when it is polled."""
        match deed:
            case Held(key):
                self._device.submit_event(card(key))
            case Switched("tamper" | "power" as what, on):
                self._amiss[what] = on
                report = bytes((self._amiss["tamper"], self._amiss["power"]))
                local = osdp_sys.STATUS_REPORT_LOCAL
                self._device.submit_event(
                    {"event": osdp_sys.EVENT_STATUS, "type": local, "report": report}
                )
        return b""

    def reboot(self, now_ms: float) -> bytes:
        """Start again: the line is no longer sealed."""
        self._power_up(now_ms)
        return b""

    def truths(self) -> Sequence[Truth]:
        """Nothing happens by itself."""
        return ()

    def _power_up(self, now_ms: float) -> None:
        begin_anew()
        self._channel = Channel()
        self._device = osdp_sys.PeripheralDevice(
            self._described(), capabilities=ABILITIES
        )
        self._amiss = {"tamper": False, "power": False}
        self.next_due_ms = now_ms + STEP_MS

    def _described(self) -> dict[str, Any]:
        described = IDENTITY | {
            "name": "simulated",
            "address": self._profile.address,
            "channel": self._channel,
        }
        if self._faults.quirk == "install":
            return described | {"flags": osdp_sys.FLAG_INSTALL_MODE}
        key = OTHER_KEY if self._faults.wrong else bytes.fromhex(self._profile.demo_key)
        return described | {"flags": osdp_sys.FLAG_ENFORCE_SECURE, "scbk": key}

    def _step(self) -> bytes:
        self._device.refresh()
        return self._channel.take()


def card(key: str) -> dict[str, Any]:
    """Return libosdp's event of a card: its bits where they are written as such."""
    bits = key if set(key) <= {"0", "1"} else f"{int(key, 16):0{4 * len(key)}b}"
    whole = bits.ljust(-len(bits) % 8 + len(bits), "0")
    return {
        "event": osdp_sys.EVENT_CARDREAD,
        "reader_no": 0,
        "format": osdp_sys.CARD_FMT_RAW_UNSPECIFIED,
        "direction": 0,
        "length": len(bits),
        "data": int(whole, 2).to_bytes(len(whole) // 8, "big"),
    }
