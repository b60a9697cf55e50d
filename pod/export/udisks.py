"""Sticks as the system's disk service knows them: udisks2, asked over D-Bus."""

import errno
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias, TypeVar

import msgspec
from jeepney import DBusAddress, HeaderFields, MessageType, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.io.common import RouterClosed

from pod.export.slots import Plugged, tidy

NAME = "org.freedesktop.UDisks2"
_ROOT = "/org/freedesktop/UDisks2"
_ALL = "org.freedesktop.DBus.ObjectManager"
_BLOCK, _FILES, _LOCK, _DRIVE = (
    f"{NAME}.{one}" for one in ("Block", "Filesystem", "Encrypted", "Drive")
)
_NOWHERE = "/"
_PATIENCE_S = 60.0
_HOW = {"options": ("s", "nosuid,nodev,noexec")}
_TO_READ = {"options": ("s", "ro,nosuid,nodev,noexec")}
_NOT_ALLOWED = (
    f"{NAME}.Error.NotAuthorized",
    "org.freedesktop.DBus.Error.AccessDenied",
)

Objects: TypeAlias = Mapping[str, Mapping[str, Mapping[str, tuple[str, object]]]]


class _Block(msgspec.Struct, frozen=True, rename="pascal"):
    drive: str = _NOWHERE
    crypto_backing_device: str = _NOWHERE
    hint_ignore: bool = False
    configuration: tuple[object, ...] = ()


class _Drive(msgspec.Struct, frozen=True, rename="pascal"):
    connection_bus: str = ""
    serial: str = ""


class _Files(msgspec.Struct, frozen=True, rename="pascal"):
    mount_points: tuple[bytes, ...] = ()


class _Lock(msgspec.Struct, frozen=True, rename="pascal"):
    cleartext_device: str = ""


S = TypeVar("S", _Block, _Drive, _Files, _Lock)


class Udisks:
    """USB sticks that udisks2 mounts for us and unmounts again; it is `Slots`.

    A machine without the service, or without the bus, has no sticks. `to_read`: nothing
    is ever written on one.
    """

    def __init__(self, *, to_read: bool = False) -> None:
        self._how = _TO_READ if to_read else _HOW

    def plugged(self) -> Sequence[Plugged]:
        """Return every USB stick that holds files, or is locked."""
        objects = _objects()
        return [one for path in sorted(objects) for one in _stick_at(objects, path)]

    def opened(self, one: Plugged) -> Path:
        """Return where a stick is mounted, mounting it if it is not."""
        files = _known(_objects(), one.place, _FILES, _Files)
        if files.mount_points:
            return Path(os.fsdecode(files.mount_points[0].rstrip(b"\0")))
        return Path(str(_call(one.place, _FILES, "Mount", self._how)[0]))

    def let_go(self, one: Plugged) -> bool:
        """Unmount a stick, which writes out what is left; tell whether that was done.

        PermissionError where the system lets the pod mount sticks but not unmount.
        """
        _call(one.place, _FILES, "Unmount", {})
        return True


def _stick_at(objects: Objects, path: str) -> Iterator[Plugged]:
    """Give the stick at an object, if it is one.

    A drive that the machine's own tables name (fstab, crypttab) is none: backups may
    lie there, and it is never to be unmounted.
    """
    block = _known(objects, path, _BLOCK, _Block)
    behind = block.crypto_backing_device
    real = block if behind == _NOWHERE else _known(objects, behind, _BLOCK, _Block)
    drive = _known(objects, real.drive, _DRIVE, _Drive)
    own = block.hint_ignore or block.configuration or real.configuration
    if drive.connection_bus != "usb" or own:
        return
    locked = _known(objects, path, _LOCK, _Lock).cleartext_device == _NOWHERE
    if locked or _FILES in objects[path]:
        yield Plugged(place=path, serial=tidy(drive.serial), locked=locked)


def _known(objects: Objects, path: str, interface: str, kind: type[S]) -> S:
    """Return what is known of an object as this kind; as of none where it has none."""
    told = objects.get(path, {}).get(interface, {})
    return msgspec.convert({name: value for name, (_, value) in told.items()}, kind)


def _objects() -> Objects:
    """Return all that the service knows; nothing where there is no service."""
    try:
        told = _call(_ROOT, _ALL, "GetManagedObjects")
    except OSError:
        return {}
    objects: Objects = msgspec.convert(told[0], Objects)
    return objects


def _call(
    path: str, interface: str, method: str, options: Mapping[str, object] | None = None
) -> tuple[object, ...]:
    """Ask the service one thing; OSError when it cannot or will not do it."""
    where = DBusAddress(path, bus_name=NAME, interface=interface)
    form, body = (None, ()) if options is None else ("a{sv}", (options,))
    with _bus() as bus:
        asked = new_method_call(where, method, form, body)
        reply = bus.send_and_get_reply(asked, timeout=_PATIENCE_S)
    if reply.header.message_type is MessageType.error:
        why = str(reply.header.fields.get(HeaderFields.error_name, ""))
        number = errno.EPERM if why.startswith(_NOT_ALLOWED) else errno.EIO
        raise OSError(number, why)
    return tuple(reply.body)


@contextmanager
def _bus() -> Iterator[DBusConnection]:
    """Speak with the system's bus; OSError where there is none, or it falls silent."""
    try:
        with open_dbus_connection("SYSTEM") as bus:
            yield bus
    except (RouterClosed, ValueError, RuntimeError) as error:
        raise OSError(errno.EIO, "the system's bus does not answer") from error
