"""The sentences of the day's bookings, of adding somebody, and of a slip."""

from collections.abc import Mapping

from pod.values import Value


class TodayWords(Value, frozen=True):
    """The day: who is next, who comes when, how each booking stands."""

    next: str
    nobody: str
    empty: str
    at: str
    enough: str
    not_enough: str
    late: str
    pod: str
    swap: str
    skip: str
    note: str
    add: str
    waiting: str
    nobody_waits: str
    join: str
    join_who: str
    join_by: str
    join_nobody: str
    asked: str
    book: str
    who: str
    where: str
    when: str
    which_day: str
    today: str
    tomorrow: str
    booked: str
    stands: str
    more: str
    slip: str
    clash: str
    clash_with: str
    what: str
    with_whom: str
    not_booked: str


class AddWords(Value, frozen=True):
    """Adding somebody at the pod: number, first name, cell, and a last look."""

    number: str
    first_name: str
    cell: str
    check: str
    add: str
    added: str


class SlipWords(Value, frozen=True):
    """A movement slip's title, and its fields in their order."""

    title: str
    prison: str
    name: str
    number: str
    cell: str
    appointment: str
    when: str
    location: str
    information: str
    printed: str


class DiaryWords(Value, frozen=True):
    """All of it, with the terms that staff use elsewhere."""

    today: TodayWords
    adding: AddWords
    slip: SlipWords
    slots: Mapping[str, str]
    states: Mapping[str, str]
    waiting: Mapping[str, str]
    requested_by: Mapping[str, str]
    alerts: Mapping[str, str]
    weekdays: tuple[str, str, str, str, str, str, str]
