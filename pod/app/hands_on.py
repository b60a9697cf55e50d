"""The real window with somebody imaginary at it, in virtual time."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pod.app.inside import Inside
from pod.app.qt import application
from pod.app.window import build, handing_on
from pod.clock import VirtualClock
from pod.hardware.driver import driver_named
from pod.hardware.faults import Faults
from pod.hardware.reader import Reader
from pod.hardware.simulated import Plan, Simulated
from pod.hardware.steps import Cable
from pod.settings import Port
from pod.ui.common.link import Link
from pod.ui.common.voice import SilentVoice
from pod.ui.hands import Hands
from pod.ui.kiosk.kiosk import Kiosk
from pod.ui.wiring import Wiring
from pod.values import seeded

BOX = "cedrus_xid"
HEALTHY = Faults()


@dataclass(frozen=True)
class AtThePod:
    """Hands at the window, and what they can reach: the box, the kiosk, its link."""

    hands: Hands
    box: Simulated
    kiosk: Kiosk
    link: Link


@contextmanager
def at_the_window(
    inside: Inside, clock: VirtualClock, folder: Path, faults: Faults = HEALTHY
) -> Iterator[AtThePod]:
    """Open the real window with a simulated box at the end of a real terminal."""
    application(offscreen=True)
    link = Link(inside.core.answer, inside.core.take)
    window = build(inside.settings, link, (clock, clock), SilentVoice())
    folder.mkdir(exist_ok=True)
    truth = folder / "truth.jsonl"
    plan = Plan(folder=folder, name="box", truth=truth, faults=faults)
    box = driver_named(BOX).simulate(clock, plan)
    port = Port(driver=BOX, path=str(box.path))
    reader = Reader(port, clock, handing_on(window.kiosk, link), seeded(1))
    wiring = Wiring(cable=Cable(reader, box), near=reader, box=box)
    window.frame.show()
    window.kiosk.start()
    try:
        hands = Hands(window.kiosk, link, clock, wiring)
        yield AtThePod(hands, box, window.kiosk, link)
    finally:
        window.kiosk.stage.watch.close()
        link.close()
        reader.close()
        box.close()
        window.frame.hide()
        window.frame.deleteLater()
