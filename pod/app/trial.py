"""Tells whether a program on trial is well: every part up for minutes, and answering.

systemd ends a part that does not say that it is well. So one that is active, and has
been since it last began, has said so all that time.
"""

import asyncio
import time
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Iterable, Mapping
from pathlib import Path

from pod.app.office import Office
from pod.desk.around import SeeStay, Stays
from pod.errors import TryAgain
from pod.wire import Broken

PARTS = (("pod-core",), ("pod-reader",), ("pod-ui", "pod-ui-x11"))
"""The units of which one each must be well; the screen has a fallback."""
ASKED = "/usr/bin/systemctl"
WHAT = "Id,ActiveState,ActiveEnterTimestampMonotonic"


def check_well(home: Path, for_s: float) -> None:
    """Raise TryAgain, saying why, unless this pod has been well for so long.

    That is to be longer than any of its parts' watchdogs waits. What is amiss with the
    pod itself, such as a tamper switch, is not the program's fault and does not count.
    """
    for why in not_well(units_shown(), time.monotonic(), for_s):
        raise TryAgain(why)
    try:
        office = Office(home)
    except Broken as error:
        raise TryAgain("No core answers.") from error
    try:
        reply = office.ask(SeeStay())
    except Broken as error:
        raise TryAgain("The core does not answer.") from error
    finally:
        office.close()
    if not isinstance(reply, Stays):
        raise TryAgain("The pod's stores are not open.")


def not_well(
    shown: Mapping[str, Mapping[str, str]], now_s: float, for_s: float
) -> Iterable[str]:
    """Give each part that is not up, or has not been for so long."""
    for several in PARTS:
        up_s = max(_up_s(shown.get(one, {}), now_s) for one in several)
        if up_s < for_s:
            yield f"{several[0]} has not been well for long enough."


def _up_s(unit: Mapping[str, str], now_s: float) -> float:
    if unit.get("ActiveState") != "active":
        return 0.0
    return now_s - int(unit.get("ActiveEnterTimestampMonotonic", "0")) / 1e6


def units_shown() -> Mapping[str, Mapping[str, str]]:
    """Ask the service manager how each part is, by the name of its unit."""
    return read_shown(asyncio.run(_said()))


async def _said() -> str:
    units = [one for several in PARTS for one in several]
    try:
        running = await asyncio.create_subprocess_exec(
            *(ASKED, "show", f"--property={WHAT}", *units),
            stdin=DEVNULL,
            stdout=PIPE,
            stderr=DEVNULL,
        )
    except FileNotFoundError as error:
        raise TryAgain("This machine has no service manager to ask.") from error
    out, _ = await running.communicate()
    return out.decode("utf-8", "replace")


def read_shown(said: str) -> Mapping[str, Mapping[str, str]]:
    """Return what `systemctl show` says of several units, by their names."""
    found = {}
    for block in said.split("\n\n"):
        pairs = (line.partition("=") for line in block.splitlines())
        unit = {name: value for name, _, value in pairs}
        found[unit.get("Id", "").removesuffix(".service")] = unit
    return found
