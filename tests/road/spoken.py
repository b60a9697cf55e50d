"""A whole first sitting by the button box alone, written down as it is heard.

`python -m tests.road.spoken` writes the stories that the test compares anew; read what
changed before you keep it.
"""

from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from pod.app.hands_on import at_the_window
from pod.app.inside import cast_in, open_inside
from pod.app.provisioning import provision
from pod.clock import VirtualClock
from pod.core import Core
from pod.journeys import first_sitting as story
from pod.journeys.cast import STAFF, participants
from pod.people import Traits
from pod.programme import Programme, Sitting
from pod.settings import LANGUAGES, Settings
from pod.ui.hands import Hands
from pod.values import seeded

BEGINS = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
WHO = Traits(seed=7)
PROGRAMME = Programme(
    name="story",
    version=1,
    consent=1,
    about="One short sitting.",
    weeks=1,
    sittings=(Sitting(parts=("check_in", "go_nogo", "check_out", "how_was_it")),),
    numbers={
        "go_nogo": {
            "blocks": 1,
            "block_trials": 8,
            "practice_trials": 4,
            "practice_tries": 1,
        }
    },
)
LONGEST_WALK = 60


def kept(language):
    """Return where the story of one language lies."""
    return Path(__file__).with_name(f"first_sitting_heard.{language}.txt")


class Walker(Hands):
    """Somebody who has only the box: walks the ring, hears where it is, chooses."""

    def tap(self, target):
        self._look()
        self.reach(target)
        self.settle()

    def reach(self, target):
        screen = self._kiosk.stage.screen
        for _ in range(LONGEST_WALK):
            if screen.ringed() == target:
                return self.do("choose")
            self.do("right")
        raise AssertionError(f"the ring never came to {target} on {screen.name}")

    def do(self, button):
        self._clock.advance(350)
        self._box.press(button)
        self.settle()


class Listener:
    """Writes down each page that comes, each press on it, and all that is said."""

    def __init__(self, there):
        self._stage, self._press = there.kiosk.stage, there.box.press
        self.lines, self.unsaid = [f"[{self._stage.screen.name}]"], []
        self._heard, self._owed = 0, []
        there.kiosk.stage.came.connect(self._came)
        there.box.press = self._pressed

    def told(self):
        """Return the whole story."""
        self._catch_up()
        return "\n".join(self.lines) + "\n"

    def _came(self, name):
        self._catch_up()
        self.lines += ["", f"[{name}]"]
        page = self._stage.page()
        if page.aloud:
            self._owed = self._stage.screen.sentences()

    def _pressed(self, button, *more):
        self._catch_up()
        if self._stage.screen.name != "task":
            self.lines.append(f"    ({button})")
        self._press(button, *more)

    def _catch_up(self):
        """Write down what was said since; all of a page that came must be."""
        said = self._stage.voice.said[self._heard :]
        self._heard += len(said)
        words = [sentence for sentence, _ in said]
        if words[: len(self._owed)] != self._owed:
            self.unsaid.append((self._owed, words))
        self._owed = []
        self.lines += words


@contextmanager
def new_pod(folder, programme=PROGRAMME):
    """Have a window at a pod with one newcomer, whose sittings are short."""
    home, clock, rng = folder / "home", VirtualClock(BEGINS), seeded(1)
    settings = Settings(pod="pod01", site="Test", demo=True)
    provision(home, settings, clock, rng)
    inside = open_inside(home, clock, rng)
    (person,) = cast_in(inside.memory, participants(1), clock, rng)
    core = Core(inside.memory, settings, programme, clock)
    core.rng = seeded(9)
    try:
        there = at_the_window(replace(inside, core=core), clock, folder / "cable")
        with there as seen:
            yield seen, person
    finally:
        inside.memory.close()


def hear(language, folder):
    """Live the first sitting in one language; return it, and what was not said."""
    with new_pod(folder) as (there, person):
        hands = there.hands
        hands.until(lambda: there.kiosk.player.listening == "device", "the box")
        heard = Listener(there)
        hands.wait_for("locked")
        by_box(hands)
        hands.press("hear")
        hands.tap(language)
        hands.__class__ = Hands
        story.unlock(hands, STAFF[0], person)
        by_box(hands)
        story.first_time(hands)
        hands.wait_for("plan")
        story.looks_aside(hands)
        story.activities(hands, WHO)
        return heard.told(), heard.unsaid


def by_box(hands):
    """Touch nothing from now on."""
    hands.__class__ = Walker


def main():
    """Write every story anew."""
    for language in LANGUAGES:
        with TemporaryDirectory() as folder:
            told, _ = hear(language, Path(folder))
            kept(language).write_text(told, "utf-8")


if __name__ == "__main__":
    main()
