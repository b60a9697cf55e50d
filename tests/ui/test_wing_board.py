"""The wing board: read at two metres, red for help alone, on the wall and beside it."""

from datetime import UTC, datetime
from itertools import product
from math import atan, degrees

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pod import desk
from pod.clock import VirtualClock
from pod.desk.news import WingChanged
from pod.desk.wing import Board, SeeBoard
from pod.settings import LANGUAGES, THEMES, Panel, Settings
from pod.ui.common.look import Look
from pod.ui.common.voice import SilentVoice
from pod.ui.common.words import read_text
from pod.ui.console import Console
from pod.ui.kiosk.frame import Frame
from pod.ui.kiosk.stage import Stage
from pod.ui.sample_staff import AROUND
from pod.ui.staff.board import BoardScreen
from pod.ui.staff.parts.wing import WingScreen
from pod.ui.staff.tiles import detail, is_calling
from pod.wing.board import Tile
from tests.conftest import BEGINS
from tests.ui.measuring import clashes, cut_off, seen

pytestmark = pytest.mark.usefixtures("qapp")

CONSOLE = Panel(width_px=1920, height_px=1080, px_per_mm=5.56)
AT = datetime(2026, 1, 5, 10, 31, tzinfo=UTC)
KINDS = (
    {"state": "free", "next_at": AT},
    {"state": "in_use", "minutes": 14},
    {"state": "paused", "since_at": AT},
    {"state": "help", "minutes": 1, "since_at": AT},
    {"state": "help", "taken_on": True, "since_at": AT},
    {"state": "fault", "device": "staff_reader", "since_at": AT},
    {"state": "silent", "silent_since": AT, "clock": "late"},
    {"state": "unknown"},
    {"state": "free"},
)
AWAY_MM, WING = 2_000, 20
AT_A_GLANCE, CROWDED, JUST_READ = 16, 13, 6.5
"""Minutes of arc: of a wing's states, of those of more pods, and of any other words."""


def board(count, **fields):
    tiles = tuple(
        Tile(pod=f"pod{n:02d}", place=str(n + 1), **KINDS[n % len(KINDS)])
        for n in range(count)
    )
    return Board(wing="B Wing", clock="10:43", tiles=tiles, **fields)


def shown(qtbot, page, look, language="en"):
    frame = Frame(look, language, read_text(language))
    qtbot.addWidget(frame)
    frame.bar("hidden")
    frame.put(page)
    frame.show()
    return seen(frame)


@pytest.mark.parametrize(
    ("language", "theme", "count"), [*product(LANGUAGES, THEMES, (0, 1, 12, 24))]
)
def test_the_wall_shows_up_to_24_pods_whole(qtbot, language, theme, count):
    look, text = Look(theme, "standard", CONSOLE), read_text(language)
    page = BoardScreen(look, text, board(count, away=count == 0))
    found = shown(qtbot, page, look, language)
    assert not cut_off(found)
    assert not clashes(found)
    places = {one.says for one in found.texts}
    assert {str(n + 1) for n in range(count)} <= places


@pytest.mark.parametrize(
    ("language", "count"), [*product(LANGUAGES, (1, 4, 8, 12, 20, 24))]
)
def test_every_state_can_be_read_at_two_metres(qtbot, language, count):
    """A sharp eye tells letters of five minutes of arc; a wall is read at a glance."""
    look, text = Look("cream", "standard", CONSOLE), read_text(language)
    found = shown(qtbot, BoardScreen(look, text, board(count)), look, language)
    states = [one for one in found.texts if one.says in set(text.wing.states.values())]
    assert len(states) == count
    least = AT_A_GLANCE if count <= WING else CROWDED
    assert min(minutes_of_arc(one.cap_mm) for one in states) >= least
    assert min(minutes_of_arc(one.cap_mm) for one in found.texts) >= JUST_READ


def minutes_of_arc(high_mm):
    """Return how large letters look from two metres."""
    return 60 * degrees(atan(high_mm / AWAY_MM))


@pytest.mark.parametrize(
    ("panel", "language", "count"), [*product((Panel(), CONSOLE), LANGUAGES, (1, 24))]
)
def test_the_part_of_the_room_stands_on_both_panels(qtbot, panel, language, count):
    look, text = Look("cream", "standard", panel), read_text(language)
    page = WingScreen(look, text, board(count), AROUND)
    found = shown(qtbot, page, look, language)
    assert not cut_off(found)
    assert not clashes(found)


def test_where_not_all_fit_who_needs_help_comes_first_and_more_shows_the_rest(frame):
    look, text = Look("cream", "standard", Panel()), read_text("en")
    frame.put(page := WingScreen(look, text, board(24), AROUND))
    frame.bar("hidden")
    places, told = {str(n + 1) for n in range(24)}, set()
    assert "4" in {one.says for one in seen(frame).texts}
    for _ in range(4):
        told |= {one.says for one in seen(frame).texts}
        page.activated("more")
    assert places <= told


def test_red_is_where_somebody_waits_and_nowhere_else():
    calling = [one.place for one in board(9).tiles if is_calling(one)]
    assert calling == ["4"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_tile_says_something_under_its_state(language):
    text = read_text(language)
    for one in board(9).tiles:
        assert detail(text, one)
        assert "{" not in detail(text, one)


class Core:
    """A desk that says what we let it say, and keeps what it was asked."""

    def __init__(self):
        self.board, self.asked = board(3), []

    def ask(self, request, answered):
        self.asked.append(request)
        answered(self.board if isinstance(request, SeeBoard) else desk.Done())


@pytest.fixture
def wall(qtbot):
    clock, core = VirtualClock(BEGINS), Core()
    settings = Settings(pod="console", site="Test", wing="B Wing", panel=CONSOLE)
    look = Look("cream", "standard", CONSOLE, clock.now_ms)
    frame = Frame(look, "en", read_text("en"))
    qtbot.addWidget(frame)
    console = Console(Stage(frame, SilentVoice(), (clock, clock), settings), core)
    console.wait_for_core()
    frame.show()
    yield console, core, clock
    console.stage.watch.close()


def test_the_board_follows_what_the_core_says(wall):
    console, core, clock = wall
    console.start()
    page = console.stage.screen
    assert [one.place for one in page.board.tiles] == ["1", "2", "3"]
    core.board = board(4)
    console.hear(WingChanged())
    assert console.stage.screen is page
    assert len(page.board.tiles) == 4
    core.board = board(5)
    clock.advance(1000)
    assert len(page.board.tiles) == 5


def test_a_core_that_is_gone_is_said_and_nothing_is_made_up(wall):
    console, _, _ = wall
    console.start()
    console.wait_for_core()
    text = read_text("en").wing.away
    assert text in {one.says for one in seen(console.stage.frame).texts}
    assert len(console.stage.screen.board.tiles) == 3


def test_the_key_leads_to_the_code_and_locking_back_to_the_board(wall):
    console, core, _ = wall
    console.start()
    frame = console.stage.frame
    where = frame.screen_shown.targets()["staff"].center()
    widget = frame.childAt(where)
    left = Qt.MouseButton.LeftButton
    QTest.mouseClick(widget, left, pos=widget.mapFrom(frame, where))
    assert not console.on_the_wall
    asked = len(core.asked)
    console.hear(WingChanged())
    assert len(core.asked) == asked
    console.lock()
    assert console.on_the_wall


def test_a_change_sets_one_tile_anew_and_leaves_the_others(wall):
    console, core, _ = wall
    console.start()
    page = console.stage.screen
    tiles = list(core.board.tiles)
    tiles[0] = replace(tiles[0], state="paused", since_at=AT, next_at=None)
    core.board = replace(core.board, tiles=tuple(tiles))
    console.hear(WingChanged())
    says = {one.says for one in seen(console.stage.frame).texts}
    assert page.text.wing.states["paused"] in says
    assert page.text.wing.states["free"] not in says
