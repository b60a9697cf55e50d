"""`pod check` says where the keys lie and what seals them; it reads none of them."""

from base64 import b64encode
from random import SystemRandom

import pytest

from pod.app.provisioning import provision
from pod.cli import check_keys
from pod.cli.check_keys import where_keys_lie
from pod.clock import SystemClock
from pod.settings import Settings
from pod.storage import keyrings
from pod.storage.keys import STORE_KEYS
from tests.sealed_keys import MACHINE, really

BY_CHIP = bytes.fromhex("93a894094874449090caf2fc93cab553")
"""How a file begins that systemd sealed to a TPM as well: there is none here."""


@pytest.fixture
def sealed(tmp_path, monkeypatch):
    """A pod whose keys systemd has sealed with this machine's secret."""
    monkeypatch.setenv("POD_HOME", str(tmp_path / "home"))
    monkeypatch.setenv(MACHINE, str(tmp_path / "secret"))
    settings, folder = Settings(pod="pod07", site="Test"), tmp_path / "sealed"
    provision(tmp_path / "home", settings, SystemClock(), SystemRandom(), folder)
    return folder


@really
def test_keys_that_systemd_sealed_are_told_by_what_they_say_themselves(sealed):
    assert where_keys_lie(sealed) == "sealed with a secret of this machine"
    for name in STORE_KEYS:
        (sealed / name).write_bytes(b64encode(BY_CHIP + bytes(64)))
    assert where_keys_lie(sealed) == "sealed to its TPM and a secret of it"


@really
def test_one_that_is_not_as_the_others_is_a_warning(sealed):
    (sealed / STORE_KEYS[0]).write_bytes(b"6" * 64)
    assert "do not use this pod" in where_keys_lie(sealed)


@really
def test_an_image_says_what_seals_its_disk(sealed, tmp_path, monkeypatch):
    (tmp_path / "slot").write_text("a")
    monkeypatch.setattr(check_keys, "STARTED", tmp_path / "slot")
    monkeypatch.setattr(check_keys, "DISK_KEY", tmp_path / "data.key")
    monkeypatch.setattr(check_keys, "CHIPS", tmp_path / "chips")
    assert where_keys_lie(sealed).endswith(
        "by its recovery key alone: no TPM of it does"
    )
    (tmp_path / "chips" / "tpm0").mkdir(parents=True)
    assert where_keys_lie(sealed).endswith("sealed to this machine's TPM")
    monkeypatch.setattr(check_keys, "UNSEALED", tmp_path / "slot")
    assert "its recovery key alone" in where_keys_lie(sealed)
    (tmp_path / "data.key").touch()
    assert where_keys_lie(sealed).endswith("beside the data: this machine has no TPM")


@really
def test_whoever_may_not_look_at_the_disks_key_is_told_so(
    sealed, tmp_path, monkeypatch
):
    """As a folder of the administrator's does, its own name refuses the look."""
    (tmp_path / "slot").write_text("a")
    monkeypatch.setattr(check_keys, "STARTED", tmp_path / "slot")
    monkeypatch.setattr(check_keys, "DISK_KEY", tmp_path / ("x" * 300))
    assert where_keys_lie(sealed).endswith("only the administrator sees")


def test_a_demonstration_says_so_and_whoever_may_not_look_is_told(home, monkeypatch):
    monkeypatch.setenv("POD_HOME", str(home))
    assert "demonstration" in where_keys_lie()
    real = Settings(pod="pod07", site="Test")
    monkeypatch.setattr(check_keys, "read_settings", lambda _home: real)
    assert "administrator" in where_keys_lie(home / "nowhere")


def test_on_a_disk_that_its_chip_seals_keys_are_not_sealed_to_it_once_more(
    tmp_path, monkeypatch
):
    """Else the recovery key would open a disk whose stores stay shut."""
    monkeypatch.setattr(keyrings, "ON_SEALED_DISK", tmp_path)
    assert keyrings._sealed_by.__wrapped__() == ("--with-key=host",)
