"""The words of the monthly report for a site's partners."""

from collections.abc import Mapping

from pod.values import Value


class MonthWords(Value, frozen=True):
    """Its headings and sentences; `kinds` are faults, and what looks after the pod."""

    title: str
    of: str
    attendance: str
    calls: str
    done: str
    faults: str
    upkeep: str
    few: str
    in_all: str
    not_noted: str
    in_time: str
    not_in_time: str
    half: str
    most: str
    few_times: str
    lost: str
    none: str
    more: str
    foot: str
    signature: str
    office: str
    kinds: Mapping[str, str]
