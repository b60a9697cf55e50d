"""The set-up's steps for the machine: its panel, its name, its keys, its devices."""

from pathlib import Path
from random import SystemRandom

import click
import msgspec
from msgspec.structs import replace

from pod.app import keys as bench_keys
from pod.app.glass import Glass, glasses
from pod.app.provisioning import AlreadyThere, provision, write_settings
from pod.cli.keys import print_halves, show_once
from pod.cli.set_up_ports import typed_ports
from pod.cli.set_up_state import NONE, SetUp
from pod.cli.set_up_talk import (
    GlassSaid,
    Named,
    agreed,
    ask,
    made,
    until_right,
)
from pod.clock import SystemClock
from pod.errors import Usage
from pod.hardware.driver import driver_names
from pod.hardware.finding import present_ports
from pod.seal import fingerprint
from pod.settings import Panel, Settings, read_settings
from pod.storage import outbox
from pod.storage.whole import remove_whole

RECOVERY_KEY = Path("/run/pod-data/recovery-key")
"""Where an image leaves its disk's recovery key until it was shown: on that disk."""
DISK_SHEET = """\
Training pod                              Recovery key of the disk

{text}

It opens this machine's disk when its security chip does not any more: after
new firmware, or other Secure Boot keys. The machine asks for it then, on its
first screen. Close it in a third envelope, away from the pod. It is shown
only this once.
"""


def the_glass(one: SetUp) -> str:
    """Measure the panel: everything is laid out in millimetres."""
    said = one.answers.glass or until_right(_typed_glass)
    one.keep(glass=said)
    return f"{said.width_px} x {said.height_px} dots, {said.wide_mm:g} mm wide"


def _typed_glass() -> GlassSaid:
    there = next(iter(glasses()), Glass(1280, 800))
    px = ask("Dots of the panel", f"{there.width_px}x{there.height_px}")
    wide, _, high = px.partition("x")
    mm = ask("Width of the picture by a ruler, mm", str(there.wide_mm or ""))
    raw = {"width_px": wide, "height_px": high, "wide_mm": mm}
    return made(GlassSaid, raw, "The panel")


def the_name(one: SetUp) -> str:
    """Say what the pod is called and where it stands."""
    said = one.answers.name or until_right(_typed_name)
    one.keep(name=said)
    return f"{said.pod}, {said.site}, {said.wing}"


def _typed_name() -> Named:
    raw = {
        "pod": ask("Id of the pod, such as pod07"),
        "site": ask("Name of the prison"),
        "wing": ask("Wing", "A Wing"),
        "language": ask("Language of staff pages, en or cy", "en"),
    }
    return made(Named, raw, "The name")


def the_keys(one: SetUp) -> str:
    """Make the keys, the stores and the signing key."""
    if one.note.glass is None or one.note.name is None:
        raise Usage("The panel and the name come first.")
    glass, name = one.note.glass, one.note.name
    panel = Panel(
        width_px=glass.width_px,
        height_px=glass.height_px,
        px_per_mm=round(glass.width_px / glass.wide_mm, 3),
    )
    named = msgspec.structs.asdict(name)
    public = _made_or_there(one, Settings(panel=panel, **named))
    click.echo("Evaluators must trust this key; compare its fingerprint with theirs:")
    click.echo(f"  {public}\n  {fingerprint(public)}")
    return f"signs with {fingerprint(public)}"


def _made_or_there(one: SetUp, settings: Settings) -> str:
    """Make the pod, or find it made: a cut came before the note. Return its key."""
    try:
        return provision(
            one.home, settings, SystemClock(), SystemRandom(), one.credentials
        )
    except AlreadyThere:
        there = read_settings(one.home).pod
        if there != settings.pod:
            raise Usage(f"This machine is the pod {there} already.") from None
        with one.bench.memory() as held, held.doings.begin() as db:
            return outbox.signing_key(db).public


def disk_waits() -> bool:
    """Tell whether the disk's recovery key is still to be copied: a bench has none."""
    return RECOVERY_KEY.exists()


def the_disk(one: SetUp) -> str:
    """Show the recovery key of the disk, for a third envelope: once, and only here."""
    if not disk_waits():
        return NONE
    kept = RECOVERY_KEY
    show_once(DISK_SHEET.format(text=kept.read_text("ascii").strip()), "the key")
    if not (one.answers.envelopes or agreed("Is it in an envelope of its own?")):
        raise Usage("The set-up waits for the third envelope.", "Copy the key again.")
    remove_whole(kept)
    return "its recovery key is in a third envelope"


def the_recovery(one: SetUp) -> str:
    """Print the recovery key as two halves, for two envelopes."""
    bench_keys.print_recovery(one.bench, SystemRandom().randbytes, print_halves)
    if not (one.answers.envelopes or agreed("Is each half in an envelope of its own?")):
        raise Usage("The set-up waits for the two envelopes.", "Run it again then.")
    return "two halves, in two envelopes"


def the_devices(one: SetUp) -> str:
    """Name what is plugged in, so that each is known by its own number."""
    settings, ports = read_settings(one.home), one.answers.devices
    if ports is None:
        ports = typed_ports(present_ports(), settings.ports)
    unknown = [one.driver for one in ports if one.driver not in driver_names()]
    if unknown:
        raise Usage(f"There is no driver {unknown[0]}: {', '.join(driver_names())}.")
    write_settings(one.home, replace(settings, ports=ports))
    return ", ".join(one.driver for one in ports) or NONE
