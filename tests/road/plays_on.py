"""Plays sittings on from where they are, each in a process that may be killed.

A server: for each line "home person seed" it forks a child, which opens the pod as the
pod starts, lets the person sign in, and goes on as fast as it can. It tells what the
core said, each line while nothing else happens in it: "pid N", "resumed ACTIVITY ROWS",
"kept ACTIVITY NUMBER CRC", "done ACTIVITY", "finished"; and at the child's end
"ended STATUS".
"""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from zlib import crc32

import msgspec

from pod import desk
from pod.app.inside import open_inside
from pod.clock import VirtualClock
from pod.journal import replay
from pod.journeys.by_script import Ask, chosen
from pod.journeys.cast import PICTURES, STAFF
from pod.people import Traits
from pod.rehearse import rehearse
from pod.task import task_named
from pod.values import seeded

NOW = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
WHO = Traits(seed=7)


def say(*words: object) -> None:
    """Tell, at once and in one piece."""
    os.write(1, (" ".join(str(word) for word in words) + "\n").encode())


def plays(home: Path, person: str, seed: str) -> None:
    """Go on with somebody's sitting to its end."""
    ask = open_inside(home, VirtualClock(NOW), seeded(seed)).core.answer
    ask(desk.StaffSignIn(STAFF[0].number, STAFF[0].code))
    choosing = ask(desk.Unlock(person)).choose
    view = ask((desk.PicturesChosen if choosing else desk.PicturesTapped)(PICTURES))
    if view.consent_needed:
        view = ask(desk.ConsentGiven(take_part=True, evaluation=True, contact=False))
    while not view.finished:
        begun = ask(desk.Begin(choice=chosen(view, WHO)))
        say("resumed", begun.activity, len(begun.entries))
        view = ask(desk.Finish(begun.activity, goes_on(ask, begun)))
        say("done", begun.activity)
    say("finished")


def goes_on(ask: Ask, begun: desk.Begun) -> float:
    """Replay the journal, play the rest and keep its rows; return how long it took."""
    task = task_named(begun.task)
    params, words = task.given(begun.params, begun.before), task.read_words("en")
    script = task.script(params, words, seeded(begun.seed))
    resumed = replay(script, begun.entries)
    play = rehearse(script, task.person(params, words, WHO), resumed)
    kept = zip(play.rows, play.entries, strict=True)
    for number, (row, entry) in enumerate(kept, start=len(begun.entries) + 1):
        raw = msgspec.json.encode(row)
        reply = ask(desk.KeepRow(begun.activity, number, raw, entry))
        say("kept", begun.activity, reply.number, crc32(raw))
    return play.took_ms


def in_a_child(home: str, person: str, seed: str) -> None:
    """Play in a process of its own, and tell how that ended."""
    child = os.fork()
    if child == 0:
        say("pid", os.getpid())
        plays(Path(home), person, seed)
        sys.exit()
    _, status = os.waitpid(child, 0)
    say("ended", os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    for line in sys.stdin:
        in_a_child(*line.split())
