"""A simulated NUT server with one power supply, on mains until somebody pulls it."""

from collections.abc import Sequence
from random import Random

from pod.hardware.faults import Faults
from pod.hardware.mimic import Deed, Switched, Truth
from pod.hardware.nut.codec import Codec, Err, Get, Line, Var, encode
from pod.hardware.nut.profile import PowerProfile

FULL, RUNNING_OUT = ("100", "1800"), ("12", "90")


class PowerMimic:
    """How the server answers; `mains`, `low` and `shutdown` are its switches.

    Its quirk `stale`: the server has lost its supply and says so. A `wrong` device is
    a server that knows no such supply.
    """

    next_due_ms = float("inf")

    def __init__(
        self, profile: PowerProfile, faults: Faults, _began_ms: float, _rng: Random
    ) -> None:
        self._ups = profile.ups
        self._faults = faults
        self._codec = Codec()
        self._on = {"mains": True, "low": False, "shutdown": False}

    def hear(self, data: bytes, _now_ms: float) -> bytes:
        """Answer each whole line."""
        return b"".join(encode(self._answer(line)) for line in self._codec.feed(data))

    def due(self, _now_ms: float) -> bytes:
        """Say nothing by itself."""
        return b""

    def do(self, deed: Deed, _now_ms: float) -> bytes:
        """Let the mains go or come back, the battery run low, a shutdown be ordered."""
        match deed:
            case Switched(name, on) if name in self._on:
                self._on[name] = on
        return b""

    def reboot(self, _now_ms: float) -> bytes:
        """Start again: a half-heard question is gone."""
        self._codec = Codec()
        return b""

    def truths(self) -> Sequence[Truth]:
        """Nothing happens by itself."""
        return ()

    def _answer(self, line: Line) -> Var | Err:
        match line:
            case Get(ups) if ups != self._ups or self._faults.wrong:
                return Err("UNKNOWN-UPS")
            case Get(ups, name) if self._faults.quirk == "stale":
                return Err("DATA-STALE")
            case Get(ups, name) if name in self._known():
                return Var(ups, name, self._known()[name])
            case Get():
                return Err("VAR-NOT-SUPPORTED")
        return Err("UNKNOWN-COMMAND")

    def _known(self) -> dict[str, str]:
        charge, runtime = RUNNING_OUT if self._on["low"] else FULL
        return {
            "ups.status": self._status(),
            "ups.model": "Simulated supply",
            "battery.charge": charge,
            "battery.runtime": runtime,
        }

    def _status(self) -> str:
        words = ["OL", "CHRG"] if self._on["mains"] else ["OB", "DISCHRG"]
        words += ["LB"] if self._on["low"] else []
        return " ".join((["FSD"] if self._on["shutdown"] else []) + words)
