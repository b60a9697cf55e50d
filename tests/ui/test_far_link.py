"""A screen whose core is elsewhere: asked, gone, back, and never waited for."""

import threading

import pytest
from PySide6.QtWidgets import QApplication

from pod import desk
from pod.app.reception import SCREEN, Reception
from pod.clock import SystemClock
from pod.events import Alive
from pod.ui.common.far_link import NO_CORE, FarLink

DONE = desk.Done()
pytestmark = pytest.mark.usefixtures("qapp")


class Counter:
    """A counter that says who was there, and calls at a heartbeat."""

    def __init__(self):
        self.glass, self.asked, self.over = self, [], 0
        self.reply = DONE

    def visit(self):
        return self

    def answer(self, request):
        self.asked.append(request)
        return self.reply

    def left(self):
        self.over += 1

    def take(self, _alive):
        return (desk.Called(on=True),)


class Core(threading.Thread):
    """A real reception in a thread of its own."""

    def __init__(self, folder, counter):
        super().__init__(daemon=True)
        self._over = threading.Event()
        self.reception = Reception(folder, SystemClock(), counter)
        self.start()

    def run(self):
        while not self._over.is_set():
            self.reception.turn(5.0, ())
        self.reception.close()

    def stop(self):
        self._over.set()
        self.join()


@pytest.fixture
def counter():
    return Counter()


@pytest.fixture
def begin(tmp_path, counter):
    """Begin a core; it ends with the story."""
    cores = []

    def begin():
        cores.append(Core(tmp_path, counter))
        return cores[-1]

    yield begin
    for core in cores:
        if core.is_alive():
            core.stop()


@pytest.fixture
def link(tmp_path):
    link = FarLink(tmp_path / SCREEN)
    yield link
    link.close()


@pytest.fixture
def asking(link):
    """Ask, and return what was answered so far."""
    answers = []

    def asking(*requests):
        for request in requests:
            link.ask(request, answers.append)
        return answers

    return asking


def until(qtbot, come):
    qtbot.waitUntil(lambda: bool(come()), timeout=20_000)


def test_requests_are_answered_in_their_order(qtbot, begin, link, asking, counter):
    begin()
    link.begin()
    answers = asking(desk.Glance(), desk.Lock(), desk.Glance())
    assert (answers, link.pending) == ([], 3)
    until(qtbot, lambda: link.pending == 0)
    assert answers == [DONE] * 3
    assert counter.asked == [desk.Glance(), desk.Lock(), desk.Glance()]


def test_without_a_core_the_answer_is_a_calm_apology_later(qtbot, link, asking):
    link.begin()
    answers = asking(desk.Glance())
    assert answers == []
    until(qtbot, lambda: answers)
    assert answers == [NO_CORE]
    assert (NO_CORE.lock, link.pending) == (True, 0)


def test_a_core_that_comes_later_is_found(qtbot, begin, link, asking):
    found = []
    link.found.connect(lambda: found.append(True))
    link.begin()
    QApplication.processEvents()
    assert found == []
    begin()
    until(qtbot, lambda: found)
    answers = asking(desk.Glance())
    until(qtbot, lambda: answers == [DONE])


def test_what_was_asked_of_a_core_that_goes_is_answered_and_the_next_is_found(
    qtbot, begin, link, asking
):
    told = []
    link.gone.connect(lambda: told.append("gone"))
    link.found.connect(lambda: told.append("found"))
    core = begin()
    link.begin()
    first = asking(desk.Glance())
    until(qtbot, lambda: first == [DONE])
    core.stop()
    answers = asking(desk.Lock())
    until(qtbot, lambda: "gone" in told)
    until(qtbot, lambda: len(answers) == 2)
    assert answers == [DONE, NO_CORE]
    begin()
    until(qtbot, lambda: told == ["found", "gone", "found"])
    asking(desk.Glance())
    until(qtbot, lambda: answers == [DONE, NO_CORE, DONE])


def test_news_comes_unasked_and_a_heartbeat_needs_no_answer(qtbot, begin, link):
    begin()
    link.begin()
    told = []
    link.told.connect(told.append)
    link.tell(Alive())
    assert link.pending == 0
    until(qtbot, lambda: told == [desk.Called(on=True)])


def test_what_could_not_be_read_is_not_sent_and_ends_nothing(
    qtbot, begin, link, asking, counter
):
    """A code too long for any request, or half a sign, is the screen's own matter."""
    begin()
    link.begin()
    too_long, no_text = "1" * 99, "\ud800"
    unread = [desk.StaffSignIn(typed, "2") for typed in (too_long, no_text)]
    answers = asking(*unread, desk.Glance())
    until(qtbot, lambda: len(answers) == 3)
    apologies = [one.code for one in answers if isinstance(one, desk.Sorry)]
    assert apologies == ["malformed"] * 2
    assert counter.asked == [desk.Glance()]
    assert counter.over == 0


def test_more_than_the_socket_takes_at_once_arrives_whole(qtbot, begin, link, asking):
    core = begin()
    core.reception.serve(Slow())
    link.begin()
    answers = asking(*[desk.Tell("no_voice")] * 3000)
    until(qtbot, lambda: link.pending == 0)
    assert answers == [DONE] * 3000


class Slow(Counter):
    """A counter that forgets what it was asked."""

    def answer(self, _request):
        return DONE


def test_a_core_that_never_answers_is_given_up(qtbot, tmp_path, begin, link, asking):
    """Its socket is there, and nobody behind it: what is asked must not hang."""
    core = begin()
    core.stop()
    stuck = Reception(tmp_path, SystemClock(), Counter())
    link._patience.setInterval(50)
    told = []
    link.gone.connect(lambda: told.append("gone"))
    link.begin()
    answers = asking(desk.Glance())
    until(qtbot, lambda: answers == [NO_CORE])
    assert told[:1] == ["gone"]
    link.close()
    stuck.close()
