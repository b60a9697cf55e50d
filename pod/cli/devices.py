"""pod devices: what is attached, and how it is."""

from collections.abc import Sequence
from random import SystemRandom

import click
import msgspec

from pod.clock import SystemClock
from pod.errors import Usage
from pod.hardware.driver import Health, driver_named
from pod.hardware.link import wait_readable
from pod.hardware.pinger import BURST
from pod.hardware.reader import Reader
from pod.settings import Port, home, read_settings

LOOK_FOR_MS = 4000.0
NAP_S = 0.02
NOTHING = (
    "No device is set up. Name its port in pod.toml, or give one with "
    "--port DRIVER=PATH."
)


@click.command("devices")
@click.option(
    "--port",
    "given",
    multiple=True,
    metavar="DRIVER=PATH",
    help="Look at this port instead of those in pod.toml; may be given several times.",
)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list.")
def devices(given: tuple[str, ...], *, as_json: bool) -> None:
    """Say what is attached, who it is, and how well its clock is known."""
    ports = [_port(one) for one in given] or _ports_at_home()
    found = list(zip(ports, _look(ports), strict=True))
    if as_json:
        told = [{**_plain(port), **_plain(health)} for port, health in found]
        click.echo(msgspec.json.format(msgspec.json.encode(told)))
    elif not ports:
        click.echo(NOTHING)
    else:
        click.echo("\n".join(_told(port, health) for port, health in found))


def _port(given: str) -> Port:
    """Read DRIVER=PATH."""
    driver, _, path = given.partition("=")
    if not path:
        raise Usage(f"{given} is not DRIVER=PATH.")
    return Port(driver=driver_named(driver).name, path=path)


def _ports_at_home() -> Sequence[Port]:
    """Return the ports of pod.toml; a pod that is not set up yet has none."""
    where = home()
    return read_settings(where).ports if (where / "pod.toml").exists() else ()


def _look(ports: Sequence[Port]) -> Sequence[Health]:
    """Open the ports until each device is known or given up, 4 s at most."""
    clock, rng = SystemClock(), SystemRandom()
    readers = [Reader(port, clock, lambda _: None, rng) for port in ports]
    until_ms = clock.now_ms() + LOOK_FOR_MS
    while clock.now_ms() < until_ms:
        for reader in readers:
            reader.step()
        if all(_is_known(reader.health) for reader in readers):
            break
        ports_open = [one.fileno() for one in readers]
        wait_readable([port for port in ports_open if port is not None], NAP_S)
    seen = [reader.health for reader in readers]
    for reader in readers:
        reader.close()
    return seen


def _is_known(health: Health) -> bool:
    return health.state in ("wrong", "silent") or health.pings >= BURST


def _plain(value: Port | Health) -> dict[str, object]:
    return msgspec.structs.asdict(value)


def _told(port: Port, health: Health) -> str:
    """Say in a few lines what is at a port."""
    title = driver_named(port.driver).read_profile().title
    lines = [f"{port.driver} at {port.path}: {_state(health, title)}"]
    if health.uncertainty_ms is not None:
        lines.append(
            f"  its clock: offset {health.offset_ms:.1f} ms,"
            f" drift {health.drift_ppm:+.0f} (sd {health.drift_sd_ppm:.0f}) ppm,"
            f" round trip {health.round_trip_ms:.2f} ms;"
            f" a press is known within {health.uncertainty_ms:.2f} ms"
        )
    return "\n".join(lines)


def _state(health: Health, title: str) -> str:
    match health.state:
        case "ready":
            return f"{health.identity}. It answers."
        case "wrong":
            return f"This is another device. {health.why} {health.do}".strip()
        case "asking":
            return f"Somebody is there, but has not said yet to be a {title}."
    return f"No {title} answers. {health.why} {health.do}".strip()
