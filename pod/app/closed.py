"""The counter of a pod that cannot be opened: it says so calmly, and holds nothing."""

from collections.abc import Callable

from pod import desk
from pod.core.attended import told_anyway
from pod.desk import News, Reply, Request, Sorry
from pod.events import Alive, Asked, Event
from pod.settings import Settings


class ClosedVisit:
    """A visit at a closed counter: whoever comes is told that it is closed."""

    def __init__(self, settings: Settings, why: Sorry) -> None:
        self._settings, self._why = settings, why

    def answer(self, request: Request) -> Reply:
        """Say why the pod is out of use, and nothing else."""
        if not isinstance(request, desk.Glance):
            return self._why
        settings = self._settings
        return desk.PodView(
            language=settings.language,
            wing=settings.wing,
            help_minutes=settings.help_minutes,
            second_contact=settings.second_contact,
            demo=settings.demo,
            fault=self._why.code,
        )

    def left(self) -> None:
        """Know that the other end is gone: nobody was signed in."""


class ClosedCounter:
    """What the core has for whoever comes while its stores are not open.

    `order` reaches the devices: who watches over this machine still hears that all
    else is well.
    """

    def __init__(
        self, settings: Settings, why: Sorry, order: Callable[[Asked], None]
    ) -> None:
        self._settings, self.why, self._order = settings, why, order

    @property
    def glass(self) -> ClosedVisit:
        """The screen's visit."""
        return self.visit()

    def visit(self) -> ClosedVisit:
        """Begin a visit."""
        return ClosedVisit(self._settings, self.why)

    def take(self, event: Event | Alive) -> tuple[News, ...]:
        """Keep nothing of an event; return what the screen must know of it anyway."""
        if isinstance(event, Alive):
            self._order(Asked(event))
        return told_anyway(event)
