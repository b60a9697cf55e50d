"""The set-up is asked for at the pod: a mark is laid, and nothing is opened by it."""

from contextlib import closing
from dataclasses import replace

import pytest

from pod import desk
from pod.core.again import AGAIN
from pod.core.updating import BEGIN_ANEW
from pod.desk.updating import SetUpAgain, SetUpByTwo, TwoThere
from pod.settings import run_folder
from pod.storage.vault import bare
from tests.core.staffed import (
    CODES,
    FACILITATOR,
    SUPERVISOR,
    as_supervisor,
    enter,
    everybody,
    second,
    signed_in,
)


@pytest.fixture
def image(inside, tmp_path):
    """A pod on an image: it says which slot it started from."""
    started = tmp_path / "pod-slot"
    started.write_text("a")
    behind = inside.core._behind
    behind.updated = replace(behind.machine, started=started)
    everybody(inside)
    return inside


def lies(inside):
    return (inside.core._behind.machine.home / AGAIN).exists()


@pytest.mark.parametrize("number", [SUPERVISOR.number, "3003"])
def test_whoever_looks_after_the_pod_asks_for_it_and_it_waits_for_nobody_there(
    image, number
):
    enter(image, number, CODES[number])
    assert image.core.answer(SetUpAgain()) == desk.Done()
    assert lies(image)
    assert (run_folder(image.core._behind.machine.home) / BEGIN_ANEW).exists()


def test_nobody_else_does(image):
    assert image.core.answer(SetUpAgain()).code == "not_allowed"
    enter(image, FACILITATOR.number, FACILITATOR.code)
    assert image.core.answer(SetUpAgain()).code == "not_allowed"
    assert not lies(image)


def test_on_another_machine_it_is_the_administrators(inside):
    enter(inside, SUPERVISOR.number, SUPERVISOR.code)
    assert "administrator" in inside.core.answer(SetUpAgain()).say
    assert not lies(inside)


def test_what_cannot_be_written_down_is_not_begun(image):
    """Somebody else holds the store: no mark is left behind by what was refused."""
    enter(image, "3003", CODES["3003"])
    doings = image.memory.doings
    with doings.engine.connect() as here:
        here.exec_driver_sql("PRAGMA busy_timeout=0")
    with closing(bare(doings.path, doings.key, "rw")) as other:
        other.execute("BEGIN IMMEDIATE")
        assert isinstance(image.core.answer(SetUpAgain()), desk.Sorry)
        other.execute("ROLLBACK")
    assert not lies(image)


@pytest.mark.parametrize(
    ("number", "role"), [("3003", "technician"), ("5005", "supervisor")]
)
def test_two_who_are_there_are_named_as_they_have_proved_it(inside, number, role):
    everybody(inside)
    reply = as_supervisor(inside, SetUpByTwo(second(number)))
    assert reply == TwoThere(first=SUPERVISOR.number, second=number, second_role=role)


@pytest.mark.parametrize(
    ("number", "says"),
    [(SUPERVISOR.number, "same one"), (FACILITATOR.number, "does not cover")],
)
def test_one_who_is_no_second_person_opens_nothing(inside, number, says):
    everybody(inside)
    assert says in as_supervisor(inside, SetUpByTwo(second(number))).say


def test_a_technician_whom_this_supervisor_has_just_made_is_no_second_person(inside):
    new = desk.AddStaff(number="6006", role="technician", code="864209")
    assert as_supervisor(inside, new) == desk.Done()
    alone = SetUpByTwo(desk.Second("6006", "864209"))
    assert "gave the second person their code" in as_supervisor(inside, alone).say


def test_a_sealed_code_is_neither_of_the_two(inside):
    everybody(inside)
    first, other = as_supervisor(inside, desk.NewSheet(2)).codes
    by_code = SetUpByTwo(desk.Second("3003", other))
    assert "sealed code" in as_supervisor(inside, by_code).say
    visit = inside.core.visit()
    visit.answer(desk.StaffSignIn(SUPERVISOR.number, first))
    assert "sealed code" in visit.answer(SetUpByTwo(second("3003"))).say
    assert visit.who.role == "supervisor"


def test_a_technician_asks_no_supervisor_into_their_set_up(inside):
    everybody(inside)
    visit = signed_in(inside, "3003")
    assert visit.answer(SetUpByTwo(second(SUPERVISOR.number))).code == "not_allowed"
