"""The study pack: read back as written, refused when changed."""

import subprocess
from datetime import date

import msgspec
import pytest

from pod.errors import Malformed, Untrusted, Usage
from pod.seal import Trusted, allowed_line, sig_beside
from pod.study import (
    BAND_VALUES,
    BANDS,
    NOT_RELEASED,
    Policy,
    StudyPack,
    allowed_bands,
    decode_study,
    open_allocation,
    policy_hash,
    read_study,
    write_study,
)
from tests.armed import IDENTITY, LATER, NOW, allocation, pack_with
from tests.export.makers import OTHER_KEY, POD_KEY, POLICY, new_keys

KEY = POD_KEY


@pytest.fixture
def pack():
    return StudyPack(
        study="calm",
        title="Calmer days",
        signed_by=KEY.public,
        recipients=new_keys().recipients,
        receipt_keys=(KEY.public,),
        policy=POLICY,
        outcomes=(),
    )


def test_a_pack_is_read_back_as_it_was_written(tmp_path, pack):
    path = write_study(tmp_path, pack, KEY)
    assert path.name == "calm.podstudy"
    assert read_study(path) == read_study(path, [KEY.public]) == pack


def test_ssh_keygen_checks_a_pack_without_us(tmp_path, pack):
    path = write_study(tmp_path, pack, KEY)
    (tmp_path / "allowed").write_text(allowed_line(Trusted("evaluator", KEY.public)))
    command = ["ssh-keygen", "-Y", "verify", "-f", "allowed", "-I", "evaluator"]
    checked = subprocess.run(
        [*command, "-n", "training-pod", "-s", sig_beside(path).name],
        input=path.read_bytes(),
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr


def test_a_pack_from_somebody_else_is_refused(tmp_path, pack):
    path = write_study(tmp_path, pack, KEY)
    with pytest.raises(Untrusted):
        read_study(path, [OTHER_KEY.public])
    forged = write_study(tmp_path, pack, OTHER_KEY)
    with pytest.raises(Untrusted):
        read_study(forged)


def test_a_changed_pack_or_a_lost_signature_is_refused(tmp_path, pack):
    path = write_study(tmp_path, pack, KEY)
    path.write_bytes(path.read_bytes().replace(b'"k": 5', b'"k": 2'))
    with pytest.raises(Untrusted):
        read_study(path)
    sig_beside(path).unlink()
    with pytest.raises(Untrusted, match="no signature"):
        read_study(path)


NONSENSE = [b"", b"{}", b"\xff", b'{"study": "calm"}', b'{"study": "\xff"}']


@pytest.mark.parametrize("content", NONSENSE)
def test_nonsense_is_not_a_pack(tmp_path, content):
    path = tmp_path / "calm.podstudy"
    path.write_bytes(content)
    sig_beside(path).write_text(KEY.sign(content))
    with pytest.raises(Malformed):
        read_study(path)


def test_a_pack_that_is_not_there_says_so(tmp_path):
    with pytest.raises(Malformed, match="cannot be read"):
        read_study(tmp_path / "calm.podstudy")


def test_a_band_without_a_list_takes_no_words_at_all():
    bands = {"sentence_band": BAND_VALUES["sentence_band"]}
    allowed = allowed_bands(msgspec.structs.replace(POLICY, bands=bands))
    assert set(allowed) == set(BANDS)
    assert allowed["prison_type"] == (NOT_RELEASED,)


def test_any_change_of_policy_changes_its_hash():
    changes = [{"k": 6}, {"round_to": 5}, {"group_by": "sex"}, {"ladder": ((),)}]
    changed = [msgspec.structs.replace(POLICY, **change) for change in changes]
    assert len({policy_hash(policy) for policy in [POLICY, *changed]}) == 5


def test_a_policy_of_one_is_no_policy():
    words = msgspec.to_builtins(POLICY)
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({**words, "k": 1}, Policy)


def test_a_pack_with_arms_is_read_back_and_opens_for_its_pod(tmp_path):
    armed = pack_with(allocation("0110"))
    again = read_study(write_study(tmp_path, armed, KEY))
    assert again == armed
    assert open_allocation(again, "pod01", IDENTITY) == allocation("0110")


def test_nobody_reads_from_a_pack_who_gets_what(tmp_path):
    content = write_study(tmp_path, pack_with(allocation("01101001")), KEY).read_bytes()
    assert b"01101001" not in content
    assert b"ab" * 32 not in content


def test_a_pack_written_before_there_were_arms_is_still_read(pack):
    words = msgspec.to_builtins(pack)
    for new in ("unit", "starts_on", "sequences"):
        del words[new]
    assert words["arms"] == ()
    assert decode_study(msgspec.json.encode(words)) == pack


TWO = pack_with(allocation()).sequences * 2
MISFITS = [
    {"arms": ()},
    {"arms": (NOW,)},
    {"arms": (NOW, NOW)},
    {"arms": (NOW, LATER) * 5},
    {"arms": ("now", "later")},
    {"sequences": TWO},
    {"unit": "pod"},
    {"starts_on": date(2026, 6, 1)},
]


@pytest.mark.parametrize("changed", MISFITS)
def test_arms_that_do_not_fit_together_are_no_pack(changed):
    misfit = msgspec.structs.replace(pack_with(allocation()), **changed)
    with pytest.raises(Malformed):
        decode_study(msgspec.json.encode(misfit))


@pytest.mark.parametrize("made_for", [{"study": "other"}, {"arms": (LATER, NOW)}])
def test_an_allocation_for_another_study_or_other_arms_is_not_opened(made_for):
    other = pack_with(allocation(**made_for)).sequences
    armed = msgspec.structs.replace(pack_with(allocation()), sequences=other)
    with pytest.raises(Malformed, match="other arms"):
        open_allocation(armed, "pod01", IDENTITY)


def test_a_pod_that_the_study_did_not_name_has_nothing_to_draw_from():
    with pytest.raises(Usage, match="none to draw from"):
        open_allocation(pack_with(allocation()), "pod02", IDENTITY)
