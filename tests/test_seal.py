"""Keys, seals and signatures, each checked by the real program."""

import base64
import subprocess

import pytest
import sshsig
from hypothesis import given
from hypothesis import strategies as st
from sshsig.ssh_public_key import PublicKey

from pod.errors import Malformed, Sealed, Untrusted
from pod.seal import (
    SigningKey,
    Trusted,
    allowed_line,
    fingerprint,
    new_identity,
    public_key,
    read_allowed,
    read_signing_key,
    recipient_of,
    seal,
    signer,
    unseal,
)

KEY, OTHER = SigningKey(bytes(range(32))), SigningKey(bytes(range(1, 33)))
POD = Trusted("pod07", KEY.public)
MESSAGE = b"fifteen people\n"


def run(*command, stdin=b"", cwd=None):
    return subprocess.run(
        command, input=stdin, capture_output=True, check=False, cwd=cwd
    )


def test_ssh_keygen_accepts_our_signature_and_nobody_elses(tmp_path):
    (tmp_path / "allowed").write_text(allowed_line(POD))
    (tmp_path / "sig").write_text(KEY.sign(MESSAGE))
    verify = ("ssh-keygen", "-Y", "verify", "-f", "allowed", "-I", "pod07")
    ours = (*verify, "-n", "training-pod", "-s", "sig")
    assert run(*ours, stdin=MESSAGE, cwd=tmp_path).returncode == 0
    assert run(*ours, stdin=MESSAGE + b" ", cwd=tmp_path).returncode != 0
    (tmp_path / "sig").write_text(OTHER.sign(MESSAGE))
    assert run(*ours, stdin=MESSAGE, cwd=tmp_path).returncode != 0


def test_we_accept_what_ssh_keygen_signs_with_our_key_file(tmp_path):
    key = tmp_path / "signing"
    key.write_text(KEY.private_text())
    key.chmod(0o600)
    (tmp_path / "message").write_bytes(MESSAGE)
    sign = ("ssh-keygen", "-Y", "sign", "-f", "signing", "-n")
    assert run(*sign, "training-pod", "message", cwd=tmp_path).returncode == 0
    assert signer(MESSAGE, (tmp_path / "message.sig").read_text(), [POD]) == "pod07"
    (tmp_path / "message.sig").unlink()
    assert run(*sign, "another-place", "message", cwd=tmp_path).returncode == 0
    with pytest.raises(Untrusted):
        signer(MESSAGE, (tmp_path / "message.sig").read_text(), [POD])


def test_an_independent_library_agrees():
    key = PublicKey.from_openssh_str(KEY.public)
    found = sshsig.verify(MESSAGE, KEY.sign(MESSAGE), [key], "training-pod")
    assert found == key
    assert fingerprint(KEY.public) == key.sha256_str()


def test_a_fingerprint_is_the_one_ssh_keygen_shows(tmp_path):
    (tmp_path / "key.pub").write_text(f"{KEY.public} somebody\n")
    shown = run("ssh-keygen", "-l", "-f", "key.pub", cwd=tmp_path).stdout.decode()
    assert fingerprint(public_key(f"{KEY.public} somebody")) in shown


@given(st.data())
def test_no_signature_survives_a_changed_character(data):
    good = KEY.sign(MESSAGE)
    at = data.draw(st.integers(0, len(good) - 1))
    other = data.draw(st.characters(codec="ascii").filter(lambda c: c != good[at]))
    changed = good[:at] + other + good[at + 1 :]
    with pytest.raises(Untrusted):
        signer(MESSAGE, changed, [POD])


def test_a_signature_has_one_spelling_only():
    good = KEY.sign(MESSAGE)
    head, last, tail = good.rpartition("=")
    spare_bit = head[:-1] + chr(ord(head[-1]) + 1) + last + tail
    raw = base64.b64decode("".join(good.splitlines()[1:-1]))
    bare = base64.b64encode(raw[-64:]).decode()
    naked = "\n".join([good.splitlines()[0], bare, good.splitlines()[-1], ""])
    for other in (spare_bit, naked, good + "\n", good.replace("\n", "\r\n")):
        with pytest.raises(Untrusted):
            signer(MESSAGE, other, [POD])


@given(st.text(max_size=300))
def test_nonsense_is_not_a_signature(nonsense):
    with pytest.raises(Untrusted):
        signer(MESSAGE, nonsense, [POD])


def test_the_signer_is_named_and_others_are_not_mistaken_for_them():
    both = [POD, Trusted("pod08", OTHER.public)]
    assert signer(MESSAGE, OTHER.sign(MESSAGE), both) == "pod08"
    with pytest.raises(Untrusted):
        signer(MESSAGE, OTHER.sign(MESSAGE), [POD])


def test_allowed_signers_are_read_as_they_were_written():
    text = "# pods of this study\n\n" + allowed_line(POD)
    assert read_allowed(text) == (POD,)
    assert read_allowed(f"pod07 {KEY.public} a comment") == (POD,)


@pytest.mark.parametrize(
    "line",
    [
        f'pod07 valid-before="20200101" {KEY.public}',
        f'pod07 namespaces="git" {KEY.public}',
        f"cert-authority {KEY.public}",
        "pod07 ssh-ed25519 AAAA",
        "pod07",
    ],
)
def test_an_allowed_signer_with_terms_we_do_not_keep_is_refused(line):
    with pytest.raises(Malformed):
        read_allowed(line)


def test_a_signing_key_survives_its_file_and_other_files_are_refused():
    assert read_signing_key(KEY.private_text()).public == KEY.public
    with pytest.raises(Malformed):
        read_signing_key(KEY.public)


@pytest.mark.parametrize("text", ["", "ssh-rsa AAAA", "ssh-ed25519 !!!", "\x00"])
def test_a_public_key_of_another_kind_is_refused(text):
    with pytest.raises(Malformed):
        public_key(text)


def test_the_age_program_opens_what_we_seal_with_either_key(tmp_path):
    mine, escrow = new_identity(), new_identity()
    (tmp_path / "sealed").write_bytes(
        seal(MESSAGE, [recipient_of(mine), recipient_of(escrow)])
    )
    for identity in (mine, escrow):
        (tmp_path / "key").write_text(identity)
        opened = run("age", "-d", "-i", "key", "sealed", cwd=tmp_path)
        assert opened.stdout == MESSAGE


def test_we_open_what_the_age_program_sealed():
    mine = new_identity()
    sealed = run("age", "-r", recipient_of(mine), stdin=MESSAGE).stdout
    assert unseal(sealed, [new_identity(), mine]) == MESSAGE


def test_a_wrong_key_a_cut_and_noise_are_sealed():
    mine = new_identity()
    sealed = seal(MESSAGE, [recipient_of(mine)])
    for untrusted, key in (
        (sealed, new_identity()),
        (sealed[:-1], mine),
        (b"", mine),
        (b"PK\x03\x04", mine),
    ):
        with pytest.raises(Sealed):
            unseal(untrusted, [key])


def test_sealing_for_nobody_or_for_no_key_is_refused():
    with pytest.raises(Malformed):
        seal(MESSAGE, [])
    with pytest.raises(Malformed):
        seal(MESSAGE, ["age1nobody"])
    with pytest.raises(Malformed):
        recipient_of("AGE-SECRET-KEY-1NOBODY")
