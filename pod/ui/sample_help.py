"""Invented values for Help and Handover: nobody is real."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from pod.desk import Around, PersonTile, TroubleTile
from pod.desk.help import FormFacts, HelpBoard, NeedsPerson, Step
from pod.desk.sharing import KeyWorkCard
from pod.desk.shift import Handed, HandoverView, NoteLine, PartWay
from pod.settings import Likes
from pod.ui.common.look import Look
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text
from pod.ui.printing.sheets import handover_sheet
from pod.ui.sample_month import printed
from pod.ui.staff.card_told import card_facts
from pod.ui.staff.choosing import Choices, ChoosingScreen
from pod.ui.staff.concern_told import for_the_form, story
from pod.ui.staff.drafts import begun
from pod.ui.staff.handing_over import HandoverScreen, section_facts
from pod.ui.staff.needs import NeedScreen
from pod.ui.staff.note_of_four import offered, who
from pod.ui.staff.reading import Facts, ReadingScreen
from pod.ui.staff.waiting import WaitingScreen
from pod.ui.staff.writing import Wanted, WritingScreen

NOW = datetime(2026, 1, 5, 10, 44, tzinfo=UTC)
SECOND = "the duty manager"


def _before(minutes: int) -> datetime:
    return NOW - timedelta(minutes=minutes)


NOT_SAFE = NeedsPerson(
    concern="c0001",
    kind="not_safe",
    person="p0011",
    first_name="Rhys",
    cell="B1-19",
    raised_at=_before(2),
    late_at=_before(-3),
)
LATE = NeedsPerson(
    concern="c0002",
    kind="upset",
    person="p0012",
    first_name="Christopher",
    cell="B2-07",
    raised_at=_before(9),
    late_at=_before(4),
    escalated_at=_before(4),
)
TAKEN = NeedsPerson(
    concern="c0003",
    kind="listener",
    person="p0013",
    first_name="Tomasz",
    cell="B2-14",
    raised_at=_before(71),
    taken_at=_before(68),
    owner="1001",
    steps=(
        Step(done_at=_before(68), staff="1001", did="sent"),
        Step(done_at=_before(20), staff="2002", did="taken_over"),
    ),
)
WISH = NeedsPerson(
    concern="c0004",
    kind="print_asked",
    person="p0014",
    first_name="Jo",
    cell="B1-02",
    raised_at=_before(1500),
)
CALL = NeedsPerson(concern="c0005", kind="staff_call", raised_at=_before(1), pod="12")


def board(*needs: NeedsPerson) -> HelpBoard:
    """Return a board of these."""
    calling = sum(not one.owner for one in needs)
    return HelpBoard(pod="pod07", now=NOW, second=SECOND, needs=needs, calling=calling)


def helping(look: Look, text: Text, around: Around) -> Iterator[Screen]:
    """Make the pages of Help."""
    yield WaitingScreen(look, text, board(CALL, LATE, NOT_SAFE, TAKEN, WISH), around)
    quiet = WaitingScreen(look, text, board(), around)
    quiet.name = "staff-help-quiet"
    yield quiet
    for one in (NOT_SAFE, LATE, TAKEN, WISH, CALL):
        yield _named(NeedScreen(look, text, board(one), around, one), one.kind)
    two = board(NOT_SAFE, TAKEN)
    for one in two.needs:
        page = NeedScreen(look, text, two, around, one)
        yield _named(page, f"{one.kind}-of-two")
    yield from _aside(look, text)


def _named(screen: Screen, name: str) -> Screen:
    screen.name = f"staff-help-{name}"
    return screen


def _aside(look: Look, text: Text) -> Iterator[Screen]:
    """Make what stands before the board: the story, what was done, words, a note."""
    words = text.seeing_to.help
    told = Facts(name="staff-help-story", title=words.story, lines=story(text, TAKEN))
    yield ReadingScreen(look, text, told)
    done = Choices(
        name="staff-help-done", title=words.done_title, choices=(*words.done.items(),)
    )
    yield ChoosingScreen(look, text, done)
    yield from _for_the_form(look, text)
    title = f"{words.note_title} {words.note_help}"
    wanted = Wanted(
        name="staff-help-note", title=title, keep=words.keep, without=words.without
    )
    page = WritingScreen(look, text, wanted)
    for sign in "we sat down and talked about the visit on saturday":
        page.activated("space" if sign == " " else sign)
    yield page
    signs = WritingScreen(look, text, wanted, "Mae'n iawn. Mae ei gŵr yn dod, 3/")
    signs.name = "staff-help-note-signs"
    signs.activated("turn")
    yield signs
    yield ChoosingScreen(look, text, begun(text, NOW))


def _for_the_form(look: Look, text: Text) -> Iterator[Screen]:
    """Make the words for the site's own form: few, and more than a page holds."""
    words, form = text.seeing_to.help, text.seeing_to.form
    facts = FormFacts(need=LATE, pod="pod07", now=NOW, second=SECOND, number="A1234BC")
    many = tuple(
        Step(done_at=_before(n), staff="2002", did="taken_over") for n in range(9)
    )
    long = replace(facts, need=replace(LATE, steps=many))
    lines = Facts(
        name="staff-help-words-long",
        title=form.title,
        lines=for_the_form(text, long),
        firm=(form.remind, form.never),
    )
    yield ReadingScreen(look, text, lines)
    paper = Facts(
        name="staff-help-words",
        title=form.title,
        lines=(*for_the_form(text, facts), form.facts),
        firm=(form.remind, form.never),
        keys=(("print", "print", words.print),),
    )
    yield ReadingScreen(look, text, paper)


VIEW = HandoverView(
    pod="pod07",
    now=NOW,
    second=SECOND,
    needs=(NOT_SAFE, TAKEN),
    notices=("no_voice",),
    troubles=(
        TroubleTile("It does not answer.", "Check it.", "pulse_lost", "check_cable"),
    ),
    part_way=(
        PartWay(first_name="Tomasz", cell="B2-14", done=3, of=4),
        PartWay(first_name="Kieran", cell="B1-07", done=1, of=4),
    ),
    tomorrow=(("am", 5), ("pm", 4)),
    notes=(
        NoteLine(
            written_at=_before(30),
            staff="1001",
            happened="fault",
            did="mended",
            told="works",
            then="repair",
        ),
    ),
    heads=(
        "people-10-ee4a-6d36-4c12-4d4c-3b0b",
        "doings-39-66f6-a62f-1f10-9646-0bc9",
    ),
    last=Handed(handed_at=_before(4), handed_by="2002", taken_at=None, taken_by=""),
    me="1001",
)
PEOPLE = tuple(
    PersonTile(person=f"p{n:03}", first_name=name, cell=f"B2-{n:02}")
    for n, name in enumerate(("Daniel", "Christopher", "Owain", "Ali") * 4, 11)
)


def handing_over(look: Look, text: Text, around: Around) -> Iterator[Screen]:
    """Make the pages of Handover."""
    yield HandoverScreen(look, text, VIEW, around)
    quiet = replace(VIEW, needs=(), notices=(), troubles=(), part_way=(), tomorrow=())
    empty = replace(quiet, last=None)
    for name, view in (
        ("mine", replace(VIEW, me="2002")),
        ("empty", empty),
        ("taken", replace(quiet, last=TAKEN_OVER)),
    ):
        screen = HandoverScreen(look, text, view, around)
        screen.name = f"staff-handover-{name}"
        yield screen
    yield from _noting(look, text)
    sheet = handover_sheet(text, VIEW)
    for place in range(len(sheet.sections)):
        facts = replace(
            section_facts(text, sheet, place), name=f"staff-handover-read-{place + 1}"
        )
        yield ReadingScreen(look, text, facts)
    yield from _on_cards(look, text)
    yield from printed(look, text)


def _noting(look: Look, text: Text) -> Iterator[Screen]:
    """Make the four steps of the note, and whom it is about."""
    for place, (step, choices) in enumerate(offered(text).items(), 1):
        words = text.seeing_to.note
        asked = Choices(
            name=f"staff-note-{step}",
            title=str(getattr(words, step)),
            choices=tuple(choices.items()),
            below=words.of.format(number=place),
        )
        yield ChoosingScreen(look, text, asked)
    yield ChoosingScreen(look, text, who(text, PEOPLE, 0))


def _on_cards(look: Look, text: Text) -> Iterator[Screen]:
    """Make the key-work card of somebody who shares much, and of who shares nothing."""
    card = KeyWorkCard(
        first_name="Tomasz",
        cell="B2-14",
        came=4,
        plans=("When I am wound up", "I breathe slowly"),
        likes=Likes(language="cy", text_size="large", calm=True),
    )
    yield ReadingScreen(look, text, card_facts(text, card))
    bare = card_facts(text, KeyWorkCard(first_name="Jo", cell="B1-02"))
    yield ReadingScreen(look, text, replace(bare, name="staff-key-work-none"))


TAKEN_OVER = Handed(
    handed_at=_before(14), handed_by="2002", taken_at=_before(3), taken_by="1001"
)
