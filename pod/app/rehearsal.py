"""Plays the first road end to end: windows, bytes, store, bundle, outcome table.

One person goes through the real windows with a simulated box on a pseudo-terminal,
fourteen more by scripts through the same core; each has a first and a last measure. The
bundle leaves, an evaluator takes it in, and the outcome table is written.
"""

from collections.abc import Sequence
from pathlib import Path

from pod.app.hands_on import at_the_window
from pod.app.inside import cast_in
from pod.app.laid_out import LaidOut, Rehearsed, Tell
from pod.evaluation.plan import Wishes
from pod.journeys import first_sitting as story
from pod.journeys.by_script import sitting_by_script
from pod.journeys.cast import STAFF, participants, traits
from pod.people import Traits

WEEKS_BETWEEN = 4
PEOPLE = 15
SITTINGS = 2
STUDY = Wishes(
    name="rehearsal",
    title="A rehearsal: nobody in it is real",
    k=4,
    threshold=5,
    group_by="age_band",
    outcomes=("ons4.satisfied", "ons4.anxious", "phq8.total"),
)


class Rehearsal:
    """One pod, one study, invented people, and time that only jumps."""

    def __init__(self, out: Path, seed: int, tell: Tell) -> None:
        self._laid = LaidOut(out, seed, STUDY, tell)
        self._out, self._tell = out, tell
        self._rows = 0

    def play(self, count: int, *, windows: bool) -> Rehearsed:
        """Let `count` people do a first and a last sitting; carry the results out."""
        laid = self._laid
        people = cast_in(laid.inside.memory, participants(count), laid.clock, laid.rng)
        for sitting in range(SITTINGS):
            whos = [traits(laid.rng, sitting) for _ in people]
            if windows:
                self._through_windows(people[0], whos[0], sitting)
            first = 1 if windows else 0
            self._by_scripts(people[first:], whos[first:])
            laid.clock.days_pass(7 * WEEKS_BETWEEN)
        return laid.carry_out(sittings=SITTINGS * count, rows=self._rows)

    def _through_windows(self, person: str, who: Traits, sitting: int) -> None:
        self._tell("one person through the windows")
        album = self._out / "screens" / ("last" if sitting else "first")
        cable, laid = self._out / "cable", self._laid
        with at_the_window(laid.inside, laid.clock, cable) as there:
            hands = there.hands
            hands.take_pictures(album)
            story.unlock(hands, STAFF[0], person)
            if sitting == 0:
                story.first_time(hands)
                story.looks_aside(hands)
            else:
                story.comes_back(hands)
            story.activities(hands, who)

    def _by_scripts(self, people: Sequence[str], whos: Sequence[Traits]) -> None:
        for number, (person, who) in enumerate(zip(people, whos, strict=True), start=1):
            self._tell(f"{number} of {len(people)} by script")
            answer = self._laid.inside.core.answer
            self._rows += sitting_by_script(answer, STAFF[0], person, who)
