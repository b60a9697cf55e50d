"""The monthly report on paper: counts by heading; what is withheld is named."""

from collections.abc import Iterator, Mapping

from pod.desk.month import Counts, MonthView
from pod.ui.common.words import Text, minutes
from pod.ui.printing.sheet import Field, Section, Sheet

Names = Mapping[str, str]


def month_sheet(text: Text, view: MonthView) -> Sheet:
    """Return the one page that partners get: attendance, faults, calls, what was done.

    What never was is left out where it is the pod's own; of people it is withheld.
    """
    words = text.month
    month = ".".join(reversed(view.month.split("-")))
    return Sheet(
        title=words.title,
        below=words.of.format(pod=view.pod, month=month),
        sections=(
            _attendance(text, view),
            _section(text, words.faults, _faults(text, view)),
            _calls(text, view),
            _done(text, view),
            _section(text, words.upkeep, _own(words.kinds, view.upkeep)),
        ),
        signatures=(words.signature,),
        more=words.more,
        foot=words.foot,
    )


def _attendance(text: Text, view: MonthView) -> Section:
    words = text.month
    names = {**text.diary.states, "not_noted": words.not_noted}
    return Section(
        title=words.attendance,
        across=2,
        fields=(*_told(view.bookings, names), *_total(text, view.booked)),
        lines=_few(text, view.bookings, names, view.least),
    )


def _calls(text: Text, view: MonthView) -> Section:
    """Say how many calls were answered in time, and within what time."""
    words, soon = text.month, minutes(text, view.help_minutes)
    in_time = words.in_time.format(minutes=soon)
    names = {"in_time": in_time, "not_in_time": words.not_in_time}
    return Section(
        title=words.calls,
        fields=(*_told(view.calls, names), *_total(text, view.called)),
        lines=(*_few(text, view.calls, names, view.least), *_soon(text, view)),
    )


def _done(text: Text, view: MonthView) -> Section:
    names = text.seeing_to.help.done
    return Section(
        title=text.month.done,
        across=2,
        fields=tuple(_told(view.done, names)),
        lines=_few(text, view.done, names, view.least),
    )


def _section(text: Text, title: str, found: Iterator[Field]) -> Section:
    """Return what befell the pod, or that nothing did."""
    fields = tuple(found)
    return Section(
        title=title, fields=fields, across=2, lines=() if fields else (text.month.none,)
    )


def _told(counts: Counts, names: Names) -> Iterator[Field]:
    """Give each count that may be told."""
    for name, count in counts.items():
        if count is not None:
            yield names[name], str(count)


def _few(text: Text, counts: Counts, names: Names, least: int) -> tuple[str, ...]:
    """Name in one line what may not be told."""
    withheld = ", ".join(names[name] for name, n in counts.items() if n is None)
    few = text.month.few.format(least=least, names=withheld)
    return (few,) if withheld else ()


def _soon(text: Text, view: MonthView) -> Iterator[str]:
    """Say within what time calls were answered."""
    words = text.month
    if view.half_minutes is None or view.most_minutes is None:
        yield words.few_times
        return
    yield words.half.format(minutes=minutes(text, view.half_minutes))
    yield words.most.format(minutes=minutes(text, view.most_minutes))


def _total(text: Text, count: int | None) -> Iterator[Field]:
    if count is not None:
        yield text.month.in_all, str(count)


def _faults(text: Text, view: MonthView) -> Iterator[Field]:
    """Give what befell the pod, and on how many days each kind of device was lost."""
    lost = text.month.lost
    devices = text.wing.devices.items()
    yield from _own(text.month.kinds, view.faults)
    yield from _own({kind: lost.format(device=n) for kind, n in devices}, view.lost)


def _own(names: Names, counts: Mapping[str, int]) -> Iterator[Field]:
    for name, count in counts.items():
        if count:
            yield names[name], str(count)
