"""The sentences of need and progress, and of what they cannot show."""

from collections.abc import Mapping

from pod.values import Value


class LookingWords(Value, frozen=True):
    """Choosing whom to look at, and why; that it is seen."""

    title: str
    who: str
    why_one: str
    why_all: str
    opened: str
    nobody: str
    at_pod: str
    everybody: str
    group: str
    by_area: str
    since: str
    lacking: str
    more: str
    turn: str


class ChartWords(Value, frozen=True):
    """What stands in and beside a chart; {low} and {high} end a range."""

    start: str
    week: str
    follow_up: str
    low: str
    high: str
    compare: str
    no_compare: str
    minutes: str
    limits: str
    no_band: str
    waits: str


class ChoosingWords(Value, frozen=True):
    """What a rule suggests, and what staff choose instead."""

    suggested: str
    nothing: str
    chosen: str
    change: str
    what: str
    because: str
    rule: str


class GroupWords(Value, frozen=True):
    """How a group changed; what a table of groups cannot show."""

    title: str
    people: str
    lost: str
    changed: str
    withheld: str
    back: str
    no_back: str
    limits: tuple[str, ...]
    no_cause: str
    none: str
    equal: str
    stands: str
    few: str
    more: str


class NeedWords(Value, frozen=True):
    """Need and progress; the mappings are by the codes of `pod.need`."""

    looking: LookingWords
    chart: ChartWords
    choosing: ChoosingWords
    group: GroupWords
    reasons: Mapping[str, str]
    kinds: Mapping[str, str]
    ways: Mapping[str, str]
    words: Mapping[str, str]
    needs: Mapping[str, str]
    why_not: Mapping[str, str]
    missing: Mapping[str, str]
    ends: Mapping[str, str]
    choices: Mapping[str, str]
    because: Mapping[str, str]
    rules: Mapping[str, str]
    warns: Mapping[str, str]
    bands: Mapping[str, str]
    groups: Mapping[str, str]
