"""On every page of a first sitting: Hear again, Pause, help; Stop behind Pause."""

import pytest

from pod.journeys import first_sitting as story
from pod.journeys.cast import STAFF
from pod.ui.kiosk.locked import LockedScreen

STAFFS = ("staff-",)


class Walk:
    """Looks at the bar of every page that comes into view."""

    def __init__(self, there):
        self._stage = there.kiosk.stage
        self.seen = {}
        self._stage.came.connect(self._look)

    def _look(self, name):
        live = set(self._stage.frame.targets())
        self.seen.setdefault(name, set()).add(frozenset(live))


@pytest.fixture
def walked(at_the_pod, daniel, who):
    """A whole first sitting, with the bar of each page that came."""
    walk = Walk(at_the_pod)
    story.unlock(at_the_pod.hands, STAFF[0], daniel)
    story.first_time(at_the_pod.hands)
    story.activities(at_the_pod.hands, who)
    return walk.seen


def test_every_page_of_a_person_has_the_bar_and_every_locked_one_has_help(walked):
    assert len(walked) > 15
    for name, bars in walked.items():
        wanted = {"hear", "help"} if name == LockedScreen.name else {"hear", "pause"}
        if not name.startswith(STAFFS):
            assert all(wanted <= bar and "help" in bar for bar in bars), name


def out_and_back(there, name):
    """Leave a page by Pause, then by help; each time come back to the very page."""
    hands, stage = there.hands, there.kiosk.stage
    said = stage.screen.sentences()
    for key, page, way in (("pause", "paused", "carry_on"), ("help", "help", "back")):
        hands.tap(key)
        assert stage.screen.name == page, (name, key)
        assert hands.sees("stop" if key == "pause" else "not_safe"), (name, key)
        hands.tap(way)
        hands.until(lambda: stage.screen.sentences() == said, f"back at {name}")


def test_from_each_page_of_the_first_time_both_are_one_press_away(at_the_pod, daniel):
    hands, stage = at_the_pod.hands, at_the_pod.kiosk.stage
    story.unlock(hands, STAFF[0], daniel)
    tried = []

    class Tries:
        """Hands that leave every page by Pause and by help before they go on."""

        def __getattr__(self, name):
            return getattr(hands, name)

        def wait_for(self, *screens):
            came = hands.wait_for(*screens)
            if stage.screen.name not in ("locked", *tried):
                tried.append(stage.screen.name)
                out_and_back(at_the_pod, stage.screen.name)
            return came

    story.first_time(Tries())
    Tries().wait_for("plan")
    assert {"pictures-choosing", "consent-1", "choices", "plan"} <= set(tried)
