"""One person's visit: sign in by pictures, choose, follow the plan, end calmly."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from pod import desk
from pod.desk import Desk, Reply
from pod.script import Page
from pod.settings import Likes
from pod.task import task_named
from pod.ui.common.screen import Screen
from pod.ui.kiosk.activity_page import activity_page
from pod.ui.kiosk.first_time import FirstTime
from pod.ui.kiosk.liked import as_kept
from pod.ui.kiosk.moments import ReadyScreen, ThanksScreen, Why
from pod.ui.kiosk.my_likes import MyLikes
from pod.ui.kiosk.pictures import PicturesScreen
from pod.ui.kiosk.plan_pages import BACK, choice_page, plan_page
from pod.ui.kiosk.player import Player
from pod.ui.kiosk.sorry import sorry_page
from pod.ui.kiosk.stage import PageMaker, Stage
from pod.ui.kiosk.travel_offer import TravelOffer

if TYPE_CHECKING:
    from pod.values import TimedBy


class Visit(QObject):
    """Leads one person from the pictures to the last page."""

    ended = Signal()
    ask_staff = Signal()
    mine = Signal()
    """The person wants to see what the pod keeps about them."""

    def __init__(self, stage: Stage, counter: Desk, player: Player) -> None:
        super().__init__()
        self._stage, self._desk, self.player = stage, counter, player
        self.by: TimedBy = "touch"
        self.signed_in = self._again = False
        self._unlocked: desk.Unlocked | None = None
        self._travel = TravelOffer(stage, counter, self._sorry)
        self._first = FirstTime(stage, counter, self._consent, self.ended.emit)
        stage.forgotten.connect(self._forget)
        player.changed.connect(self._begin_anew)
        player.asking.connect(self._ask)
        player.finished.connect(self._finished)
        player.troubled.connect(self._sorry)

    def _forget(self) -> None:
        """Know of nobody: how they liked the pod was for them alone."""
        self.signed_in = self._again = False
        self._unlocked = None

    def open(self, unlocked: desk.Unlocked, *, again: bool = False) -> None:
        """Begin with the pictures; with `again`, then go on with what was under way."""
        self.signed_in, self._unlocked = False, unlocked
        self._again = again
        self.player.leave()
        self._stage.show(
            PageMaker(
                make=partial(self._pictures, choosing=unlocked.choose),
                then=self._on_pictures,
            )
        )

    def _pictures(self, *, choosing: bool) -> Screen:
        screen = PicturesScreen(self._stage.look, self._stage.text, choosing=choosing)
        kind = desk.PicturesChosen if choosing else desk.PicturesTapped
        screen.tapped.connect(
            lambda pictures: self._desk.ask(kind(tuple(pictures)), self._arrived)
        )
        return screen

    def _on_pictures(self, choice: str) -> None:
        if choice == "ask":
            self.ask_staff.emit()

    def _arrived(self, reply: Reply) -> None:
        """Go where the core says the person is."""
        match reply:
            case desk.NotThose(ask_staff, wait_s):
                if isinstance(self._stage.screen, PicturesScreen):
                    self._stage.screen.not_those(ask_staff=ask_staff, wait_s=wait_s)
            case desk.PersonView() as view:
                self._remember_liking()
                self._go_to(view)
            case _:
                self._sorry(reply)

    def _go_to(self, view: desk.PersonView) -> None:
        if view.moved:
            self._travel.moved(self._on_thanks)
        elif view.consent_needed:
            self._first.begin(view.leaves)
        elif view.finished:
            self._thanks(view.weeks_to_wait, view.coming)
        elif self._again and view.resuming:
            self._again = False
            self._desk.ask(desk.Begin(), partial(self._picked_up, view))
        elif view.likes_needed:
            self._like_first(view)
        elif view.offer:
            self._travel.offer(lambda: self._plan(view))
        else:
            self._plan(view)

    def _picked_up(self, view: desk.PersonView, reply: Reply) -> None:
        """Go on where something was kept already; else the plan leads on."""
        if isinstance(reply, desk.Begun) and reply.entries:
            self._begun(reply)
        else:
            self._plan(view)

    def _remember_liking(self) -> None:
        """Keep for the person what was chosen before they had signed in."""
        stage, had = self._stage, self._unlocked
        first, self.signed_in = not self.signed_in, True
        if first and had is not None and stage.likes != had.likes:
            self._keep(stage.likes)

    def _like_first(self, view: desk.PersonView) -> None:
        """Go through my settings, then to the plan."""

        def done() -> None:
            liked = desk.SettingsChosen(self._stage.likes, all=True)
            self._desk.ask(liked, lambda _reply: self._plan(view))

        self._stage.show(MyLikes(self._stage, self._keep, done).maker(aside=False))

    def _keep(self, likes: Likes) -> None:
        self._desk.ask(desk.SettingsChosen(likes), as_kept(self._stage))

    def _consent(self, given: desk.ConsentGiven) -> None:
        agreed = given.take_part
        self._desk.ask(given, self._arrived if agreed else self._not_now)

    def _not_now(self, reply: Reply) -> None:
        """End kindly for somebody who chose not to take part."""
        if isinstance(reply, desk.Sorry):
            self._sorry(reply)
        else:
            self._thanks()

    def _plan(self, view: desk.PersonView) -> None:
        def then(_choice: str) -> None:
            options = next(step for step in view.plan if step.state == "now").options
            if options:
                self._choose(view, options)
            else:
                self._desk.ask(desk.Begin(), self._begun)

        make = partial(plan_page, self._stage, view)
        self._stage.show(PageMaker(make=make, then=then))

    def _choose(self, view: desk.PersonView, options: Sequence[str]) -> None:
        """Let the person choose what comes next; back leads to the plan."""

        def then(choice: str) -> None:
            if choice == BACK:
                self._plan(view)
            else:
                self._desk.ask(desk.Begin(choice=choice), self._begun)

        make = partial(choice_page, self._stage, options)
        self._stage.show(PageMaker(make=make, then=then))

    def _begun(self, reply: Reply) -> None:
        if not isinstance(reply, desk.Begun):
            self._sorry(reply)
            return
        self.player.load(reply)
        if reply.concern:
            self.player.concerned.emit()
        elif self._stage.aside:
            return
        elif reply.entries and self._timed():
            self.ready("resume")
        else:
            self.play()

    def _begin_anew(self) -> None:
        """Close an activity whose journal no longer fits as partial; begin it anew."""
        self.player.leave()
        self._desk.ask(desk.Begin(anew=True), self._begun)

    def _timed(self) -> bool:
        return self.player.task is not None and self.player.task.timed

    def play(self) -> None:
        """Let the activity go on; pictures appear on the task ground."""
        self.player.play(self._stage.language)

    def ready(self, why: Why) -> None:
        """Say calmly why the activity stopped; it goes on when the person says so."""
        self._stage.show(
            PageMaker(
                make=lambda: ReadyScreen(self._stage.look, self._stage.text, why),
                then=lambda _choice: self.play(),
                bar="task",
            )
        )

    def _ask(self, page: Page) -> None:
        make = partial(activity_page, self._stage, page)
        self._stage.show(PageMaker(make=make, then=self._on_page))

    def _on_page(self, choice: str) -> None:
        self.player.choose(choice, self.by)

    def _finished(self, activity: str, took_ms: float) -> None:
        self.player.leave()
        self._desk.ask(desk.Finish(activity, took_ms), self._arrived)

    def _thanks(self, weeks: int = 0, coming: str = "") -> None:
        """Thank them; say what comes next and about when, where that is known."""

        def make() -> Screen:
            language, look = self._stage.language, self._stage.look
            title = task_named(coming).title(language) if coming else ""
            return ThanksScreen(look, self._stage.text, weeks, title)

        self._stage.show(PageMaker(make=make, then=self._on_thanks))

    def _on_thanks(self, choice: str) -> None:
        (self.mine if choice == "mine" else self.ended).emit()

    def _sorry(self, reply: Reply) -> None:
        """Say in one plain sentence what could not be done; the place is kept."""
        self.player.leave()
        if isinstance(reply, desk.Sorry) and reply.lock:
            self.ended.emit()
            return
        page = sorry_page(self._stage, reply, self.ended.emit, answers=True)
        self._stage.show(page)
