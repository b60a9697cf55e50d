"""What the core last said of this pod, and the locked page that is made of it."""

from collections.abc import Callable

from msgspec.structs import replace

from pod import desk
from pod.desk import PodView, Reply, Unlocked
from pod.settings import LANGUAGES, Language, Likes, languages
from pod.ui.kiosk.locked import Facts, LockedScreen, locked_page
from pod.ui.kiosk.stage import PageMaker, Stage
from pod.ui.kiosk.tongues import tongues_page

NO_CORE = "no_core"
"""The sentence for a pod whose core is on its way."""
CHOICE_LASTS_MS = 120_000.0
"""A language chosen on the locked page is the next person's for so long."""


class Seen:
    """What anybody may know of the pod, as far as it is known here.

    `to_staff` opens the pages of staff. It `knows` once the core has said anything, or
    is known to be away: until then the page says no more than that the pod is locked.
    """

    def __init__(self, stage: Stage, to_staff: Callable[[], None]) -> None:
        self._stage, self._to_staff = stage, to_staff
        self._fault = ""
        self._language: Language | None = None
        self._chose_ms = 0.0
        self.pod: PodView | None = None
        self.knows = False

    def take(self, reply: Reply) -> Unlocked | None:
        """Take in what the core said; return for whom the pod is unlocked still."""
        self.knows = True
        match reply:
            case desk.PodView(fault=fault, unlocked=unlocked):
                self.pod, self._fault = reply, fault
                return None if fault else unlocked
            case desk.Sorry(code):
                self._fault = code
        return None

    def lose(self) -> None:
        """Know that the core is not there, and on its way."""
        self.knows = True
        self._fault = NO_CORE

    def show(self) -> None:
        """Show the neutral page, whatever was there."""
        self._stage.start_over(
            PageMaker(make=self.page, then=self._chosen, bar="locked", aloud=False)
        )

    def as_chosen(self, likes: Likes) -> Likes:
        """Return how somebody likes the pod; a language chosen just now goes first."""
        lately = self._stage.clock.now_ms() - self._chose_ms < CHOICE_LASTS_MS
        chosen = self._language if lately else None
        return replace(likes, language=chosen or likes.language)

    def forget(self) -> None:
        """Forget which language was chosen: that was for whoever was here."""
        self._language = None

    def _chosen(self, choice: str) -> None:
        match choice:
            case "staff":
                self._to_staff()
            case "others":
                page = PageMaker(
                    make=lambda: tongues_page(self._stage),
                    then=self._named,
                    bar="locked",
                    aloud=False,
                )
                self._stage.start_over(page)
            case _:
                self._speak(choice)

    def _named(self, choice: str) -> None:
        """Go back to the locked page, in the language that was chosen."""
        self.show()
        if choice != "back":
            self._speak(choice)

    def _speak(self, language: Language) -> None:
        self._language, self._chose_ms = language, self._stage.clock.now_ms()
        self._stage.choose_language(language)

    def page(self) -> LockedScreen:
        """Return the neutral page, with what keeps the pod from being used."""
        stage, pod, code = self._stage, self.pod, self._fault
        told = stage.text.notices
        facts = Facts(
            clock=stage.clock_text(),
            wing=pod.wing if pod else stage.settings.wing,
            fault=told.get(code, told["other"]) if code else "",
            notices=bool(pod and pod.notices),
            waiting=bool(pod and pod.waiting),
            others=languages() != LANGUAGES,
        )
        return locked_page(stage.look, stage.language, facts)
