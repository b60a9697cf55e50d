"""The sentences of a visit: signing in, what is asked first, the plan."""

from collections.abc import Mapping

from pod.values import Value


class PictureWords(Value, frozen=True):
    """Sign-in by four pictures."""

    tap: str
    pick: str
    repeat: str
    again: str
    ask: str
    not_those: str
    not_those_now: str
    staff_help: str
    differ: str
    names: Mapping[str, str]


class ConsentWords(Value, frozen=True):
    """One card: a title and at most two sentences."""

    title: str
    lines: tuple[str, ...]


class Choices(Value, frozen=True):
    """The three free choices."""

    title: str
    take_part: str
    evaluation: str
    contact: str
    fine: str


class LeavesWords(Value, frozen=True):
    """What leaves, by what the study lets leave: on its card, and as a choice.

    Where no study is there, the card and the choice say what they say themselves.
    """

    outcomes: str
    rows: str
    outcomes_choice: str
    rows_choice: str
    linked_choice: str
    title: str
    research: str
    unlinked: str
    linked: str


class Plan(Value, frozen=True):
    """The sitting at a glance."""

    part: str
    kept: str
    about: str
    done: str
    now: str
    later: str
    start: str
    your_choice: str
    choose: str


class Ready(Value, frozen=True):
    """Before an activity goes on."""

    resume: str
    resume_line: str
    box_lost: str
    box_lost_line: str
    box_back: str
    box_back_line: str


class Counted(Value, frozen=True):
    """Sentences with a {number}: one form for each kind of number a language has.

    Which form goes with a number is the rule in the language's pack.
    """

    minutes: tuple[str, ...]
    next_weeks: tuple[str, ...]
    certified_days: tuple[str, ...]
    wait_seconds: tuple[str, ...]
    again_seconds: tuple[str, ...]
