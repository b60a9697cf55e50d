"""Are they still there? One key says so, and the page comes back as it was."""

from PySide6.QtCore import QRect

from pod.ui.common.face import Face
from pod.ui.common.labels import stack
from pod.ui.common.look import Look
from pod.ui.common.room import cut_bottom, cut_left
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text

KEY_MM, GAP_MM = 100.0, 6.0


class StillThereScreen(Screen):
    """Id: stay. With `anyway` their time ends whatever they press."""

    name = "staff-still-there"

    def __init__(self, look: Look, text: Text, *, anyway: bool) -> None:
        super().__init__(look, text)
        words = text.staff.still
        said = words.ends if anyway else words.asks
        then = words.again if anyway else words.closes
        self._said = [
            self.words(said, "title", spoken=False),
            self.words(then, "staff_title", spoken=False),
        ]
        key = words.go_on if anyway else words.here
        self._stay = self.key("stay", Face(words=key, style="main"), spoken=False)

    def arrange(self, room: QRect) -> None:
        """Place the question in the middle, the one key below it."""
        look, gap = self.look, self.look.px(GAP_MM)
        foot, rest = cut_bottom(room, look.px(look.mm.main_target), gap)
        self._stay.setGeometry(cut_left(foot, look.px(KEY_MM), 0)[0])
        spare = rest.bottom() - stack(self._said, rest, gap).bottom
        stack(self._said, rest.adjusted(0, max(0, spare // 2), 0, 0), gap)
