"""Need and progress in the staff's room: no look without a reason, none unasked."""

import subprocess
import sys

import pytest
from msgspec.structs import replace

from pod import desk
from pod.clock import VirtualClock
from pod.desk import StaffView
from pod.desk.need import ChooseNeed, GroupNeed, ListNeed, LookNeed
from pod.need.equality import BandNeed
from pod.settings import LANGUAGES
from pod.study import BAND_VALUES
from pod.ui import sample_need
from pod.ui.common.words import read_text
from pod.ui.sample_staff import AROUND, PEOPLE
from pod.ui.staff.equality_pages import NOT_A_LETTER, equality_said
from pod.ui.staff.room import Room
from tests.conftest import BEGINS

pytestmark = pytest.mark.usefixtures("qapp")


class Window:
    """A place that keeps what it shows, before a core that answers with samples."""

    copies = False

    def __init__(self, look, text):
        self.look, self.text = look, text
        self.clock = VirtualClock(BEGINS)
        self.pages, self.asked, self.has_left = [], [], False

    def put(self, make, then):
        self.pages.append((make(), then))

    def after(self, delay_ms, ring):
        return self.clock.at(self.clock.now_ms() + delay_ms, ring)

    def left(self):
        self.has_left = True

    def ask(self, request, answered):
        self.asked.append(request)
        answered(self.answer(request))

    def answer(self, request):
        match request:
            case desk.LookRound():
                return AROUND
            case desk.Look():
                return StaffView(people=PEOPLE)
            case LookNeed():
                return sample_need.marcus()
            case ListNeed():
                return sample_need.listed()
            case GroupNeed():
                return sample_need.group()
        return desk.Done()

    @property
    def name(self):
        return self.pages[-1][0].name

    def tap(self, id_):
        """Choose on the page in view."""
        page, then = self.pages[-1]
        assert id_ in page.targets() or page.isHidden()
        then(id_)

    def looks(self):
        kinds = (LookNeed, ListNeed, GroupNeed, ChooseNeed)
        return [one for one in self.asked if isinstance(one, kinds)]


@pytest.fixture
def window(look, text):
    window = Window(look, text)
    window.room = Room(window, window)
    window.room.enter("progress")
    return window


def test_coming_in_looks_at_nobody(window):
    assert window.name == "staff-progress"
    window.clock.jump()
    assert window.looks() == []


def test_at_a_console_it_says_where_need_is_looked_at_and_shows_nobody(look, text):
    """No answer is carried there: "not measured yet" would be untrue of everybody."""
    window = Window(look, text)
    window.copies = True
    Room(window, window).enter("progress")
    page, _ = window.pages[-1]
    assert page._asked.text() == text.need.looking.at_pod
    ways = ("person:", "more", "everybody", "group")
    assert not [one for one in page.targets() if one.startswith(ways)]


def test_a_reason_is_asked_before_anything_is_shown(window):
    window.tap("person:p011")
    assert window.name == "staff-progress-why"
    assert window.looks() == []
    window.tap("key_work")
    assert window.looks() == [LookNeed("p011", "key_work")]
    assert window.name == "staff-progress-view"


def test_back_from_the_reasons_looks_at_nobody(window):
    window.tap("person:p011")
    window.tap("back")
    assert window.name == "staff-progress"
    assert window.looks() == []


def test_turning_to_the_next_measure_is_no_new_look(window):
    window.tap("person:p011")
    window.tap("planning")
    for _ in range(3):
        window.tap("turn")
    assert window.name == "staff-progress-view"
    assert len(window.looks()) == 1


def test_what_is_in_view_is_never_asked_again_by_itself(window):
    """A look writes a line, and a line makes the room ask anew: not here."""
    window.tap("person:p011")
    window.tap("planning")
    for _ in range(5):
        window.clock.jump()
    assert len(window.looks()) == 1
    assert window.name == "staff-progress-view"


def test_a_change_takes_what_and_why(window):
    window.tap("person:p011")
    window.tap("planning")
    window.tap("change")
    assert window.name == "staff-progress-change"
    window.tap("agency")
    assert window.name == "staff-progress-because"
    window.tap("person_wishes")
    assert window.looks()[-1] == ChooseNeed("marcus", "agency", "person_wishes")
    assert window.name == "staff-progress"


def test_the_list_takes_an_area_and_a_reason_and_leads_to_a_person(window):
    window.tap("everybody")
    assert window.name == "staff-progress-area"
    window.tap("wellbeing")
    assert window.name == "staff-progress-why"
    window.tap("planning")
    assert window.looks() == [ListNeed("wellbeing", "planning")]
    assert window.name == "staff-progress-list"
    window.tap("p001")
    assert window.looks()[-1] == LookNeed("p001", "planning")


def test_the_equality_view_shows_groups_and_counts_those_too_small(text):
    lines = [
        BandNeed(
            area="agency", component="mastery", band="sex", group=group, withheld=held
        )
        for group, held in (("female", True), ("male", False))
    ]
    lines[1] = replace(lines[1], n=24, mean=0.31, low=-0.02, high=0.64)
    ((title, stands, few),) = equality_said(text, lines)
    assert title == "Agency by sex"
    assert stands == "men: +0.3 (-0.0 to +0.6), 24 people"
    assert few == "Too small to show: 1."
    assert [*equality_said(text, lines[1:])] == []
    assert [*equality_said(text, [lines[0], lines[0]])] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_band_and_every_group_has_its_words(language):
    words = read_text(language).need
    assert words.bands.keys() == BAND_VALUES.keys()
    for band, values in BAND_VALUES.items():
        codes = {value.translate(NOT_A_LETTER) for value in values}
        assert band == "age_band" or codes <= words.groups.keys()


def test_whoever_looks_at_nobody_loads_no_charts():
    """The plotting library takes time and memory that a pod has better use for."""
    asked = "import sys; from pod.ui.staff.room import parts; parts()"
    said = f"{asked}; sys.exit('pyqtgraph' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", said], check=False).returncode == 0


def test_the_group_is_shown_one_measure_after_another(window):
    window.tap("group")
    first = [one.text() for one in window.pages[-1][0]._lines]
    window.tap("turn")
    assert [one.text() for one in window.pages[-1][0]._lines] != first
    assert window.looks() == [GroupNeed()]
    window.tap("back")
    assert window.name == "staff-progress"
