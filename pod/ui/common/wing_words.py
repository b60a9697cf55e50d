"""The sentences of the wing board: how each pod stands, read at two metres."""

from collections.abc import Mapping

from pod.values import Value


class WingWords(Value, frozen=True):
    """{wing} is the wing's name, {clock} a time on the wall, {number} whole minutes."""

    title: str
    staff: str
    none: str
    away: str
    states: Mapping[str, str]
    devices: Mapping[str, str]
    next_at: str
    no_booking: str
    stop: str
    stop_now: str
    kept: str
    nobody: str
    taken_on: str
    fault: str
    pod_fault: str
    broken: str
    since: str
    unheard: str
    early: str
    late: str
