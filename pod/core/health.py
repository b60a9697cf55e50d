"""Tells staff how the pod itself is; nobody is in it."""

from msgspec import structs

from pod.core.visit import Answers, Visit
from pod.core.wall import NOTICE
from pod.desk import Reply
from pod.desk.health import DeviceStands, Health, LookHealth, VoiceState
from pod.settings.release import configuration, release
from pod.storage.anchors import heads
from pod.storage.pod_memory import is_noticed
from pod.storage.stock import stock
from pod.storage.vault import DoingsDb
from pod.storage.verified import written

NO_VOICE = "no_voice"


def _look(visit: Visit, _request: LookHealth) -> Reply:
    behind = visit.behind
    memory, settings = behind.memory, behind.settings
    behind.wall.look()
    with visit.doings() as db:
        clock_right = not is_noticed(db, NOTICE)
        voice = _voice(db, on=settings.voice)
    return Health(
        devices=tuple(DeviceStands(*one) for one in behind.devices.known),
        now=visit.now,
        clock_right=clock_right,
        voice=voice,
        heads=tuple(written(one) for one in heads(memory)),
        version=release(),
        configuration=configuration(settings),
        **structs.asdict(stock(memory, settings)),
    )


def _voice(db: DoingsDb, *, on: bool) -> VoiceState:
    """Say how the voice is, as the screen told when it last tried it."""
    if not on:
        return "off"
    return "amiss" if is_noticed(db, NO_VOICE) else "well"


ANSWERS: Answers = {LookHealth: _look}
