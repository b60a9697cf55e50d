"""The sentences about what leaves the pod, and of the three steps with a stick."""

from collections.abc import Mapping
from typing import Literal, TypeAlias

from pod.ui.common.steps_words import StandsWords, ThreeSteps
from pod.values import Value


class BundleWords(Value, frozen=True):
    """How far one bundle has come; {number} is its own."""

    received: str
    refused: str
    unconfirmed: str
    waits: str


class RoadWords(ThreeSteps, frozen=True):
    """Three steps with the link: lay out, send, be received; and what came of it."""

    ready: str
    under_way: str
    sent: str
    waits: str


class StepWords(ThreeSteps, frozen=True):
    """Put the stick in, write, take it out; and what came of it."""

    ready: str
    again: str
    writing: str
    on_it: str
    nothing: str
    needed: str
    came: str
    pack: str
    update: str
    records: str
    not_taken: str
    safe: str
    not_safe: str
    finish: str


class CareWords(Value, frozen=True):
    """What the technician does here: updates, and looking after."""

    title: str
    by_stick: str
    guide: str
    check: str
    look: str


class HeldWords(Value, frozen=True):
    """What the newest bundle held back; research rows hold nobody back."""

    nobody: str
    few: str
    some: str
    rows: str


Leaving: TypeAlias = Literal["outcomes", "rows", "linked"]


class ExportsWords(Value, frozen=True):
    """What is due, what waits, what has left and what was received."""

    key: str
    title: str
    no_study: str
    level: Mapping[Leaving, str]
    held: HeldWords
    due: str
    due_now: str
    no_time: str
    waiting: str
    late: str
    none_waiting: str
    left: str
    none_left: str
    received: str
    unconfirmed: str
    aged: str
    write: str
    send: str
    bundles: str
    no_bundles: str
    earlier: str
    care_key: str
    link: str
    no_link: str
    bundle: BundleWords
    steps: StepWords
    sending: RoadWords
    stick: Mapping[str, StandsWords]
    care: CareWords
