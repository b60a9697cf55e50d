"""The one Qt application of a process, deaf to whatever it is begun with."""

import os

from PySide6.QtWidgets import QApplication

from pod.app.surroundings import PLATFORM, PLATFORMS

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
