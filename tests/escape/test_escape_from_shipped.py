"""The frozen program in the session that ships with it: nobody gets out."""

import pytest

from tests.app.processes import until
from tests.escape.attacked import BINDINGS, screen_with
from tests.escape.attempts import ATTEMPTS
from tests.escape.report import note
from tests.escape.rows import rows_at
from tests.escape.shipped import frozen_pod, in_its_compositor, under_x

pytestmark = pytest.mark.escape
IN_CAGE = sorted(set(ATTEMPTS) & set(rows_at("C")))
UNDER_X = sorted(set(ATTEMPTS) & set(rows_at("X")))


@pytest.fixture(scope="module")
def frozen():
    return frozen_pod()


@pytest.fixture(scope="module")
def caged(frozen):
    """The shipped session, kept running while everything is tried."""
    with in_its_compositor(frozen) as attacked:
        yield attacked


@pytest.fixture(scope="module")
def at_x(frozen):
    """The shipped program under X, with the window manager's file that ships."""
    shipped = frozen / "kiosk" / "openbox-rc.xml"
    assert shipped.read_bytes() == BINDINGS["empty"].read_bytes()
    with (
        screen_with("empty") as (screen, looked_at),
        under_x(frozen, screen, looked_at) as attacked,
    ):
        yield attacked


@pytest.mark.parametrize("row", IN_CAGE)
def test_the_shipped_session_keeps_the_screen(caged, row):
    gained = caged.after(ATTEMPTS[row])
    note(row, "C shipped", f"OUT: {gained}" if gained else "held")
    assert not gained


@pytest.mark.parametrize("row", UNDER_X)
def test_the_shipped_program_keeps_the_screen_under_x(at_x, row):
    outcome = at_x.after(ATTEMPTS[row])
    note(row, "X shipped", outcome)
    assert not outcome.left
    assert not outcome.noticed


def test_a_shipped_session_that_loses_its_screen_ends_to_be_begun_again(frozen):
    with in_its_compositor(frozen) as attacked:
        window = str(attacked.looked_at.shown()[0].id)
        attacked.hands.do("windowkill", window)
        until(lambda: attacked.cage.poll() is not None)
    note(26, "C shipped", "ended, to be begun again")
