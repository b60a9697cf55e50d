"""How the conflict figures look on the glass: whole letters, nothing cut off."""

import pytest
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath

from pod.modules.conflict import MEASURES
from pod.modules.conflict.declared import SIDES
from pod.script import Figure, Ink
from pod.settings import LANGUAGES, Panel
from pod.ui.common.look import Look
from pod.ui.common.paint import INK_MM, paint_figure
from pod.ui.kiosk.card import FIGURE_SCALE, shrink

ROOM, CARD = QRect(0, 0, 1280, 658), QRect(0, 0, 232, 232)


@pytest.fixture
def look(qapp):
    assert qapp
    return Look("cream", "standard", Panel())


def painted(look, room, figure, scale=1.0):
    image = QImage(room.size(), QImage.Format.Format_RGB32)
    image.fill(look.task_colour("ground"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_figure(painter, look, room, figure, scale)
    painter.end()
    return image


def inside_of_letters(look, text):
    """Points that lie well within the strokes of a word, from its simple outline."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    size = round(INK_MM * look.panel.px_per_mm)
    path.addText(0, 0, look.font_at("display", size), text)
    path.translate(QRectF(ROOM).center() - path.boundingRect().center())
    whole = path.simplified()
    box = whole.boundingRect().toRect()
    return [
        (x, y)
        for x in range(box.left(), box.right(), 3)
        for y in range(box.top(), box.bottom(), 3)
        if whole.contains(QRectF(x - 3, y - 3, 6, 6))
    ]


@pytest.mark.parametrize("colour", ["blue", "orange"])
def test_the_ink_of_a_word_is_whole_though_letters_are_drawn_in_parts(look, colour):
    image = painted(look, ROOM, Ink("Orange", colour))
    ink = look.task_colour("circle" if colour == "blue" else "square")
    points = inside_of_letters(look, "Orange")
    assert len(points) > 500
    assert {QColor(image.pixel(*point)).name() for point in points} == {ink.name()}


def figures():
    for task in MEASURES:
        for language in LANGUAGES:
            words = task.read_words(language)
            drawn_by = task.script.__self__.figures
            for asked in SIDES:
                for pull in (*SIDES, None):
                    yield drawn_by(words, asked, pull)
    yield Ink("Pomarańczowy", "blue")


def edges(image):
    wide, high = image.width() - 1, image.height() - 1
    across = [
        image.pixel(x, y) for x in range(wide + 1) for y in (0, 1, high - 1, high)
    ]
    down = [image.pixel(x, y) for y in range(high + 1) for x in (0, 1, wide - 1, wide)]
    return {QColor(pixel).name() for pixel in (*across, *down)}


def test_no_figure_reaches_the_edge_of_the_ground_or_of_a_card(look):
    ground = {look.task_colour("ground").name()}
    for figure in dict.fromkeys(figures()):
        assert edges(painted(look, ROOM, figure)) == ground, figure
        scale = FIGURE_SCALE * shrink(Figure(figure, ""))
        assert edges(painted(look, CARD, figure, scale)) == ground, figure
