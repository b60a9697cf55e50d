"""Answers staff who look after the pod's memory: backups, and putting one back."""

from pathlib import Path

from pod import desk
from pod.access import Role
from pod.core.door import check_nobody_there
from pod.core.housekeeping import places_behind
from pod.core.two import second_person
from pod.core.visit import Answers, Behind, Visit
from pod.desk import Reply
from pod.export.lock import one_export
from pod.storage import restoring
from pod.storage.anchors import anchor_if_possible
from pod.storage.audit import Act
from pod.storage.backup import back_up, mirror
from pod.storage.pod_memory import withdraw_notice
from pod.storage.reunited import no_longer_told, reunite, unmatched
from pod.storage.shelf import Places, backups_in, shelved, thin

AGREES: tuple[Role, ...] = ("facilitator", "supervisor", "technician")


def _make(visit: Visit, _request: desk.MakeBackup) -> Reply:
    with visit.doings() as db:
        visit.write(db, "backed_up")
        no_longer_told(db)
        for code in ("restored", "backup_late"):
            withdraw_notice(db, code)
    places = places_behind(visit.behind)
    _back_up(visit, places)
    thin(places.first)
    return _view(visit.behind, places)


def _restore(visit: Visit, request: desk.Restore) -> Reply:
    """Put a backup back while nobody is at the pod and nothing leaves it."""
    behind, now = visit.behind, visit.now
    check_nobody_there(visit)
    places = places_behind(behind)
    folder = restoring.find(places, request.name)
    second_person(visit, request.second, AGREES)
    with one_export(behind.memory.doings.path.parent):
        before = _back_up(visit, places)
        pod = behind.settings.pod
        back = restoring.PutBack(folder, before, behind.older, pod)
        act = Act(role=visit.who.role, staff=visit.who.staff, what="restored")
        restoring.restore(behind.memory, back, act, now)
    reunite(behind.memory, now, behind.settings.language)
    anchor_if_possible(behind.memory, pod, now)
    return _view(behind, places)


def _back_up(visit: Visit, places: Places) -> Path:
    pod = visit.behind.settings.pod
    back_up(visit.behind.memory, places, pod, visit.now, anyway=True)
    if places.second is not None and not places.away:
        mirror(places.first, places.second)
    return backups_in(places.first)[-1].path


def _view(behind: Behind, places: Places) -> desk.BackupsView:
    lines = tuple(
        desk.BackupLine(
            name=one.name, made_at=one.made_at, bytes=one.bytes, elsewhere=one.elsewhere
        )
        for one in shelved(places)
    )
    return desk.BackupsView(
        backups=lines, away=places.away, unmatched=unmatched(behind.memory)
    )


ANSWERS: Answers = {desk.MakeBackup: _make, desk.Restore: _restore}
