"""The sentences around every page of the staff's room, and of its own small parts."""

from collections.abc import Mapping

from pod.ui.common.exports_words import ExportsWords
from pod.ui.common.moves_words import MovesWords
from pod.ui.common.set_up_words import SetUpWords
from pod.ui.common.updates_words import UpdatesWords
from pod.values import Value


class HealthWords(Value, frozen=True):
    """How the pod itself is; {size} and {free} are written with their unit."""

    key: str
    title: str
    works: str
    gone: str
    no_device: str
    room: str
    full: str
    clock: str
    clock_wrong: str
    voice: Mapping[str, str]
    backup: str
    no_backup: str
    elsewhere: str
    not_elsewhere: str
    record: str
    release: str
    study: str
    no_study: str


class PodsWords(Value, frozen=True):
    """What is amiss with the pod."""

    well: str
    health: HealthWords
    exports: ExportsWords
    updates: UpdatesWords
    set_up: SetUpWords


class RoomWords(Value, frozen=True):
    """The parts' names by part, and the head line; {time} is "1 h 17 min"."""

    enter: str
    leave: str
    parts: Mapping[str, str]
    titles: Mapping[str, str]
    lock_up: str
    hours: str
    minutes: str
    waiting: str
    pods: PodsWords
    moves: MovesWords
