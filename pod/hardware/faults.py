"""What can go wrong on a simulated cable, and how it is written on a command line."""

import re
from typing import Annotated, TypeAlias

import msgspec
from msgspec import Meta

from pod.errors import Usage
from pod.values import Value

NEVER = 0.0
UNITS = {"": 1.0, "ms": 1.0, "s": 1000.0, "ppm": 1.0}
SAID = re.compile(r"([a-z]+)(?:=([0-9.eE+-]+?)(ms|s|ppm)?)?")
QUIRK = re.compile(r"quirk=([a-z_]+)")
HELP = (
    "drift=80ppm,junk=5,swallow,split,wrong,mute,drop=0.01,flip=1e-4,dup=0.01,"
    "jitter=5ms,stall=2s,hangup=30s,reboot=60s,quirk=late"
)


Share: TypeAlias = Annotated[float, Meta(ge=0, le=1)]
Span: TypeAlias = Annotated[float, Meta(ge=0, le=1e15)]
Drift: TypeAlias = Annotated[float, Meta(ge=-1e5, le=1e5)]


class Faults(Value, frozen=True, kw_only=True):
    """Everything that can go wrong at the far end; the default is a healthy device.

    `drift` ppm by which the device's clock runs fast; `uptime` its reading at the
    start, ms; `junk` bytes before each reply; `swallow` the query that devices are
    known to swallow; `split` one byte at a time; `wrong` some other device; `mute`
    nothing ever comes out; `drop` and `flip` the chance of losing a byte or flipping
    one of its bits, `dup` of saying a thing twice; `jitter` up to so many ms late;
    `stall` every 30 s nothing comes out for so many ms; `hangup` and `reboot` every so
    many ms; `quirk` a fault that only one kind of device has.
    """

    drift: Drift = 50.0
    uptime: Span = 100_000.0
    junk: Annotated[int, Meta(ge=0, le=1000)] = 0
    swallow: bool = False
    split: bool = False
    wrong: bool = False
    mute: bool = False
    drop: Share = 0.0
    flip: Share = 0.0
    dup: Share = 0.0
    jitter: Span = 0.0
    stall: Span = NEVER
    hangup: Span = NEVER
    reboot: Span = NEVER
    quirk: str = ""


def over_tcp(faults: Faults) -> Faults:
    """Return what of it can happen where the kernel carries the bytes: none is lost."""
    return msgspec.structs.replace(faults, drop=0.0, flip=0.0, dup=0.0, junk=0)


def parse_faults(spec: str) -> Faults:
    """Read `drift=80ppm,stall=2s,split`; times are ms unless they say s."""
    try:
        said = dict(_one(part.strip()) for part in spec.split(",") if part.strip())
        return msgspec.convert(said, Faults, strict=False)
    except (ValueError, msgspec.ValidationError) as error:
        raise Usage(f"I cannot read these faults: {error}. Such as: {HELP}") from error


def _one(part: str) -> tuple[str, float | int | bool | str]:
    if quirk := QUIRK.fullmatch(part):
        return "quirk", quirk.group(1)
    match = SAID.fullmatch(part)
    if match is None:
        raise ValueError(part)
    name, number, unit = match.groups()
    if number is None:
        return name, True
    value = float(number) * UNITS[unit or ""]
    return name, int(value) if value.is_integer() else value
