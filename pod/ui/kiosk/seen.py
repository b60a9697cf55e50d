"""What the core last said of this pod, and the locked page that is made of it."""

from pod import desk
from pod.desk import PodView, Reply, Unlocked
from pod.ui.kiosk.locked import Facts, LockedScreen
from pod.ui.kiosk.stage import Stage

NO_CORE = "no_core"
"""The sentence for a pod whose core is on its way."""


class Seen:
    """What anybody may know of the pod, as far as it is known here."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._fault = NO_CORE
        self.pod: PodView | None = None

    def take(self, reply: Reply) -> Unlocked | None:
        """Take in what the core said; return for whom the pod is unlocked still."""
        match reply:
            case desk.PodView(fault=fault, unlocked=unlocked):
                self.pod, self._fault = reply, fault
                return None if fault else unlocked
            case desk.Sorry(code):
                self._fault = code
        return None

    def lose(self) -> None:
        """Know that the core is gone, and on its way back."""
        self._fault = NO_CORE

    def page(self) -> LockedScreen:
        """Return the neutral page, with what keeps the pod from being used."""
        stage, pod, code = self._stage, self.pod, self._fault
        told = stage.text.notices
        facts = Facts(
            clock=stage.clock_text(),
            wing=pod.wing if pod else "",
            fault=told.get(code, told["other"]) if code else "",
            notices=bool(pod and pod.notices),
        )
        english, welsh = stage.text_in("en"), stage.text_in("cy")
        return LockedScreen(stage.look, english, welsh, facts)
