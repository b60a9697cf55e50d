"""The words of the evaluator's window, as resources/evaluator.toml has them."""

from collections.abc import Mapping
from functools import cache

from pod.settings import RESOURCES, read_toml
from pod.values import Value


class WindowWords(Value, frozen=True):
    """The strip at the top, and what is said of the whole."""

    title: str
    tabs: Mapping[str, str]
    opened: str
    reading: str
    empty: str
    to_inbox: str
    again: str
    stamp: str


class InboxWords(Value, frozen=True):
    """What came and what is missing."""

    title: str
    pods: str
    number: str
    grid: str
    place: str
    stands: Mapping[str, str]
    counted: Mapping[str, str]
    recent: str
    came: str
    nothing: str
    choose: str
    held: str
    code: str
    do: str
    ask_again: Mapping[str, str]
    told: Mapping[str, str]
    rows: str
    nothing_lost: str
    copy: str
    copied: str
    strays: str
    bring: str
    coming: str
    stop: str
    stop_loses: str
    stopped: str
    none_there: str
    receipts: str
    receipts_none: str
    receipts_why: str
    receipts_of: str
    receipts_head: str
    write_receipts: str
    receipts_written: str
    brought: str
    refused: str


class OutcomesWords(Value, frozen=True):
    """Flow and outcomes."""

    flow: str
    change: str
    group: str
    everyone: str
    exploratory: str
    withheld: str
    between: str
    fewer: str
    columns: tuple[str, str, str, str, str]
    legend: tuple[str, str, str, str]
    steps: Mapping[str, str]
    reasons: Mapping[str, str]
    notes: str
    missing: str
    no_rule: str
    lost: str
    lost_few: str
    more: str
    kept_back: str
    save: str
    save_table: str
    save_picture: str
    saved: str


class SitesWords(Value, frozen=True):
    """Sites beside one another."""

    title: str
    outcome: str
    pooled: str
    prediction: str
    heterogeneity: str
    columns: tuple[str, str, str]
    higher: str
    lower: str
    new_site: str
    none: str


class TrendsWords(Value, frozen=True):
    """One score of everybody: trajectories, distributions, brushing, one person."""

    outcome: str
    by: str
    everybody: str
    those: str
    first: str
    last: str
    scatter: str
    scatter_how: str
    levels: str
    spread: str
    times: str
    ms: str
    trials: str
    people: str
    chosen: str
    brush: str
    too_like: str
    person: str
    nobody: str
    person_kept: str
    points: Mapping[str, str]
    columns: Mapping[str, str]
    work: str
    counts: str
    total: str
    withheld: str
    cannot: str
    reached: tuple[str, str, str]
    dot: str


class ReportWords(Value, frozen=True):
    """Writing the report."""

    title: str
    what: str
    write: str
    writing: str
    written: str
    open: str
    stamp: Mapping[str, str]


class ViewWords(Value, frozen=True):
    """The whole file."""

    window: WindowWords
    inbox: InboxWords
    outcomes: OutcomesWords
    sites: SitesWords
    trends: TrendsWords
    report: ReportWords


@cache
def view_words() -> ViewWords:
    """Read the file; it does not change while the program runs."""
    return read_toml(RESOURCES / "evaluator.toml", ViewWords)
