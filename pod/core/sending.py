"""Answers staff about the link, and has it carried in a thread of its own."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from pod.core.laid_out import look_after
from pod.core.sends import Sends
from pod.core.study import export_steps, next_step
from pod.core.visit import Answers, Behind, Visit
from pod.desk import Reply
from pod.desk.sending import ExportByLink, LinkTold, SeeLink
from pod.errors import Usage
from pod.export.laying_out import laying_out
from pod.export.post import waiting
from pod.seal import SigningKey
from pod.storage.logins import login_key

Opens: TypeAlias = Callable[[SigningKey], Sends]


class Sending:
    """Begins and ends the link of a pod that has one."""

    def __init__(self, behind: Behind) -> None:
        self._behind = behind

    def begin(self, opens: Opens) -> None:
        """Carry from now on, where pod.toml names a server."""
        behind = self._behind
        if not behind.settings.delivery.place or behind.console:
            return
        with behind.memory.doings.begin() as db:
            login = login_key(db)
        behind.sends = opens(login)

    def end(self) -> None:
        """Carry nothing any more."""
        if self._behind.sends is not None:
            self._behind.sends.close()
            self._behind.sends = None


def _see(visit: Visit, request: SeeLink) -> Reply:
    """Tell how the link stands; a pod without one tells its key all the same."""
    sends = visit.behind.sends
    look_after(visit.behind)
    with visit.doings() as db:
        login = login_key(db).public
    return LinkTold(
        place=visit.behind.settings.delivery.place,
        login=login,
        waiting=len(waiting(_home(visit))),
        stands=sends.stands() if sends else None,
        asked=sends.wake() if sends and request.at_once else 0,
    )


def _export(visit: Visit, request: ExportByLink) -> Reply:
    """Do the next step of laying out what may leave; then the link carries it."""
    if not visit.behind.settings.delivery.place:
        raise Usage(
            "This pod has no link: pod.toml names no server for bundles.",
            "Use a stick, or write `place` and `host_key` below [delivery].",
        )
    home = _home(visit)
    return next_step(visit, request, lambda: export_steps(visit, home, laying_out))


def _home(visit: Visit) -> Path:
    return visit.behind.memory.doings.path.parent


ANSWERS: Answers = {SeeLink: _see, ExportByLink: _export}
