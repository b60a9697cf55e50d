"""Where keys may lie: sealed by systemd, in a desktop's own keyring, nowhere else."""

import logging
import os
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.chainer import ChainerBackend
from keyring.backends.fail import Keyring as FailKeyring
from keyring.backends.null import Keyring as NullKeyring
from keyring.backends.SecretService import Keyring as SecretKeyring

from pod.errors import KeyTrouble
from pod.settings import Settings
from pod.storage import keyrings, keys
from pod.storage.keyrings import CredentialKeyring, FileKeyring, SealedCredentials
from tests.sealed_keys import MACHINE, handed_over, really

KEY = bytes(range(32))
REAL = Settings(pod="pod01", site="Test")


class PlainKeyring(KeyringBackend):
    """What the package keyrings.alt calls itself: keys in a plain file."""

    priority = 5
    __module__ = "keyrings.alt.file"

    def get_password(self, _service, _username):
        return "00" * 32

    def set_password(self, _service, _username, _password):
        """Keep nothing."""


class Lookalike(PlainKeyring):
    __module__ = "keyring.backends.SecretServiceNot"


class Chain(ChainerBackend):
    backends = ()

    def __init__(self, *chained):
        self.backends = chained


REFUSED = (
    FailKeyring(),
    NullKeyring(),
    PlainKeyring(),
    Lookalike(),
    FileKeyring(Path("keys.json")),
    Chain(),
    Chain(SecretKeyring(), PlainKeyring()),
    Chain(NullKeyring()),
)


@pytest.fixture
def set_up(monkeypatch):
    """Set the desktop's keyring for one test, and no credentials."""
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    before = keyring.get_keyring()
    yield keyring.set_keyring
    keyring.set_keyring(before)


@pytest.mark.parametrize("backend", REFUSED)
def test_a_keyring_that_does_not_protect_is_refused_outside_a_demonstration(
    backend, tmp_path, set_up
):
    set_up(backend)
    with pytest.raises(KeyTrouble, match="no safe place"):
        keys.keyring_for(REAL, tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("backend", [SecretKeyring(), Chain(SecretKeyring())])
def test_a_desktops_own_keyring_is_accepted(backend, tmp_path, set_up):
    set_up(backend)
    assert keys.keyring_for(REAL, tmp_path) is backend


def test_a_plain_file_that_lies_there_is_not_looked_at_outside_a_demonstration(
    tmp_path, set_up
):
    keys.keep_key(FileKeyring(tmp_path / "demo-keys.json"), keys.PEOPLE, KEY)
    set_up(FailKeyring())
    with pytest.raises(KeyTrouble):
        keys.keyring_for(REAL, tmp_path)


def test_a_key_that_was_not_kept_is_said_so():
    with pytest.raises(KeyTrouble, match="could not be kept"):
        keys.keep_key(PlainKeyring(), keys.PEOPLE, KEY)


def test_systemds_credentials_are_read_and_never_written(tmp_path):
    (tmp_path / "pod_people-key").write_text(KEY.hex())
    (tmp_path / "pod_people-key").chmod(0o400)
    backend = CredentialKeyring(tmp_path)
    assert keys.read_key(backend, keys.PEOPLE) == KEY
    assert keys.read_key(backend, keys.PERSONS) is None
    with pytest.raises(KeyTrouble, match="could not be kept"):
        keys.keep_key(backend, keys.PERSONS, KEY)
    with pytest.raises(KeyTrouble, match="could not be removed"):
        keys.drop_key(backend, keys.PEOPLE)


def test_a_keyring_that_cannot_be_read_or_written_is_trouble_and_no_crash(tmp_path):
    (tmp_path / "pod_people-key.older").write_bytes(b"\xff")
    (tmp_path / "pod_people-key.older").chmod(0o400)
    with pytest.raises(KeyTrouble, match="could not be read"):
        keys.older_keys(CredentialKeyring(tmp_path), keys.PEOPLE)
    (tmp_path / "folder").mkdir()
    with pytest.raises(KeyTrouble, match="could not be removed"):
        keys.drop_key(FileKeyring(tmp_path / "folder"), keys.PEOPLE)


@pytest.fixture
def sealed(tmp_path, monkeypatch):
    monkeypatch.setenv(MACHINE, str(tmp_path / "secret"))
    return SealedCredentials(tmp_path / "sealed")


@really
def test_what_is_sealed_is_what_the_service_is_handed(sealed, tmp_path, monkeypatch):
    for name in keys.STORE_KEYS:
        keys.keep_key(sealed, name, KEY)
    folder = handed_over(sealed.folder, tmp_path / "credentials")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(folder))
    backend = keys.keyring_for(REAL, tmp_path)
    assert keys.held(backend) == dict.fromkeys(keys.STORE_KEYS, KEY)


@really
def test_a_sealed_key_reads_back_changes_and_goes(sealed):
    keys.keep_key(sealed, keys.PEOPLE, KEY)
    keys.keep_key(sealed, keys.PEOPLE, bytes(32))
    assert keys.read_key(sealed, keys.PEOPLE) == bytes(32)
    keys.drop_key(sealed, keys.PEOPLE)
    keys.drop_key(sealed, keys.PEOPLE)
    assert keys.read_key(sealed, keys.PEOPLE) is None


@really
def test_one_sealed_key_does_not_pass_for_another(sealed):
    keys.keep_key(sealed, keys.PEOPLE, KEY)
    (sealed.folder / keys.PEOPLE).rename(sealed.folder / keys.PERSONS)
    with pytest.raises(KeyTrouble, match="could not be used"):
        keys.read_key(sealed, keys.PERSONS)


@really
def test_no_key_is_given_as_an_argument_or_lies_open(
    sealed, tmp_path, monkeypatch, caplog
):
    """The tool is the real one; a step before it writes its arguments down."""
    told = tmp_path / "arguments"
    step = tmp_path / "step"
    step.write_text(
        f'#!/bin/sh\nenv >> {told}\necho "$@" >> {told}\nexec {keyrings.TOOL} "$@"\n'
    )
    step.chmod(0o755)
    monkeypatch.setattr(keyrings, "TOOL", str(step))
    with caplog.at_level(logging.DEBUG):
        keys.keep_key(sealed, keys.PEOPLE, KEY)
    assert "--with-key=host" in told.read_text()
    texts = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    for text in (*texts, caplog.text.encode()):
        assert KEY not in text
        assert KEY.hex().encode() not in text.lower()


def test_a_tool_that_fails_is_one_plain_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(keyrings, "TOOL", "/bin/false")
    with pytest.raises(KeyTrouble, match="sealed keys of this machine"):
        keys.keep_key(SealedCredentials(tmp_path), keys.PEOPLE, KEY)
    assert list(tmp_path.iterdir()) == []


def test_a_tool_that_does_not_answer_is_given_up(tmp_path, monkeypatch):
    step = tmp_path / "step"
    step.write_text("#!/bin/sh\nexec sleep 60\n")
    step.chmod(0o755)
    monkeypatch.setattr(keyrings, "TOOL", str(step))
    monkeypatch.setattr(keyrings, "PATIENCE_S", 0.2)
    with pytest.raises(KeyTrouble):
        keys.keep_key(SealedCredentials(tmp_path), keys.PEOPLE, KEY)


def test_without_the_tool_that_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(keyrings, "TOOL", str(tmp_path / "none"))
    with pytest.raises(KeyTrouble, match="no systemd-creds"):
        keys.keyring_for(REAL, tmp_path, tmp_path / "sealed")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_what_an_administrator_renews_stays_the_pods_own(tmp_path):
    os.chown(tmp_path, 1234, 1234)
    backend = FileKeyring(tmp_path / "demo-keys.json")
    for _ in range(2):
        keys.keep_key(backend, keys.PEOPLE, KEY)
        assert backend.path.stat().st_uid == 1234
        assert backend.path.stat().st_mode & 0o777 == 0o600
