"""What the core kept of how somebody likes the pod: the screen goes by it."""

from collections.abc import Callable

from pod.desk import Reply, Sorry
from pod.ui.kiosk.stage import Stage

GONE = "language_gone"


def as_kept(stage: Stage) -> Callable[[Reply], None]:
    """Return what speaks the pod's own language where the chosen one has gone."""

    def follow(reply: Reply) -> None:
        if isinstance(reply, Sorry) and reply.code == GONE:
            stage.choose_language(stage.settings.language)

    return follow
