"""A control: outlined, at least 20 mm, pressed on release, named for every ear."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QPushButton, QWidget

from pod.ui.common.draw import draw_level, draw_spoken, draw_tick
from pod.ui.common.face import Face, Placed, natural_width, place
from pod.ui.common.icons import draw_icon
from pod.ui.common.look import Look

TICK_MM = 5.4


def make_even(keys: Sequence["Key"]) -> None:
    """Set the words of several keys in one size, so that none weighs more.

    What they were set in before, in less room perhaps, counts no more.
    """
    for key in keys:
        key.face = replace(key.face, step=0)
    step = max((key.step() for key in keys), default=0)
    for key in keys:
        key.face = replace(key.face, step=step)


class Key(QPushButton):
    """A key of a page; Qt acts on release inside it, and sliding off calls it off."""

    def __init__(self, id_: str, look: Look, face: Face, parent: QWidget) -> None:
        super().__init__(parent)
        self.id, self.look, self.face = id_, look, Face(words="")
        self.lit = False
        self.muted = False
        self.chosen = False
        self._stands: tuple[Look, Face, QSize, Placed] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.reface(face)

    def reface(self, face: Face) -> None:
        """Change what stands on the key; the same again is not painted again."""
        if face == self.face:
            return
        self.face = face
        self.setText(face.words)
        self.setAccessibleName(face.words.replace("\n", ", "))
        self.update()

    def dress(self, look: Look) -> None:
        """Take on another look."""
        self.look = look
        self.update()

    def choose(self, *, on: bool) -> None:
        """Show the key as chosen, or not."""
        if on != self.chosen:
            self.chosen = on
            self.update()

    def light(self, *, on: bool) -> None:
        """Light the key up while its words are read."""
        if on != self.lit:
            self.lit = on
            self.update()

    def mute(self, *, on: bool) -> None:
        """Let the key step back, or come forward again."""
        if on != self.muted:
            self.muted = on
            self.update()

    def natural_width(self) -> int:
        """Return the width at which the words stand on one line."""
        return natural_width(self.look, self.face)

    def placed(self) -> Placed:
        """Return where everything on the key stands, in its own coordinates.

        It is found once for each look, face and size, not whenever the key is painted.
        """
        look, face, size = self.look, self.face, self.size()
        if self._stands is not None and self._stands[:3] == (look, face, size):
            return self._stands[3]
        lip = 0 if face.style == "bar" else look.px(look.mm.lip)
        placed = place(look, face, self.rect().adjusted(0, 0, 0, -lip))
        self._stands = (look, face, size, placed)
        return placed

    def step(self) -> int:
        """Return which of their role's sizes the words are set in, 0 the largest."""
        sizes = [size for size, _ in self.look.steps(self.face.letters)]
        return sizes.index(self.placed().lines.size_px)

    def ink(self) -> QRect:
        """Return where the words stand, in the parent's coordinates."""
        placed = self.placed()
        words = QRect(placed.words)
        if placed.align == Qt.AlignmentFlag.AlignHCenter:
            words.setX(words.x() + (words.width() - placed.lines.width) // 2)
        words.setWidth(placed.lines.width)
        return words.translated(self.pos())

    def event(self, event: QEvent) -> bool:
        """Paint; leave the rest to Qt."""
        if event.type() != QEvent.Type.Paint:
            return super().event(event)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint(painter)
        return True

    def _paint(self, painter: QPainter) -> None:
        self._paint_body(painter)
        placed = self.placed()
        ink = self._ink_colour()
        painter.setPen(ink)
        placed.lines.draw(painter, placed.words, placed.align)
        self._paint_pictures(painter, placed, ink)
        if self.chosen and self.face.style == "plain":
            draw_tick(painter, self.look, self._tick_room())

    def _paint_pictures(self, painter: QPainter, placed: Placed, ink: QColor) -> None:
        face, look = placed.face, self.look
        big = face.shape != "row" and face.style == "plain"
        colour = look.colour("accent") if big else ink
        if face.level is not None:
            draw_level(painter, look, placed.picture, face.level)
        elif face.icon:
            draw_icon(painter, look.icon(face.icon), placed.picture, colour)
        if face.after:
            draw_icon(painter, look.icon(face.after), placed.after, ink)

    def _paint_body(self, painter: QPainter) -> None:
        look, radius = self.look, self.look.px(self.look.mm.radius)
        line, lip = look.px(look.mm.outline), look.px(look.mm.lip)
        edge, fill = self._body_colours()
        if not self.isEnabled():
            pen = QPen(edge, line, Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            half = QRectF(self.rect()).adjusted(line, line, -line, -line)
            painter.drawRoundedRect(half, radius, radius)
            return
        flat = self.isDown() or self.chosen or self.face.style == "bar"
        width = look.px(look.mm.edge) if self.chosen else line
        if self.face.style in ("main", "danger"):
            width = 0
        inner = self.rect().adjusted(
            width, width, -width, -width - (0 if flat else lip)
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(edge)
        painter.drawRoundedRect(self.rect(), radius, radius)
        painter.setBrush(fill)
        painter.drawRoundedRect(inner, radius - width, radius - width)
        if self.lit and self.face.style == "plain":
            draw_spoken(painter, look, inner.adjusted(width, width, -width, -width))

    def _body_colours(self) -> tuple[QColor, QColor]:
        """Return (edge, fill) of the present state."""
        look = self.look
        if self.muted and not self.chosen:
            return look.task_colour("bar_outline"), look.task_colour("ground")
        if self.face.style == "main":
            edge = look.colour("main_lip")
            return edge, edge if self.isDown() else look.colour("main")
        if self.face.style == "danger":
            fill = look.colour("danger")
            return fill.darker(130), fill.darker(115) if self.isDown() else fill
        if self.chosen:
            return look.colour("main"), look.colour("selected")
        fill = look.colour("pressed" if self.isDown() else "card")
        return look.colour("outline"), fill

    def _ink_colour(self) -> QColor:
        if not self.isEnabled():
            return self.look.colour("muted")
        if self.muted and not self.chosen:
            return self.look.task_colour("bar_ink")
        inks = {"main": "main_ink", "danger": "danger_ink"}
        return self.look.colour(inks.get(self.face.style, "ink"))

    def _tick_room(self) -> QRect:
        size, edge = self.look.px(TICK_MM), self.look.px(1.4)
        corner = QPoint(self.width() - size - edge, edge)
        if self.face.shape == "left":
            corner = QPoint(self.width() - size - 3 * edge, (self.height() - size) // 2)
        return QRect(corner, QSize(size, size))
