"""What is due is done by the pod itself, once, while nobody is at it."""

from datetime import timedelta

import pytest
from click.testing import CliRunner

from pod import desk
from pod.app.inside import open_inside
from pod.cli.export import export
from pod.clock import SystemClock, VirtualClock
from pod.core.due import EVERY_MS, LATE
from pod.desk.exports import DueTold, ExportsView, LookExports, RunDue
from pod.desk.study import ExportDone, Exporting, ExportNow
from pod.export.lock import one_export
from pod.export.post import GONE, OUTGOING
from pod.settings import read_settings
from pod.storage import outbox
from pod.storage.left import all_stand
from pod.values import seeded
from tests.conftest import BEGINS
from tests.core.staffed import SUPERVISOR, as_supervisor, enter, signed_in
from tests.lived import copy

WEEK, DAY_MS = timedelta(days=7, hours=8), 86_400_000.0


@pytest.fixture(scope="module")
def laid(sat_home, tmp_path_factory):
    """That pod's home, whose core has seen the schedule: it holds from then on."""
    home = copy(sat_home, tmp_path_factory.mktemp("due") / "home")
    inside = open_inside(home, VirtualClock(BEGINS), seeded(2))
    inside.core.answer(desk.Lock())
    inside.core.due.tick()
    inside.memory.close()
    return home


@pytest.fixture
def home(laid, tmp_path):
    return copy(laid, tmp_path / "due")


@pytest.fixture
def served(home, clock):
    inside = open_inside(home, clock, seeded(3), thorough=False)
    while inside.core.keeping.busy:
        inside.core.keeping.tick()
    yield inside
    inside.memory.close()


def go_by(inside, clock, days):
    """Let days pass, and the core do what is due by then."""
    clock.days_pass(days)
    clock.advance(EVERY_MS)
    inside.core.due.tick()
    while inside.core.due.busy:
        inside.core.due.tick()


def made(inside):
    with inside.memory.doings.begin() as db:
        return [(one.sequence, one.written) for one in all_stand(db)]


def view(inside):
    told = as_supervisor(inside, LookExports())
    assert isinstance(told, ExportsView)
    return told


def test_a_bundle_is_made_when_it_is_due_and_waits_for_a_stick(served, clock):
    assert view(served).schedule == "30 1 * * 1"
    go_by(served, clock, 1)
    assert made(served) == []
    go_by(served, clock, 7)
    assert made(served) == [(1, False)]
    told = view(served)
    assert (told.due, told.waiting, told.unconfirmed, told.late) == (False, 1, 0, False)
    assert told.due_at == BEGINS + timedelta(days=13, hours=16)
    go_by(served, clock, 7)
    assert made(served) == [(1, False)]


def test_after_a_month_without_power_it_is_caught_up_on_once(home, clock):
    clock.days_pass(31)
    inside = open_inside(home, clock, seeded(3))
    go_by(inside, clock, 0)
    assert made(inside) == [(1, False)]
    go_by(inside, clock, 0)
    assert made(inside) == [(1, False)]
    inside.memory.close()


def test_it_waits_while_somebody_is_at_the_pod(served, clock):
    clock.days_pass(8)
    enter(served, SUPERVISOR.number, SUPERVISOR.code)
    go_by(served, clock, 0)
    assert made(served) == []
    served.core.answer(desk.Lock())
    go_by(served, clock, 0)
    assert made(served) == [(1, False)]


def test_a_run_makes_way_for_whoever_comes_and_is_begun_anew(served, clock, tmp_path):
    clock.days_pass(8)
    clock.advance(EVERY_MS)
    served.core.due.tick()
    served.core.due.tick()
    assert served.core.due.busy
    enter(served, SUPERVISOR.number, SUPERVISOR.code)
    served.core.due.tick()
    assert not served.core.due.busy
    visit = signed_in(served, SUPERVISOR.number)
    assert visit.answer(ExportNow(str(tmp_path))) == Exporting()
    visit.left()
    served.core.answer(desk.Lock())
    go_by(served, clock, 0)
    assert made(served) == [(1, False)]


def test_while_another_export_is_under_way_it_waits_its_turn(served, home, clock):
    with one_export(home):
        go_by(served, clock, 8)
    assert made(served) == []
    go_by(served, clock, 0)
    assert made(served) == [(1, False)]


def test_a_bundle_that_waits_too_long_is_said_to_a_supervisor_and_to_no_other(
    served, clock
):
    go_by(served, clock, 8)
    go_by(served, clock, LATE.days)
    visit = signed_in(served, SUPERVISOR.number)
    assert "export_late" in visit.answer(desk.Look()).notices
    assert visit.answer(desk.LookRound()).late
    visit.left()
    assert view(served).late
    other = signed_in(served, "1001")
    assert "export_late" not in other.answer(desk.Look()).notices
    assert not other.answer(desk.LookRound()).late
    assert "export_late" not in served.core.answer(desk.Glance()).notices


def test_once_it_is_written_to_a_stick_nothing_waits_any_more(served, clock, tmp_path):
    go_by(served, clock, 16)
    visit, stick = signed_in(served, SUPERVISOR.number), tmp_path / "stick"
    stick.mkdir()
    while (done := visit.answer(ExportNow(str(stick)))) == Exporting():
        pass
    assert isinstance(done, ExportDone)
    visit.left()
    assert made(served) == [(1, True)]
    go_by(served, clock, 30)
    told = view(served)
    assert (told.waiting, told.unconfirmed, told.days) == (0, 1, 30)
    assert not told.late


def test_a_clock_before_the_last_export_lets_nothing_leave_until_it_is_put_right(
    served, clock, tmp_path
):
    go_by(served, clock, 8)
    clock.days_pass(-30)
    visit = signed_in(served, SUPERVISOR.number)
    refused = visit.answer(ExportNow(str(tmp_path)))
    assert (refused.code, refused.say) == (
        "clockback",
        "The pod's clock stands before its last export.",
    )
    timer = served.core.visit()
    clock.advance(8 * DAY_MS)
    assert timer.answer(RunDue()).code == "clockback"
    served.core._behind.wall.put_right(clock.utc())
    assert timer.answer(RunDue()) == DueTold(due=False, next_at=BEGINS - WEEK)
    visit = signed_in(served, SUPERVISOR.number)
    assert visit.answer(ExportNow(str(tmp_path))) == Exporting()
    visit.left()


def test_a_pod_without_a_study_has_nothing_due(new_home, tmp_path, clock):
    inside = open_inside(copy(new_home, tmp_path / "bare"), clock, seeded(3))
    go_by(inside, clock, 60)
    assert made(inside) == []
    told = view(inside)
    assert (told.study, told.schedule, told.due_at, told.due) == ("", "", None, False)
    inside.memory.close()


def test_a_timer_that_asks_makes_what_is_due_and_is_told_75_else(home, clock):
    """Nobody signs in, for nothing leaves the pod by it."""
    inside = open_inside(home, clock, seeded(4))
    visit = inside.core.visit()
    assert visit.answer(RunDue()).due is False
    clock.days_pass(8)
    told = visit.answer(RunDue())
    while told.more:
        told = visit.answer(RunDue())
    assert told == DueTold(due=True)
    assert visit.answer(RunDue()).next_at == BEGINS + timedelta(days=13, hours=16)
    assert made(inside) == [(1, False)]
    inside.memory.close()


def test_the_command_of_the_timer_ends_with_0_when_due_and_75_when_not(
    home, monkeypatch
):
    """Weeks have passed since by the machine's own clock, and two people said so."""
    inside = open_inside(home, SystemClock(), seeded(4))
    inside.core._behind.wall.put_right(SystemClock().utc())
    inside.memory.close()
    monkeypatch.setenv("POD_HOME", str(home))
    assert CliRunner().invoke(export, ["due"]).exit_code == 0
    again = CliRunner().invoke(export, ["due"]).exception
    assert (again.exit_code, again.say) == (75, "Nothing is due yet.")
    assert again.do.startswith("The next time is")


def test_with_a_server_it_is_laid_out_for_the_link(served, home, clock):
    behind = served.core._behind
    delivery = {"place": "sftp://pod01@192.0.2.1/in", "host_key": "ssh-ed25519 AAAA"}
    settings = read_settings(home)
    behind.settings = type(settings)(
        **{f: getattr(settings, f) for f in settings.__struct_fields__}
        | {"delivery": type(settings.delivery)(**delivery)}
    )
    go_by(served, clock, 8)
    assert made(served) == [(1, False)]
    laid_out = sorted(path.name for path in (home / "outgoing").iterdir())
    name = "calm-pod01-000001.podbundle"
    assert laid_out == [name, f"{name}.sig"]
    told = view(served)
    assert (told.link, told.waiting, told.unconfirmed) == (True, 1, 0)
    path = home / OUTGOING / name
    path.rename(path.with_name(f"{name}{GONE}"))
    told = view(served)
    assert (told.waiting, told.unconfirmed) == (0, 1)
    go_by(served, clock, 3)
    assert list((home / "outgoing").iterdir()) == []
    go_by(served, clock, 7)
    again = sorted(path.name for path in (home / "outgoing").iterdir())
    assert again == laid_out, "no receipt has come: it is offered again"
    with served.memory.doings.begin() as db:
        assert outbox.study(db).study == "calm"
