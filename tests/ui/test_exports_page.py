"""What leaves the pod, on both panels: its marks, the steps and their outcome."""

from itertools import product

import pytest
from msgspec.structs import replace

from pod.clock import VirtualClock
from pod.desk import Sorry
from pod.desk.exports import LookExports
from pod.desk.health import LookHealth
from pod.desk.stick import SAID, Came, StickDone, WriteStick, Writing
from pod.desk.study import ExportDone, Exporting
from pod.settings import LANGUAGES, Panel
from pod.ui.common.look import Look
from pod.ui.common.words import read_text
from pod.ui.kiosk.frame import Frame
from pod.ui.sample_exports import ARRIVED, AWAY, DONE, NEW, VIEW, WELL, pages
from pod.ui.sample_staff import AROUND, HEALTH
from pod.ui.staff.exports import STEP_MS, TRIES, Exports
from pod.ui.staff.exports_told import facts, outcome
from pod.ui.staff.rail import Rail
from tests.conftest import BEGINS
from tests.ui.measuring import clashes, cut_off, seen

POD, CONSOLE = Panel(), Panel(width_px=1920, height_px=1080, px_per_mm=5.56)

pytestmark = pytest.mark.usefixtures("qapp")


class Window:
    """A room that keeps what it shows, and a core that says what we let it say."""

    def __init__(self):
        self.look, self.text = Look("cream", "standard", POD), read_text("en")
        self.clock = VirtualClock(BEGINS)
        self.says, self.asked, self.shown, self.came_back = [], [], [], 0

    def ask(self, request, then):
        self.asked.append(request)
        then(self.says.pop(0))

    def put_aside(self, make, then):
        self.shown.append((make(), then))

    def later(self, delay_ms, ring):
        return self.clock.at(self.clock.now_ms() + delay_ms, ring)

    def again(self):
        self.came_back += 1

    @property
    def page(self):
        return self.shown[-1][0]

    def press(self, id_):
        self.shown[-1][1](id_)


@pytest.fixture
def window():
    return Window()


@pytest.fixture
def exports(window):
    exports = Exports(window)
    window.says = [VIEW]
    exports.begin()
    return exports


@pytest.mark.parametrize(
    ("panel", "language", "size"),
    list(product((POD, CONSOLE), LANGUAGES, ("standard", "large"))),
)
def test_every_page_can_be_read_and_hit(qtbot, panel, language, size):
    text, look = read_text(language), Look("cream", size, panel)
    frame = Frame(look, language, text)
    qtbot.addWidget(frame)
    frame.bar("hidden")
    frame.show()
    for page in pages(look, text, HEALTH):
        frame.put(page)
        told = seen(frame)
        assert (cut_off(told), clashes(told)) == ([], []), page.name


def test_the_green_mark_stands_only_where_everything_was_received():
    text = read_text("en")
    marks = [[one.mark for one in facts(text, view)] for view in (VIEW, WELL, NEW)]
    well = ["", "", "", "", "good", ""]
    assert marks == [["", "", "attention", "", "", ""], well, [""] * 5]


def test_who_may_not_write_has_no_key_for_it(window, exports):
    assert "write" in window.page.targets()
    window.says = [WELL]
    exports.begin()
    assert "write" not in window.page.targets()


@pytest.mark.usefixtures("exports")
def test_three_steps_lead_to_a_plain_outcome(window):
    window.press("write")
    assert (window.page.at, list(window.page.targets())) == ("ready", ["back", "go"])
    window.says = [Writing(), Writing(50, 200), Writing(200, 200), DONE, WELL]
    window.press("go")
    assert (window.page.at, list(window.page.targets())) == ("under_way", [])
    shares = [window.page.share]
    for _ in range(2):
        window.clock.advance(STEP_MS)
        shares.append(window.page.share)
    assert shares == [0.0, 0.25, 1.0]
    window.clock.advance(STEP_MS)
    assert (window.page.at, list(window.page.targets())) == ("done", ["finish"])
    assert [type(one) for one in window.asked] == [LookExports] + [WriteStick] * 4
    window.press("finish")
    assert window.page.name == "staff-exports"


@pytest.mark.usefixtures("exports")
def test_a_stick_that_failed_can_be_tried_again(window):
    window.press("write")
    window.says = [StickDone(state="pulled_out", say="", do=""), DONE]
    window.press("go")
    assert (window.page.at, list(window.page.targets())) == ("failed", ["back", "go"])
    window.press("go")
    assert window.page.at == "done"


def test_with_a_link_the_same_steps_lead_to_the_server(window, exports):
    window.says = [replace(VIEW, link=True)]
    exports.begin()
    window.press("send")
    assert (window.page.name, window.page.at) == ("staff-link", "ready")
    window.says = [Exporting(), ExportDone("written"), AWAY, replace(AWAY, waiting=1)]
    window.says.append(ARRIVED)
    window.press("go")
    shares = []
    while window.clock.jump() and window.page.at == "under_way":
        shares.append(window.page.share)
    assert shares == [0.0, 0.5]
    assert (window.page.at, list(window.page.targets())) == ("done", ["finish"])


def test_a_server_that_is_away_is_left_to_the_link(window, exports):
    window.says = [replace(VIEW, link=True)]
    exports.begin()
    window.press("send")
    window.says = [ExportDone("written"), *[AWAY] * TRIES]
    window.press("go")
    while window.clock.jump():
        pass
    assert (window.page.at, list(window.page.targets())) == ("failed", ["back", "go"])


@pytest.mark.usefixtures("exports")
def test_while_it_is_written_a_refusal_ends_it(window):
    window.press("write")
    window.says = [Writing(), Sorry("not_allowed", "That is not open now.")]
    window.press("go")
    window.clock.advance(10 * STEP_MS)
    assert len(window.asked) == 3


@pytest.mark.usefixtures("exports")
def test_every_bundle_and_every_refused_row_is_on_a_page(window):
    window.press("bundles")
    said = " ".join(
        words.text()
        for words in window.page.findChildren(object)
        if hasattr(words, "text") and callable(words.text)
    )
    for one in ("Bundle 18: waits", "Bundle 17: left", "row 3: unknown_score"):
        assert one in said
    window.says = [WELL]
    window.press("back")
    assert window.page.name == "staff-exports"


@pytest.mark.usefixtures("exports")
def test_updates_and_care_say_what_there_is_and_how_the_pod_is(window):
    window.says = [HEALTH]
    window.press("care")
    assert window.page.name == "staff-care"
    assert window.asked[-1] == LookHealth()


@pytest.mark.usefixtures("exports")
def test_back_is_the_part_again(window):
    window.press("back")
    assert window.came_back == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_of_a_stick_has_its_sentences(language):
    text = read_text(language)
    assert text.room.pods.exports.stick.keys() == SAID.keys()
    for state in SAID:
        assert len(outcome(text, StickDone(state=state, say="", do=""))) == 2


@pytest.mark.parametrize(
    ("done", "said"),
    [
        (DONE, "On the stick and checked: 2."),
        (replace(DONE, bundles=(), needed=3), "Nothing had to leave."),
        (replace(DONE, needed=3), "More people's results are needed first: 3."),
        (replace(DONE, safe=False), "The stick is still in use. Wait, then try again."),
    ],
)
def test_the_outcome_counts_what_went_and_what_came(done, said):
    assert said in outcome(read_text("en"), done)


def test_results_that_wait_are_no_persons_call(look, text):
    """The mark is an icon on the part, never red and never a count."""
    page = next(iter(pages(look, text, HEALTH)))
    rail = Rail(page, "today", replace(AROUND, late=True, waiting=0))
    pods = rail._keys[-1].face
    assert (pods.words, pods.icon, pods.style) == ("Pods", "note", "bar")


def test_an_update_that_waits_on_the_stick_is_not_called_refused():
    waits = Came(kind="update", name="pod.podupdate", taken=False, say="")
    done = StickDone(state="fine", say="", do="", came=(waits,))
    words = read_text("en").room.pods.exports.steps
    assert outcome(read_text("en"), done) == (words.nothing, words.update, words.safe)
