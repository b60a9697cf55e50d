"""What is amiss with the pod, and what it is: all that a technician needs here."""

from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from pod import desk
from pod.desk import Around, Reply, StaffView
from pod.desk.health import Health, LookHealth
from pod.ui.common.draw import draw_panel
from pod.ui.common.face import Face
from pod.ui.common.icons import draw_icon
from pod.ui.common.key import Key
from pod.ui.common.labels import Words
from pod.ui.common.look import Look
from pod.ui.common.room import cut_bottom, cut_left, cut_top, in_a_row
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text
from pod.ui.staff.exports import Exports
from pod.ui.staff.health_told import health_facts
from pod.ui.staff.months import Months
from pod.ui.staff.notes import notes
from pod.ui.staff.part import Here
from pod.ui.staff.rail import Rail
from pod.ui.staff.reading import ReadingScreen
from pod.ui.staff.training import MyTraining

ACROSS, ICON_MM = 3, 8.0


class Pods:
    """The pod's own state."""

    name = "pods"
    told = StaffView

    def __init__(self, room: Here) -> None:
        self._room = room
        self._training = MyTraining(room)
        self._exports = Exports(room)
        self._months, self._may = Months(room), False

    def asks(self) -> desk.Request:
        """Ask for what staff see after their code."""
        return desk.Look()

    def page(self, told: StaffView, around: Around) -> Screen:
        """Show every note there is room for."""
        self._may = around.months
        return PodsScreen(self._room.look, self._room.text, told, around)

    def chosen(self, id_: str) -> None:
        """Show how the pod is, what it is, or how their own training stands."""
        match id_:
            case "about":
                self._room.place.about()
            case "health":
                self._room.ask(LookHealth(), self._health)
            case "exports":
                self._exports.begin()
            case "training":
                self._training.begin()

    def _health(self, reply: Reply) -> None:
        if not isinstance(reply, Health):
            self._room.again()
            return
        look, text = self._room.look, self._room.text
        facts = health_facts(text, reply)
        if self._may:
            facts = replace(facts, keys=(("month", "print", text.month.title),))
        page = partial(ReadingScreen, look, text, facts)
        self._room.put_aside(page, self._after_health)

    def _after_health(self, id_: str) -> None:
        """Show how the last month went, or go back."""
        if id_ == "month":
            self._months.begin()
        else:
            self._room.again()


class PodsScreen(Screen):
    """Ids: health, about, training for those who unlock, exports, and the rail's."""

    name = "staff-pods"

    def __init__(self, look: Look, text: Text, view: StaffView, around: Around) -> None:
        super().__init__(look, text)
        amiss = notes(text, view)
        self._mark = ("note", "attention") if amiss else ("done", "accent")
        said = amiss or [text.room.pods.well]
        self._notes = [self.words(one, "staff", spoken=False) for one in said]
        ways = [("health", text.room.pods.health.key), ("about", text.about.key)]
        if view.unlocks:
            ways.append(("training", text.training.key))
        if around.exports:
            ways.append(("exports", text.room.pods.exports.key))
        self._foot = [self._way(*one) for one in ways]
        self._rail = Rail(self, Pods.name, around)
        self._spots: list[QRect] = []

    def _way(self, id_: str, words: str) -> Key:
        return self.key(id_, Face(words=words, role="staff_key"), spoken=False)

    def arrange(self, room: QRect) -> None:
        """One note under another, as many as there is room for; the way on below."""
        look, gap = self.look, self.look.px(self.look.mm.gap)
        across = max(ACROSS, len(self._foot))
        foot, rest = cut_bottom(self._rail.put(room), look.px(look.mm.target), gap)
        for key, place in zip(self._foot, in_a_row(foot, across, gap), strict=False):
            key.setGeometry(place)
        self._spots = []
        for words in self._notes:
            rest = self._place(words, rest, gap)

    def _place(self, words: Words, room: QRect, gap: int) -> QRect:
        inside = self.look.px(ICON_MM + 6.0)
        high = words.lines(room.width() - inside - gap, 1).height + 2 * gap
        words.setVisible(high <= room.height())
        if words.isHidden():
            return room
        place, rest = cut_top(room, high, gap)
        words.put_middle(place.adjusted(inside, 0, -gap, 0))
        self._spots.append(place)
        return rest

    def paint_page(self, painter: QPainter) -> None:
        """Paint a panel behind each note, with its icon."""
        self._rail.paint(painter)
        look, (name, ink) = self.look, self._mark
        for spot in self._spots:
            draw_panel(painter, look, spot)
            icon, _ = cut_left(spot.adjusted(look.px(3), 0, 0, 0), look.px(ICON_MM), 0)
            draw_icon(painter, look.icon(name), icon, look.colour(ink))


PART = Pods
