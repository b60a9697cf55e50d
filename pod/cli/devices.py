"""pod devices: what is attached, and how it is."""

from collections.abc import Mapping, Sequence
from random import SystemRandom

import click
import msgspec

from pod.cli.ports import asked_ports
from pod.clock import SystemClock
from pod.hardware.driver import Health, driver_named
from pod.hardware.finding import Present, present_ports, unclaimed
from pod.hardware.link import wait_readable
from pod.hardware.pinger import BURST
from pod.hardware.reader import Reader, Report
from pod.hardware.station import reports_in
from pod.settings import Port, home, run_folder

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
    """Say what is attached, who it is, and how well its clock is known.

    Of a pod that is running its reader says so; else the ports are opened for a moment.
    """
    known = None if given else reports_in(run_folder(home()))
    seen = _look(asked_ports(given)) if known is None else known
    if as_json:
        told = [_plain(report) for report in seen]
        click.echo(msgspec.json.format(msgspec.json.encode(told)))
        return
    others = unclaimed(present_ports(), [report.path for report in seen])
    lines = [_told(report) for report in seen] or [NOTHING]
    click.echo("\n".join([*lines, *(_unread(port) for port in others)]))


def _look(ports: Sequence[Port]) -> Sequence[Report]:
    """Open the ports until each device is known or given up, 4 s at most."""
    clock, rng = SystemClock(), SystemRandom()
    readers = [Reader(port, clock, lambda _: None, rng) for port in ports]
    until_ms = clock.now_ms() + LOOK_FOR_MS
    while clock.now_ms() < until_ms:
        for reader in readers:
            reader.step()
        if all(_is_known(reader.report) for reader in readers):
            break
        ports_open = [one.fileno() for one in readers]
        wait_readable([port for port in ports_open if port is not None], NAP_S)
    seen = [reader.report for reader in readers]
    for reader in readers:
        reader.close()
    return seen


def _is_known(report: Report) -> bool:
    """Tell whether waiting longer would say more: its clock, where it has one."""
    health = report.health
    if health.state == "ready" and not driver_named(report.driver).clocked:
        return True
    return health.state in ("wrong", "silent") or health.pings >= BURST


def _plain(report: Report) -> dict[str, object]:
    """Return a report with its health's fields beside its own."""
    plain = msgspec.structs.asdict(report)
    health = msgspec.structs.asdict(plain.pop("health"))
    return {**plain, **health}


def _told(report: Report) -> str:
    """Say in a few lines what is at a port."""
    health, lines = report.health, [said_of(report)]
    if health.drift_ppm is not None:
        lines.append(
            f"  its clock: offset {health.offset_ms:.1f} ms,"
            f" drift {health.drift_ppm:+.0f} (sd {health.drift_sd_ppm:.0f}) ppm,"
            f" round trip {health.round_trip_ms:.2f} ms;"
            f" a press is known within {health.uncertainty_ms:.2f} ms"
        )
    if health.more:
        lines.append(f"  {_more(health.more)}")
    return "\n".join(lines)


def said_of(report: Report) -> str:
    """Say in a line what is at a port, and how it is."""
    where = report.path or "no port"
    return f"{report.driver} at {where}: {_state(report.health, report.title)}"


def _more(more: Mapping[str, float | str | bool]) -> str:
    """Say what only this kind of device tells."""
    said = {name: _word(value) for name, value in more.items()}
    return ", ".join(f"{name.replace('_', ' ')} {word}" for name, word in said.items())


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _state(health: Health, title: str) -> str:
    match health.state:
        case "ready":
            return f"{health.identity}. It answers."
        case "wrong":
            return f"It cannot be used. {health.why} {health.do}".strip()
        case "asking":
            said = f"Somebody is there, but has not said yet to be a {title}."
            return f"{said} {health.why}".strip()
    return f"No {title} answers. {health.why} {health.do}".strip()


def _unread(port: Present) -> str:
    what = f"{port.title} {port.usb}".strip()
    return f"{port.path}: {what or 'something'}, which pod.toml does not name."
