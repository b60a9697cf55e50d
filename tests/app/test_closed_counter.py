"""A pod that cannot be opened says so calmly, hands out nothing, and tries again."""

import json
from functools import partial

import pytest
from msgspec.msgpack import Decoder

from pod import desk
from pod.app.inside import open_inside
from pod.app.provisioning import provision
from pod.app.reception import OFFICE, SCREEN
from pod.app.serving import Serving
from pod.desk.line import Answer, Ask, Told
from pod.errors import Damaged, Full, KeyTrouble, Malformed, Storage, Trouble, TryAgain
from pod.events import Alive
from pod.journeys.cast import STAFF
from pod.settings import Settings
from pod.ui.common.words import read_text
from pod.values import seeded
from pod.wire import Broken, connect
from tests.app.processes import LONG_S, pod

TOLD = Decoder(Told)
SIGN_IN = desk.StaffSignIn(STAFF[0].number, STAFF[0].code)


class There:
    """A core that is served by hand, and one who comes to it."""

    def __init__(self, home, clock, opening):
        self.home, self.clock, self.opens = home, clock, 0
        self._opening = opening
        self.serving = Serving(home, clock, self._open)
        self.end, self._number = None, 0
        try:
            self.serving.open()
        except Trouble as trouble:
            self.serving.stay_closed(trouble)

    def _open(self):
        self.opens += 1
        return self._opening()

    def ask(self, request, door=SCREEN):
        self._number += 1
        if self.end is None:
            self.end = connect(self.home / "run" / door, TOLD, LONG_S)
            self.turn()
        self.end.send(Ask(self._number, request))
        self.turn()
        (answer,) = self.end.receive()
        assert isinstance(answer, Answer)
        return answer.reply

    def turn(self):
        self.serving.bell.ring()
        self.serving.turn()

    def is_let_go(self):
        try:
            return bool(self.end.receive()) and False
        except Broken:
            self.end.close()
            self.end = None
            return True

    def close(self):
        if self.end is not None:
            self.end.close()
        self.serving.close()


@pytest.fixture
def serve(home, clock):
    """Serve from this home, or whatever else `opening` opens."""
    open_ones = []

    def serve(opening=None):
        opening = opening or partial(open_inside, home, clock, seeded(3))
        open_ones.append(There(home, clock, opening))
        return open_ones[-1]

    yield serve
    for one in open_ones:
        one.close()


def raising(trouble):
    def opening():
        raise trouble

    return opening


@pytest.mark.parametrize(
    ("trouble", "code"),
    [
        (KeyTrouble("No key."), "keytrouble"),
        (Full("No room."), "full"),
        (Damaged("Broken."), "damaged"),
        (Storage("Too new."), "storage"),
        (Malformed("pod.toml is not TOML"), "malformed"),
        (PermissionError("no"), "storage"),
        (OSError(30, "Read-only file system"), "storage"),
        (ZeroDivisionError("ours"), "our_fault"),
        (TryAgain("Busy."), "tryagain"),
    ],
    ids=lambda one: one if isinstance(one, str) else type(one).__name__,
)
def test_the_screen_is_told_which_sentence_to_show(serve, trouble, code):
    there = serve(raising(trouble))
    view = there.ask(desk.Glance())
    assert (view.fault, view.notices, view.unlocked) == (code, (), None)
    for language in ("en", "cy"):
        assert read_text(language).notices[code]


@pytest.mark.parametrize("door", [SCREEN, OFFICE])
@pytest.mark.parametrize(
    "request_",
    [
        SIGN_IN,
        desk.Unlock("abc123"),
        desk.Begin(),
        desk.AskForHelp("not_safe"),
        desk.Lock(),
        desk.PicturesTapped(("tree", "fish", "sun", "book")),
    ],
    ids=lambda one: type(one).__name__ if not isinstance(one, str) else one,
)
def test_a_closed_counter_hands_out_nothing_else(serve, request_, door):
    there = serve(raising(KeyTrouble("No key.", "Provision it.")))
    reply = there.ask(request_, door)
    assert reply == desk.Sorry("keytrouble", "No key.", "Provision it.", lock=True)


def test_opening_is_tried_again_after_30_s_and_whoever_was_there_comes_anew(
    serve, home, clock
):
    keys = home / "demo-keys.json"
    away = home / "away.json"
    keys.rename(away)
    there = serve()
    assert there.ask(desk.Glance()).fault == "keytrouble"
    away.rename(keys)
    clock.advance(29_999)
    there.turn()
    assert there.opens == 1
    clock.advance(2)
    there.turn()
    assert there.opens == 2
    assert there.is_let_go()
    assert there.ask(desk.Glance()).fault == ""
    assert isinstance(there.ask(SIGN_IN), desk.StaffView)
    clock.advance(60_000)
    there.turn()
    assert there.opens == 2


def test_a_counter_that_stays_closed_turns_nobody_out(serve, clock):
    there = serve(raising(Full("No room.")))
    assert there.ask(desk.Glance()).fault == "full"
    for turn in range(2, 5):
        clock.advance(9_000)
        there.end.send(Alive())
        there.turn()
        clock.advance(9_000)
        there.end.send(Alive())
        there.turn()
        clock.advance(9_000)
        there.end.send(Alive())
        there.turn()
        clock.advance(3_001)
        there.turn()
        assert there.opens == turn
        assert there.ask(desk.Glance()).fault == "full"


def test_the_key_of_another_pod_opens_nothing_and_changes_nothing(
    serve, home, clock, tmp_path
):
    other = tmp_path / "other"
    provision(other, Settings(pod="pod02", site="T", demo=True), clock, seeded(9))
    keys = home / "demo-keys.json"
    own = keys.read_bytes()
    keys.write_bytes((other / "demo-keys.json").read_bytes())
    before = stores_of(home)
    there = serve()
    assert there.ask(desk.Glance()).fault == "keytrouble"
    assert stores_of(home) == before
    keys.write_bytes(own)
    clock.advance(30_001)
    there.turn()
    assert there.is_let_go()
    assert there.ask(desk.Glance()).fault == ""


def swap_keys(home):
    path = home / "demo-keys.json"
    keys = json.loads(path.read_text())
    path.write_text(json.dumps(dict.fromkeys(keys, "ab" * 32)))


def stores_of(home):
    return {one.name: one.read_bytes() for one in sorted(home.glob("*.db"))}


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda home: (home / "demo-keys.json").write_text("{"), "keytrouble"),
        (lambda home: (home / "pod.toml").unlink(), "malformed"),
        (lambda home: (home / "pod.toml").write_text("pod = 1"), "malformed"),
        (swap_keys, "keytrouble"),
    ],
    ids=["no keyring", "no settings", "other settings", "another key"],
)
def test_whatever_is_amiss_with_a_home_has_its_sentence(home, serve, spoil, code):
    spoil(home)
    assert serve().ask(desk.Glance()).fault == code


@pytest.mark.parametrize(
    ("spoil", "code", "says"),
    [
        (lambda home: (home / "demo-keys.json").unlink(), 8, "no key"),
        (lambda home: (home / "pod.toml").write_text("pod = 1"), 6, "pod.toml"),
    ],
    ids=["no key", "other settings"],
)
def test_the_command_ends_with_a_sentence_and_the_troubles_own_code(
    home, spoil, code, says
):
    spoil(home)
    with pod("core", home=home) as core:
        _, complaint = core.communicate(timeout=LONG_S)
    assert core.returncode == code
    assert says in complaint
    assert "Traceback" not in complaint
    assert not (home / "run" / "core/core.sock").exists()


def test_nothing_is_made_in_a_home_that_is_none(tmp_path):
    home = tmp_path / "nowhere"
    with pod("core", home=home) as core:
        _, complaint = core.communicate(timeout=LONG_S)
    assert core.returncode == 6
    assert "pod.toml is not there" in complaint
    assert not home.exists()
