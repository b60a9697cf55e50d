"""`pod calibrate`: how late this pod's glass is, by a photodiode."""

import click
import msgspec

from pod.app.calibration import calibrate as show_the_screen
from pod.calibration import Calibration, read_calibration
from pod.cli.ports import asked_ports
from pod.errors import TryAgain
from pod.settings import home, read_settings

NEVER = "This pod's screen was never measured: no bound is stated for an onset."


@click.command("calibrate")
@click.option(
    "--port",
    "given",
    multiple=True,
    metavar="DRIVER=PATH",
    help="Use the box at this port instead of those in pod.toml.",
)
@click.option("--windowed", is_flag=True, help="In a window, on a desktop.")
@click.option("--show", is_flag=True, help="Only say what was measured last.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def calibrate(
    given: tuple[str, ...], *, windowed: bool, show: bool, as_json: bool
) -> None:
    """Measure how late this pod's screen is, with a box that has a photodiode."""
    where = home()
    panel = read_settings(where).panel
    kept = show or show_the_screen(where, asked_ports(given), windowed=windowed)
    found = read_calibration(where, panel)
    if as_json:
        click.echo(msgspec.json.encode(_plain(found)).decode())
    else:
        click.echo(_told(found) if found else NEVER)
    if not kept:
        raise TryAgain("Nothing new was measured.")


def _plain(found: Calibration | None) -> dict[str, object] | None:
    if found is None:
        return None
    plain = msgspec.structs.asdict(found)
    return {**plain, "uncertainty_ms": found.uncertainty_ms}


def _told(found: Calibration) -> str:
    """Say in two lines what was measured."""
    return (
        f"Measured on {found.measured_on}: {found.panel}, by {found.box}.\n"
        f"  A picture is seen {found.lag_ms:.2f} ms late (sd {found.jitter_ms:.2f} ms,"
        f" n {found.n}); an onset is known within {found.uncertainty_ms:.2f} ms"
    )
