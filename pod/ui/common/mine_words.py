"""The sentences of a person's own information."""

from collections.abc import Mapping

from pod.ui.common.travel_words import TravelWords
from pod.values import Value


class SharingWords(Value, frozen=True):
    """What a key worker may see; the names of the cards by what they share."""

    key: str
    title: str
    off: str
    on: str
    any_time: str
    show: str
    hide: str
    cards: Mapping[str, str]


class Mine(Value, frozen=True):
    """My information: what is kept, who sees it, and what one can do about it."""

    key: str
    title: str
    who: str
    may: str
    staff_chose: str
    see: str
    print: str
    withdraw: str
    stop: str
    since: str
    cell: str
    chosen: str
    leaves: str
    take_part: str
    evaluation: str
    contact: str
    seen: str
    times: str
    unseen: str
    sitting: str
    parts: str
    kept: str
    correction: str
    all: str
    days: str
    amiss: str
    copy: str
    certificate: str
    paper_title: str
    print_title: str
    print_line: str
    certificate_title: str
    certificate_line: str
    certificate_ask: str
    correct_title: str
    correct_line: str
    ask: str
    withdraw_title: str
    withdraw_line: str
    withdraw_left: str
    withdraw_yes: str
    withdrawn: str
    left: str
    untied: str
    stop_title: str
    leave: str
    erase: str
    leave_title: str
    leave_line: str
    leave_yes: str
    erase_title: str
    erase_line: str
    erase_left: str
    asked: str
    asked_line: str
    sharing: SharingWords
    travel: TravelWords
    whys: Mapping[str, str]
    choices: Mapping[str, str]
    because: Mapping[str, str]
