"""A damaged store is found at the start: set aside, its newest backup put in place."""

from pathlib import Path

from pod.app.inside import Inside
from pod.desk import Glance
from pod.errors import Trouble
from pod.storage.backup import back_up
from pod.storage.memory import DOINGS
from pod.storage.shelf import FOLDER, Places
from tests.powercut import pods
from tests.powercut.pods import NOW, Say

HURT = 5000
"""Where the store is damaged: in its second page."""


def prepare(home: Path) -> None:
    """Make a pod somebody had a sitting at, back it up, damage its store."""
    pods.prepare_with_answers(home)
    inside = pods.opened(home)
    back_up(inside.memory, Places(home / FOLDER), "pod01", NOW)
    inside.memory.close()
    store = home / DOINGS
    whole = store.read_bytes()
    store.write_bytes(whole[:HURT] + bytes(100) + whole[HURT + 100 :])


def work(home: Path, say: Say) -> None:
    """Start, which is recovery; say when that is over."""
    inside = pods.opened(home)
    say("up")
    inside.memory.close()


def wrong(home: Path, marks: list[str]) -> str:
    """Return what is lost or broken after a cut, or nothing.

    Everything that the backup holds is there, and what was damaged lies aside. Once
    that start was over, staff are told.
    """
    try:
        inside = pods.opened(home)
    except Trouble as trouble:
        return f"does not open: {trouble}"
    try:
        return _amiss(inside, home, marks)
    except Trouble as trouble:
        return f"cannot be read: {trouble}"
    finally:
        inside.memory.close()


def _amiss(inside: Inside, home: Path, marks: list[str]) -> str:
    if says := pods.lost_of_sitting(inside, home):
        return says
    if not list(home.glob(f"{DOINGS}.damaged-*Z")):
        return "what was damaged is gone"
    told = inside.core.answer(Glance()).notices
    return "staff were not told" if marks and not told else ""
