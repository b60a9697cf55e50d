"""What is not whole or not complete is let go of before it is opened again."""

import os
from functools import partial
from pathlib import Path

import pytest
from msgspec.msgpack import Decoder

from pod import desk
from pod.app.inside import open_inside
from pod.app.provisioning import write_settings
from pod.app.reception import SCREEN
from pod.app.serving import Serving
from pod.desk.line import Ask, Told
from pod.errors import KeyTrouble
from pod.journeys.cast import STAFF
from pod.settings import Port, Settings
from pod.storage import keys
from pod.storage.keyrings import FileKeyring
from pod.storage.memory import DOINGS
from pod.values import seeded
from pod.wire import connect

SIGN_IN = desk.StaffSignIn(STAFF[0].number, STAFF[0].code)
DEVICE = keys.device_key("pod_controller")


@pytest.fixture
def serving(home, clock):
    opening = partial(open_inside, home, clock, seeded(3), thorough=False)
    serving = Serving(home, clock, opening)
    yield serving
    serving.close()


def held_open(home):
    """Return each of that store's files that this process has open, by its name."""
    links = (one for one in Path("/proc/self/fd").iterdir() if one.is_symlink())
    paths = [Path(os.path.realpath(one)) for one in links]
    return [one.name for one in paths if one.parent == home and DOINGS in one.name]


def test_a_pod_whose_lines_have_no_whole_key_leaves_no_store_open(serving, home):
    controller = Port(driver="pod_controller", path="/dev/null")
    settings = Settings(pod="pod01", site="Test", demo=True, ports=(controller,))
    write_settings(home, settings)
    backend = FileKeyring(home / "demo-keys.json")
    backend.set_password(keys.SERVICE, DEVICE, "abcd")
    with pytest.raises(KeyTrouble):
        serving.open()
    assert held_open(home) == []
    backend.delete_password(keys.SERVICE, DEVICE)
    serving.open()
    assert held_open(home).count(DOINGS) == 1


def test_a_store_found_damaged_while_staff_are_here_is_let_go_of_for_good(
    serving, home
):
    serving.open()
    screen = connect(home / "run" / SCREEN, Decoder(Told), 5)
    screen.send(Ask(1, SIGN_IN))
    for _ in range(2):
        serving.turn()
    (answer,) = screen.receive()
    assert isinstance(answer.reply, desk.StaffView)
    spoil(home / DOINGS)
    while not [one for one in home.iterdir() if "damaged" in one.name]:
        serving.turn()
    assert [one for one in held_open(home) if "damaged" in one] == []
    screen.close()


def spoil(store):
    whole = bytearray(store.read_bytes())
    whole[-2000:-1900] = bytes(100)
    store.write_bytes(whole)
