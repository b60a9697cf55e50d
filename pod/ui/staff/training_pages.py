"""What the pages of the training show, made of the modules and of how they stand."""

from datetime import date

from pod.desk.training import TrainingView
from pod.training import CHECKLIST, Module, checklist, modules
from pod.training.module import Question, Words
from pod.ui.common.words import Text
from pod.ui.printing.sheet import Section, Sheet
from pod.ui.staff.asking import Asked
from pod.ui.staff.choosing import MOST, Choices
from pod.ui.staff.reading import Facts
from pod.values import seeded

LINES_MOST = 4
SPOKEN_BY_ALL = "en"
"""What is taught in English stands for a language in which nobody has written it."""


def taught(text: Text, module: Module) -> Words:
    """Return a module in the language in use."""
    return module.text.get(text.language, module.text[SPOKEN_BY_ALL])


def doings(text: Text) -> tuple[str, ...]:
    """Return the checklist in the language in use."""
    watched = checklist()
    return watched.text.get(text.language, watched.text[SPOKEN_BY_ALL])


def my_training(text: Text, view: TrainingView) -> Choices:
    """Return the way to every module and to the checklist, each as it stands."""
    words = text.training
    names = [(one.name, taught(text, one).name) for one in modules()]
    names.append((CHECKLIST, words.checklist))
    ways = [(id_, _standing(text, view, id_, name)) for id_, name in names]
    if view.to_watch:
        ways.append(("watch", words.watch))
    if _holds(view):
        ways.append(("print", words.print))
    return Choices(
        name="staff-training",
        title=words.key,
        below=until(text, view),
        beside=("practise", text.practice.key) if view.practises else ("", ""),
        choices=tuple(ways),
    )


def _standing(text: Text, view: TrainingView, id_: str, name: str) -> str:
    words = text.training
    return f"{name}\n{words.to_do if id_ in view.to_do else words.done}"


def _holds(view: TrainingView) -> bool:
    """Tell whether all was done here, so that there is a certificate to print."""
    return not view.to_do and view.until is not None


def until(text: Text, view: TrainingView) -> str:
    """Say until when a certificate holds, when it ended, or that there is none."""
    words = text.training
    if view.until is None:
        return words.none
    form = words.until if view.until >= view.today else words.ended
    return form.format(day=_day(view.until))


def page_of(text: Text, module: Module, place: int) -> Facts:
    """Return one idea of a module, and the way on."""
    said = taught(text, module)
    page, count = said.pages[place], len(said.pages)
    form = text.training.place
    return Facts(
        name="staff-training-page",
        title=form.format(title=page.title, number=place + 1, count=count),
        lines=page.lines,
        keys=(("next", "next", text.ways.next),),
    )


def question_of(text: Text, module: Module, place: int, seed: str) -> Asked:
    """Return a question, its answers in an order that follows from a seed."""
    question = taught(text, module).questions[place]
    answers = list(enumerate(question.answers))
    seeded(f"{seed}:{module.name}:{place}").shuffle(answers)
    return Asked(asks=question.asks, answers=tuple(answers))


def why(text: Text, question: Question) -> Facts:
    """Return what explains a question before it is asked again."""
    words = text.training
    return Facts(
        name="staff-training-why",
        title=words.why,
        lines=(question.asks, question.because),
        keys=(("next", "again", words.once_more),),
    )


def watched_pages(text: Text, whom: str = "") -> tuple[Facts, ...]:
    """Return the checklist, a few deeds to a page; for a signer, `whom` they saw."""
    words, said = text.training, doings(text)
    parts = [
        said[first : first + LINES_MOST] for first in range(0, len(said), LINES_MOST)
    ]
    title = f"{words.checklist}: {whom}" if whom else words.checklist
    onward = (("next", "next", text.ways.next),)
    last = (("sign", "done", words.sign),) if whom else ()
    return tuple(
        Facts(
            name="staff-training-checklist",
            title=words.place.format(title=title, number=number, count=len(parts)),
            lines=part,
            keys=onward if number < len(parts) else last,
        )
        for number, part in enumerate(parts, 1)
    )


def whom_to_watch(text: Text, view: TrainingView, first: int) -> Choices:
    """Return a page of those who may be watched, and the way to the rest."""
    here = view.to_watch[first : first + MOST - 1]
    more = (("more", text.staff.more),) if view.to_watch[first + MOST - 1 :] else ()
    return Choices(
        name="staff-training-whom",
        title=text.training.whom,
        choices=(*((one, one) for one in here), *more),
        outside=True,
    )


def certificate_sheet(text: Text, view: TrainingView) -> Sheet:
    """Return the certificate of somebody who holds one: a number and a day."""
    words = text.training
    line = words.line.format(staff=view.staff)
    holds = words.holds.format(day=_day(view.until or view.today))
    names = tuple(taught(text, one).name for one in modules())
    return Sheet(
        title=words.paper,
        below=_day(view.today),
        sections=(
            Section(title=line, lines=(holds,), whole=True),
            Section(title="", lines=(*names, words.checklist)),
        ),
        signatures=(text.seeing_to.handover.signature,),
    )


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
