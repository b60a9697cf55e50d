"""What may be asked about the link that bundles leave by."""

from datetime import datetime
from typing import TypeAlias

from pod.values import Value


class SeeLink(Value, frozen=True, tag=True):
    """How does the link stand? `at_once`: and try it now. Answered by LinkTold."""

    at_once: bool = False


class ExportByLink(Value, frozen=True, tag=True):
    """Lay out what may leave for the link, in short steps: each is asked for anew.

    Answered by Exporting until it is done, then by ExportDone.
    """


class LinkStands(Value, frozen=True, kw_only=True):
    """What the link did since the pod began, and how the last try went.

    `answered`: so many times it was asked to try at once before that try began. `say`
    and `do` are why it failed, else nothing; `code` is how a command ends by it.
    """

    answered: int = 0
    sent: int = 0
    came: int = 0
    well_at: datetime | None = None
    say: str = ""
    do: str = ""
    code: int = 0


class LinkTold(Value, frozen=True, tag=True, kw_only=True):
    """Where bundles go, by which key this pod is known there, and what waits here.

    `stands` is nothing while no link is carried: the pod does not run, or has none.
    `asked`: once `stands.answered` is as much, what was asked for now is done.
    """

    place: str
    login: str
    waiting: int
    stands: LinkStands | None = None
    asked: int = 0


LinkAsked: TypeAlias = SeeLink | ExportByLink
