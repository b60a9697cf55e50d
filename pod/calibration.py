"""How late this pod's glass is: what a photodiode saw, paired with what was stamped.

The calibration screen makes a patch light again and again and stamps each time; a box
with a photodiode tells when it saw the light, on a clock of its own. The differences
give the glass's lag (a panel is light some time after its picture was handed over), its
spread, and so the bound of every onset stamp made on this glass. Where nobody has
measured, nothing is added and no bound is claimed.
"""

import logging
import math
import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from statistics import mean, quantiles, stdev
from typing import Annotated, Literal, NamedTuple, TypeAlias

import msgspec
from msgspec import Meta

from pod.errors import Malformed, Storage
from pod.events import Light
from pod.settings import Panel, read_toml
from pod.values import Value

log = logging.getLogger(__name__)

FILE = "calibration.toml"
FOR_THE_SCREEN = 0o640
EARLY_MS = 5.0
"""A light may be told to be so much before its flash: two clocks are compared."""
LATEST_MS = 150.0
"""No glass is later; flashes are further apart than this."""
SEEN_SHARE = 0.9
STRAY_SHARE = 0.1
SPREAD_MS = 20.0
"""A glass redrawn 60 times a second spreads by 5 ms; one at 20 times, by 15. A box that
knows a light no better than this measures no glass."""

Lag: TypeAlias = Annotated[float, Meta(ge=-EARLY_MS, le=LATEST_MS)]
Spread: TypeAlias = Annotated[float, Meta(ge=0, le=LATEST_MS)]
Refusal: TypeAlias = Literal["no_light", "flicker", "no_clock", "spread"]


class Measured(Value, frozen=True, kw_only=True):
    """The glass's figures, ms: mean lag, its SD, the p99 of what is off the mean.

    `box_ms` is the greatest bound that the box itself stated for one of its `n` stamps.
    """

    lag_ms: Lag
    jitter_ms: Spread
    p99_ms: Spread
    box_ms: Spread
    n: Annotated[int, Meta(ge=2)]

    @property
    def uncertainty_ms(self) -> float:
        """How far an onset may be from the light: the glass's p99, and the box's."""
        return round(self.p99_ms + self.box_ms, 3)


class Calibration(Measured, frozen=True, kw_only=True):
    """What was measured of one pod's glass; `calibration.toml` in the pod's home.

    `panel` and `box` say what was measured, and by what.
    """

    measured_on: date
    panel: str
    box: str


class Pair(NamedTuple):
    """A flash's stamp, and the light that it made."""

    flashed_ms: float
    light: Light

    @property
    def lag_ms(self) -> float:
        """How long after the stamp it was light."""
        return self.light.at_ms - self.flashed_ms


def pair(flashed_ms: Sequence[float], lights: Sequence[Light]) -> Sequence[Pair]:
    """Join each flash with the first light in its window, none twice; in any order.

    A flash without its light is left out. A light that goes out tells nothing: not
    every box says so, and a figure is brighter than its ground.
    """
    waiting = sorted((one for one in lights if one.on), key=lambda one: one.at_ms)
    pairs = []
    for moment_ms in sorted(flashed_ms):
        for place, light in enumerate(waiting):
            if -EARLY_MS <= light.at_ms - moment_ms <= LATEST_MS:
                pairs.append(Pair(moment_ms, waiting.pop(place)))
                break
    return pairs


def judge(flashed_ms: Sequence[float], lights: Sequence[Light]) -> Measured | Refusal:
    """Return the glass's figures, or in one word why they would be nonsense."""
    pairs = pair(flashed_ms, lights)
    if len(pairs) < max(2, SEEN_SHARE * len(flashed_ms)):
        return "no_light"
    strays = sum(light.on for light in lights) - len(pairs)
    if strays > STRAY_SHARE * len(flashed_ms):
        return "flicker"
    bounds = [one.light.uncertainty_ms for one in pairs]
    known = [one for one in bounds if one is not None and 0 <= one <= SPREAD_MS]
    if len(known) < len(pairs):
        return "no_clock"
    measured = _measure([one.lag_ms for one in pairs], max(known))
    return measured if measured.jitter_ms <= SPREAD_MS else "spread"


def _measure(lags_ms: Sequence[float], box_ms: float) -> Measured:
    """Return the figures of these lags, bounds rounded up to a microsecond."""
    lag_ms = mean(lags_ms)
    off_ms = [abs(one - lag_ms) for one in lags_ms]
    return Measured(
        lag_ms=round(lag_ms, 3),
        jitter_ms=_up(stdev(lags_ms)),
        p99_ms=_up(quantiles(off_ms, n=100, method="inclusive")[98]),
        box_ms=_up(box_ms),
        n=len(lags_ms),
    )


def _up(ms: float) -> float:
    return math.ceil(ms * 1000) / 1000


def panel_name(panel: Panel) -> str:
    """Return a panel's name in a calibration: its pixels."""
    return f"{panel.width_px} x {panel.height_px}"


def read_calibration(where: Path, panel: Panel) -> Calibration | None:
    """Return what was measured of this panel in the home `where`; None if never."""
    if not (where / FILE).exists():
        return None
    found = read_toml(where / FILE, Calibration)
    return found if found.panel == panel_name(panel) else None


def known_calibration(where: Path, panel: Panel) -> Calibration | None:
    """Return what was measured of this panel; a file that is no use is as none."""
    try:
        return read_calibration(where, panel)
    except Malformed as trouble:
        log.warning("The glass is as if it was never measured: %s", trouble.say)
    except OSError as error:
        log.warning("The glass is as if it was never measured: %s", error.strerror)
    return None


def keep_calibration(where: Path, calibration: Calibration) -> None:
    """Write it into the home `where`, whole or not at all, readable by its group."""
    beside = where / f"{FILE}.part"
    raw = msgspec.to_builtins(calibration)
    lines = [f"{name} = {msgspec.json.encode(v).decode()}" for name, v in raw.items()]
    try:
        beside.write_text("\n".join((*lines, "")), "utf-8")
        beside.chmod(FOR_THE_SCREEN)
        if os.geteuid() == 0:
            home = where.stat()
            os.chown(beside, home.st_uid, home.st_gid)
        beside.replace(where / FILE)
    except OSError as error:
        raise Storage(f"{FILE} cannot be written: {error.strerror}") from error
