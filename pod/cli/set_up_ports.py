"""Which devices a pod has, as a set-up asks: what is there, and what was before."""

from collections.abc import Iterator, Sequence

import click

from pod.cli.set_up_state import NONE
from pod.cli.set_up_talk import ask, numbered
from pod.hardware.driver import driver_named, driver_names
from pod.hardware.finding import Present
from pod.settings import Port

FORGET = "forget"


def typed_ports(present: Sequence[Present], before: Sequence[Port]) -> tuple[Port, ...]:
    """Ask of each thing that is plugged in which driver it has.

    What was named before keeps its driver where nothing else is said, and is not
    forgotten because it is not plugged in just now.
    """
    away = [port for port in before if not any(_is(port, one) for one in present)]
    return (*_kept(away), *_here(present, before))


def _kept(away: Sequence[Port]) -> Iterator[Port]:
    for port in away:
        what = f"{port.driver} {port.serial or port.path}".rstrip()
        said = ask(f"{what} is not plugged in: keep it, or forget it", "keep")
        if said.lower() != FORGET:
            yield port


def _here(present: Sequence[Present], before: Sequence[Port]) -> Iterator[Port]:
    if not present:
        click.echo("Nothing is plugged in that a driver could read.", err=True)
        return
    click.echo(numbered([f"{one.title} {one.usb} {one.path}" for one in present]))
    click.echo(f"Drivers: {', '.join(driver_names())}")
    for place, one in enumerate(present, 1):
        known = next((port.driver for port in before if _is(port, one)), NONE)
        name = ask(f"Driver of {place}, or none", known)
        if name != NONE:
            yield Port(driver=name, path=one.path, serial=one.serial)


def _is(port: Port, one: Present) -> bool:
    """Tell whether what is plugged in is the one that was named."""
    if port.path:
        return port.path == one.path
    known = port.driver in driver_names()
    usb = driver_named(port.driver).read_profile().usb if known else ()
    return one.usb in [each.lower() for each in usb] and port.serial in ("", one.serial)
