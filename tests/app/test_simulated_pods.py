"""Invented pods say of a call what a real one would: open, then closed by its name."""

from pod.app.simulated_pods import SimulatedPod, invented
from pod.clock import VirtualClock
from pod.values import seeded
from pod.wing.folder import LocalFolder
from pod.wing.inbox import Inbox
from pod.wing.intake import Reader
from pod.wing.kinds import Acknowledged, Concerns, Word
from pod.wing.members import Wing
from pod.wing.outbox import Outbox
from tests.conftest import BEGINS
from tests.wing.members import CONSOLE


def test_what_the_console_closed_is_named_closed_by_an_invented_pod(tmp_path):
    cast, clock = invented("bwing", CONSOLE.member, 1, seeded(1)), VirtualClock(BEGINS)
    (secret,) = cast.pods
    pod = SimulatedPod(secret, cast.known_to(secret), tmp_path, clock, seeded(2))
    wing = Wing(wing="bwing", me=CONSOLE.member, others=cast.members)
    heard = Inbox(LocalFolder(tmp_path), Reader(wing, CONSOLE.identity), ())
    concern = pod.need("not_safe")
    word = Word(pod="pod01", concern=concern, by="1001", at=clock.utc(), done="talked")
    Outbox(LocalFolder(tmp_path), wing, CONSOLE.key).send(
        Acknowledged((word,)), clock.utc()
    )
    pod.listen()
    pod.speak()
    said = [one.letter.body for one in heard.look(clock.utc()).taken]
    assert Concerns((), (concern,)) in said
