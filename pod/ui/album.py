"""Pictures of every different screen that somebody meets."""

from pathlib import Path

from pod.ui.common.labels import Words
from pod.ui.kiosk.stage import Stage

UNSAID = "staff"
"""What staff only read is part of a scene; what is being typed is not."""
QUALITY = 80
"""How hard Qt packs a picture: by itself it takes half as long again, for little."""


class Album:
    """Takes a picture of each screen once, as soon as it has a folder."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._folder: Path | None = None
        self._seen: set[str] = set()

    def open(self, folder: Path) -> None:
        """Take pictures into this folder from now on."""
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder

    def take(self, what: str = "") -> None:
        """Take a picture of the screen in view, unless it was seen before."""
        screen = self._stage.screen
        if self._folder is None or screen is None:
            return
        every = screen.findChildren(Words)
        unsaid = [one.text() for one in every if one.role == UNSAID]
        scene = "|".join((screen.name, what, *screen.sentences(), *unsaid))
        if scene not in self._seen:
            self._seen.add(scene)
            name = f"{len(self._seen):03d}-{screen.name}.png"
            self._stage.frame.grab().save(str(self._folder / name), "PNG", QUALITY)
