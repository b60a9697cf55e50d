"""Bytes that are no text, where a person types or gives a file: a plain sentence."""

import os
import subprocess
import sys

import pytest

from pod.errors import Malformed
from pod.evaluation.folder import StudyFolder

NO_TEXT = b"\xff\xfe\x80"
STRICT = {"LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "utf-8:strict"}
LENIENT = {"LC_ALL": "C", "PYTHONIOENCODING": ""}


def run(home, words, typed, locale):
    env = {**os.environ, **locale, "POD_HOME": str(home)}
    by = [sys.executable, "-m", "pod", *words]
    told = subprocess.run(by, env=env, input=typed, capture_output=True, check=False)
    return told.returncode, told.stderr.decode()


@pytest.mark.parametrize(
    ("words", "typed", "locale"),
    [
        (("staff", "list", "--as", "2002"), NO_TEXT + b"\n", STRICT),
        (("staff", "list"), NO_TEXT + b"\n", LENIENT),
        (("staff", "list", "--as", NO_TEXT), b"123456\n", STRICT),
        (("staff", "list", "--as", NO_TEXT), b"123456\n", LENIENT),
    ],
    ids=["a code, strict", "a number, lenient", "a word, strict", "a word, lenient"],
)
def test_a_command_says_in_a_sentence_that_it_cannot_be_read(
    home, words, typed, locale
):
    code, complaint = run(home, words, typed, locale)
    assert code == 2
    assert "cannot be read as text." in complaint
    assert "Traceback" not in complaint


def test_settings_that_are_no_text_are_said_to_be(home):
    (home / "pod.toml").write_bytes(b'pod = "' + NO_TEXT + b'"\n')
    code, complaint = run(home, ("staff", "list"), b"", STRICT)
    assert code == 6
    assert complaint.startswith("pod.toml is not TOML")
    assert "Traceback" not in complaint


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "keys").mkdir()
    return tmp_path


def test_a_list_of_pods_that_is_no_text_is_said_to_be(folder):
    (folder / "allowed_signers").write_bytes(NO_TEXT + b" ssh-ed25519 AAAA\n")
    with pytest.raises(Malformed, match="allowed_signers"):
        _ = StudyFolder(folder).pods


def test_a_key_among_what_is_no_text_is_found(folder):
    (folder / "keys" / "study.age").write_bytes(
        b"# " + NO_TEXT + b"\nAGE-SECRET-KEY-1X\n"
    )
    assert StudyFolder(folder).identities == ("AGE-SECRET-KEY-1X",)
