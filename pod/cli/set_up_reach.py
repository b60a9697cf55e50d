"""What this machine's core and cable may reach, as a set-up chooses it.

The core reaches no network but the addresses that are named here. An image has no other
way to be told: they are kept with its data, and laid out again at each start.
"""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_interface
from pathlib import Path

from pod.cli.set_up_state import SetUp
from pod.errors import Storage, Usage
from pod.sftp.place import place_of
from pod.storage.keyrings import ON_SEALED_DISK
from pod.storage.whole import write_whole

ROOT, KEPT = Path("/"), Path("/etc/training-pod/machine")
REACH = "etc/systemd/system/pod-core.service.d/with-a-link.conf"
CABLE = "etc/systemd/network/10-pod.network"
READ_BY_ALL, ENTERED_BY_ALL = 0o644, 0o755
DHCP, VIA, MOST, V6 = "dhcp", " via ", 4, 6
_IN_A_NET = re.compile(r"[0-9a-fA-F.:]+/[0-9]{1,3}")
LET = "IPAddressAllow="
LIMIT = """\
# Written by the set-up: the addresses that the core may reach.
[Service]
"""
WIRED = """\
# Written by the set-up.
[Match]
Type=ether

[Network]
{how}
LinkLocalAddressing=no
LLMNR=no
"""


@dataclass(frozen=True)
class Road:
    """The way to a server: its address, and how the cable of an image is addressed."""

    address: str
    cable: str = ""


def road_to(place: str, host_key: str, address: str, cable: str) -> Road:
    """Look at a way before anything of it is laid; Usage where it leads nowhere.

    An image knows no names: its server is named by its number.
    """
    try:
        number = _number(address)
    except ValueError as error:
        raise Usage("An address is a number, such as 192.0.2.10.") from error
    host = place_of(place, host_key).host
    if not is_image():
        return Road(str(number))
    try:
        same = _number(host) == number
    except ValueError:
        same = False
    if not same:
        shown = f"[{number}]" if number.version == V6 else number
        raise Usage(f"Name the server by its number: sftp://user@{shown}/folder.")
    return Road(str(number), WIRED.format(how=_addressed(cable or cable_now())))


def is_image() -> bool:
    """Tell whether this is an image, or a bench that lays one: its root forgets."""
    return ON_SEALED_DISK.exists()


def let(one: SetUp, name: str, road: Road | None) -> list[str]:
    """Return what the core may reach once a step named this; nothing is laid yet.

    What another step named stays, and what was added by hand. Usage where the file says
    more than addresses, or there would be too many.
    """
    before, now = one.note.reached.get(name), road.address if road else None
    if not (before or now):
        return []
    others = {said for step, said in one.note.reached.items() if step != name}
    stay = [each for each in _let_now() if each != before or each in others]
    if now and now not in stay:
        stay.append(now)
    if len(stay) > MOST:
        raise Usage(f"The core reaches {MOST} addresses at most.")
    return stay


def lay(one: SetUp, name: str, road: Road | None) -> None:
    """Let the core reach what a step named, from its next start on, or not any more."""
    if road is None and name not in one.note.reached:
        return
    stay = let(one, name, road)
    if road and road.cable:
        _write(CABLE, road.cable)
    _write(REACH, LIMIT + "".join(f"{LET}{each}\n" for each in stay))
    reached = {step: said for step, said in one.note.reached.items() if step != name}
    one.keep(reached=reached | ({name: road.address} if road else {}))


def cable_now() -> str:
    """Return how an image's cable is addressed now, as the set-up is told it."""
    try:
        lines = (KEPT / CABLE).read_text("ascii").splitlines()
    except FileNotFoundError:
        return DHCP
    said = dict(line.split("=", 1) for line in lines if "=" in line)
    if "Address" not in said:
        return DHCP
    return VIA.join(said[one] for one in ("Address", "Gateway") if one in said)


def _let_now() -> list[str]:
    """Return what the core may reach; Usage where its file says more than that."""
    path = (KEPT if is_image() else ROOT) / REACH
    try:
        text = path.read_text("ascii", "replace")
    except FileNotFoundError:
        return []
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    let = [line.removeprefix(LET) for line in lines if line.startswith(LET)]
    if len(lines) != len(let) + 1:
        raise Usage(
            f"{path.name} says more than the set-up would: it stays as it is.",
            f"Add {LET} with the address to it by hand.",
        )
    return let


def _addressed(cable: str) -> str:
    """Return how the cable is addressed, as networkd reads it."""
    if cable == DHCP:
        return "DHCP=yes"
    own, _, gateway = cable.partition(VIA)
    try:
        said = ip_interface(own) if _IN_A_NET.fullmatch(own) else None
        over = _number(gateway) if gateway else None
    except ValueError:
        said = over = None
    if said is None or (gateway and over not in said.network):
        raise Usage(
            "The cable's address is dhcp, or such as 192.0.2.7/24,"
            " or 192.0.2.7/24 via 192.0.2.1 of the same net."
        )
    return f"Address={said}" + (f"\nGateway={over}" if over else "")


def _number(said: str) -> IPv4Address | IPv6Address:
    """Read an address; one that means a cable of this machine alone is none."""
    if "%" in said:
        raise ValueError(said)
    return ip_address(said)


def _write(name: str, said: str) -> None:
    """Write a file of this machine's; on an image keep it with the data too."""
    try:
        for where in (ROOT, KEPT) if is_image() else (ROOT,):
            path = where / name
            path.parent.mkdir(parents=True, exist_ok=True, mode=ENTERED_BY_ALL)
            write_whole(path, said.encode("ascii"), READ_BY_ALL)
    except OSError as error:
        raise Storage(
            "This machine's services cannot be changed from here.",
            "Run the set-up as the administrator.",
        ) from error
