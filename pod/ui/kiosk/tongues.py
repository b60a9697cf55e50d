"""Which language: every one there is, by its own name and at equal size."""

from collections.abc import Mapping

from PySide6.QtCore import QRect, Signal

from pod.settings import LANGUAGES, Language, languages, pack_of
from pod.ui.common.actions import cut_row, place_row
from pod.ui.common.face import Face
from pod.ui.common.key import make_even
from pod.ui.common.look import Look
from pod.ui.common.room import cut_top, in_a_row
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text
from pod.ui.kiosk.stage import Stage

ROWS, COLUMNS = 2, 3
TITLE_MM = 11.0


def every_name() -> dict[Language, str]:
    """Return every language there is, by its own name."""
    return {code: pack_of(code).name for code in languages()}


def other_of_two(language: Language) -> Language | None:
    """Return the other language where there are just two, else None."""
    if languages() != LANGUAGES:
        return None
    return next(code for code in LANGUAGES if code != language)


def tongues_page(stage: Stage) -> Screen:
    """Return the page of every language, in the language in use."""
    return TonguesScreen(stage.look, stage.text, every_name())


class TonguesScreen(Screen):
    """Ids: the codes of languages, back; more turns to others."""

    turned = Signal()
    """Other languages are shown."""

    name = "tongues"

    def __init__(self, look: Look, text: Text, names: Mapping[Language, str]) -> None:
        super().__init__(look, text)
        self._page, self._rows = 0, 1 if look.steady else ROWS
        self._title = self.words(text.tongues.title, "title")
        self._names = [self.key(code, Face(words=name)) for code, name in names.items()]
        for key in self._names:
            key.choose(on=key.id == text.language)
        self._back = self.key("back", Face(words=text.ways.back, icon="back"))
        self._more = self.key("more", Face(words=text.tongues.more, after="next"))

    def activated(self, id_: str) -> None:
        """Turn to more languages, or say which was chosen."""
        if id_ != "more":
            self.choose(id_)
            return
        self._page = (self._page + 1) % self._pages()
        self.turned_over()
        self.lay()
        self.turned.emit()

    def _pages(self) -> int:
        return -(-len(self._names) // (self._rows * COLUMNS))

    def arrange(self, room: QRect) -> None:
        """Place the names in three columns, the ways on below."""
        look, gap = self.look, self.look.px(self.look.mm.gap)
        self._more.setVisible(self._pages() > 1)
        row, rest = cut_row(look, room, main=False)
        place_row(look, row, [self._back, *([self._more] if self._pages() > 1 else [])])
        top, rest = cut_top(rest, look.px(TITLE_MM), gap)
        self._title.put_middle(top)
        for number, key in enumerate(self._names):
            page, place = divmod(number, self._rows * COLUMNS)
            key.setVisible(page == self._page)
            key.setGeometry(_spot(rest, place, self._rows, gap))
        make_even(self._names)


def _spot(room: QRect, place: int, rows: int, gap: int) -> QRect:
    """Return where a name stands: from left to right, then down."""
    down, across = divmod(place, COLUMNS)
    height = (room.height() - (rows - 1) * gap) // rows
    line = QRect(room.x(), room.y() + down * (height + gap), room.width(), height)
    return in_a_row(line, COLUMNS, gap)[across]
