"""Where the leading measures stand among those here, each with its doubt."""

from collections.abc import Sequence

from PySide6.QtCore import QRect

from pod.need.of_person import AreaNeed, Part
from pod.ui.common.room import cut_left, cut_top, in_a_column, inset
from pod.ui.common.screen import Screen
from pod.ui.staff.charts import FOOT_MM
from pod.ui.staff.course_card import LINE_MM, PAD_MM
from pod.ui.staff.place_chart import PlaceChart
from pod.ui.staff.progress_words import area_named, place_said

NAMES_SHARE = 0.5


class PlacesCard:
    """A row for each area: its name, its word, and a dot with a whisker."""

    def __init__(self, screen: Screen, needs: Sequence[AreaNeed]) -> None:
        self._look, text = screen.look, screen.text
        led: list[tuple[AreaNeed, Part]] = [
            (one, one.leading) for one in needs if one.leading is not None
        ]
        words = text.need.chart
        self._title = screen.words(words.compare, "staff_key", spoken=False)
        said = [
            f"{area_named(text, area.area)}\n{place_said(text, part)}"
            for area, part in led
        ]
        self._rows = [screen.words(one, "staff", spoken=False) for one in said]
        places = [part.place for _, part in led]
        self.chart = PlaceChart(screen.look, screen, places, (words.low, words.high))
        self.room = QRect()

    def put(self, room: QRect) -> None:
        """Place the title, the rows' words at the left and the chart beside them."""
        look = self._look
        self.room = room
        rest = inset(room, look.px(PAD_MM), look.px(PAD_MM))
        head, rest = cut_top(rest, look.px(LINE_MM), 0)
        self._title.put_middle(head)
        names, chart = cut_left(rest, round(rest.width() * NAMES_SHARE), look.px(2))
        self.chart.put(chart)
        names = names.adjusted(0, 0, 0, -look.px(FOOT_MM))
        for words, place in zip(
            self._rows, in_a_column(names, max(1, len(self._rows)), 0), strict=False
        ):
            words.put_middle(place)

    def show(self, *, on: bool) -> None:
        """Show the card, or hide it."""
        for one in (self._title, *self._rows):
            one.setVisible(on)
        self.chart.widget.setVisible(on)
