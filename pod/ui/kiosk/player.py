"""Answers a script live: shows, waits, listens, keeps; and maps sitting time.

The player alone knows both clocks. It abandons the open trial at a pause and begins
the script anew from the journal when it is played again: pause, help, unplugging, a
change of language and a reboot are the same thing to it.
"""

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QObject, Signal

from pod.clock import Alarm, Alarms, Clock
from pod.desk import Begun, Desk, KeepRow, Kept, Reply
from pod.journal import Changed, replay
from pod.script import (
    Answer,
    Ask,
    Beats,
    Chose,
    Heart,
    Keep,
    Show,
    Shown,
    Wait,
)
from pod.task import AnyTask, task_named
from pod.telling import Entry, Telling
from pod.ui.common.trace import Trace
from pod.ui.kiosk.glass import Canvas, Glass
from pod.ui.kiosk.sensed import Sensed
from pod.values import Press, TimedBy, Value, seeded


class Player(QObject):
    """Plays one activity at a time on a canvas."""

    asking = Signal(object)
    """A Page that a person must answer; the answer comes back through `choose`."""
    showing = Signal(object, float)
    """A Picture reached the glass, at this sitting millisecond."""
    finished = Signal(str, float)
    """The activity's reference: it came to its end, after so many sitting ms."""
    concerned = Signal()
    """An answer that was kept needs a person; the activity stands still."""
    changed = Signal()
    """The activity is not the one its journal was made by: it must begin anew."""
    troubled = Signal(object)
    """A Sorry: a row could not be kept; the place before it is."""

    def __init__(
        self, desk: Desk, clock: Clock, alarms: Alarms, canvas: Canvas
    ) -> None:
        super().__init__()
        self._desk, self._clock, self._alarms = desk, clock, alarms
        self.glass = Glass(clock, alarms, canvas)
        self.sensed = Sensed()
        self._telling: Telling[None] | None = None
        self._alarm: Alarm | None = None
        self._early: Press | None = None
        self._holding = self._keeping = False
        self._began_ms = 0.0
        self._entries: list[Entry] = []
        self._begun: Begun | None = None
        self._play_next: str | None = None
        self.listening: TimedBy = "touch"

    @property
    def task(self) -> AnyTask | None:
        """The activity that is under way, or None."""
        return task_named(self._begun.task) if self._begun else None

    @property
    def params(self) -> Value:
        """The numbers that the activity under way was given, and what it recalls."""
        if self._begun is None:
            raise LookupError("no activity is under way")
        begun = self._begun
        numbers: Value = task_named(begun.task).given(begun.params, begun.before)
        return numbers

    @property
    def asked(self) -> object:
        """What the script asks at this moment."""
        return self._telling.asked if self._telling else None

    @property
    def kept(self) -> int:
        """How many rows of this activity are on the disk."""
        return len(self._entries)

    def sitting_ms(self) -> float:
        """Return the sitting time: clock time since the activity began, less pauses."""
        return self._clock.now_ms() - self._began_ms

    def clock_ms(self, sitting_ms: float) -> float:
        """Return the clock time of a sitting time, while playing."""
        return sitting_ms + self._began_ms

    def load(self, begun: Begun) -> None:
        """Take on an activity without starting it."""
        self._begun, self._entries, self._keeping = begun, list(begun.entries), False

    def play(self, language: str) -> None:
        """Start, or go on from the last kept row, in this language."""
        self._play_next = language if self._keeping else None
        if self._begun is None or self._keeping:
            return
        task = task_named(self._begun.task)
        rng = seeded(self._begun.seed)
        script = task.script(self.params, task.read_words(language), rng)
        try:
            self._telling, at_ms = replay(script, self._entries)
        except Changed:
            self.changed.emit()
            return
        self._began_ms = self._clock.now_ms() - at_ms
        self.sensed.begin(at_ms)
        self._early, self._holding = None, False
        self._go_on()

    def pause(self) -> None:
        """Leave the open trial; it is dealt again when play goes on."""
        self._play_next = None
        self._cancel()
        if self._telling is not None:
            self._telling.close()
        self._telling = None

    def leave(self) -> None:
        """Let go of the activity; its place is kept by the core."""
        self.pause()
        self._begun, self._entries = None, []
        self.sensed.forget()

    def press(self, press: Press) -> None:
        """Take a press of the clock's time; between two requests it is held."""
        if self._telling is None:
            return
        heard = press.since(self._began_ms)
        match self._telling.asked:
            case Wait(_, buttons) if press.button in buttons:
                self._answer(heard)
            case Show() if self._holding:
                self._early = self._early or heard

    def beat(self, at_ms: float) -> None:
        """Take a heartbeat of the clock's time; one in a pause is let go."""
        self.sensed.heard(at_ms)
        if self._telling is not None:
            self.sensed.beat(at_ms - self._began_ms)

    def trace(self) -> Trace:
        """Return what is to be drawn of the heart and the breath at this moment."""
        return self.sensed.trace(self.sitting_ms())

    def choose(self, choice: str, timed_by: TimedBy) -> None:
        """Answer the page that was asked."""
        if self._telling is not None and isinstance(self._telling.asked, Ask):
            self._answer(Chose(choice, self.sitting_ms(), timed_by))

    def _answer(self, answer: Answer) -> None:
        self._cancel()
        if self._telling is not None:
            self._telling.answer(answer)
            self._go_on()

    def _go_on(self) -> None:
        telling, begun = self._telling, self._begun
        if telling is None or begun is None:
            return
        match telling.asked:
            case Show(picture):
                self.glass.show(picture, self.trace)
            case Wait() as wait:
                self._wait(wait)
            case Ask(page):
                self.asking.emit(page)
            case Heart(since_ms):
                beats = self.sensed.since(since_ms, self._clock.now_ms())
                self._answer(Beats(beats))
            case Keep(row):
                self._keep(begun, row, telling.entry(self.sitting_ms()))
            case None:
                self._telling = None
                self.finished.emit(begun.activity, self.sitting_ms())

    def painted(self, flushed_ms: float, own_ms: float) -> None:
        """Know when the picture was flushed to the glass, clock ms: it is shown."""
        if self._telling is None or not isinstance(self._telling.asked, Show):
            return
        picture = self._telling.asked.picture
        at_ms = self.glass.landed(flushed_ms) - self._began_ms
        self.sensed.shown(picture, at_ms)
        self._answer(Shown(at_ms, self.listening, self.glass.bound_ms(own_ms)))
        self.showing.emit(picture, at_ms)
        self.glass.move(picture)

    def _wait(self, wait: Wait) -> None:
        early, self._early = self._early, None
        lag_ms = 0.0 if wait.whole else self.glass.lag_ms
        due_ms = self.clock_ms(wait.until_ms) - lag_ms
        if early is not None and early.button in wait.buttons:
            self._answer(early)
        elif not wait.buttons and due_ms <= self._clock.now_ms():
            self._answer(None)  # At once: no press may be lost on the way.
        else:
            self._alarm = self._alarms.at(due_ms, self._time_is_up)

    def _time_is_up(self) -> None:
        if self._telling is not None and isinstance(self._telling.asked, Wait):
            self._holding = bool(self._telling.asked.buttons)
            self._answer(None)

    def _keep(self, begun: Begun, row: Value, entry: Entry) -> None:
        number = len(self._entries) + 1
        keep = KeepRow(begun.activity, number, msgspec.json.encode(row), entry)
        self._keeping = True
        self._desk.ask(keep, self._kept(self._telling, entry))

    def _kept(
        self, asker: Telling[None] | None, entry: Entry
    ) -> Callable[[Reply], None]:
        """Return what to do when the core has answered a Keep of this telling."""
        begun = self._begun

        def kept(reply: Reply) -> None:
            if self._begun is not begun:
                return
            self._keeping = False
            if not isinstance(reply, Kept):
                self.pause()
                self.troubled.emit(reply)
                return
            self._entries.append(entry)
            if reply.concern:
                self.pause()
                self.concerned.emit()
            elif self._play_next is not None:
                self.play(self._play_next)
            elif self._telling is asker:
                self._answer(None)

        return kept

    def _cancel(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
        self._alarm = None
        self.glass.hold_still()
