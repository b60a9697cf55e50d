"""Whoever sits at a port: stamps bytes as they come, hands presses on."""

import logging
from collections.abc import Callable
from random import Random

from msgspec.structs import replace

from pod.clock import Clock
from pod.errors import Trouble
from pod.events import Alive, Back, DeviceKind, Event, Lost, Order, Secret
from pod.hardware.advice import NOTHING, Advice, DeviceTrouble, advice_of
from pod.hardware.driver import Device, Health, Ordered, driver_named
from pod.hardware.finding import path_of, present_ports
from pod.hardware.opening import AnyLink, open_link
from pod.hardware.steps import StepThread
from pod.settings import Port
from pod.values import Value

log = logging.getLogger(__name__)

FIRST_BACK_OFF_MS = 500.0
LONGEST_BACK_OFF_MS = 10_000.0
OUTLAST = (Secret, Alive)
"""Orders that a device on a port that is opened again must know of."""


class Report(Value, frozen=True, kw_only=True):
    """One device as the reader knows it."""

    driver: str
    kind: DeviceKind
    title: str
    path: str
    health: Health


class Reader:
    """Keeps one device at one path, whether it is plugged in or not.

    `Back` is handed on whenever the device has said who it is, also the first time;
    `Lost` once when it stops answering, is unplugged, or was never there. Between the
    two a press is only ever handed on from a device that is known. `device` is what
    its events call it: its driver's name, unless that is another's already.
    """

    def __init__(
        self,
        port: Port,
        clock: Clock,
        hand_on: Callable[[Event], None],
        rng: Random,
        device: str = "",
    ) -> None:
        self._port = port
        self.device = device or port.driver
        self._clock = clock
        self._hand_on = hand_on
        self._rng = rng
        self._driver = driver_named(port.driver)
        self._profile = self._driver.read_profile()
        self._link: AnyLink | None = None
        self._device: Device | None = None
        self._outlasting: dict[type[Order], Order] = {}
        self._answers: bool | None = None
        self._why, self._advice = "Nobody has looked yet.", NOTHING
        self.path = port.path
        self._back_off_ms = FIRST_BACK_OFF_MS
        self._open_ms = clock.now_ms()
        self._counted = (0, 0)

    @property
    def received(self) -> int:
        """Bytes read so far, over all openings."""
        return self._counted[0] + (self._link.received if self._link else 0)

    @property
    def sent(self) -> int:
        """Bytes written so far, over all openings."""
        return self._counted[1] + (self._link.sent if self._link else 0)

    @property
    def health(self) -> Health:
        """How the device is."""
        if self._device is None:
            return Health(state="silent", why=self._why, **self._advice.told)
        health = self._device.health
        return replace(
            health,
            identity=_printable(health.identity),
            why=_printable(health.why),
            more={
                name: _printable(value) if isinstance(value, str) else value
                for name, value in health.more.items()
            },
        )

    @property
    def report(self) -> Report:
        """Who it should be, where, and how it is."""
        return Report(
            driver=self._driver.name,
            kind=self._driver.kind,
            title=self._profile.title,
            path=self.path,
            health=self.health,
        )

    @property
    def next_due_ms(self) -> float:
        """When `step` has something to do even if no byte arrives."""
        return self._device.next_due_ms if self._device else self._open_ms

    def is_meant(self, name: str) -> bool:
        """Tell whether an order for this name is for it: its own, its driver's."""
        return name in ("", self.device, self._driver.name)

    def hurry(self) -> None:
        """Try a port that is closed at once: something was plugged in or out."""
        if self._link is None:
            self._open_ms = self._clock.now_ms()
            self._back_off_ms = FIRST_BACK_OFF_MS

    def fileno(self) -> int | None:
        """Return the open port's descriptor, or None."""
        return self._link.fileno() if self._link else None

    def step(self) -> None:
        """Do all that can be done now: open, read, stamp, hand on, write."""
        try:
            if self._link is None or self._device is None:
                self._open()
            if self._link is not None and self._device is not None:
                self._turn(self._link, self._device)
        except Trouble as trouble:
            self._lose(trouble)

    def order(self, order: Order) -> None:
        """Hand an order to the device, which carries it out once it is known.

        An order that this kind of device does not take is let go: a lamp that is not
        there need not be lit. A secret is kept in memory for as long as the reader
        lives, so that nobody is asked for it again when a cable is put back; and so is
        that there is a core, whose silence counts after that as before.
        """
        if not isinstance(order, self._driver.takes):
            return
        if isinstance(order, OUTLAST):
            self._outlasting[type(order)] = order
        if isinstance(self._device, Ordered):
            self._device.order(order)

    def close(self) -> None:
        """Let the port go."""
        if self._link is not None:
            self._counted = (self.received, self.sent)
            self._link.close()
        self._link = self._device = None

    def _turn(self, link: AnyLink, device: Device) -> None:
        """Take in what is there, stamped at once, and give out what is due."""
        untrusted = link.read_available()
        at_ms = self._clock.now_ms()
        for event in device.feed(untrusted, at_ms):
            self._hand_on(event)
        now_ms = self._clock.now_ms()
        if now_ms >= device.next_due_ms and (data := device.due(now_ms)):
            link.write(data)
        self._notice(device)

    def _notice(self, device: Device) -> None:
        """Tell once when the device is known, once when it is another or is silent."""
        match device.state:
            case "ready" if not self._answers:
                self._answers = True
                self._back_off_ms = FIRST_BACK_OFF_MS
                log.info("%s is back: %s", self.device, self.health.identity)
                self._hand_on(Back(self.device, self._driver.kind))
            case "wrong":
                self._miss(self._trouble_with(self.health))
            case "silent":
                raise self._trouble_with(self.health)

    def _trouble_with(self, health: Health) -> Trouble:
        """Say what is amiss with whatever is at the port, naming port and remedy."""
        say = f"{self._profile.title} at {self.path}: {health.why}"
        return DeviceTrouble(say, Advice(health.advice, health.do))

    def _open(self) -> None:
        """Open the path when it is time to try."""
        now_ms = self._clock.now_ms()
        if now_ms < self._open_ms:
            return
        self.path = path_of(self._port, self._profile, present_ports())
        self._link = open_link(self.path, self._profile.baud, self._profile.parity)
        self._device = self._driver.device(self._profile, now_ms, self._rng)
        if isinstance(self._device, Ordered):
            for order in self._outlasting.values():
                self._device.order(order)

    def _lose(self, trouble: Trouble) -> None:
        """Close, and try again later: after 0.5 s, then twice as long each time."""
        self.close()
        self._miss(trouble)
        self._open_ms = self._clock.now_ms() + self._back_off_ms
        self._back_off_ms = min(2 * self._back_off_ms, LONGEST_BACK_OFF_MS)

    def _miss(self, trouble: Trouble) -> None:
        """Tell once that the device does not answer."""
        self._why, self._advice = trouble.say, advice_of(trouble)
        if self._answers is not False:
            self._answers = False
            log.warning("%s is lost: %s %s", self.device, self._why, trouble.do)
            told = self._advice.told
            self._hand_on(Lost(self.device, self._driver.kind, self._why, **told))


def _printable(untrusted: str) -> str:
    """Return text that can neither forge a line of a log nor command a terminal."""
    return "".join(one if one.isprintable() else "?" for one in untrusted)


class ReaderThread(StepThread):
    """Runs a reader in real time, away from the screen; nothing else may step it."""

    def __init__(self, reader: Reader) -> None:
        super().__init__(reader, "pod-reader")
