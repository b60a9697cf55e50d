"""That this pod could not be begun again and asked for staff: told to them once it can.

Whoever shows the page of last resort leaves a mark beside its log; the next screen that
a core answers tells the core, which gives staff a notice and writes it in the record.
"""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt

from pod import desk
from pod.app.logs import log_folder
from pod.desk import Reply

if TYPE_CHECKING:
    from pod.app.window import Window

GAVE_UP: Final = "gave_up"
MARK = "asked-for-staff"


def note_given_up(home: Path) -> None:
    """Leave a mark; where none can be left, the page is shown all the same."""
    with suppress(OSError):
        (log_folder(home) / MARK).touch()


def tell_of_giving_up(home: Path, window: "Window") -> None:
    """Let staff know once the core is there; one that refuses is told another time."""
    mark = log_folder(home) / MARK
    if not mark.exists():
        return

    def heard(reply: Reply) -> None:
        if isinstance(reply, desk.Done):
            mark.unlink(missing_ok=True)

    window.kiosk.known.connect(
        lambda: window.link.ask(desk.Tell(GAVE_UP), heard),
        Qt.ConnectionType.SingleShotConnection,
    )
