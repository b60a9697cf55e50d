"""The window and all that is in it, joined to a desk."""

from collections.abc import Callable
from dataclasses import dataclass

from pod.clock import Alarms, Clock
from pod.events import FOR_THE_CORE, FOR_THE_SCREEN, Event
from pod.settings import Settings
from pod.ui.common.far_link import AnyLink
from pod.ui.common.link import Link
from pod.ui.common.look import Look
from pod.ui.common.voice import SilentVoice, Voice
from pod.ui.common.words import read_text
from pod.ui.guard.covers import BARE
from pod.ui.kiosk.frame import Frame
from pod.ui.kiosk.kiosk import Kiosk
from pod.ui.kiosk.stage import Stage


@dataclass(frozen=True)
class Window:
    """What a person sees, and its link to the core."""

    frame: Frame
    kiosk: Kiosk
    link: AnyLink


def build(
    settings: Settings,
    link: AnyLink,
    time: tuple[Clock, Alarms],
    voice: Voice | SilentVoice,
    frame: Frame | None = None,
) -> Window:
    """Build the kiosk's window over a link to the core, in a `frame` that is there."""
    if frame is None:
        look = Look("cream", "standard", settings.panel)
        frame = Frame(look, settings.language, read_text(settings.language))
    stage = Stage(frame, voice, time, settings)
    kiosk = Kiosk(stage, link)
    link.told.connect(kiosk.hear)
    return Window(frame, kiosk, link)


def handing_on(kiosk: Kiosk, link: Link) -> Callable[[Event], None]:
    """Return what hands a device's event to the screen, to the core, or to both.

    For where all is one process; else the reader has a hatch for each.
    """

    def hand_on(event: Event) -> None:
        if isinstance(event, FOR_THE_SCREEN):
            kiosk.take(event)
        if isinstance(event, FOR_THE_CORE):
            link.tell(event)

    return hand_on


def full_screen(frame: Frame) -> None:
    """Take the whole screen, without a frame or a title to take hold of."""
    frame.setWindowFlags(BARE)
    frame.showFullScreen()
