"""Invented values for what leaves the pod."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from pod.desk.exports import BundleLine, ExportsView
from pod.desk.health import Health
from pod.desk.sending import LinkTold
from pod.desk.stick import SAID, Came, ForStudy, StickDone, StickIs
from pod.gate.report import Disclosure
from pod.study import Leaves, StudyFacts
from pod.ui import sample_updates
from pod.ui.common.look import Look
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text
from pod.ui.staff.exports_page import ExportsScreen
from pod.ui.staff.exports_told import bundle_facts, care_facts, outcome, sent
from pod.ui.staff.reading import ReadingScreen
from pod.ui.staff.steps_page import At, Steps, StepsScreen

NOW = datetime(2026, 1, 5, 10, 44, tzinfo=UTC)
WEEK = timedelta(days=7)


def _line(number: int) -> BundleLine:
    made = NOW - (20 - number) * WEEK
    return BundleLine(
        sequence=number,
        rows=54,
        made_at=made,
        written_at=made,
        received_at=made + WEEK,
        accepted=54,
        refused=0,
    )


REFUSED = replace(
    _line(16), accepted=53, refused=1, which=("measures.csv, row 3: unknown_score",)
)
LEFT = replace(_line(17), received_at=None, accepted=None, refused=None)
WAITS = replace(LEFT, sequence=18, written_at=None)
FACTS = StudyFacts(
    study="enhance2026",
    title="Enhance",
    leaves=Leaves(k=5),
    agreement="",
    recipients=("age1qyqszqgp...8k2a",),
    linkage="",
    programme="enhance",
    schedule="30 1 * * 1",
    serial=1_767_225_600,
    fingerprint="SHA256:invented",
)
REPORT = Disclosure(
    k=5,
    people=11,
    people_so_far=31,
    classes=2,
    smallest_class=5,
    uniques=0,
    held_back=7,
    share_held_back=0.184,
    suppressed={"custody_band": 31, "weeks_since_start": "fewer than k"},
)
EARLIER = ForStudy(study="enhance2025", count=1)
VIEW = ExportsView(
    report=REPORT,
    study="enhance2026",
    earlier=(EARLIER,),
    facts=FACTS,
    schedule="30 1 * * 1",
    due_at=NOW + timedelta(days=6),
    due=False,
    waiting=2,
    unconfirmed=3,
    days=26,
    received=97,
    late=True,
    link=False,
    may_write=True,
    left_at=NOW - WEEK,
    receipt_at=NOW - 2 * WEEK,
    lines=(
        WAITS,
        LEFT,
        REFUSED,
        *(_line(number) for number in range(15, 8, -1)),
    ),
)
WELL = replace(VIEW, waiting=0, unconfirmed=0, days=None, late=False, may_write=False)
ROWS = replace(
    VIEW,
    report=replace(REPORT, level="rows", agreement="2026-17", uniques=9, held_back=0),
    facts=replace(
        FACTS,
        leaves=Leaves(level="rows", linked=True),
        agreement="Data sharing agreement 2026-17 of the university and the service",
    ),
)
NEW = replace(
    WELL,
    due_at=None,
    schedule="",
    received=0,
    left_at=None,
    receipt_at=None,
    report=None,
    lines=(),
    may_write=True,
)
DONE = StickDone(
    state="fine",
    say="",
    do="",
    bundles=("a", "b"),
    came=(
        Came(kind="receipt", name="one.podreceipt", taken=True, say=""),
        Came(kind="receipt", name="two.podreceipt", taken=False, say=""),
        Came(kind="study", name="enhance2026.podstudy", taken=True, say=""),
        Came(kind="update", name="pod.podupdate", taken=False, say=""),
    ),
    earlier=(EARLIER,),
)
AWAY = LinkTold(place="sftp://pod01@server/in", login="", waiting=2)
ARRIVED = replace(AWAY, waiting=0)


def pages(look: Look, text: Text, health: Health) -> Iterator[Screen]:
    """Make the page of what leaves, each step with the stick, and what came of it."""
    yield ExportsScreen(look, text, VIEW)
    linked = replace(VIEW, link=True, days=40)
    none = replace(NEW, study="", facts=None)
    named = {"well": WELL, "new": NEW, "none": none, "link": linked, "rows": ROWS}
    for name, view in named.items():
        page = ExportsScreen(look, text, view)
        page.name = f"staff-exports-{name}"
        yield page
    yield ReadingScreen(look, text, bundle_facts(text, VIEW))
    yield ReadingScreen(look, text, care_facts(text, health))
    yield from sample_updates.pages(look, text)
    yield from _stick(look, text)


def _stick(look: Look, text: Text) -> Iterator[Screen]:
    steps = text.room.pods.exports.steps
    yield _step(look, text, Steps("stick", "ready", (steps.ready,)))
    writing = _step(look, text, Steps("stick", "under_way", (steps.writing,)))
    writing.wrote(40, 100)
    yield writing
    yield _step(look, text, Steps("stick", "done", outcome(text, DONE)))
    for state in SAID:
        if state != "fine":
            failed = Steps("stick", "failed", outcome(text, _ended(state)))
            page = _step(look, text, failed)
            page.name = f"staff-stick-{state}"
            yield page
    sending = text.room.pods.exports.sending
    yield _step(look, text, Steps("link", "ready", (sending.ready,)))
    yield _step(look, text, Steps("link", "under_way", (sending.under_way,)))
    for away in (AWAY, ARRIVED):
        at: At = "failed" if away.waiting else "done"
        yield _step(look, text, Steps("link", at, sent(text, away)))


def _step(look: Look, text: Text, steps: Steps) -> StepsScreen:
    page = StepsScreen(look, text, steps)
    page.name = f"staff-{steps.by}-{steps.at}"
    return page


def _ended(state: StickIs) -> StickDone:
    return StickDone(state=state, say="", do="")
