"""Takes an unlock list into the diary: each line is taken, or told of by its number."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from random import Random

from pod.core.diary import local
from pod.core.diary_booking import check_day, hand
from pod.core.visit import Answers, Visit
from pod.desk import Reply
from pod.desk.diary import ImportedList, ImportList
from pod.diary.day import Appointment, Booking, clashes
from pod.diary.terms import Alert
from pod.diary.unlock_list import LineSaid, ListRead, ListRow, read_list
from pod.errors import Usage
from pod.storage import diary, diary_people, identities
from pod.storage.identities import Name
from pod.storage.people import new_id
from pod.storage.vault import DoingsDb


@dataclass
class _Taking:
    """A list being taken in: where to, and what came of its lines so far."""

    db: DoingsDb
    rng: Random
    pod: str
    today: date
    booked: int = 0
    elsewhere: int = 0
    known: int = 0
    refused: list[LineSaid] = field(default_factory=list)
    unknown: list[LineSaid] = field(default_factory=list)
    cells: list[LineSaid] = field(default_factory=list)
    alerts: dict[str, set[Alert]] = field(default_factory=dict)
    days: set[date] = field(default_factory=set)

    def take(self, row: ListRow, people: Mapping[str, tuple[str, Name]]) -> None:
        """Take one line in, or say why not."""
        whose = people.get(row.number)
        if whose is None:
            say = f"{row.number} is not on this pod."
            self.unknown.append(LineSaid(row.line, say))
            return
        if why := self._why_not(row):
            self.refused.append(LineSaid(row.line, why))
            return
        ref, name = whose
        if name.cell.casefold() != row.cell.casefold():
            say = f"{row.number} is in {row.cell} here, in {name.cell} on the pod."
            self.cells.append(LineSaid(row.line, say))
        if row.alerts:
            self.alerts.setdefault(ref, set()).update(row.alerts)
        self.days.add(row.on)
        if row.is_ours:
            self._book(row, ref)
        else:
            self._be_elsewhere(row, ref)

    def _why_not(self, row: ListRow) -> str:
        """Return why a line of somebody's is not taken, if it is not."""
        try:
            check_day(row.on, self.today)
        except Usage as why:
            return why.say
        nowhere = row.is_ours and not (row.pod or self.pod)
        return "It does not say at which pod." if nowhere else ""

    def _book(self, row: ListRow, ref: str) -> None:
        new = Booking(
            booking=new_id(self.rng),
            person=ref,
            on=row.on,
            slot=row.slot,
            starts=row.starts,
            minutes=row.minutes,
            pod=row.pod or self.pod,
        )
        there = {(one.person, one.starts) for one in diary.day(self.db, row.on)}
        if (ref, row.starts) in there:
            self.known += 1
        else:
            diary.keep_booking(self.db, new)
            self.booked += 1

    def _be_elsewhere(self, row: ListRow, ref: str) -> None:
        what = f"{row.appointment}, {row.location}" if row.location else row.appointment
        new = Appointment(
            person=ref, on=row.on, starts=row.starts, minutes=row.minutes, what=what
        )
        if new in diary.appointments(self.db, row.on):
            self.known += 1
        else:
            diary.keep_appointment(self.db, new_id(self.rng), new)
            self.elsewhere += 1

    def told(self, read: ListRead) -> ImportedList:
        """Return what came of each line, and how much clashes on its days."""
        met = [
            one
            for on in self.days
            for one in clashes(diary.day(self.db, on), diary.appointments(self.db, on))
        ]
        return ImportedList(
            booked=self.booked,
            elsewhere=self.elsewhere,
            known=self.known,
            clashes=len(met),
            refused=(*read.refused, *self.refused),
            unknown=tuple(self.unknown),
            cells=tuple(self.cells),
            left_out=read.left_out,
            columns=read.columns,
        )


def _import(visit: Visit, request: ImportList) -> Reply:
    """Take a list in, all in one transaction."""
    today = local(visit).date()
    read = read_list(request.untrusted_csv, request.on or today)
    with visit.people() as db:
        names = identities.names(db)
        visit.write(db, "names_seen")
    people = {name.number: (ref, name) for ref, name in names.items()}
    with visit.doings() as db:
        pod = "" if visit.behind.console else visit.behind.settings.pod
        taking = _Taking(db, visit.behind.rng, pod, today)
        for row in read.rows:
            taking.take(row, people)
        for ref, alerts in taking.alerts.items():
            diary_people.set_alerts(db, ref, sorted(alerts), hand(visit))
        visit.write(db, "list_imported")
        return taking.told(read)


ANSWERS: Answers = {ImportList: _import}
