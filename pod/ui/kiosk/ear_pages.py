"""Pages on which headphones are tried, an ear at a time: in picture, word and sound."""

from collections.abc import Collection

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from pod.ui.common.face import Face
from pod.ui.common.look import Look
from pod.ui.common.said import Ears
from pod.ui.common.words import Text
from pod.ui.kiosk.moments import CalmScreen
from pod.ui.voice.sentence import Ear, Sentence

EARS: tuple[Ear, ...] = ("left", "right")
MIDDLE, HEAD_DOWN_MM, HEAD_MM = 0.82, 34.0, 15.0
"""Where the head stands along the page and below its top, and its radius."""
CUP_MM, CUP_HIGH_MM, LINE_MM = 7.0, 15.0, 1.4
BAND, HEAD_HIGH = 1.25, 1.1
"""The band's radius, and the head's height, in radii of the head."""
WAVES, WAVE_MM, WAVE_DEGREES = 2, 4.5, 80
DEGREE = 16
"""Qt's own unit of arcs is a sixteenth of one."""
TONE_AT = 1
"""The tone comes after the sentence that says what to listen for."""


class EarPage(CalmScreen):
    """A page beside a head that wears headphones; the cups of `ears` are full.

    While `waves` is on, sound is seen to come from them.
    """

    icon = "headphones"
    ears = Ears(chosen=False)

    def __init__(self, look: Look, text: Text, full: Collection[Ear]) -> None:
        super().__init__(look, text)
        self.full, self.waves = full, False

    def cup(self, ear: Ear) -> QRectF:
        """Return where one cup is painted: the left ear at the left, as worn."""
        look, side = self.look, -1 if ear == "left" else 1
        wide, high = look.px(CUP_MM), look.px(CUP_HIGH_MM)
        x = self._middle().x() + side * look.px(HEAD_MM) * BAND
        return QRectF(x - wide / 2, self._middle().y() - high / 2, wide, high)

    def paint_page(self, painter: QPainter) -> None:
        """Paint a head that wears headphones."""
        look, radius = self.look, self.look.px(HEAD_MM)
        pen = QPen(look.colour("accent"), look.px(LINE_MM))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawEllipse(self._middle(), radius, radius * HEAD_HIGH)
        painter.drawArc(_square(self._middle(), radius * BAND), 0, 180 * DEGREE)
        for ear in EARS:
            full, cup = ear in self.full, self.cup(ear)
            painter.setBrush(look.colour("accent" if full else "ground"))
            painter.drawRoundedRect(cup, cup.width() / 2, cup.width() / 2)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            if full and self.waves:
                self._paint_waves(painter, ear, cup)

    def _paint_waves(self, painter: QPainter, ear: Ear, cup: QRectF) -> None:
        outwards = 180 if ear == "left" else 0
        begin = (outwards - WAVE_DEGREES // 2) * DEGREE
        for number in range(1, WAVES + 1):
            radius = cup.width() / 2 + number * self.look.px(WAVE_MM)
            wave = _square(cup.center(), radius)
            painter.drawArc(wave, begin, WAVE_DEGREES * DEGREE)

    def _middle(self) -> QPointF:
        return QPointF(self.width() * MIDDLE, self.look.px(HEAD_DOWN_MM))


class OfferScreen(EarPage):
    """Asks whether somebody wants to try their headphones. Ids: try, not_now."""

    name = "ears-offer"

    def __init__(self, look: Look, text: Text) -> None:
        super().__init__(look, text, EARS)
        words = text.voice.ears
        self.say(words.offer, (words.short,), "title")
        self.key("try", Face(words=words.try_them, icon="headphones"))
        self.key("not_now", Face(words=words.not_now, after="next"))


class EarScreen(EarPage):
    """A tone in one ear: is it heard? Ids: nothing, heard.

    The tone is one of the sentences, so that Hear again, Quiet and any press do with it
    what they do with words.
    """

    def __init__(self, look: Look, text: Text, ear: Ear) -> None:
        super().__init__(look, text, (ear,))
        words = text.voice.ears
        self.name, self.ear = f"ears-{ear}", ear
        self.say(words.left if ear == "left" else words.right, (), "title")
        self.key("nothing", Face(words=words.nothing, icon="unheard"))
        self.key("heard", Face(words=words.heard, icon="aloud", style="main"))

    def spoken(self) -> list[Sentence]:
        """Return what the voice reads, with the tone among it."""
        said = super().spoken()
        return [*said[:TONE_AT], Sentence("", ear=self.ear), *said[TONE_AT:]]

    def highlight(self, index: int | None) -> None:
        """Light what is read; while the tone sounds, show where it comes from."""
        self.waves = index == TONE_AT
        read = index - 1 if index is not None and index > TONE_AT else index
        super().highlight(None if self.waves else read)
        self.update()


class HeardScreen(EarPage):
    """Both sides were heard. Id: carry_on."""

    name = "ears-heard"

    def __init__(self, look: Look, text: Text) -> None:
        super().__init__(look, text, EARS)
        self.say(text.voice.ears.good, (), "title")
        on = Face(words=text.ways.carry_on, after="next", style="main")
        self.key("carry_on", on)


class UnheardScreen(EarPage):
    """A side was not heard; staff are told. Ids: speaker if there is one, again, on."""

    def __init__(
        self, look: Look, text: Text, silent: Collection[Ear], *, speaker: bool
    ) -> None:
        full = [one for one in EARS if one not in silent]
        super().__init__(look, text, full)
        self.name = "ears-silent-" + "-".join(sorted(silent))
        words = text.voice.ears
        alone = words.left_silent if "left" in silent else words.right_silent
        said = alone if full else words.both_silent
        self.say(said, (words.told,), "title")
        if speaker:
            self.key("speaker", Face(words=words.speaker, icon="aloud"))
        self.key("again", Face(words=words.again, icon="again"))
        self.key("on", Face(words=text.ways.carry_on, after="next"))


class OutScreen(EarPage):
    """The headphones came out of their jack. Ids: speaker if there is one, on."""

    name = "ears-out"

    def __init__(self, look: Look, text: Text, *, speaker: bool) -> None:
        super().__init__(look, text, ())
        words = text.voice.ears
        self.say(words.out, (words.plug,), "title")
        if speaker:
            self.key("speaker", Face(words=words.speaker, icon="aloud"))
        on = Face(words=text.ways.carry_on, after="next", style="main")
        self.key("on", on)


def _square(middle: QPointF, radius: float) -> QRectF:
    return QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
