"""The charts of need and progress draw the numbers they are given, and nothing else."""

import sys
from itertools import pairwise, product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from pod.need.among import Place
from pod.need.areas import component_named
from pod.need.doubt import doubt_of
from pod.need.over_time import course_of
from pod.programme import read_programme
from pod.settings import LANGUAGES, Panel
from pod.ui import sample_need
from pod.ui.common.look import Look
from pod.ui.common.words import read_text
from pod.ui.kiosk.frame import Frame
from pod.ui.sample_staff import AROUND
from pod.ui.staff.charts import CourseChart, ends_of, ticks_between
from pod.ui.staff.place_chart import FAR, PlaceChart, held
from pod.ui.staff.progress_view import ProgressScreen, share_done
from tests.needing import bscs, known
from tests.ui.measuring import clashes, cut_off, hard_to_hit, seen, too_small

pytestmark = pytest.mark.usefixtures("qapp")
CONSOLE = Panel(width_px=1920, height_px=1080, px_per_mm=5.56)
ENHANCE, BSCS = read_programme("enhance"), component_named("bscs")
POINTS = ("first", "middle", "last", "followup")
VALUE = st.one_of(st.none(), st.integers(13, 65))
WIDE, HIGH = 900, 500


def course(*values):
    did = [bscs(v, p) for v, p in zip(values, POINTS, strict=False) if v is not None]
    return course_of(BSCS, known("p1", *did), ENHANCE, doubt_of(BSCS, None))


def drawn(qtbot, windows, *values):
    """Return a chart on the glass, as large as we like, and its picture."""
    window = QWidget()
    windows.append(window)
    qtbot.addWidget(window)
    window.resize(WIDE, HIGH)
    look = Look("cream", "standard", Panel())
    found = course(*values)
    ticks = [f"week {one.week}" for one in found.spots]
    chart = CourseChart(look, window, found, ticks, ticks)
    chart.put(QRect(0, 0, WIDE, HIGH))
    window.show()
    qtbot.waitExposed(window)
    chart.widget.repaint()
    return chart, window.grab().toImage()


@pytest.fixture
def draw(qtbot):
    """Draw charts; their windows stay until the test is over."""
    windows = []
    yield lambda *values: drawn(qtbot, windows, *values)
    windows.clear()


def colour_at(chart, picture, x, y):
    """Return the name of the theme's colour where a value stands."""
    spot = chart.at(x, y).toPoint()
    ratio = picture.devicePixelRatio()
    return picture.pixelColor(spot * ratio).name()


def named(chart, name):
    return QColor(chart.look.colour(name)).name()


def test_each_dot_stands_where_its_number_does(draw):
    chart, picture = draw(34, 36, 45)
    for x, y in ((0, 34), (1, 36), (2, 45)):
        assert colour_at(chart, picture, x, y) == named(chart, "ink")


def test_a_missing_point_is_hollow_and_no_line_goes_across_it(draw):
    chart, picture = draw(34, None, 45, 44)
    assert colour_at(chart, picture, 1, 34) == named(chart, "card")
    for share in (0.25, 0.5, 0.75):
        x, y = 2 * share, 34 + 11 * share
        if abs(x - 1) > 0.2:
            assert colour_at(chart, picture, x, y) != named(chart, "ink")
    assert colour_at(chart, picture, 2.5, 44.5) == named(chart, "ink")


def test_the_band_is_tinted_between_its_limits_and_nowhere_else(draw):
    chart, picture = draw(34, 50)
    band = chart.course.band
    for x, y in ((0.5, band.low + 1), (2.5, band.start + 2), (2.5, band.high - 1)):
        assert colour_at(chart, picture, x, y) == named(chart, "selected")
    for y in (band.low - 1.0, band.high + 1):
        assert colour_at(chart, picture, 2.5, y) == named(chart, "card")
    assert colour_at(chart, picture, 2.5, band.start) == named(chart, "main")


def test_a_whisker_reaches_as_far_as_the_interval(draw):
    chart, picture = draw(34)
    spot = chart.course.spots[0]
    for y in (spot.low + 0.4, spot.high - 0.4):
        assert colour_at(chart, picture, 0, y) == named(chart, "ink")
    for y in (spot.low - 0.8, spot.high + 0.8):
        assert colour_at(chart, picture, 0, y) != named(chart, "ink")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.tuples(VALUE, VALUE, VALUE, VALUE))
def test_what_the_items_hold_is_what_was_measured(qapp, values):
    """Every item's data read back: dots, hollow dots, lines, whiskers, band, levels."""
    assert qapp is not None
    found, window = course(*values), QWidget()
    look = Look("cream", "standard", Panel())
    chart = CourseChart(look, window, found, list("abcd"), list("abcd"))
    chart.put(QRect(0, 0, WIDE, HIGH))
    full = list(zip(*chart.full.getData(), strict=True))
    assert full == [(n, v) for n, v in enumerate(values) if v is not None]
    hollow = [x for x, _ in zip(*chart.hollow.getData(), strict=True)]
    assert hollow == [n for n, v in enumerate(values) if v is None]
    ends = [tuple(zip(*line.getData(), strict=True)) for line in chart.lines]
    assert ends == [
        ((n, values[n]), (n + 1, values[n + 1]))
        for n in range(3)
        if None not in values[n : n + 2]
    ]
    opts, spots = chart.whiskers.opts, [s for s in found.spots if s.value is not None]
    assert list(opts["y"] - opts["bottom"]) == pytest.approx([s.low for s in spots])
    assert list(opts["y"] + opts["top"]) == pytest.approx([s.high for s in spots])
    assert (chart.band is None) == (found.band is None)
    if found.band is not None:
        limits = (found.band.low, found.band.high)
        assert chart.band.getRegion() == pytest.approx(limits)
    low, high = chart.plot.viewRange()[1]
    assert (low, high) == pytest.approx(ends_of(found))
    window.deleteLater()


@given(low=st.floats(-50, 60), far=st.floats(0.01, 100), most=st.integers(2, 9))
def test_levels_are_round_few_and_inside_the_range(low, far, most):
    levels = ticks_between(low, low + far, most)
    assert len(levels) <= most + 1
    assert all(low - 1e-9 <= one <= low + far + 1e-9 for one in levels)
    gaps = {round(b - a, 9) for a, b in pairwise(levels)}
    assert len(gaps) <= 1


def test_a_place_is_drawn_with_its_doubt_and_an_unknown_one_is_not(qtbot):
    places = [
        Place(word="lower", needs="more", need=1.2, need_low=0.4, need_high=2.0),
        Place(why="no_score"),
        Place(word="same", needs="same", need=9.0, need_low=-0.5, need_high=12.0),
    ]
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(WIDE, HIGH)
    look = Look("cream", "standard", Panel())
    chart = PlaceChart(look, window, places, ("low", "high"))
    chart.put(QRect(0, 0, WIDE, HIGH))
    window.show()
    qtbot.waitExposed(window)
    picture = window.grab().toImage()
    assert list(zip(*chart.full.getData(), strict=True)) == [(1.2, 0), (FAR, -2)]
    opts = chart.whiskers.opts
    assert list(opts["x"] - opts["left"]) == pytest.approx([0.4, -0.5])
    assert list(opts["x"] + opts["right"]) == pytest.approx([2.0, FAR])
    assert colour_at(chart, picture, 1.2, 0) == named(chart, "ink")
    assert colour_at(chart, picture, 0.7, 0) == named(chart, "ink")
    assert colour_at(chart, picture, 0.2, 0) == named(chart, "card")
    assert colour_at(chart, picture, 1.0, -1) == named(chart, "card")
    assert held(None) == 0.0


def framed(qtbot, screen, look, language):
    frame = Frame(look, language, read_text(language))
    qtbot.addWidget(frame)
    frame.bar("hidden")
    frame.put(screen)
    frame.show()
    qtbot.waitExposed(frame)
    return frame


def test_the_bar_of_minutes_is_as_long_as_what_was_done(qtbot):
    look, told = Look("cream", "standard", CONSOLE), sample_need.marcus()
    screen = ProgressScreen(look, read_text("en"), told)
    frame = framed(qtbot, screen, look, "en")
    picture, bar = screen.grab().toImage(), screen._bar
    assert frame.isVisible()
    y = bar.center().y()
    end = bar.x() + round(bar.width() * share_done(told))
    assert share_done(told) == pytest.approx(165 / 240)
    main, panel = look.colour("main").name(), look.colour("panel").name()
    assert picture.pixelColor(QPoint(end - 8, y)).name() == main
    assert picture.pixelColor(QPoint(end + 8, y)).name() == panel


@pytest.mark.parametrize(
    ("panel", "language", "size"),
    [*product((Panel(), CONSOLE), LANGUAGES, ("standard", "large"))],
)
def test_every_page_of_it_stands_on_both_panels(qtbot, panel, language, size):
    look, text = Look("cream", size, panel), read_text(language)
    for screen in sample_need.pages(look, text, AROUND):
        found = seen(framed(qtbot, screen, look, language))
        assert not cut_off(found)
        assert not clashes(found)
        assert not too_small(found, 3.84)
        assert not hard_to_hit(found)


def test_the_charts_leave_what_happens_at_a_crash_alone():
    """Some plotting libraries put hooks of their own in: our logs must stay ours."""
    assert "pyqtgraph" in sys.modules
    assert sys.excepthook.__module__ != "pyqtgraph.exceptionHandling"
