"""The heart beside the breath: what a sensor tells, what is kept, what is drawn."""

from itertools import pairwise, product

import msgspec
import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor

from pod import desk
from pod.modules.slow_breathing import RESONANCE, SLOW
from pod.people import Nobody, Traits
from pod.rehearse import rehearse
from pod.script import Breath
from pod.settings import LANGUAGES, THEMES, Panel
from pod.ui.common import breath as pacer
from pod.ui.common import curves
from pod.ui.common.look import Look
from pod.ui.common.trace import BACK_MS, Half, Point, Trace
from pod.ui.common.words import read_text
from pod.ui.gallery import SIZES
from pod.ui.kiosk.card import CardScreen
from pod.ui.kiosk.frame import Frame
from pod.ui.kiosk.player import Player
from pod.ui.kiosk.sensed import SILENT_MS, Sensed
from pod.ui.sample_heart import IN, OUT, breath_with_heart
from pod.values import seeded
from tests.ui.measuring import clashes, cut_off, seen

ROOM = QRect(0, 0, 1280, 658)


class Glass:
    """A canvas on which every picture is there at once."""

    def __init__(self):
        self.pictures, self.player = [], None
        self.trace = Trace

    def show_picture(self, picture, _elapsed_ms, trace):
        self.pictures.append(picture)
        self.trace = trace

    def tick(self):
        pass


class Keeps:
    """A core that keeps every row."""

    def __init__(self):
        self.rows = []

    def ask(self, request, answered):
        self.rows.append(SLOW.decode_row(request.row))
        answered(desk.Kept(request.number))


class Breathing:
    """Slow breathing on the player, in the test's own time."""

    def __init__(self, clock):
        self.clock, self.glass, self.core = clock, Glass(), Keeps()
        self.player = Player(self.core, clock, clock, self.glass)
        self.player.asking.connect(lambda _page: self.player.choose("next", "touch"))
        params = msgspec.json.encode(SLOW.read_params())
        self.player.load(
            desk.Begun(
                activity="a01",
                task="slow_breathing",
                seed=1,
                params=params,
                entries=(),
            )
        )

    def live(self, for_ms, beat_every_ms=None, late_ms=0):
        """Let time pass; pictures reach the glass, and a heart beats if it does."""
        until_ms = self.clock.now_ms() + for_ms
        while self.clock.now_ms() < until_ms:
            if self.clock.now_ms() % 100 == 0:
                self.player.painted(self.clock.now_ms(), 0.0)
            if beat_every_ms and self.clock.now_ms() % beat_every_ms == 0:
                self.player.beat(self.clock.now_ms() - late_ms)
            self.clock.advance(50)


@pytest.fixture
def breathing(qapp, clock):
    assert qapp is not None
    return Breathing(clock)


# --- what is kept


def test_beats_felt_at_the_window_come_into_the_rows(breathing):
    breathing.live(2000, beat_every_ms=800)
    breathing.player.play("en")
    breathing.live(35_000, beat_every_ms=800)
    rows = breathing.core.rows
    assert len(rows) == 3
    assert {row.beats for row in rows} <= {12, 13}
    assert {row.rr_ms for row in rows} == {800}
    assert all(picture.curves for picture in breathing.glass.pictures)


def test_without_a_sensor_the_page_is_as_it_was(breathing):
    breathing.player.play("en")
    breathing.live(35_000)
    assert {row.beats for row in breathing.core.rows} == {None}
    assert {picture.curves for picture in breathing.glass.pictures} == {None}


def test_a_sensor_put_on_later_shows_from_the_next_breath_on(breathing):
    breathing.player.play("en")
    breathing.live(15_000)
    breathing.live(30_000, beat_every_ms=800)
    told = [row.beats is not None for row in breathing.core.rows]
    assert told == [False, True, True, True]
    shown = [picture.curves is not None for picture in breathing.glass.pictures[::2]]
    assert shown[:4] == [False, False, True, True]


def test_beats_are_kept_in_sitting_time_and_a_pause_has_none(breathing):
    player = breathing.player
    breathing.live(2000, beat_every_ms=800)
    player.play("en")
    breathing.live(15_000, beat_every_ms=800)
    player.pause()
    breathing.live(600_000, beat_every_ms=1000)
    player.play("en")
    breathing.live(25_000, beat_every_ms=1000)
    rows = breathing.core.rows
    assert [row.breath for row in rows] == [1, 2, 3]
    assert [round(row.rr_ms, -2) for row in rows] == [800, 1000, 1000]
    assert [row.beats for row in rows[1:]] == [10, 10]
    assert player.sitting_ms() < 50_000


def test_a_beat_told_a_moment_late_is_kept_at_the_time_it_came(breathing):
    breathing.live(2000, beat_every_ms=800, late_ms=700)
    breathing.player.play("en")
    breathing.live(25_000, beat_every_ms=800, late_ms=700)
    assert {row.rr_ms for row in breathing.core.rows} == {800}


def test_another_activity_begins_without_the_beats_of_the_last(breathing):
    player = breathing.player
    breathing.live(2000, beat_every_ms=800)
    player.play("en")
    breathing.live(15_000, beat_every_ms=800)
    assert player.trace().runs
    player.leave()
    breathing.live(5000, beat_every_ms=800)
    player.load(
        desk.Begun(
            activity="a02",
            task="slow_breathing",
            seed=1,
            params=msgspec.json.encode(SLOW.read_params()),
            entries=(),
        )
    )
    assert player.trace().runs == ()


# --- what is remembered of it


def felt(*beats_ms):
    sensed = Sensed()
    for beat_ms in beats_ms:
        sensed.heard(beat_ms)
        sensed.beat(beat_ms)
    return sensed


def test_a_sensor_that_has_been_silent_is_not_worn():
    sensed = felt(800, 1600)
    assert sensed.since(0, 1600 + SILENT_MS) == (800, 1600)
    assert sensed.since(1000, 2000) == (1600,)
    assert sensed.since(0, 1601 + SILENT_MS) is None
    assert Sensed().since(0, 0) is None


def test_a_beat_from_before_the_last_is_let_go():
    assert felt(800, 1600, 1600, 1500, 2400).since(0, 2400) == (800, 1600, 2400)


def test_what_came_after_the_place_that_is_gone_back_to_never_was():
    sensed = felt(800, 1600, 2400)
    sensed.begin(2000)
    sensed.beat(1900)
    sensed.beat(2600)
    assert sensed.since(0, 2600) == (800, 1600, 2600)


def test_a_gap_in_the_beats_is_a_gap_in_the_curve():
    steady = [800.0 * n for n in range(1, 20)]
    after = [30_000 + 800.0 * n for n in range(20)]
    runs = felt(*steady, *after).trace(46_000).runs
    assert len(runs) == 2
    assert runs[0][-1].at_ms <= 16_000
    assert runs[1][0].at_ms > 30_000
    assert all(point.rate == pytest.approx(75) for run in runs for point in run)


def test_the_breath_is_known_one_half_ahead_and_forgotten_when_out_of_view():
    sensed = Sensed()
    for number in range(12):
        sensed.shown(IN, number * 10_000)
        sensed.shown(OUT, number * 10_000 + 4500)
    halves = sensed.trace(114_500).halves
    assert halves[-2:] == (
        Half(114_500, 5500, inward=False),
        Half(120_000, 4500, inward=True),
    )
    assert halves[0].ends_ms >= 114_500 - BACK_MS
    assert all(a.ends_ms == b.began_ms for a, b in pairwise(halves))
    sensed.shown(msgspec.structs.replace(IN, way="in"), 200_000)
    assert sensed.trace(200_000).halves[0].began_ms >= 200_000 - BACK_MS


def test_the_breath_rises_and_falls_between_empty_and_full():
    inward, outward = Half(0, 4000, inward=True), Half(4000, 6000, inward=False)
    assert (inward.level(0), inward.level(1)) == (-1, 1)
    assert (outward.level(0), outward.level(1)) == (1, -1)
    assert inward.level(0.5) == pytest.approx(0)


# --- what is drawn


def drawn(look, breath, trace=None):
    ground = breath_with_heart(look, breath)
    if trace is not None:
        ground.show_picture(breath, lambda: 0.0, lambda: trace)
    ground.resize(ROOM.size())
    return ground.grab().toImage()


def chart(look, breath=IN, room=ROOM):
    """Return where the panel is, and the curves in it below the legend."""
    _, beside = pacer._sides(look, room)
    title, lines = pacer._words(look, beside, breath)
    gap = look.px(look.mm.pad)
    panel = beside.adjusted(0, title.height + gap, 0, -lines.height - gap)
    top = look.px(curves.PAD_MM + curves.ICON_MM + curves.GAP_MM)
    return panel, panel.adjusted(0, top, 0, 0)


def pixels(image, room, colour):
    wanted = QColor(colour).rgb()
    return sum(
        image.pixel(x, y) == wanted
        for x in range(room.left(), room.right())
        for y in range(room.top(), room.bottom())
    )


@pytest.fixture
def look(qapp):
    assert qapp is not None
    return Look("cream", "standard", Panel())


def test_the_heart_is_drawn_only_where_it_was_felt(look):
    _, room = chart(look)
    accent = look.colours.accent
    assert pixels(drawn(look, IN), room, accent) > 1000
    breaths_only = Trace(12_000, (), (Half(0, 4500, inward=True),))
    assert pixels(drawn(look, IN, breaths_only), room, accent) == 0


def test_the_dot_stands_at_now_while_beats_come_and_goes_when_they_stop(look):
    _, room = chart(look)
    run = tuple(Point(800.0 * n, 75.0) for n in range(1, 30))
    half = (Half(0, 4500, inward=True),)
    live = drawn(look, IN, Trace(run[-1].at_ms + 500, (run,), half))
    stale = drawn(look, IN, Trace(run[-1].at_ms + 5000, (run,), half))
    accent = look.colours.accent
    dot = (look.px(look.mm.dot) / 2) ** 2 * 3
    assert pixels(live, room, accent) > pixels(stale, room, accent) + dot / 2


def test_without_curves_the_page_has_no_panel(look):
    panel, _ = chart(look)
    plain = msgspec.structs.replace(IN, curves=None)
    assert pixels(drawn(look, IN), panel, look.colours.panel) > 10_000
    assert pixels(drawn(look, plain), panel, look.colours.panel) == 0


def spoken(language, way):
    words = SLOW.read_words(language)
    said = words.breathe_in if way == "in" else words.breathe_out
    return Breath(
        way=way,
        for_ms=4500,
        then_ms=5500,
        words=said,
        title=words.heading,
        lines=(words.more_minutes.format(minutes=3), words.stop_any_time),
        curves=(words.heart_curve, words.breath_curve),
    )


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(
    ("theme", "size", "language"), [*product(THEMES, SIZES, LANGUAGES)]
)
def test_words_and_curves_have_room_beside_the_breath(theme, size, language):
    look, breath = Look(theme, size, Panel()), spoken(language, "in")
    room = ROOM if size == "standard" else ROOM.adjusted(0, 0, 0, -26)
    _, beside = pacer._sides(look, room)
    title, lines = pacer._words(look, beside, breath)
    panel, plot = chart(look, breath, room)
    assert max(title.width, lines.width) <= beside.width()
    assert plot.height() >= look.px(25)
    assert lines.size_px * 0.7 >= look.px(5.24) - 1
    width = panel.width() - 2 * look.px(curves.PAD_MM)
    rest = width - 2 * look.px(curves.SAMPLE_MM) - look.px(curves.ICON_MM)
    free = rest - 5 * look.px(curves.GAP_MM)
    heart, exhaled = curves._words_in(look, breath.curves, free)
    assert heart.width + exhaled.width <= free
    assert heart.size_px * 0.7 >= look.px(5.24) - 1
    assert not drawn(look, breath).isNull()


def test_a_heart_that_hardly_moves_is_not_drawn_larger_than_it_is(look):
    _, room = chart(look)
    calm = tuple(Point(800.0 * n, 75.0 + 0.2 * (n % 2)) for n in range(1, 30))
    plot = curves.Plot(room, Trace(24_000, (calm,), ()))
    heights = [plot.heart(point).y() for point in calm]
    assert max(heights) - min(heights) < 0.05 * room.height()


# --- the pages of the search, as somebody with a sensor meets them


class FeelsNothing(Nobody):
    """A sensor is worn, and nothing can be felt."""

    def beats(self, _since_ms, _now_ms):
        return ()


def pages_of(language):
    params, words = RESONANCE.read_params(), RESONANCE.read_words(language)
    wearer = RESONANCE.person(params, words, Traits(resonance_per_min=5.5))
    for person in (wearer, FeelsNothing(), Nobody()):
        script = RESONANCE.script(params, words, seeded(1))
        yield from rehearse(script, person).pages


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(("size", "language"), [*product(SIZES, LANGUAGES)])
def test_no_page_of_the_search_is_cut_off(size, language):
    look, text = Look("cream", size, Panel()), read_text(language)
    frame = Frame(look, language, text)
    faults = []
    for page in dict.fromkeys(pages_of(language)):
        frame.put(CardScreen(look, text, page))
        looked = seen(frame)
        faults += cut_off(looked) + clashes(looked)
    frame.deleteLater()
    assert not faults, faults


def test_two_sensors_on_one_heart_are_one_heart():
    alone, both = Sensed(), Sensed()
    for n in range(30):
        alone.beat(1000.0 + 900.0 * n)
        both.beat(1000.0 + 900.0 * n)
        both.beat(1000.0 + 900.0 * n + 60.0 + n % 40)
    assert both.trace(28_000.0) == alone.trace(28_000.0)
