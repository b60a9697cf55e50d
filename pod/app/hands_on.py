"""The real window with somebody imaginary at it, in virtual time."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pod.app.inside import Inside
from pod.app.window import application, build
from pod.clock import VirtualClock
from pod.hardware.driver import driver_named
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


@dataclass(frozen=True)
class AtThePod:
    """Hands at the window, and what they can reach: the box and the kiosk itself."""

    hands: Hands
    box: Simulated
    kiosk: Kiosk


@contextmanager
def at_the_window(
    inside: Inside, clock: VirtualClock, folder: Path
) -> Iterator[AtThePod]:
    """Open the real window with a simulated box at the end of a real terminal."""
    application(offscreen=True)
    link = Link(inside.core.answer)
    window = build(inside.settings, link, (clock, clock), SilentVoice())
    folder.mkdir(exist_ok=True)
    plan = Plan(folder=folder, name="box", truth=folder / "truth.jsonl")
    box = driver_named(BOX).simulate(clock, plan)
    port = Port(driver=BOX, path=str(box.path))
    reader = Reader(port, clock, window.kiosk.take, seeded(1))
    wiring = Wiring(cable=Cable(reader, box), near=reader, box=box)
    window.frame.show()
    window.kiosk.start()
    try:
        yield AtThePod(Hands(window.kiosk, link, clock, wiring), box, window.kiosk)
    finally:
        window.kiosk.stage.watch.close()
        link.close()
        reader.close()
        box.close()
        window.frame.hide()
        window.frame.deleteLater()
