"""My training: one idea a page, questions that explain again, the certificate."""

from collections.abc import Callable
from functools import partial

from pod.desk import Reply
from pod.desk.practice import BeginPractice
from pod.desk.training import (
    AskAgain,
    LookTraining,
    PassModule,
    SignChecklist,
    TrainingView,
)
from pod.training import CHECKLIST, Module, checklist, modules
from pod.ui.common.screen import Screen
from pod.ui.staff.asking import AskingScreen
from pod.ui.staff.choosing import MOST, Choices, ChoosingScreen
from pod.ui.staff.on_paper import OnPaper
from pod.ui.staff.part import Here
from pod.ui.staff.reading import Facts, ReadingScreen
from pod.ui.staff.training_pages import (
    certificate_sheet,
    my_training,
    page_of,
    question_of,
    taught,
    watched_pages,
    whom_to_watch,
    why,
)


class MyTraining:
    """Leads somebody through their training, before the part of the room in view.

    Every page tells the core that somebody is at work, or it would sign them out.
    """

    def __init__(self, room: Here) -> None:
        self._room = room
        self._paper = OnPaper(room, self.begin)

    def begin(self) -> None:
        """Show what is done and what is to do."""
        self._room.ask(LookTraining(), self._began)

    def _began(self, reply: Reply) -> None:
        if isinstance(reply, TrainingView):
            asked = my_training(self._room.text, reply)
            self._choose(asked, partial(self._chosen, reply))

    def _chosen(self, view: TrainingView, id_: str) -> None:
        match id_:
            case "back":
                self._room.again()
            case "watch":
                self._whom(view, 0)
            case "practise":
                self._room.ask(BeginPractice(), lambda _reply: None)
            case "print":
                self._print(view)
            case _ if id_ == CHECKLIST:
                self._checklist("", 0)
            case _:
                module = next(one for one in modules() if one.name == id_)
                Reading(self._room, module, view.staff, self.begin).begin()

    def _checklist(self, whom: str, place: int) -> None:
        """Show a page of the checklist; whoever watched somebody signs the last."""
        if place < 0:
            self.begin()
            return

        def then(id_: str) -> None:
            if id_ == "sign":
                signing = SignChecklist(whom, checklist().version)
                self._room.ask(signing, self._began)
                return
            step = 1 if id_ == "next" else -1
            at_work(self._room, lambda: self._checklist(whom, place + step))

        self._read(watched_pages(self._room.text, whom)[place], then)

    def _whom(self, view: TrainingView, first: int) -> None:
        def then(id_: str) -> None:
            match id_:
                case "back":
                    self.begin()
                case "more":
                    self._whom(view, first + MOST - 1)
                case _:
                    self._checklist(id_, 0)

        self._choose(whom_to_watch(self._room.text, view, first), then)

    def _print(self, view: TrainingView) -> None:
        words = self._room.text.seeing_to.paper
        page = certificate_sheet(self._room.text, view)
        self._paper.print(page, words.elsewhere)

    def _choose(self, asked: Choices, then: Callable[[str], None]) -> None:
        room = self._room
        room.put_aside(partial(ChoosingScreen, room.look, room.text, asked), then)

    def _read(self, facts: Facts, then: Callable[[str], None]) -> None:
        room = self._room
        room.put_aside(partial(ReadingScreen, room.look, room.text, facts), then)


class Reading:
    """One module from its first page to its last question; `over` shows how it stands.

    Answers are marked by the core. What was not right is explained and asked again.
    """

    def __init__(
        self, room: Here, module: Module, seed: str, over: Callable[[], None]
    ) -> None:
        self._room, self._module, self._seed = room, module, seed
        self._over, self._tries = over, 0
        self._answers: dict[int, int] = {}

    def begin(self) -> None:
        """Show the first page."""
        self._page(0)

    def _page(self, place: int) -> None:
        """Show a page; past the last one the questions begin, before the first none."""
        text = self._room.text
        if place < 0:
            self._over()
            return
        if place == len(taught(text, self._module).pages):
            self._ask(tuple(range(len(taught(text, self._module).questions))))
            return

        def then(id_: str) -> None:
            step = 1 if id_ == "next" else -1
            at_work(self._room, lambda: self._page(place + step))

        self._read(page_of(text, self._module, place), then)

    def _ask(self, left: tuple[int, ...]) -> None:
        """Ask what is left to ask; then hand all answers over."""
        if not left:
            given = tuple(answer for _, answer in sorted(self._answers.items()))
            module = self._module
            passing = PassModule(module.name, module.version, given)
            self._room.ask(passing, self._marked)
            return

        def then(id_: str) -> None:
            if id_ == "back":
                at_work(self._room, lambda: self._page(0))
                return
            self._answers[left[0]] = int(id_.partition(":")[2])
            at_work(self._room, lambda: self._ask(left[1:]))

        self._room.put_aside(partial(self._question, left[0]), then)

    def _question(self, place: int) -> Screen:
        text, seed = self._room.text, f"{self._seed}:{self._tries}"
        asked = question_of(text, self._module, place, seed)
        return AskingScreen(self._room.look, text, asked)

    def _marked(self, reply: Reply) -> None:
        if isinstance(reply, AskAgain):
            self._tries += 1
            self._explain(reply.questions)
        else:
            self._over()

    def _explain(self, again: tuple[int, ...], done: int = 0) -> None:
        """Explain one question after another, then ask them again."""
        if done == len(again):
            self._ask(again)
            return
        text = self._room.text
        question = taught(text, self._module).questions[again[done]]

        def then(id_: str) -> None:
            if id_ == "back":
                at_work(self._room, lambda: self._page(0))
            else:
                at_work(self._room, lambda: self._explain(again, done + 1))

        self._read(why(text, question), then)

    def _read(self, facts: Facts, then: Callable[[str], None]) -> None:
        room = self._room
        room.put_aside(partial(ReadingScreen, room.look, room.text, facts), then)


def at_work(room: Here, then: Callable[[], None]) -> None:
    """Tell the core that somebody turns pages here, then go on."""
    room.ask(LookTraining(), lambda _reply: then())
