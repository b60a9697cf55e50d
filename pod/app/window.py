"""The window and all that is in it, joined to a desk."""

import os
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QApplication

from pod.app.surroundings import PLATFORM, PLATFORMS
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

SCRUBBED = ("QT_", "QML")
OURS = {"QT_QPA_UPDATE_IDLE_TIME": "0", "QT_WAYLAND_DISABLE_WINDOWDECORATION": "1"}


def application(*, offscreen: bool) -> QApplication:
    """Return the one Qt application, deaf to arguments and to strange settings.

    A Qt program that reads its environment can be made to load plug-ins or to listen
    on the network; only the platform may be chosen, and only from those that cannot.
    """
    wish = "offscreen" if offscreen else os.environ.get(PLATFORM, "")
    for name in list(os.environ):
        if name.startswith(SCRUBBED):
            del os.environ[name]
    os.environ.update(OURS)
    if wish in PLATFORMS:
        os.environ[PLATFORM] = wish
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(["pod"])
    app.setQuitOnLastWindowClosed(False)
    return app


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
) -> Window:
    """Build the kiosk's window over a link to the core."""
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
