"""Invented updates, to show every page about them."""

from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from pod.desk.updating import OneUpdate, UpdateIs, UpdatesTold, UpdateTaken
from pod.ui.common.look import Look
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text
from pod.ui.staff.reading import ReadingScreen
from pod.ui.staff.set_up_again import asked, offered
from pod.ui.staff.steps_page import At, Steps, StepsScreen
from pod.ui.staff.updates_told import outcome, ready, stands, update_facts

PROGRAM = OneUpdate(
    name="pod-0.15.0.podupdate",
    state="fine",
    mark="a" * 64,
    release=15,
    version="0.15.0",
    made_on=date(2026, 11, 20),
    signed=("ada.w", "ben.k"),
    changes={
        "en": "Larger clock on the locked page; reads Polish aloud.",
        "cy": "Cloc mwy ar y dudalen glo; mae'n darllen Pwyleg yn uchel.",
    },
    megabytes=118,
)
CONTENT = replace(
    PROGRAM, kind="content", of="languages/pl", release=2, version="2", changes={}
)
TOLD = UpdatesTold(
    state="fine", release=14, version="0.14.0", updates=(PROGRAM, CONTENT)
)
LONGEST: tuple[UpdateIs, ...] = ("unsigned", "own")


def pages(look: Look, text: Text) -> Iterator[Screen]:
    """Make each step, each kind of update, and everything that may be amiss."""
    words = text.room.pods.updates
    yield _step(look, text, "ready", ready(text))
    busy = _step(look, text, "under_way", (words.looking,))
    busy.wrote(60, 100)
    yield busy
    shown: dict[str, UpdatesTold] = {
        "program": TOLD,
        "content": replace(TOLD, updates=(CONTENT,)),
        "trying": replace(TOLD, trial="trying", updates=(_one("tried"),)),
        **{state: replace(TOLD, updates=(_one(state),)) for state in LONGEST},
    }
    for name, told in shown.items():
        page = ReadingScreen(look, text, update_facts(text, told, 0))
        page.name = f"staff-update-{name}"
        yield page
    yield from _ended(look, text)
    for facts in (offered(text), asked(text, here=True), asked(text, here=False)):
        yield ReadingScreen(look, text, facts)


def _ended(look: Look, text: Text) -> Iterator[Screen]:
    done = UpdateTaken(state="fine", release=15)
    for kind in ("program", "content"):
        page = _step(look, text, "done", outcome(text, replace(done, kind=kind)))
        page.name = f"staff-update-done-{kind}"
        yield page
    told = replace(TOLD, state="nothing", trial="gave_up", updates=())
    failed = _step(look, text, "failed", stands(text, told))
    yield failed
    page = _step(look, text, "failed", outcome(text, UpdateTaken(state="pulled_out")))
    page.name = "staff-update-pulled-out"
    yield page


def _one(state: UpdateIs) -> OneUpdate:
    if state == "unsigned":
        return OneUpdate(name=PROGRAM.name, state=state)
    return replace(PROGRAM, state=state)


def _step(look: Look, text: Text, at: At, lines: tuple[str, ...]) -> StepsScreen:
    page = StepsScreen(look, text, Steps("update", at, lines))
    page.name = f"staff-update-{at}"
    return page
