"""Every screen, in both languages, both sizes and every theme: nothing is cut off."""

from dataclasses import dataclass
from itertools import combinations, product

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QAccessible

from pod.settings import LANGUAGES, Panel
from pod.ui.common.key import Key
from pod.ui.common.labels import Words
from pod.ui.common.look import Look
from pod.ui.gallery import SIZES, THEMES, every_exhibit, framed

PANEL = Panel()
LEAST_MM, GAP_MM, BODY_MM = 20.0, 3.0, 5.24
STAFF_MM = 3.84
ROUNDING_PX = 1.0


@dataclass
class Text:
    """Words on a screen: where the ink stands, where it may, and how large it is."""

    says: str
    ink: QRect
    room: QRect
    cap_mm: float
    key: str


@dataclass
class Seen:
    name: str
    window: QRect
    texts: list[Text]
    targets: dict[str, QRect]
    roles: dict[str, QAccessible.Role]
    names: dict[str, str]


def seen(exhibit, look, language, qtbot):
    """Show a screen and measure everything on it."""
    frame = framed(exhibit, look, language)
    qtbot.addWidget(frame)
    frame.show()
    screen = exhibit.screen
    keys = [key for key in frame.findChildren(Key) if key.isVisible()]
    labels = [one for one in screen.findChildren(Words) if one.isVisible()]
    texts = [of(one, frame, screen.rect()) for one in labels if one.text()]
    texts += [of(key, frame, key.geometry(), key.id) for key in keys]
    ask = QAccessible.queryAccessibleInterface
    return Seen(
        exhibit.name,
        frame.rect(),
        texts,
        screen.targets() | frame.targets(),
        {key.id: ask(key).role() for key in keys},
        {key.id: key.accessibleName() for key in keys},
    )


def of(one, frame, room, key=""):
    """Return a text in the window's coordinates."""
    parent = one.parentWidget()
    shift = parent.mapTo(frame, parent.rect().topLeft())
    size = one.placed().lines.size_px if key else one.size_px()
    cap_mm = size * 0.7 / PANEL.px_per_mm
    return Text(
        one.text(), one.ink().translated(shift), room.translated(shift), cap_mm, key
    )


@pytest.fixture(scope="module", params=product(LANGUAGES, SIZES, THEMES), ids="-".join)
def gallery(request):
    """Every screen of one language, size and theme, measured once."""
    bot = request.getfixturevalue("qapp") and _Bot()
    language, size, theme = request.param
    look = Look(theme, size, PANEL)
    yield [seen(one, look, language, bot) for one in every_exhibit(look, language)]
    bot.close()


class _Bot:
    """Keeps windows until the module is done with them."""

    def __init__(self):
        self._frames = []

    def addWidget(self, frame):  # noqa: N802
        self._frames.append(frame)

    def close(self):
        for frame in self._frames:
            frame.close()


def grown(rect, by):
    return rect.adjusted(-by, -by, by, by)


def test_no_words_are_cut_off(gallery):
    cut = [
        (one.name, text.says)
        for one in gallery
        for text in one.texts
        if not grown(text.room, 1).contains(text.ink)
        or not one.window.contains(text.ink)
    ]
    assert not cut, cut


def test_no_words_lie_under_a_key_or_over_other_words(gallery):
    clashes = []
    for one in gallery:
        for text, other in combinations(one.texts, 2):
            if text.key and other.key:
                continue
            a = text.room if text.key else text.ink
            b = other.room if other.key else other.ink
            if a.intersects(b):
                clashes.append((one.name, text.says, other.says))
    assert not clashes, clashes


def test_nothing_is_smaller_than_can_be_read(gallery):
    small = [
        (one.name, text.says, round(text.cap_mm, 2))
        for one in gallery
        for text in one.texts
        if text.cap_mm < (STAFF_MM if one.name.startswith("staff") else BODY_MM) - 0.06
    ]
    assert not small, small


def test_every_control_is_at_least_20_mm_both_ways(gallery):
    least_px = LEAST_MM * PANEL.px_per_mm - ROUNDING_PX
    small = [
        (one.name, id_, target.width(), target.height())
        for one in gallery
        for id_, target in one.targets.items()
        if min(target.width(), target.height()) < least_px
    ]
    assert not small, small


def test_controls_are_at_least_3_mm_apart(gallery):
    reach = int((GAP_MM * PANEL.px_per_mm - ROUNDING_PX) / 2)
    near = [
        (one.name, a, b)
        for one in gallery
        for (a, first), (b, second) in combinations(one.targets.items(), 2)
        if grown(first, reach).intersects(grown(second, reach))
    ]
    assert not near, near


def test_every_control_lies_in_the_window(gallery):
    out = [
        (one.name, id_)
        for one in gallery
        for id_, target in one.targets.items()
        if not one.window.contains(target)
    ]
    assert not out, out


def test_every_control_has_a_name_and_is_a_button_to_a_screen_reader(gallery):
    for one in gallery:
        for id_, role in one.roles.items():
            assert role == QAccessible.Role.PushButton, (one.name, id_)
            assert one.names[id_], (one.name, id_)
