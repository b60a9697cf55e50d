"""pod simulate: peripherals on pseudo-terminals, until interrupted."""

import json
import signal
import tempfile
import threading
from collections.abc import Sequence
from contextlib import ExitStack
from itertools import cycle
from pathlib import Path
from random import Random, SystemRandom

import click

from pod.clock import SystemClock
from pod.hardware.driver import driver_named, driver_names
from pod.hardware.faults import HELP, Faults, parse_faults
from pod.hardware.simulated import Plan, Simulated
from pod.hardware.steps import StepThread
from pod.values import BUTTONS

SPREAD = 0.2


@click.command("simulate")
@click.argument("devices", nargs=-1, metavar="[DEVICE ...]")
@click.option("--faults", "spec", default="", help=f"What goes wrong, such as {HELP}.")
@click.option(
    "--truth",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the true time of each press here, one JSON line each.",
)
@click.option(
    "--press-every",
    "every_ms",
    type=click.FloatRange(min=1),
    metavar="MS",
    help="Press the buttons in turn, about so often.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON line per device.")
def simulate(
    devices: tuple[str, ...],
    spec: str,
    truth: Path | None,
    every_ms: float | None,
    *,
    as_json: bool,
) -> None:
    """Plug simulated DEVICEs into pseudo-terminals until interrupted.

    Without a DEVICE there is one of each. Their paths are printed; name them in
    pod.toml or give them to `pod devices --port DRIVER=PATH`.
    """
    faults = parse_faults(spec)
    stopping = _stop_on_signals()
    with ExitStack() as putting_away:
        simulators = _plug_in(devices, faults, truth, putting_away)
        for name, simulator in simulators:
            told = {"device": name, "path": str(simulator.path)}
            click.echo(json.dumps(told) if as_json else f"{name} {simulator.path}")
        _press_until(stopping, [one for _, one in simulators], every_ms)


def _stop_on_signals() -> threading.Event:
    """Return what is set when somebody interrupts or ends the command."""
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    return stopping


def _plug_in(
    devices: Sequence[str], faults: Faults, truth: Path | None, putting_away: ExitStack
) -> list[tuple[str, Simulated]]:
    """Start each device in a thread of its own; all are put away with the stack."""
    temporary = tempfile.TemporaryDirectory(prefix="training-pod-")
    folder = Path(putting_away.enter_context(temporary))
    started = []
    for number, device in enumerate(devices or driver_names(), start=1):
        plan = Plan(
            folder=folder, name=f"{device}-{number}", faults=faults, truth=truth
        )
        simulator = driver_named(device).simulate(SystemClock(), plan)
        putting_away.callback(simulator.close)
        thread = StepThread(simulator, f"pod-simulate-{number}")
        thread.start()
        putting_away.callback(thread.stop)
        started.append((device, simulator))
    return started


def _press_until(
    stopping: threading.Event, simulators: Sequence[Simulated], every_ms: float | None
) -> None:
    """Wait for the end, pressing meanwhile: out of step with any device's tick."""
    rng = SystemRandom()
    buttons = cycle(BUTTONS)
    while not stopping.wait(_pause_s(every_ms, rng)):
        button = next(buttons)
        for simulator in simulators:
            simulator.press(button)


def _pause_s(every_ms: float | None, rng: Random) -> float | None:
    if every_ms is None:
        return None
    return every_ms / 1000 * (1 + rng.uniform(-SPREAD, SPREAD))
