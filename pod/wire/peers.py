"""Who is at the other end of a socket: the kernel says so; it cannot be pretended.

The pod's parts may run under users of their own. Nobody needs to know their names or
numbers: each owns its folder among the sockets, and those folders were made by whom
everybody here trusts. Who listens in a folder must own it; who comes to a socket must
own the folder of a part that this socket is for.
"""

import os
import socket
import stat
import struct
from dataclasses import dataclass
from pathlib import Path

CREDENTIALS = struct.Struct("iII")
SO_PEERGROUPS = 59
"""Of asm-generic/socket.h; Python has no name for it."""
MOST_GROUPS_BYTES = 1024
GROUP = struct.Struct("I")


@dataclass(frozen=True)
class Whom:
    """Whom a socket serves besides its own user: these users, and members of a group.

    An administrator is always served.
    """

    users: frozenset[int] = frozenset()
    group: int | None = None


NOBODY_ELSE = Whom()


def is_served(connected: socket.socket, served: Whom) -> bool:
    """Tell whether the other end is somebody whom the socket is for."""
    if user_of(connected) in {*served.users, os.geteuid(), 0}:
        return True
    return served.group is not None and served.group in groups_of(connected)


def user_of(connected: socket.socket) -> int:
    """Return the user id of the process at the other end."""
    return _credentials(connected)[1]


def groups_of(connected: socket.socket) -> frozenset[int]:
    """Return every group that the process at the other end was in as it connected.

    More of them than fit 1024 bytes (256) are as none but the first.
    """
    first = _credentials(connected)[2]
    try:
        told = connected.getsockopt(socket.SOL_SOCKET, SO_PEERGROUPS, MOST_GROUPS_BYTES)
    except OSError:
        told = b""
    return frozenset({first, *(group for (group,) in GROUP.iter_unpack(told))})


def _credentials(connected: socket.socket) -> tuple[int, int, int]:
    told = connected.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, CREDENTIALS.size)
    process, user, group = CREDENTIALS.unpack(told)
    return process, user, group


def owners(*folders: Path) -> Whom:
    """Serve whoever owns these folders; one that is not there is nobody's."""
    there = (_stat(folder) for folder in folders)
    return Whom(users=frozenset(one.st_uid for one in there if one is not None))


def members(folder: Path) -> Whom:
    """Serve the folder's group, where that group was let in: it can come to it."""
    found = _stat(folder)
    open_to_group = found is not None and bool(found.st_mode & stat.S_IXGRP)
    return Whom(group=found.st_gid if found and open_to_group else None)


def ours(path: Path) -> frozenset[int]:
    """Return who may listen at a path: this user, an administrator, the folder's owner.

    The owner counts where an administrator or this user made the place in which the
    folder lies; to an administrator a pod's own account is known by what it owns.
    """
    me, folder = os.geteuid(), path.parent.stat()
    made_by = path.parent.parent.stat().st_uid
    trusted = me == 0 or made_by in {0, me}
    return frozenset({me, 0, folder.st_uid} if trusted else {me, 0})


def _stat(folder: Path) -> os.stat_result | None:
    try:
        return folder.stat()
    except OSError:
        return None
