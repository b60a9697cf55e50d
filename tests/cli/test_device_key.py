"""The key that a pod shares with a device: made once, shown once, kept safely."""

import pytest
from click.testing import CliRunner

from pod.app.inside import open_inside
from pod.cli.device_key import device_key
from pod.errors import Usage
from pod.values import seeded


def made(home, device, monkeypatch):
    monkeypatch.setenv("POD_HOME", str(home))
    told = CliRunner().invoke(device_key, [device], catch_exceptions=False)
    return bytes.fromhex(told.stdout.strip())


@pytest.mark.parametrize(
    ("device", "size"), [("pod_controller", 32), ("osdp_reader", 16)]
)
def test_a_key_is_made_shown_and_known_to_the_core(
    home, clock, device, size, monkeypatch
):
    key = made(home, device, monkeypatch)
    assert len(key) == size
    inside = open_inside(home, clock, seeded(1))
    assert inside.core.devices.key_of(device) == key
    inside.memory.close()
    assert made(home, device, monkeypatch) != key


def test_a_device_that_shares_no_key_is_said_so(home, monkeypatch):
    with pytest.raises(Usage, match="shares no key"):
        made(home, "nonin", monkeypatch)


def test_before_a_key_is_made_there_is_none(inside):
    assert inside.core.devices.key_of("pod_controller") is None
