"""How loud it is, and where private words may be heard: seen, and heard at once."""

from PySide6.QtCore import QRect, QRectF, Signal
from PySide6.QtGui import QPainter, QPen

from pod.ui.common.actions import cut_row, place_equal
from pod.ui.common.face import Face
from pod.ui.common.key import make_even
from pod.ui.common.look import Look
from pod.ui.common.room import in_a_row
from pod.ui.common.said import Ears
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text
from pod.ui.kiosk.moments import CalmScreen
from pod.ui.voice.outputs import LOUDEST, WHERE, Where

BARS_MM, BARS_HIGH_MM, LEAST = 132.0, 44.0, 0.25


class SoundScreen(Screen):
    """Ids: quieter, louder, where, back. Each step is heard at its own volume."""

    turned = Signal()
    """The volume is another: it is read."""

    name = "sound"
    ears = Ears(chosen=False)

    def __init__(self, look: Look, text: Text, volume: int) -> None:
        super().__init__(look, text)
        self._title = self.words("", "display")
        words = text.voice
        faces = {
            "quieter": Face(words=words.quieter, icon="quieter"),
            "louder": Face(words=words.louder, icon="louder"),
            "where": Face(words=words.where, icon="headphones"),
            "back": Face(words=text.ways.ok, style="main"),
        }
        self._ways = [self.key(id_, face) for id_, face in faces.items()]
        self._bars = QRect()
        self._set(volume)

    def tell(self, volume: int) -> None:
        """Show another volume, in place, and have it read."""
        self._set(volume)
        self.lay()
        self.turned.emit()

    def _set(self, volume: int) -> None:
        self._volume = volume
        said = self.text.voice.title.format(number=volume, of=LOUDEST)
        self._title.setText(said)

    def arrange(self, room: QRect) -> None:
        """Place the words, the bars under them and the ways on at the foot."""
        look = self.look
        row, rest = cut_row(look, room, main=True)
        place_equal(look, row, self._ways)
        used = self._title.put(rest.adjusted(0, look.px(3), 0, 0))
        rest.adjust(0, used + look.px(8), 0, -look.px(4))
        high = min(rest.height(), look.px(BARS_HIGH_MM))
        self._bars = QRect(rest.x(), rest.y(), look.px(BARS_MM), high)

    def paint_page(self, painter: QPainter) -> None:
        """Paint a bar for each step: full up to the volume, by shape, not by colour."""
        look, line = self.look, self.look.px(self.look.mm.outline)
        for step, cell in enumerate(in_a_row(self._bars, LOUDEST, look.px(3)), start=1):
            share = LEAST + (1 - LEAST) * step / LOUDEST
            bar = QRectF(cell).adjusted(line, line, -line, -line)
            bar.setTop(bar.bottom() - bar.height() * share)
            full = step <= self._volume
            painter.setPen(QPen(look.colour("main" if full else "outline"), line))
            painter.setBrush(look.colour("main" if full else "ground"))
            painter.drawRoundedRect(bar, line, line)


class WhereScreen(CalmScreen):
    """The one question about sound. Ids: headphones, speaker, nowhere."""

    name = "sound-where"
    ears = Ears(chosen=False)

    def __init__(self, look: Look, text: Text, chosen: Where | None) -> None:
        super().__init__(look, text)
        words = text.voice
        self.say(words.ask, (words.others,), "title")
        faces: dict[Where, Face] = {
            "headphones": Face(words=words.headphones, icon="headphones"),
            "speaker": Face(words=words.speaker, icon="aloud"),
            "nowhere": Face(words=words.nowhere, icon="unheard"),
        }
        for id_ in WHERE:
            self.key(id_, faces[id_]).choose(on=id_ == chosen)

    def arrange(self, room: QRect) -> None:
        """Place it as every calm page, with no answer in larger letters than others."""
        super().arrange(room)
        make_even(self._keys)
