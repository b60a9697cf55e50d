"""The pod's window as the staff's room knows it."""

from collections.abc import Callable
from dataclasses import dataclass

from pod.clock import Alarm
from pod.desk import Reply, Sorry
from pod.settings import Printer
from pod.ui.common.look import Look
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text
from pod.ui.kiosk.moments import SorryScreen
from pod.ui.kiosk.stage import Stage
from pod.ui.staff.copying import copy_words
from pod.ui.staff.part import Make, Then

PLAIN = "usage"
"""What has no sentence of its own in every language: the core's says more to staff."""


@dataclass(frozen=True)
class Ways:
    """Where the visit leads from the room: about the pod, to who is next, and away."""

    about: Callable[[], None]
    unlocking: Callable[[], None]
    left: Callable[[], None]


class StaffPlace:
    """Shows the room's pages on a stage; `show` and `ways` are the visit's.

    `copies`: it stands on a staff PC.
    """

    def __init__(
        self,
        stage: Stage,
        show: Callable[[Make, Then], None],
        ways: Ways,
        *,
        copies: bool = False,
    ) -> None:
        self._stage, self._copies = stage, copies
        self.put, self.about = show, ways.about
        self.unlocking, self.left = ways.unlocking, ways.left

    @property
    def look(self) -> Look:
        """How the pod looks now."""
        return self._stage.look

    @property
    def text(self) -> Text:
        """The sentences of the language in use."""
        return self._stage.text

    @property
    def printer(self) -> Printer:
        """Where the site has pages printed, if anywhere; invented people's nowhere."""
        practising = self._stage.frame.practising
        return Printer() if practising else self._stage.settings.printer

    @property
    def copies(self) -> bool:
        """Whether this is a staff PC, where words may be pasted elsewhere."""
        return self._copies

    def copy(self, words: str) -> None:
        """Let words be pasted elsewhere on a staff PC; at a pod, nothing is."""
        if self._copies:
            copy_words(words)

    def after(self, delay_ms: float, ring: Callable[[], None]) -> Alarm:
        """Ring after a delay of the window's clock, unless it is called off."""
        return self._stage.watch.alarm_after(delay_ms, ring)

    def sorry(self, reply: Reply, then: Callable[[], None]) -> None:
        """Say what could not be done; in their language where the sentence is known."""
        self.put(lambda: self._sorry(reply), lambda _choice: then())

    def _sorry(self, reply: Reply) -> Screen:
        text = self.text
        say = text.notices["other"]
        if isinstance(reply, Sorry):
            own = f"{reply.say} {reply.do}".strip()
            say = own if reply.code == PLAIN else text.notices.get(reply.code, own)
        return SorryScreen(self.look, text, say, kept=False)
