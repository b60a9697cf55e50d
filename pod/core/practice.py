"""Practice: for a while the screen speaks with a pod of invented people.

Between begin and end every request of the screen goes there, and none to the real pod
but what is true of the machine. Whatever else than its key ends it, signs staff out as
well: what was meant for invented people, and comes too late, finds nobody here. So does
its key once the screen was locked or somebody else was let in there: who presses it may
be whoever was shown around, and behind it is the staff's room.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from msgspec.structs import replace

from pod.access import Who
from pod.core.staying import IDLE_MS as STAFF_IDLE_MS
from pod.core.staying import UNASKED
from pod.core.visit import Visit
from pod.desk import Done, News, PodView, Reply, Request, Sorry
from pod.desk.news import PracticeOver
from pod.desk.practice import BeginPractice, EndPractice, Practising
from pod.errors import Trouble, Usage
from pod.events import Alive, Event, Mains, StaffCall, Tamper
from pod.storage import concerns
from pod.storage.act_names import What
from pod.storage.audit import Act, audit

log = logging.getLogger(__name__)

IDLE_MS = 180_000.0
"""After this long without anything done by hand, practice is over."""
LONGEST_MS = 1_800_000.0
"""After this long it is over whatever they do."""
ALREADY = Sorry("practising", "You are practising already.")
CALLED = "Somebody waits for help. See to that first."
OVER = Sorry("practice_over", "Practice has ended. Nothing was kept.", lock=True)


class SomebodyCalls(Usage):
    """Nobody practises over a real call: its page would hide who waits."""


@dataclass(frozen=True)
class PracticePod:
    """A pod of invented people; `wipe` leaves nothing of it."""

    glass: Visit
    told: Practising
    wipe: Callable[[], None]


class Practice:
    """The screen's way to a practice pod; `opens` makes one, where that is possible."""

    def __init__(self, glass: Visit) -> None:
        self.opens: Callable[[], PracticePod] | None = None
        self._glass, self._who = glass, Who()
        self._pod: PracticePod | None = None
        self._began_ms = self._touched_ms = 0.0
        self._handed_over = False

    @property
    def on(self) -> bool:
        """Whether the screen speaks with a practice pod now."""
        return self._pod is not None

    def begin(self, visit: Visit) -> Reply:
        """Make a practice pod, and let the screen speak with it from now on."""
        if visit is not self._glass or self.opens is None:
            raise Usage("Practice is begun at the pod's own screen.")
        with visit.doings() as doings:
            if concerns.any_open(doings):
                raise SomebodyCalls(CALLED)
        with visit.people() as db:
            visit.write(db, "practice_begun")
        pod = self.opens()
        self._pod, self._who, visit.elsewhere = pod, visit.who, self
        self._began_ms = self._touched_ms = self._now_ms
        self._handed_over = False
        return pod.told

    def answer(self, request: Request) -> Reply:
        """Answer the screen while it practises."""
        pod = self._pod
        if pod is None or self._is_late:
            self._glass.nobody()
            return OVER
        idle = self._now_ms - self._touched_ms > STAFF_IDLE_MS
        if type(request).__name__ not in UNASKED:
            self._touched_ms = self._now_ms
            self._glass.touched()
        match request:
            case EndPractice():
                return self._ended(anew=idle or self._handed_over)
            case BeginPractice():
                return ALREADY
        before = pod.glass.who
        reply = pod.glass.answer(request)
        self._handed_over = self._handed_over or pod.glass.who != before
        return replace(reply, practice=True) if isinstance(reply, PodView) else reply

    def end(self) -> None:
        """Wipe the practice pod, if there is one, and write down that it is over."""
        pod, self._pod, self._glass.elsewhere = self._pod, None, None
        if pod is None:
            return
        try:
            pod.wipe()
            self._note("practice_ended")
        except (Trouble, OSError) as trouble:
            log.warning("the end of practice: %s", type(trouble).__name__)

    def look(self) -> tuple[News, ...]:
        """End practice that was left alone, or took too long; return what is new."""
        return self._over() if self.on and self._is_late else ()

    def heard(self, event: Event | Alive) -> tuple[News, ...]:
        """End practice where a device calls; return what the screen must know."""
        return self._over() if self.on and _calls(event) else ()

    @property
    def _now_ms(self) -> float:
        return self._glass.behind.clock.now_ms()

    @property
    def _is_late(self) -> bool:
        now_ms = self._now_ms
        idle = now_ms - self._touched_ms > IDLE_MS
        return idle or now_ms - self._began_ms > LONGEST_MS

    def _ended(self, *, anew: bool) -> Reply:
        """Go back to the real pod, where staff go on or sign in `anew`."""
        self.end()
        if anew:
            self._glass.nobody()
        return OVER if anew else Done()

    def _over(self) -> tuple[News, ...]:
        self._glass.nobody()
        return (PracticeOver(),)

    def _note(self, what: What) -> None:
        act = Act(role=self._who.role, staff=self._who.staff, what=what)
        with self._glass.people() as db:
            audit(db, act, self._glass.now)


def _calls(event: Event | Alive) -> bool:
    """Tell whether a device calls for somebody, or the power goes."""
    match event:
        case StaffCall(on=on):
            return on
        case Tamper(causes=causes):
            return bool(causes)
        case Mains(state=state):
            return state != "mains"
    return False
