"""The palette can be read, and told apart, by every eye it was made for."""

from itertools import product

import pytest
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QRawFont

from pod.desk import PICTURES
from pod.errors import Malformed
from pod.settings import RESOURCES, Panel, read_toml
from pod.ui.common.fonts import glyphs, lexend
from pod.ui.common.look import Look
from pod.ui.common.theme import Theme, read_theme
from pod.ui.common.words import read_text, sentences

pytestmark = pytest.mark.usefixtures("qapp")
TEXT, SHAPE = 7.0, 3.0
WORDS_ON = (
    ("ink", "ground"),
    ("ink", "card"),
    ("ink", "panel"),
    ("ink", "bar"),
    ("ink", "selected"),
    ("ink", "pressed"),
    ("ink", "spoken"),
    ("muted", "ground"),
    ("accent", "ground"),
    ("accent", "panel"),
    ("main_ink", "main"),
    ("main_ink", "main_lip"),
    ("danger_ink", "danger"),
)
SHAPES_ON = (
    ("outline", "ground"),
    ("outline", "card"),
    ("outline", "panel"),
    ("outline", "bar"),
    ("main", "ground"),
    ("main", "card"),
    ("main", "selected"),
    ("attention", "panel"),
    ("focus_inner", "focus_outer"),
)
# Machado, Oliveira & Fernandes 2009 (doi:10.1109/TVCG.2009.113), severity 1.0.
BLINDNESS = {
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
DISTINCT = 60.0


def linear(colour):
    """Return sRGB "#rrggbb" as linear light."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]


def luminance(rgb):
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), rgb, strict=True))


def contrast(one, other):
    """Return the contrast ratio of WCAG 2."""
    low, high = sorted((luminance(linear(one)), luminance(linear(other))))
    return (high + 0.05) / (low + 0.05)


def lab(rgb):
    """Return CIE L*a*b* (D65) of linear light."""
    weights = (
        (0.4124, 0.3576, 0.1805),
        (0.2126, 0.7152, 0.0722),
        (0.0193, 0.1192, 0.9505),
    )
    white = (0.9505, 1.0, 1.089)
    x, y, z = (
        (max(sum(w * c for w, c in zip(row, rgb, strict=True)), 0) / n) ** (1 / 3)
        for row, n in zip(weights, white, strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def seen_by(matrix, rgb):
    return [
        min(max(sum(m * c for m, c in zip(row, rgb, strict=True)), 0), 1)
        for row in matrix
    ]


@pytest.fixture(scope="module")
def theme():
    return read_theme()


@pytest.mark.parametrize("name", ["cream", "dark", "yellow"])
def test_every_word_stands_out_from_what_it_is_written_on(theme, name):
    colours = theme.colours[name]
    poor = {
        (word, ground): round(ratio, 2)
        for word, ground in WORDS_ON
        if (ratio := contrast(getattr(colours, word), getattr(colours, ground)))
        < TEXT - 0.05
    }
    assert poor == {}


@pytest.mark.parametrize("name", ["cream", "dark", "yellow"])
def test_every_outline_and_the_focus_ring_stand_out(theme, name):
    colours = theme.colours[name]
    poor = {
        (shape, ground): round(ratio, 2)
        for shape, ground in SHAPES_ON
        if (ratio := contrast(getattr(colours, shape), getattr(colours, ground)))
        < SHAPE
    }
    assert poor == {}


@pytest.mark.parametrize("name", ["cream", "dark", "yellow"])
def test_one_line_of_the_focus_ring_stands_out_from_every_ground(theme, name):
    colours = theme.colours[name]
    for ground in ("ground", "panel", "bar"):
        rings = (colours.focus_inner, colours.focus_outer)
        best = max(contrast(ring, getattr(colours, ground)) for ring in rings)
        assert best >= SHAPE


def test_the_task_figures_stand_out_from_ground_or_keyline(theme):
    task = theme.task
    assert contrast(task.keyline, task.ground) >= TEXT
    assert contrast(task.circle, task.keyline) >= SHAPE
    assert contrast(task.square, task.ground) >= SHAPE
    assert contrast(task.bar_ink, task.ground) >= TEXT
    assert contrast(task.bar_outline, task.ground) >= SHAPE


@pytest.mark.parametrize("kind", BLINDNESS)
def test_circle_and_square_differ_in_colour_for_every_kind_of_eye(theme, kind):
    one, other = (
        lab(seen_by(BLINDNESS[kind], linear(colour)))
        for colour in (theme.task.circle, theme.task.square)
    )
    distance = sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5
    assert distance >= DISTINCT


def test_circle_and_square_have_the_same_area(theme):
    assert 3.14159 * theme.mm.circle**2 / 4 == pytest.approx(
        theme.mm.square**2, rel=0.01
    )


def test_every_icon_can_be_drawn(theme):
    for name, glyph in theme.icons.items():
        kind, _, drawing = glyph.partition(".")
        found = {
            "ph": drawing in glyphs(),
            "own": (RESOURCES / f"icons/{drawing}.svg").is_file(),
        }
        assert found[kind], name
    assert set(PICTURES) <= set(theme.icons)


def test_every_icon_of_ours_names_its_licence():
    for file in (RESOURCES / "icons").glob("*.svg"):
        assert "SPDX-License-Identifier:" in file.read_text("utf-8"), file.name


def test_a_wrong_key_in_the_theme_is_refused(tmp_path):
    wrong = tmp_path / "theme.toml"
    text = (RESOURCES / "theme.toml").read_text("utf-8")
    wrong.write_text("colour = 1\n" + text, "utf-8")
    with pytest.raises(Malformed, match="colour"):
        read_toml(wrong, Theme)


def ink(font):
    """Return how much of a line of words is black."""
    image = QImage(600, 90, QImage.Format.Format_Grayscale8)
    image.fill(255)
    with QPainter(image) as painter:
        painter.setFont(font)
        painter.drawText(10, 64, "Breathe slowly")
    return sum(255 - byte for byte in bytes(image.constBits()))


def test_the_three_weights_of_lexend_are_really_drawn():
    light, medium, strong = (ink(lexend(44, weight)) for weight in (400, 500, 600))
    assert light * 1.05 < medium
    assert medium * 1.05 < strong


def test_body_capitals_are_as_high_as_the_eye_needs():
    panel = Panel()
    for size, least_mm in (("standard", 5.2), ("large", 7.33)):
        look = Look("cream", size, panel)
        capital = QFontMetricsF(look.font("body")).capHeight()
        assert capital / panel.px_per_mm >= least_mm - 0.06


def test_lexend_has_every_letter_of_every_language():
    font = QRawFont.fromFont(lexend(44, 400))
    for language in ("en", "cy"):
        said = "".join(sentences(read_text(language)).values())
        letters = {c for c in said + "ŵŷŴŶâêîôûäëïö“”—" if c.strip()}
        assert {c for c in letters if not font.supportsCharacter(ord(c))} == set()


def test_the_smallest_words_stay_above_the_floor():
    panel = Panel()
    for size, role in product(("standard", "large"), read_theme().type):
        look = Look("cream", size, panel)
        floor = look.font_px(read_theme().floor.get(role.partition("_")[0], 5.24))
        assert min(px for px, _ in look.steps(role)) >= floor
