"""A disk service on a bus of its own: it says what udisks2 says, of sticks we make up.

Run as a process: `python disk_service.py FOLDER`. The sticks are in `sticks.json` there
each time it is asked: a list of objects with `name`, `folder` and what else is so.
"""

import json
import sys
from pathlib import Path

from jeepney import HeaderFields, MessageType, new_error, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection

NAME = "org.freedesktop.UDisks2"
AT = "/org/freedesktop/UDisks2"


def objects(sticks):
    """Return what GetManagedObjects returns for these sticks."""
    found = {}
    for stick in sticks:
        drive = f"{AT}/drives/{stick['name']}"
        block = f"{AT}/block_devices/{stick['name']}"
        about = {
            "ConnectionBus": ("s", stick.get("bus", "usb")),
            "Serial": ("s", stick.get("serial", "")),
            "Size": ("t", 1 << 33),
        }
        found[drive] = {f"{NAME}.Drive": about}
        is_block = {"Drive": ("o", drive), "CryptoBackingDevice": ("o", "/")}
        is_block["HintIgnore"] = ("b", False)
        tables = [("fstab", {"dir": ("ay", b"/srv\0")})] if stick.get("own") else []
        is_block["Configuration"] = ("a(sa{sv})", tables)
        found[block] = {f"{NAME}.Block": is_block}
        if stick.get("locked"):
            lock = {"CleartextDevice": ("o", "/")}
            found[block][f"{NAME}.Encrypted"] = lock
            continue
        where = [stick["folder"].encode() + b"\0"] if stick.get("mounted") else []
        files = {f"{NAME}.Filesystem": {"MountPoints": ("aay", where)}}
        if stick.get("opened"):
            clear = dict(is_block, CryptoBackingDevice=("o", block), Drive=("o", "/"))
            found[f"{block}_open"] = {f"{NAME}.Block": clear, **files}
        else:
            found[block].update(files)
    return found


def answer(folder, asked):
    """Return the answer to one call."""
    fields = asked.header.fields
    path, member = fields[HeaderFields.path], fields[HeaderFields.member]
    kept = folder / "sticks.json"
    sticks = json.loads(kept.read_text())
    if member == "GetManagedObjects":
        return new_method_return(asked, "a{oa{sa{sv}}}", (objects(sticks),))
    stick = next(one for one in sticks if one["name"] in path)
    if why := stick.get("refuses"):
        return new_error(asked, f"{NAME}.Error.{why}", "s", ("no",))
    stick["mounted"] = member == "Mount"
    stick["how"] = {name: value for name, (_, value) in asked.body[0].items()}
    kept.write_text(json.dumps(sticks))
    if member == "Mount":
        return new_method_return(asked, "s", (stick["folder"],))
    return new_method_return(asked)


def main(folder):
    """Serve until the process is ended."""
    with open_dbus_connection("SYSTEM") as bus:
        bus.send_and_get_reply(message_bus.RequestName(NAME))
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while True:
            asked = bus.receive()
            if asked.header.message_type is MessageType.method_call:
                bus.send(answer(folder, asked))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
