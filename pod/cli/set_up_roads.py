"""What leads off the machine, by choice: a server, a wing, backups elsewhere."""

from pathlib import Path

import click
from msgspec.structs import asdict, replace

from pod.app.provisioning import write_settings
from pod.cli.behind import counter, expect, sign_in
from pod.cli.by_link import sends_to
from pod.cli.set_up_reach import cable_now, is_image, lay, let, road_to
from pod.cli.set_up_state import SetUp
from pod.cli.set_up_talk import Server, WingSaid, ask, made
from pod.cli.wing import belongs_to
from pod.desk.sending import LinkTold, SeeLink
from pod.errors import TryAgain, Usage
from pod.settings import read_settings
from pod.sftp.place import is_server


def the_server(one: SetUp) -> str:
    """Say which server results go to by link, and show it this pod's key."""
    said = one.answers.server or made(Server, _typed_server(), "The server")
    road = road_to(said.place, said.host_key, said.address, said.cable)
    let(one, "server", road)
    with counter(one.credentials) as answers:
        sign_in(answers, one.note.supervisor)
        login = expect(answers(SeeLink()), LinkTold).login
    lay(one, "server", road)
    sends_to({"place": said.place, "host_key": said.host_key})
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
    if is_image():
        what = (
            "This pod's own address on the cable: dhcp, 192.0.2.7/24,"
            " or 192.0.2.7/24 via 192.0.2.1"
        )
        raw["cable"] = ask(what, cable_now())
    return raw


def the_wing(one: SetUp) -> str:
    """Say which wing this pod belongs to, and where its folder is."""
    said = one.answers.wing_folder or made(WingSaid, _typed_wing(), "The wing")
    road = None
    if is_server(said.folder):
        road = road_to(said.folder, said.host_key, said.address, said.cable)
    elif not Path(said.folder).is_dir():
        raise TryAgain(f"There is no folder {said.folder} on this machine.")
    let(one, "wing", road)
    given = asdict(said)
    del given["address"], given["cable"]
    belongs_to({**given, "console": False})
    lay(one, "wing", road)
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
