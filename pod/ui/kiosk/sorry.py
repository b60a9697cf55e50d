"""What is said when the core could not do it: one plain sentence, either language."""

from collections.abc import Callable

from pod.desk import Reply, Sorry
from pod.ui.common.screen import Screen
from pod.ui.kiosk.moments import SorryScreen
from pod.ui.kiosk.stage import PageMaker, Stage


def sorry_page(stage: Stage, reply: Reply, then: Callable[[], None]) -> PageMaker:
    """Return a calm page for a reply that is not what was hoped for.

    The core's own sentence goes to the log and to commands; the page says the code's
    sentence in the language in use.
    """
    code = reply.code if isinstance(reply, Sorry) else "other"

    def make() -> Screen:
        known = stage.text.notices
        return SorryScreen(stage.look, stage.text, known.get(code, known["other"]))

    return PageMaker(make=make, then=lambda _choice: then())
