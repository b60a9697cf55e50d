"""On a virtual screen under a window manager, with its usual bindings and with ours.

First against a window as anybody would write it, so that it is known that every kind
of way out would be seen here; then against the pod itself.
"""

import pytest

from tests.escape.attacked import BINDINGS, naive_at, pod_at, screen_with
from tests.escape.attempts import ATTEMPTS
from tests.escape.report import note
from tests.escape.rows import rows_at

pytestmark = pytest.mark.escape
TRIED = sorted(set(ATTEMPTS) & set(rows_at("X")))
GETS_OUT = {
    "default": {1, 7, 8, 9, 12, 13, 14, 18, 19},
    "empty": {7, 8, 9, 12, 13, 14, 18},
}
"""What the naive window is known to lose to."""


@pytest.fixture(scope="module", params=BINDINGS)
def screen(request):
    with screen_with(request.param) as (screen, looked_at):
        yield request.param, screen, looked_at


@pytest.fixture(scope="module")
def attacked(screen, tmp_path_factory):
    """The pod, kept running while everything is tried."""
    _, at, looked_at = screen
    with pod_at(at, looked_at, tmp_path_factory.mktemp("state")) as attacked:
        yield attacked


@pytest.mark.parametrize("row", TRIED)
def test_a_naive_window_loses_where_it_is_known_to(screen, row):
    bindings, at, looked_at = screen
    words = ("gate",) if row == 14 else ()
    with naive_at(at, looked_at, *words) as naive:
        outcome = naive.after(ATTEMPTS[row], back_within_s=0)
    if row in GETS_OUT[bindings]:
        assert outcome.noticed


@pytest.mark.parametrize("row", TRIED)
def test_the_pod_keeps_the_screen(screen, attacked, row):
    bindings, _, _ = screen
    outcome = attacked.after(ATTEMPTS[row])
    note(row, f"X {bindings}", outcome)
    assert not outcome.left
    if bindings == "empty":
        assert not outcome.noticed
