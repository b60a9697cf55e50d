"""Answers through the real core: a whole first sitting, every row as it is sent."""

from pathlib import Path
from zlib import crc32

from pod import desk
from pod.app.inside import Inside
from pod.journeys.by_script import sitting_by_script
from pod.journeys.cast import STAFF, traits
from pod.storage import identities, keeping
from pod.storage.doings_tables import ActivityRow
from pod.values import seeded
from tests.powercut import pods
from tests.powercut.pods import Say, prepare

__all__ = ["prepare", "work", "wrong"]


def work(home: Path, say: Say, synchronous: str = "FULL") -> None:
    """Let somebody have a sitting, and say of each row when it is kept."""
    inside = pods.opened(home)
    pods.fold_often(inside, synchronous)

    def ask(request: desk.Request) -> desk.Reply:
        reply = inside.core.answer(request)
        if isinstance(request, desk.KeepRow) and isinstance(reply, desk.Kept):
            say(f"{request.activity} {request.number} {crc32(request.row)}")
        return reply

    with inside.memory.people.begin() as db:
        person = identities.tiles(db)[0].person
    assert sitting_by_script(ask, STAFF[0], person, traits(seeded(1), 0))
    inside.memory.close()


def wrong(home: Path, marks: list[str]) -> str:
    """Return what is lost or broken after a cut, or nothing."""
    return pods.wrong_with(home, lambda inside: _lost(inside, marks))


def _lost(inside: Inside, marks: list[str]) -> str:
    said = [line.split() for line in marks]
    with inside.memory.doings.begin() as db:
        kept = {
            activity: [str(crc32(row)) for row in keeping.raw_rows(db, activity)]
            for activity in {activity for activity, _, _ in said}
            if db.get(ActivityRow, activity)
        }
    lost = [
        line
        for line in said
        if line[2] not in kept.get(line[0], [])[int(line[1]) - 1 :][:1]
    ]
    return f"lost {len(lost)} of {len(said)} answers" if lost else ""
