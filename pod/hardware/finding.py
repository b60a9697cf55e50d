"""Which port a device is at: by the name it was given, else by what it tells of itself.

Unknown ports are never written to: a byte that is a question to one device is an order
to another. A device is known by its USB ids, with its serial number where there are two
alike, and its port is opened under a name that stays when it is plugged in elsewhere.
"""

from collections.abc import Sequence
from pathlib import Path

from serial.tools import list_ports

from pod.hardware.advice import Advice, DeviceTrouble
from pod.hardware.driver import Profile
from pod.settings import Port
from pod.values import Value

BY_ID = Path("/dev/serial/by-id")
NAME_IT = Advice("name_port", "Name its port, or its serial number, in pod.toml.")
PLUG_IN = Advice("check_cable", "Plug it in. Check its cable.")


class NotFound(DeviceTrouble):
    """The device is not plugged in, or nobody can tell which one it is."""


class Present(Value, frozen=True, kw_only=True):
    """A serial port that the machine has now; `usb` is vendor:product in hex."""

    path: str
    usb: str = ""
    serial: str = ""
    title: str = ""


def present_ports(by_id: Path = BY_ID) -> tuple[Present, ...]:
    """Return the machine's serial ports, each under its stable name where it has one.

    Pseudo-terminals are not among them: those must be named.
    """
    stable = {str(link.resolve()): str(link) for link in sorted(by_id.glob("*"))}
    return tuple(
        Present(
            path=stable.get(port.device, port.device),
            usb=f"{port.vid:04x}:{port.pid:04x}" if port.vid is not None else "",
            serial=port.serial_number or "",
            title=port.description or "",
        )
        for port in sorted(list_ports.comports(), key=lambda port: str(port.device))
    )


def path_of(port: Port, profile: Profile, present: Sequence[Present]) -> str:
    """Return where the device is, or say that it is not there, or which are alike."""
    if port.path:
        return port.path
    wanted = [id_.lower() for id_ in profile.usb]
    fit = [one for one in present if one.usb in wanted]
    if port.serial:
        fit = [one for one in fit if one.serial == port.serial]
    match fit:
        case [one]:
            return one.path
        case []:
            raise NotFound(f"No {profile.title} is plugged in.", PLUG_IN)
    ports = ", ".join(f"{one.path} ({one.serial or 'no serial number'})" for one in fit)
    raise NotFound(f"Several devices could be the {profile.title}: {ports}.", NAME_IT)


def unclaimed(
    present: Sequence[Present], claimed: Sequence[str]
) -> tuple[Present, ...]:
    """Return the ports that no device was found at."""
    taken = {str(Path(path).resolve()) for path in claimed}
    return tuple(one for one in present if str(Path(one.path).resolve()) not in taken)
