"""What is said when the core could not do it: one plain sentence, either language."""

from collections.abc import Callable

from pod.desk import Reply, Sorry
from pod.ui.common.screen import Screen
from pod.ui.kiosk.moments import SorryScreen
from pod.ui.kiosk.stage import PageMaker, Stage

UNKNOWN = ("damaged", "storage", "keytrouble")
"""Where this is the trouble, nobody can say yet what was kept."""


def sorry_page(
    stage: Stage, reply: Reply, then: Callable[[], None], *, answers: bool
) -> PageMaker:
    """Return a calm page for a reply that is not what was hoped for.

    The core's own sentence goes to the log and to commands; the page says the code's
    sentence in the language in use. With `answers` it also says that those are kept.
    """
    code = reply.code if isinstance(reply, Sorry) else "other"
    kept = answers and code not in UNKNOWN

    def make() -> Screen:
        known = stage.text.notices
        say = known.get(code, known["other"])
        return SorryScreen(stage.look, stage.text, say, kept=kept)

    return PageMaker(make=make, then=lambda _choice: then())
