"""The last month, read by whoever may see it, and printed as it was read."""

import pytest
from msgspec.structs import replace

from pod.desk import StaffView
from pod.desk.health import LookHealth
from pod.desk.month import SeeMonth
from pod.settings import LANGUAGES, Panel, Printer
from pod.ui.common.look import Look
from pod.ui.common.words import read_text
from pod.ui.printing.month_sheet import month_sheet
from pod.ui.sample_month import MONTH
from pod.ui.sample_staff import AROUND, HEALTH
from pod.ui.staff.months import month_facts
from pod.ui.staff.parts.pods import Pods

VIEW = StaffView(people=())


class Window:
    """The room as a part knows it; what is asked is kept, and answered from outside."""

    printer = Printer()

    def __init__(self):
        self.look, self.text = Look("cream", "standard", Panel()), read_text("cy")
        self.place, self.asked, self.backs, self.turn = self, [], 0, 0

    def ask(self, request, then):
        self.asked.append(request)
        self.then = then

    def put_aside(self, make, then):
        self.page, self.chosen = make(), then

    def again(self):
        self.backs += 1


@pytest.fixture
def window(qapp):
    assert qapp
    return Window()


def at_health(window, *, months):
    """Open how the pod is, as somebody who may see months or who may not."""
    part = Pods(window)
    part.page(VIEW, replace(AROUND, months=months))
    part.chosen("health")
    assert window.asked == [LookHealth()]
    window.then(HEALTH)
    return window


def test_whoever_may_reads_it_and_prints_what_they_read(window):
    at_health(window, months=True).chosen("month")
    assert window.asked[-1] == SeeMonth()
    window.then(MONTH)
    assert window.page.name == "staff-month-1"
    window.chosen("next")
    window.chosen("next")
    window.chosen("back")
    assert window.page.name == "staff-month-2"
    window.chosen("print")
    words = window.text.seeing_to.paper
    said = [one.text() for one in window.page._lines]
    assert said == [words.none, window.text.month.office]
    window.chosen("back")
    assert window.backs == 1


def test_whoever_may_not_finds_no_way_to_it(window):
    at_health(window, months=False)
    assert "month" not in window.page.targets()
    window.chosen("back")
    assert window.backs == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_read_is_what_is_printed(language):
    text = read_text(language)
    sheet = month_sheet(text, MONTH)
    for place, section in enumerate(sheet.sections):
        facts = month_facts(text, sheet, place)
        said = [f"{name}: {value}" for name, value in section.fields]
        assert [*said, *section.lines] == [*facts.lines]
        assert section.title in facts.title
