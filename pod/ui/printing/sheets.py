"""The sheets that staff print: the handover, and the words for a form."""

from collections.abc import Iterator

from pod.desk.help import FormFacts, NeedsPerson
from pod.desk.shift import HandoverView, NoteLine
from pod.ui.common.words import Text
from pod.ui.printing.sheet import Section, Sheet
from pod.ui.staff.concern_told import clock, for_the_form, pressed_where, who
from pod.ui.staff.notes import trouble


def handover_sheet(text: Text, view: HandoverView) -> Sheet:
    """Return the page for the next shift: open concerns first, whole, whatever else."""
    words = text.seeing_to.handover
    return Sheet(
        title=words.title,
        below=made(view),
        sections=tuple(_sections(text, view)),
        signatures=(words.signature, words.signature),
        more=words.more,
        foot=words.one_page,
    )


def form_sheet(text: Text, facts: FormFacts) -> Sheet:
    """Return the facts of a concern on paper, and what the form asks for."""
    words = text.seeing_to.form
    told = for_the_form(text, facts)
    asks = Section(title="", lines=(words.remind, words.never), whole=True)
    facts_only = Section(title=words.facts, lines=told, whole=True)
    return Sheet(title=words.title, below="", sections=(facts_only, asks))


def made(view: HandoverView) -> str:
    """Return which pod it is about, the day and the time."""
    here = view.now.astimezone()
    return f"Pod {view.pod}   {here:%d.%m.%Y}   {here:%H:%M}"


def concern_line(text: Text, need: NeedsPerson) -> str:
    """Return one open concern in a line: whose, what, when, who has it."""
    words, board = text.seeing_to.handover, text.seeing_to
    form = words.has_it if need.owner else words.waits
    return form.format(
        who=who(text, need, board.form.somebody),
        said=pressed_where(text, need),
        clock=clock(need.raised_at),
        staff=need.owner,
    )


def fault_lines(text: Text, view: HandoverView) -> Iterator[str]:
    """Return what is amiss with the pod, each thing once."""
    known = [text.notices.get(one, text.notices["other"]) for one in view.notices]
    told = [trouble(text, one) for one in view.troubles]
    yield from dict.fromkeys([*told, *known])


def part_lines(text: Text, view: HandoverView) -> Iterator[str]:
    """Return whose sitting waits for them, and how far they came."""
    for one in view.part_way:
        whose = f"{one.first_name}, {text.staff.cell.format(cell=one.cell)}"
        form = text.seeing_to.handover.part
        yield form.format(who=whose, done=one.done, of=one.of)


def tomorrow_line(text: Text, view: HandoverView) -> str:
    """Return tomorrow's bookings by part of the day."""
    slots = ", ".join(f"{slot.upper()} {count}" for slot, count in view.tomorrow)
    return slots or text.seeing_to.handover.no_bookings


def note_line(text: Text, one: NoteLine) -> str:
    """Return a note of four taps in a line, its own words last."""
    words = text.seeing_to.note
    whose = f" {one.first_name}, {one.cell}." if one.first_name else ""
    said = (
        words.events[one.happened],
        words.deeds[one.did],
        words.tellings[one.told],
        words.nexts[one.then],
    )
    return f"{clock(one.written_at)} {one.staff}:{whose} {'; '.join(said)}. {one.note}"


def _sections(text: Text, view: HandoverView) -> Iterator[Section]:
    words = text.seeing_to.handover
    none = (words.none,)
    concerns = tuple(concern_line(text, one) for one in view.needs)
    title = f"{words.concerns}: {len(concerns)}"
    yield Section(title=title, lines=concerns or none, whole=True)
    yield Section(title=words.faults, lines=tuple(fault_lines(text, view)) or none)
    yield Section(title=words.part_way, lines=tuple(part_lines(text, view)) or none)
    yield Section(title=words.tomorrow, lines=(tomorrow_line(text, view),))
    notes = tuple(note_line(text, one).rstrip() for one in view.notes)
    yield Section(title=words.notes, lines=notes or none)
    yield Section(title=words.record, lines=view.heads, whole=True)
