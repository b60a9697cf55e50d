"""Somebody else is at the store: a visit ends all the same, and nothing escapes."""

from contextlib import closing

import pytest

from pod import desk
from pod.access import Who
from pod.core.staying import IDLE_MS
from pod.journeys.cast import STAFF
from pod.storage.vault import bare

SIGN_IN = desk.StaffSignIn(STAFF[0].number, STAFF[0].code)


@pytest.fixture
def _held(inside):
    """Sign staff in; then let another program hold the store for itself."""
    assert isinstance(inside.core.answer(SIGN_IN), desk.StaffView)
    doings = inside.memory.doings
    with doings.engine.connect() as here:
        here.exec_driver_sql("PRAGMA busy_timeout=0")
    with closing(bare(doings.path, doings.key, "rw")) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@pytest.mark.usefixtures("_held")
def test_staff_whose_screen_is_gone_are_signed_out(inside):
    inside.core.glass.left()
    assert inside.core.glass.who == Who()


@pytest.mark.usefixtures("_held")
def test_staff_who_were_idle_are_signed_out_and_whoever_asks_is_answered(inside, clock):
    clock.advance(IDLE_MS + 1)
    reply = inside.core.answer(desk.Look())
    assert isinstance(reply, desk.Sorry)
    assert reply.code == "not_allowed"
