"""The button boxes that are there: with none of them touch takes over, calmly."""

from pod.ui.kiosk.stage import Stage
from pod.ui.kiosk.visit import Visit


class Boxes:
    """Knows which boxes answer; a timed activity waits where that changes."""

    def __init__(self, stage: Stage, visit: Visit) -> None:
        self._stage, self._visit, self._player = stage, visit, visit.player
        self._there: set[str] = set()
        self._any: bool | None = None

    def lost(self, device: str) -> None:
        """One no longer answers."""
        self._there.discard(device)
        self._cable(there=bool(self._there))

    def back(self, device: str) -> None:
        """One answers, again or for the first time."""
        self._there.add(device)
        self._cable(there=True)

    def _cable(self, *, there: bool) -> None:
        """Let touch take over when the box goes, and the box when it comes back."""
        if there == self._any:
            return
        self._any = there
        self._player.listening = "device" if there else "touch"
        task, page = self._player.task, self._stage.page()
        if self._stage.aside or task is None or not task.timed or page is None:
            return
        if not there and page.bar == "task" and self._player.asked is not None:
            self._player.pause()
            self._visit.ready("box_lost")
        elif there and self._player.asked is None:
            self._visit.ready("box_back")
