"""What leads off the machine, by choice: a server, a wing, backups elsewhere.

The core reaches no network but one address that is named here. An image has no other
way to be told: what its services may do, and how its cable is addressed, is kept with
its data, and laid out again at each start.
"""

from ipaddress import ip_address, ip_interface
from pathlib import Path

import click
from msgspec.structs import asdict, replace

from pod.app.provisioning import write_settings
from pod.cli.behind import counter, expect, sign_in
from pod.cli.by_link import sends_to
from pod.cli.set_up_state import SetUp
from pod.cli.set_up_talk import Server, WingSaid, ask, made
from pod.cli.wing import belongs_to
from pod.desk.sending import LinkTold, SeeLink
from pod.errors import Storage, TryAgain, Usage
from pod.settings import read_settings
from pod.sftp.place import is_server
from pod.storage.whole import write_whole
from pod.update.slots import STARTED

ROOT, KEPT = Path("/"), Path("/etc/training-pod/machine")
REACH = "etc/systemd/system/pod-core.service.d/with-a-link.conf"
CABLE = "etc/systemd/network/10-pod.network"
READ_BY_ALL, ENTERED_BY_ALL = 0o644, 0o755
DHCP = "dhcp"
LIMIT = """\
# Written by the set-up: the one address that the core may reach.
[Service]
IPAddressAllow={address}
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


def the_server(one: SetUp) -> str:
    """Say which server results go to by link, and show it this pod's key."""
    said = one.answers.server or made(Server, _typed_server(), "The server")
    let_out(said.place, said.address, said.cable)
    sends_to({"place": said.place, "host_key": said.host_key})
    with counter(one.credentials) as answers:
        sign_in(answers, one.note.supervisor)
        login = expect(answers(SeeLink()), LinkTold).login
    click.echo("For the server's authorized_keys, with ForceCommand internal-sftp:")
    click.echo(f"  {login}")
    return said.place


def _typed_server() -> dict[str, str]:
    return {
        "place": ask("The server, as sftp://user@host/folder"),
        "host_key": ask("Its public key, or SHA256:..., from its administrator"),
        **_typed_road(),
    }


def _typed_road() -> dict[str, str]:
    raw = {"address": ask("Its address, as a number such as 192.0.2.10")}
    if STARTED.exists():
        what = "This pod's own address on the cable, such as 192.0.2.7/24, or dhcp"
        raw["cable"] = ask(what, DHCP)
    return raw


def the_wing(one: SetUp) -> str:
    """Say which wing this pod belongs to, and where its folder is."""
    said = one.answers.wing_folder or made(WingSaid, _typed_wing(), "The wing")
    if is_server(said.folder):
        let_out(said.folder, said.address, said.cable)
    elif not Path(said.folder).is_dir():
        raise TryAgain(f"There is no folder {said.folder} on this machine.")
    given = asdict(said)
    del given["address"], given["cable"]
    belongs_to({**given, "console": False})
    return f"{said.wing}, {said.folder}"


def _typed_wing() -> dict[str, str]:
    raw = {
        "wing": ask("The wing's id, such as bwing"),
        "place": ask("What its board calls this pod, such as 7"),
        "folder": ask("Its folder, or sftp://user@host/folder"),
    }
    if not is_server(raw["folder"]):
        return raw
    return raw | {
        "host_key": ask("The server's public key, or SHA256:..."),
        **_typed_road(),
    }


def the_second_place(one: SetUp) -> str:
    """Say where every backup is kept a second time."""
    said = one.answers.second_place or ask("A folder on another disk")
    folder = Path(said)
    if not folder.is_absolute() or not folder.is_dir():
        raise TryAgain(f"There is no folder {said} on this machine.")
    if folder.stat().st_dev == one.home.stat().st_dev:
        raise Usage("That folder is on the pod's own disk.", "Name one on another.")
    if folder.stat().st_uid != one.home.stat().st_uid:
        raise Usage("The pod's account may not write there.", "Give it that folder.")
    write_settings(one.home, replace(read_settings(one.home), second_place=said))
    return said


def let_out(place: str, address: str, cable: str) -> None:
    """Let the core reach one address; on an image, address the cable as well.

    An image knows no names: its server is named by its number.
    """
    if STARTED.exists():
        if address not in place:
            raise Usage(f"Name the server by its number: sftp://user@{address}/folder.")
        _lay(CABLE, WIRED.format(how=_addressed(cable or DHCP)))
    let_reach(address)


def let_reach(address: str) -> None:
    """Let the core reach one address, from its next start on."""
    try:
        number = ip_address(address)
    except ValueError as error:
        raise Usage("An address is a number, such as 192.0.2.10.") from error
    _lay(REACH, LIMIT.format(address=number))


def _addressed(cable: str) -> str:
    """Return how the cable is addressed, as networkd reads it."""
    if cable == DHCP:
        return "DHCP=yes"
    try:
        return f"Address={ip_interface(cable)}"
    except ValueError as error:
        raise Usage("The cable's address is dhcp, or such as 192.0.2.7/24.") from error


def _lay(name: str, said: str) -> None:
    """Write a file of this machine's; on an image keep it with the data too."""
    try:
        for where in (ROOT, KEPT) if STARTED.exists() else (ROOT,):
            path = where / name
            path.parent.mkdir(parents=True, exist_ok=True, mode=ENTERED_BY_ALL)
            write_whole(path, said.encode("ascii"), READ_BY_ALL)
    except OSError as error:
        raise Storage(
            "This machine's services cannot be changed from here.",
            "Run the set-up as the administrator.",
        ) from error
