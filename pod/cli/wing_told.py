"""What `pod check` says of the wing: its folder, who was heard, whose clock errs."""

import os
from collections.abc import Iterable
from pathlib import Path

from pod.desk.wing import MemberHeard
from pod.settings import Link
from pod.sftp.place import is_server

NONE = "none: this pod shows itself alone"
UNREAD = ", letters of it cannot be read here: run the same version on both"
CLOCKS = {"early": ", its clock is ahead", "late": ", its clock is behind"}


def said_of_wing(link: Link, heard: Iterable[MemberHeard], *, away: bool) -> str:
    """Say how the wing stands, in one line; `away`: staff are told it is."""
    if not link.wing:
        return NONE
    members = "".join(f"; {_said(one)}" for one in heard)
    return f"{link.wing}, {_folder(link.folder, away=away)}{members or '; nobody yet'}"


def _folder(folder: str, *, away: bool) -> str:
    """Say whether letters can be left and read there."""
    if not folder:
        return "no folder is set"
    if is_server(folder):
        return "its folder on a server is away" if away else "its folder is on a server"
    where = Path(folder)
    there = where.is_dir() and os.access(where, os.R_OK | os.W_OK | os.X_OK)
    if not there:
        return "its folder cannot be used"
    return "its folder can be used"


def _said(one: MemberHeard) -> str:
    at = one.heard_at
    when = f"heard {at:%Y-%m-%d %H:%M:%S} UTC" if at else "not heard yet"
    unread = UNREAD if one.unread else ""
    return (
        f"{one.what} {one.place} ({one.id}) {when}{CLOCKS.get(one.clock, '')}{unread}"
    )
