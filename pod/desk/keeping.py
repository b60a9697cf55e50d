"""What staff may ask of the pod's memory as a whole: its backups."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from pod.desk.staff import Second
from pod.values import Value


class MakeBackup(Value, frozen=True, tag=True):
    """Make a backup now. What was told of a restored store has been looked at.

    Answered by BackupsView.
    """


class Restore(Value, frozen=True, tag=True):
    """Let both stores be as they were in a backup, as two people want. -> BackupsView.

    What is there now is backed up first.
    """

    name: Annotated[str, Meta(pattern=r"^\d{6}-\d{8}T\d{6}Z$")]
    second: Second


class BackupLine(Value, frozen=True, kw_only=True):
    """A backup: its name, its moment, how long it is, whether it is elsewhere too."""

    name: str
    made_at: datetime
    bytes: int
    elsewhere: bool


class BackupsView(Value, frozen=True, tag=True, kw_only=True):
    """The backups there are, the newest last; `away`: the second place is not there.

    `unmatched`: so many people have a record here that nobody can be shown.
    """

    backups: tuple[BackupLine, ...]
    away: bool = False
    unmatched: int = 0
