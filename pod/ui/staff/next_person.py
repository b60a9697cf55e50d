"""After the code: what needs a person first, then who is next."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPen

from pod.desk import ConcernTile, NextBooked, PersonTile, StaffView
from pod.ui.common.draw import draw_panel
from pod.ui.common.face import Face
from pod.ui.common.icons import draw_icon
from pod.ui.common.key import Key
from pod.ui.common.labels import Words, stack
from pod.ui.common.look import Look
from pod.ui.common.room import cut_bottom, cut_left, cut_right, cut_top, in_a_row
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text, local
from pod.ui.staff.next_card import NextCard
from pod.ui.staff.notes import before, notes

SIDE_MM, CONCERN_MM = 94.0, 27.0
CONCERNS_MOST = 3


class NextPersonScreen(Screen):
    """Ids: unlock:REF, list, lock, on_duty or off_duty, room; concern:REF if needed.

    Without a certificate: training in place of list.
    For a supervisor at a pod that must be looked at: checked.
    """

    name = "staff-next"

    def __init__(self, look: Look, text: Text, view: StaffView) -> None:
        super().__init__(look, text)
        words = text.staff
        self._head = self.words(_head(text, view), "staff_title")
        self._since = self.words(before(text, view), "staff")
        self._concerns = [self._concern(one) for one in view.concerns[:CONCERNS_MOST]]
        self._notices = [self.words(one, "staff") for one in notes(text, view)]
        self._more = self.words("", "staff")
        self._say_next(view)
        self._others = self._other_way(view)
        self._lock = self.key("lock", Face(words=words.lock, role="staff_key"))
        self._foot = self._foot_keys(view)
        self._side = self._card = QRect()
        self._spots: list[QRect] = []

    def _other_way(self, view: StaffView) -> Key:
        """Return the way to the list, or to what is to do before anybody unlocks."""
        if view.certified == 0:
            training = Face(words=self.text.training.key, role="staff_key")
            return self.key("training", training)
        key = self.key("list", Face(words=self.text.staff.others, role="staff_key"))
        key.setEnabled(bool(view.people) and _may_unlock(view))
        key.setVisible(view.unlocks)
        return key

    def _say_next(self, view: StaffView) -> None:
        """Say who is next, with the way on to them, or why there is none."""
        words, booked = self.text.staff, view.next
        first = booked or (view.people[0] if view.people else None)
        by_cell = words.next if booked else self.text.diary.today.not_booked
        head = by_cell if first else words.next
        self._next = self.words(head if view.unlocks else "", "staff")
        self._booked = NextCard(self, booked) if booked else None
        self._who = [] if booked else self._somebody(view)
        self._unlock = self._unlock_key(first) if _may_unlock(view) else None
        self._not_now = self.words(
            words.not_certified if view.certified == 0 else "", "staff"
        )

    def _somebody(self, view: StaffView) -> list[Words]:
        """Name who is first by cell where nobody is booked, or say that nobody is."""
        words, first = self.text.staff, view.people[0] if view.people else None
        if first is None:
            nobody = words.nobody if view.unlocks else words.no_list
            return [self.words(nobody, "title")]
        who = [
            self.words(first.first_name, "display"),
            self.words(words.cell.format(cell=first.cell)),
        ]
        for one in who:
            one.outside = True
        return who

    def _foot_keys(self, view: StaffView) -> list[Key]:
        """Return who answers for concerns here, and what opens a barred pod again."""
        words = self.text.staff
        said = words.end_duty if view.on_duty else words.go_on_duty
        on_duty = Face(words=said, role="staff_key")
        duty = self.key("off_duty" if view.on_duty else "on_duty", on_duty)
        duty.choose(on=view.on_duty)
        duty.setVisible(view.unlocks)
        if not view.may_clear:
            room = Face(words=self.text.room.enter, role="staff_key")
            return [duty, self.key("room", room)]
        checked = Face(words=words.checked, role="staff_key")
        return [duty, self.key("checked", checked)]

    def _concern(self, one: ConcernTile) -> Key:
        words = self.text
        kind = words.concerns.get(one.kind, words.concerns["other"])
        form = words.staff.concern if one.cell else words.staff.concern_here
        said = form.format(kind=kind, cell=one.cell, clock=one.clock)
        face = Face(
            words=f"{said}\n{words.staff.going}",
            icon="not_safe",
            style="danger",
            shape="left",
            role="staff_key",
            icon_mm=11,
            outside=True,
        )
        return self.key(f"concern:{one.concern}", face)

    def _unlock_key(self, first: PersonTile | NextBooked | None) -> Key | None:
        if first is None:
            return None
        said = self.text.staff.unlock.format(name=first.first_name)
        face = Face(words=said, style="main", outside=True)
        return self.key(f"unlock:{first.person}", face)

    def arrange(self, room: QRect) -> None:
        """Place what needs somebody at the left, the next person at the right."""
        look, gap = self.look, self.look.px(self.look.mm.gap)
        right, left = cut_right(room, look.px(SIDE_MM), 2 * look.px(8))
        self._side = right.adjusted(-look.px(8), -room.y(), room.x(), room.y())
        top, left = cut_top(left, look.px(14), gap)
        self._head.put(top.adjusted(0, look.px(1.4), 0, look.px(8)))
        ink = self._head.ink()
        left.setTop(max(left.y(), ink.y() + ink.height() + 2 * gap))
        if self._since.text():
            left.setTop(left.y() + self._since.put(left) + 2 * gap)
        foot, left = cut_bottom(left, look.px(look.mm.target), gap)
        for key, place in zip(
            self._foot, in_a_row(foot, len(self._foot), gap), strict=True
        ):
            key.setGeometry(place)
        self._place_concerns(left, gap)
        self._place_next(right, gap)

    def _place_next(self, right: QRect, gap: int) -> None:
        """Place who is next, and the way on to them."""
        look = self.look
        top, right = cut_top(right, look.px(9), gap)
        self._next.put_middle(top)
        foot, right = cut_bottom(right, look.px(look.mm.target), gap)
        halves = in_a_row(foot, 2, gap)
        self._others.setGeometry(halves[0])
        self._lock.setGeometry(halves[1])
        main, right = cut_bottom(right, look.px(look.mm.main_target), gap)
        if self._unlock is not None:
            self._unlock.setGeometry(main)
        elif self._not_now.text():
            self._not_now.put_middle(main)
        self._card = right
        inner = right.adjusted(2 * gap, 2 * gap, -gap, -gap)
        if self._booked is not None:
            self._booked.put(inner)
            return
        spare = inner.bottom() - stack(self._who, inner, look.px(7)).bottom
        stack(self._who, inner.adjusted(0, max(0, spare // 2), 0, 0), look.px(7))

    def _place_concerns(self, room: QRect, gap: int) -> None:
        look = self.look
        for key in self._concerns:
            place, room = cut_top(room, look.px(CONCERN_MM), gap)
            key.setGeometry(place)
        self._place_notices(room, gap)

    def _place_notices(self, room: QRect, gap: int) -> None:
        """Place as many notes as there is room for, and say how many there are more."""
        self._spots, left = [], len(self._notices)
        across = room.width() - self.look.px(14) - gap
        for words in (*self._notices, self._more):
            words.setVisible(False)
        for words in self._notices:
            high = words.lines(across, 1).height + 2 * gap
            below = gap + self._more_height(left - 1, across, gap) if left > 1 else 0
            if high + below > room.height():
                break
            room, left = self._place_note(words, room, gap), left - 1
        if left and self._more_height(left, across, gap) <= room.height():
            self._place_note(self._more, room, gap)

    def _more_height(self, count: int, across: int, gap: int) -> int:
        """Return how much room it takes to say that there are so many more notes."""
        self._more.setText(self.text.staff.notes_more.format(count=count))
        return self._more.lines(across, 1).height + 2 * gap

    def _place_note(self, words: Words, room: QRect, gap: int) -> QRect:
        """Place a note in its panel; return the room below."""
        words.setVisible(True)
        across = room.width() - self.look.px(14) - gap
        high = words.lines(across, 1).height + 2 * gap
        place, rest = cut_top(room, high, gap)
        words.put_middle(place.adjusted(self.look.px(14), 0, -gap, 0))
        self._spots.append(place)
        return rest

    def paint_page(self, painter: QPainter) -> None:
        """Paint the side, the person's card and the notices' panels."""
        look = self.look
        painter.fillRect(self._side, look.colour("panel"))
        painter.setPen(QPen(look.colour("outline"), 1))
        painter.setBrush(look.colour("card"))
        radius = look.px(look.mm.radius)
        painter.drawRoundedRect(self._card, radius, radius)
        if self._booked is not None:
            self._booked.paint(painter)
        for spot in self._spots:
            draw_panel(painter, look, spot)
            icon, _ = cut_left(spot.adjusted(look.px(2.5), 0, 0, 0), look.px(8), 0)
            draw_icon(painter, look.icon("note"), icon, look.colour("attention"))


def _may_unlock(view: StaffView) -> bool:
    """Tell whether they may let anybody in here now."""
    return not view.barred and view.certified != 0


def _head(text: Text, view: StaffView) -> str:
    """Say first whom to tell where nobody came in time, else whether anybody waits.

    What somebody has taken on is open until they say what was done: it is counted.
    """
    if late := [one.tell for one in view.concerns if one.tell]:
        return text.staff.tell.format(second=local(text, late[0]))
    words = text.staff
    if view.concerns or view.barred:
        return words.needs
    return words.still_open.format(count=view.open) if view.open else words.quiet
