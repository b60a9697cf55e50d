"""My training, through its real pages and the real core, on both panels."""

from itertools import chain, product

import pytest

from pod import desk
from pod.clock import VirtualClock
from pod.desk.training import LookTraining, SetSuperUser, TrainingView
from pod.settings import LANGUAGES, Panel, Printer
from pod.training import CHECKLIST, checklist, modules
from pod.ui import sample_training
from pod.ui.common.look import Look
from pod.ui.common.words import read_text
from pod.ui.gallery import Exhibit, framed
from pod.ui.printing.paper import pdf_of
from pod.ui.staff.room import Room
from pod.ui.staff.training_pages import certificate_sheet, question_of
from tests.conftest import BEGINS
from tests.core.staffed import FACILITATOR, as_supervisor, signed_in
from tests.ui.measuring import clashes, cut_off, hard_to_hit, measured, too_near

POD, CONSOLE = Panel(), Panel(width_px=1920, height_px=1080, px_per_mm=5.56)
KINDS = [*product((POD, CONSOLE), LANGUAGES, ("standard", "large"))]
NEW, NEW_CODE = "6006", "864209"
FIRST = modules()[0]

pytestmark = pytest.mark.usefixtures("qapp")


class Window:
    """A place for the room whose pages are kept here and not shown."""

    def __init__(self):
        self.look, self.text = Look("cream", "standard", POD), read_text("en")
        self.printer, self.screen, self.gone, self.said = Printer(), None, False, None

    def put(self, make, then):
        self.screen = make()
        self.screen.chosen.connect(then)

    def after(self, delay_ms, ring):
        return VirtualClock(BEGINS).at(delay_ms, ring)

    def sorry(self, reply, then):
        self.said = reply
        then()

    def about(self):
        pass

    def left(self):
        self.gone = True

    def press(self, *ids):
        for id_ in ids:
            assert id_ in self.screen.targets(), (id_, self.screen.targets())
            self.screen.activated(id_)

    def answer(self, rightly=True):
        place = 0 if rightly else 2
        self.press(f"answer:{place}")

    @property
    def words(self):
        """Everything that stands on the page: sentences and keys."""
        said = [one.text() for one in self.screen._words]
        return said + [key.face.words for key in self.screen._keys]


class Direct:
    """A desk that answers at once; it keeps what it was asked."""

    def __init__(self, visit):
        self.visit, self.asked = visit, []

    def ask(self, request, answered):
        self.asked.append(request)
        answered(self.visit.answer(request))


@pytest.fixture
def window():
    return Window()


@pytest.fixture
def line(inside, window):
    """Somebody new, who has just opened their training."""
    new = desk.AddStaff(number=NEW, role="facilitator", code=NEW_CODE)
    assert as_supervisor(inside, new) == desk.Done()
    visit = inside.core.visit()
    assert isinstance(visit.answer(desk.StaffSignIn(NEW, NEW_CODE)), desk.StaffView)
    line = Direct(visit)
    Room(window, line).enter("pods", "training")
    return line


def stands(line):
    view = line.visit.answer(LookTraining())
    assert isinstance(view, TrainingView)
    return view


def read(window, module=FIRST):
    """Open a module and read it to its questions."""
    window.press(module.name)
    for _ in module.text["en"].pages:
        assert window.screen.name == "staff-training-page"
        window.press("next")


def test_a_module_is_read_page_by_page_answered_and_done(line, window):
    assert window.screen.name == "staff-training"
    read(window)
    window.answer()
    window.answer()
    assert window.screen.name == "staff-training"
    assert FIRST.name not in stands(line).to_do


def test_a_wrong_answer_is_explained_and_that_question_alone_asked_again(line, window):
    second = FIRST.text["en"].questions[1]
    read(window)
    window.answer()
    window.answer(rightly=False)
    assert window.screen.name == "staff-training-why"
    assert second.because in [one.text() for one in window.screen._lines]
    window.press("next")
    assert window.screen.name == "staff-training-question"
    window.answer()
    assert window.screen.name == "staff-training"
    assert FIRST.name not in stands(line).to_do


def test_back_leads_one_page_back_and_from_the_first_to_the_list(line, window):
    window.press(FIRST.name, "next", "back", "back")
    assert window.screen.name == "staff-training"
    window.press("back")
    assert window.screen.name == "staff-pods"
    assert len(stands(line).to_do) == 7


@pytest.mark.usefixtures("line")
def test_whoever_reads_is_not_signed_out_meanwhile(window, clock):
    window.press(FIRST.name)
    for _ in FIRST.text["en"].pages:
        clock.advance(80_000)
        window.press("next")
    assert window.screen.name == "staff-training-question"
    assert not window.gone


@pytest.mark.usefixtures("line")
def test_whoever_leaves_a_page_open_is_signed_out(window, clock):
    window.press(FIRST.name)
    clock.advance(200_000)
    window.press("next")
    assert not window.gone
    clock.advance(271_000)
    window.press("next")
    assert window.gone


def test_a_super_user_signs_for_somebody_they_watched(line, inside):
    as_supervisor(inside, SetSuperUser(FACILITATOR.number, on=True))
    other = Window()
    watching = Direct(signed_in(inside, FACILITATOR.number))
    Room(other, watching).enter("pods", "training")
    other.press("watch", NEW, "next")
    other.press("sign")
    assert other.screen.name == "staff-training"
    assert CHECKLIST not in stands(line).to_do


@pytest.mark.usefixtures("line")
def test_whoever_may_watch_nobody_has_no_such_key_but_sees_the_checklist(window):
    assert "watch" not in window.screen.targets()
    window.press(CHECKLIST, "next")
    assert "sign" not in window.screen.targets()
    assert len(window.screen._lines) == len(checklist().text["en"]) - 4


@pytest.mark.usefixtures("line")
def test_a_certificate_is_printed_only_by_whoever_has_one(window, inside):
    assert "print" not in window.screen.targets()
    for module in modules():
        read(window, module)
        for _ in module.text["en"].questions:
            window.answer()
    assert "print" not in window.screen.targets()
    as_supervisor(inside, SetSuperUser(FACILITATOR.number, on=True))
    watching = Direct(signed_in(inside, FACILITATOR.number))
    Room(other := Window(), watching).enter("pods", "training")
    other.press("watch", NEW, "next", "sign")
    window.press(CHECKLIST, "back")
    window.press("print")
    assert window.screen.name == "staff-printed"
    assert window.text.seeing_to.paper.none in [x.text() for x in window.screen._lines]


def test_the_certificate_names_a_number_and_a_day_and_nothing_else():
    text, view = read_text("en"), sample_training.HOLDS
    sheet = certificate_sheet(text, view)
    said = " ".join((sheet.title, *(w for s in sheet.sections for w in s.lines)))
    assert "22/11/2027" in said
    assert view.staff in sheet.sections[0].title
    assert pdf_of(sheet) == pdf_of(sheet)
    assert pdf_of(sheet).startswith(b"%PDF")


def test_answers_are_dealt_by_seed_and_none_always_comes_first():
    text = read_text("en")
    deals = [question_of(text, FIRST, 0, str(seed)) for seed in range(40)]
    assert question_of(text, FIRST, 0, "1") == question_of(text, FIRST, 0, "1")
    assert {one.answers[0][0] for one in deals} == {0, 1, 2}
    assert all(sorted(place for place, _ in one.answers) == [0, 1, 2] for one in deals)


@pytest.mark.parametrize(("panel", "language", "size"), KINDS)
def test_every_page_holds_on_both_panels(panel, language, size):
    look, text = Look("cream", size, panel), read_text(language)
    others = [sample_training.of_module(look, text, one) for one in modules()[1:]]
    for page in chain(sample_training.pages(look, text), *others):
        one = measured(framed(Exhibit(page.name, page, "hidden"), look, language))
        assert not cut_off(one)
        assert not clashes(one)
        assert not hard_to_hit(one, 20)
        assert not too_near(one)
