"""Measures a window: where words and controls stand, and how large they are."""

from dataclasses import dataclass
from itertools import combinations

from PySide6.QtCore import QCoreApplication, QEvent, QRect
from PySide6.QtGui import QAccessible

from pod.settings import Panel
from pod.ui.common.key import Key
from pod.ui.common.labels import Words

PANEL = Panel()
LEAST_MM, STEADY_MM, GAP_MM, BODY_MM = 20.0, 30.0, 3.0, 5.24
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
    lines: tuple[str, ...]


@dataclass
class Seen:
    name: str
    window: QRect
    texts: list[Text]
    targets: dict[str, QRect]
    roles: dict[str, QAccessible.Role]
    names: dict[str, str]
    px_per_mm: float


def seen(frame):
    """Show a window and measure everything on it."""
    frame.show()
    screen = frame.screen_shown
    keys = [key for key in frame.findChildren(Key) if key.isVisible()]
    labels = [one for one in screen.findChildren(Words) if one.isVisible()]
    texts = [of(one, frame, screen.rect()) for one in labels if one.text()]
    texts += [of(key, frame, key.geometry(), key.id) for key in keys]
    if frame._notice.isVisible():
        texts.append(of_notice(frame._notice, frame.look.panel))
    ask = QAccessible.queryAccessibleInterface
    return Seen(
        screen.name,
        frame.rect(),
        texts,
        screen.targets() | frame.targets(),
        {key.id: ask(key).role() for key in keys},
        {key.id: key.accessibleName() for key in keys},
        frame.look.panel.px_per_mm,
    )


def measured(frame):
    """Measure a window, then let go of it: hundreds of them fill the memory."""
    found = seen(frame)
    frame.deleteLater()
    QCoreApplication.sendPostedEvents(frame, QEvent.Type.DeferredDelete)
    return found


def of(one, frame, room, key=""):
    """Return a text in the window's coordinates."""
    parent = one.parentWidget()
    shift = parent.mapTo(frame, parent.rect().topLeft())
    lines = one.placed().lines if key else one._lines
    cap_mm = lines.size_px * 0.7 / frame.look.panel.px_per_mm
    ink, room = one.ink().translated(shift), room.translated(shift)
    return Text(one.text(), ink, room, cap_mm, key, lines.texts)


def of_notice(notice, panel):
    """Return what a notice says, as it stands on its panel."""
    lines, room = notice.placed()
    size = room.size()
    size.setWidth(lines.width)
    ink = QRect(room.topLeft(), size).translated(notice.pos())
    cap_mm = lines.size_px * 0.7 / panel.px_per_mm
    return Text(
        notice.text(), ink, notice.geometry(), cap_mm, "the notice", lines.texts
    )


def grown(rect, by):
    return rect.adjusted(-by, -by, by, by)


def cut_off(seen):
    """Return the words that leave their control or the window, or are cut short."""
    return [
        (seen.name, text.says)
        for text in seen.texts
        if not grown(text.room, 1).contains(text.ink)
        or not seen.window.contains(text.ink)
        or " ".join(text.lines).split() != text.says.split()
    ]


def too_small(seen, least_mm):
    """Return the words whose capitals are smaller than can be read."""
    return [
        (seen.name, text.says, round(text.cap_mm, 2))
        for text in seen.texts
        if text.cap_mm < least_mm - 0.06
    ]


def hard_to_hit(seen, least_mm=LEAST_MM):
    """Return controls that are too small for a finger."""
    least_px = least_mm * seen.px_per_mm - ROUNDING_PX
    return [
        (seen.name, id_, target.width(), target.height())
        for id_, target in seen.targets.items()
        if min(target.width(), target.height()) < least_px
    ]


def too_near(seen):
    """Return controls that a trembling finger could take for one another."""
    reach = int((GAP_MM * seen.px_per_mm - ROUNDING_PX) / 2)
    return [
        (seen.name, a, b)
        for (a, first), (b, second) in combinations(seen.targets.items(), 2)
        if grown(first, reach).intersects(grown(second, reach))
    ]


def uneven(seen, ids):
    """Return the sizes of choices where some stand in larger letters than others."""
    sizes = {text.cap_mm for text in seen.texts if text.key in ids}
    return [(seen.name, sizes)] if len(sizes) > 1 else []


def clashes(seen):
    """Return words that lie under a key or over other words."""
    found = []
    for text, other in combinations(seen.texts, 2):
        a = text.room if text.key else text.ink
        b = other.room if other.key else other.ink
        if not (text.key and other.key) and a.intersects(b):
            found.append((seen.name, text.says, other.says))
    return found
