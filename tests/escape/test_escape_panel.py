"""The real kiosk on a screen that is smaller than pod.toml says."""

import pytest

from pod import desk
from tests.app.processes import is_ready, office_of, pod, until
from tests.escape.display import display, virtual_screen

SMALL = (1024, 600)


@pytest.mark.escape
def test_it_fills_a_smaller_screen_and_no_more_and_staff_are_told(home):
    with virtual_screen(SMALL) as name, display(name) as looked_at:
        env = {"DISPLAY": name, "QT_QPA_PLATFORM": "xcb"}
        with pod("kiosk", home=home, env=env) as kiosk:
            is_ready(kiosk)
            office = office_of(home)
            until(lambda: "panel" in office.ask(desk.Glance()).notices)
            office.close()
            shown = until(looked_at.shown)
    assert [one[1:] for one in shown] == [(0, 0, *SMALL)]
