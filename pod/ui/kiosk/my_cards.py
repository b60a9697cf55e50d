"""The pages of My information: what is kept, one idea a card; what can be done."""

from collections.abc import Iterator
from datetime import date

from pod.desk.need import NeedChosen
from pod.desk.rights import AboutPerson, ActivityTold, Chosen, SittingTold
from pod.script import Card, Choice, Question
from pod.ui.common.words import Text
from pod.ui.kiosk.leaving import lines_of

ACTIONS = ("see", "print", "withdraw", "stop")
ICONS = {
    "see": "eye",
    "print": "print",
    "copy": "paper",
    "certificate": "certificate",
    "withdraw": "evaluation",
    "stop": "stop",
    "leave": "stop",
    "erase": "no",
}


def menu(text: Text) -> Question:
    """Return what one can do; ids: see, print, withdraw, stop, share, back."""
    share = Choice(id="share", words=text.mine.sharing.key, icon="pass_on")
    return Question(
        prompt=text.mine.title,
        note=text.mine.who,
        choices=tuple(_way(text, id_) for id_ in ACTIONS),
        ways=(_back(text), share),
    )


def on_paper(text: Text) -> Question:
    """Return what one can have on paper; ids: copy, certificate, back."""
    return Question(
        prompt=text.mine.paper_title,
        choices=tuple(_way(text, id_) for id_ in ("copy", "certificate")),
        ways=(_back(text),),
    )


def stopping(text: Text) -> Question:
    """Return the two ways to stop for good; ids: leave, erase, back."""
    return Question(
        prompt=text.mine.stop_title,
        choices=tuple(_way(text, id_) for id_ in ("leave", "erase")),
        ways=(_back(text),),
    )


def asking(text: Text, what: str) -> Card:
    """Return a page that says what comes of it, before it is done; ids: back, yes."""
    words = text.mine
    said = {
        "copy": (words.print_title, (words.print_line,), words.ask),
        "certificate": (
            words.certificate_title,
            (words.certificate_line, words.certificate_ask),
            words.ask,
        ),
        "correct": (words.correct_title, (words.correct_line,), words.ask),
        "withdraw": (
            words.withdraw_title,
            (words.withdraw_line, words.withdraw_left),
            words.withdraw_yes,
        ),
        "leave": (words.leave_title, (words.leave_line,), words.leave_yes),
        "erase": (words.erase_title, (words.erase_line, words.erase_left), words.ask),
    }
    title, lines, yes = said[what]
    on = Choice(id="yes", words=yes, main=True)
    return Card(title=title, lines=lines, choices=(_back(text), on))


def asked(text: Text) -> Card:
    """Return what is true once staff were asked; id: ok."""
    words = text.mine
    return _done(text, words.asked, words.asked_line)


def withdrawn(text: Text, left: int | None) -> Card:
    """Return what is true once somebody has withdrawn; id: ok."""
    return _done(text, text.mine.withdrawn, _left(text, left))


def _left(text: Text, number: int | None) -> str:
    """Say in how many bundles something left; that is not known of a forgotten code."""
    words = text.mine
    return words.untied if number is None else words.left.format(number=number)


def _done(text: Text, title: str, line: str) -> Card:
    ok = Choice(id="ok", words=text.ways.ok, main=True)
    return Card(title=title, lines=(line,), icon="done", choices=(ok,))


def kept(text: Text, told: AboutPerson) -> Iterator[Card]:
    """Return one page of what is kept, card by card; ids: back, next; amiss."""
    if told.page == 0:
        yield from _who(text, told)
    for sitting in told.sittings:
        yield from _sitting(text, sitting)
    if not told.more:
        yield _last(text, told)


def _who(text: Text, told: AboutPerson) -> Iterator[Card]:
    words = text.mine
    name = f"{told.first_name}, {told.number}"
    cell = words.cell.format(cell=told.cell)
    since = words.since.format(day=_day(told.enrolled_on))
    yield _card(text, name, cell, since, icon="person")
    for chosen in told.choices[-1:]:
        yield _chosen(text, chosen)
        if chosen.take_part and chosen.evaluation:
            said = lines_of(text, told.leaves)
            yield _card(text, words.leaves, *said, icon="leave")
    yield _looks(text, told)
    for one in told.chosen[-1:]:
        yield _chose(text, one)
    for note in told.notes:
        title = words.correction.format(day=_day(note.written_on))
        yield _card(text, title, note.said, icon="note")


def _looks(text: Text, told: AboutPerson) -> Card:
    """Say whether staff have looked, and when they last did."""
    words = text.mine
    if not told.looks:
        return _card(text, words.unseen, words.may, icon="eye")
    last = words.seen.format(day=_day(told.looks[0].on))
    times = words.times.format(number=len(told.looks))
    why = words.whys.get(told.looks[0].why, "")
    return _card(text, last, *((why, times) if why else (times, words.may)), icon="eye")


def _chose(text: Text, one: NeedChosen) -> Card:
    """Say what staff chose for the person, and why."""
    words = text.mine
    said = (words.choices[one.choice], words.because[one.because])
    return _card(text, words.staff_chose.format(day=_day(one.on)), *said, icon="note")


def _chosen(text: Text, one: Chosen) -> Card:
    words = text.mine
    said = (
        words.take_part.format(answer=_answer(text, "yes" if one.take_part else "no")),
        words.evaluation.format(
            answer=_answer(text, "yes" if one.evaluation else "no")
        ),
        words.contact.format(answer=_answer(text, "yes" if one.contact else "no")),
    )
    title = words.chosen.format(day=_day(one.given_on))
    return _card(text, title, " ".join(said[:2]), said[2], icon="evaluation")


def _answer(text: Text, which: str) -> str:
    return text.ways.yes if which == "yes" else text.ways.no


def _sitting(text: Text, one: SittingTold) -> Iterator[Card]:
    words = text.mine
    title = words.sitting.format(number=one.number, day=_day(one.held_on))
    parts = words.parts.format(number=len(one.activities))
    yield _card(text, title, parts, icon="calendar")
    for activity in one.activities:
        yield from _activity(text, activity)


def _activity(text: Text, one: ActivityTold) -> Iterator[Card]:
    """Show each answer as it was asked; of what has none, how much is kept."""
    if not one.answers:
        kept_rows = text.mine.kept.format(number=one.kept)
        yield _card(text, one.title, kept_rows, icon="steps")
    for told in one.answers:
        yield _card(text, told.name, told.value)


def _last(text: Text, told: AboutPerson) -> Card:
    words = text.mine
    amiss = Choice(id="amiss", words=words.amiss, icon="ask")
    return Card(
        title=words.all,
        lines=(
            words.days.format(days=told.retention_days),
            _left(text, told.left),
        ),
        choices=(_back(text), amiss),
    )


def _card(text: Text, title: str, *lines: str, icon: str = "") -> Card:
    on = Choice(id="next", words=text.ways.next, icon="next", main=True)
    return Card(title=title, lines=lines, icon=icon, choices=(_back(text), on))


def _way(text: Text, id_: str) -> Choice:
    words: str = getattr(text.mine, id_)
    return Choice(id=id_, words=words, icon=ICONS[id_])


def _back(text: Text) -> Choice:
    return Choice(id="back", words=text.ways.back, icon="back")


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def every_page(text: Text, told: AboutPerson) -> Iterator[tuple[str, Card | Question]]:
    """Return each kind of page with a name, for whoever looks at all of them."""
    yield "menu", menu(text)
    yield "stopping", stopping(text)
    yield "on-paper", on_paper(text)
    for what in ("copy", "certificate", "correct", "withdraw", "leave", "erase"):
        yield what, asking(text, what)
    yield "asked", asked(text)
    yield "withdrawn", withdrawn(text, 2)
    yield "untied", withdrawn(text, None)
    for number, card in enumerate(kept(text, told), start=1):
        yield f"kept-{number}", card
