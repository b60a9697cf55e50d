"""Bundles come in: believed, refused, repeated, out of order."""

import msgspec
import pytest

from pod.bundle.carry import write_bundle
from pod.bundle.pack import RecordHead
from pod.bundle.released import Released
from pod.errors import Damaged, Malformed, PartRefused, Sealed, Storage, Untrusted
from pod.evaluation.catalogue import Catalogue
from pod.evaluation.intake import bundles_in, take_in, verdict
from pod.evaluation.status import status_of
from pod.gate.known import Already
from pod.seal import Trusted, sig_beside
from tests.export.makers import (
    OTHER_KEY,
    POD_KEY,
    POLICY,
    clock,
    measured,
    new_keys,
    opener,
    people,
    released,
    sealed_bundle,
    some_release,
)

KEYS = new_keys()
PODS = (Trusted("pod07", POD_KEY.public),)


@pytest.fixture
def catalogue(tmp_path):
    catalogue = Catalogue(tmp_path / "catalogue.duckdb")
    yield catalogue
    catalogue.close()


@pytest.fixture
def inbox(tmp_path):
    (tmp_path / "inbox").mkdir()
    return tmp_path / "inbox"


def put(inbox, name="", **how):
    sealed = sealed_bundle(KEYS, **how)
    if name:
        sealed = msgspec.structs.replace(sealed, name=name)
    return write_bundle(inbox, sealed)


def take(paths, catalogue, **how):
    found = bundles_in([paths] if not isinstance(paths, list) else paths)
    return list(take_in(found, opener(KEYS, **how), catalogue, clock()))


def rows(catalogue):
    return catalogue.ask(
        "SELECT (SELECT count(*) FROM participant), (SELECT count(*) FROM measure)"
    )


def number(sequence, start):
    """A later bundle of other people."""
    out = some_release()
    codes = {
        one.study_code: f"later{start}{i:05d}" for i, one in enumerate(out.participants)
    }
    return {
        "released": Released(
            participants=tuple(rename(one, codes) for one in out.participants),
            measures=tuple(rename(one, codes) for one in out.measures),
        ),
        "sequence": sequence,
        "bundle": f"{sequence:032x}",
    }


def rename(row, codes):
    return msgspec.structs.replace(row, study_code=codes[row.study_code])


def test_a_good_bundle_is_loaded_once_however_often_it_comes(inbox, catalogue):
    put(inbox)
    (first,) = take(inbox, catalogue)
    assert (first.state, first.rows, first.pod) == ("loaded", 66, "pod07")
    (again,) = take(inbox, catalogue)
    assert (again.state, again.say) == (
        "already",
        "calm-pod07-000001.podbundle: already here.",
    )
    assert verdict([again]) is None
    assert rows(catalogue) == [(6, 48)]


def test_the_same_id_with_other_content_is_set_aside(inbox, catalogue):
    put(inbox)
    take(inbox, catalogue)
    again = put(inbox, "again.podbundle")
    (again,) = take([again], catalogue)
    assert (again.state, again.code) == ("refused", 3)
    assert isinstance(verdict([again]), PartRefused)
    assert rows(catalogue) == [(6, 48)]
    assert "other content" in catalogue.quarantined()[0].reason


def test_another_bundle_with_a_number_that_came_is_refused(inbox, catalogue):
    put(inbox)
    put(inbox, "z.podbundle", bundle=f"{9:032x}")
    first, second = take(inbox, catalogue)
    assert (first.state, second.code) == ("loaded", 3)
    assert "this number" in second.say
    assert rows(catalogue) == [(6, 48)]


def test_what_was_told_before_is_not_counted_twice(inbox, catalogue):
    put(inbox)
    put(inbox, "z.podbundle", bundle=f"{9:032x}", sequence=2)
    assert [one.state for one in take(inbox, catalogue)] == ["loaded", "loaded"]
    assert rows(catalogue) == [(6, 48)]


def follow_up(n=6):
    """A bundle of numbers alone, of people who entered before."""
    everybody = people(n)
    rows = [measured(one, "followup") for one in everybody]
    codes = frozenset(one.study_code for one in everybody)
    entered = Already(people=codes, groups=(codes,))
    out = released(everybody, rows, POLICY, entered)
    return {"released": out, "sequence": 2, "bundle": f"{2:032x}"}


def test_numbers_of_somebody_who_never_came_wait_until_they_have(inbox, catalogue):
    later = put(inbox, **follow_up())
    (one,) = take([later], catalogue)
    assert (one.state, one.code) == ("refused", 3)
    assert "never came" in one.say
    assert rows(catalogue) == [(0, 0)]
    put(inbox)
    assert [one.state for one in take(inbox, catalogue)] == ["loaded", "loaded"]
    assert catalogue.quarantined() == []


def test_one_stranger_among_known_people_keeps_nobody_else_out(inbox, catalogue):
    put(inbox)
    put(inbox, **follow_up(7))
    first, second = take(inbox, catalogue)
    assert [one.state for one in (first, second)] == ["loaded", "loaded"]
    assert (second.code, second.refused) == (3, 5)
    assert rows(catalogue) == [(6, 48 + 6 * 4)]


def test_one_bad_bundle_never_stops_the_rest(inbox, catalogue):
    bad = put(inbox)
    put(inbox, **number(2, 2))
    content = bad.read_bytes()
    bad.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    first, second = take(inbox, catalogue)
    assert (first.code, second.state) == (4, "loaded")
    assert isinstance(verdict([first, second]), PartRefused)
    assert isinstance(verdict([first]), Untrusted)
    (aside,) = catalogue.quarantined()
    assert (aside.name, aside.code) == (bad.name, 4)
    assert bad.exists()


def test_each_kind_of_trouble_keeps_its_code(inbox, catalogue):
    put(inbox)
    assert isinstance(verdict(take(inbox, catalogue, pods=())), Untrusted)
    assert isinstance(verdict(take(inbox, catalogue, identities=())), Sealed)
    assert isinstance(verdict(take(inbox, catalogue, study="other")), Malformed)
    assert rows(catalogue) == [(0, 0)]


def test_a_bundle_without_its_signature_is_untrusted(inbox, catalogue):
    sig_beside(put(inbox)).unlink()
    (one,) = take(inbox, catalogue)
    assert one.code == 4
    assert one.say == "calm-pod07-000001.podbundle has no signature beside it."


def test_once_a_pod_is_trusted_what_was_set_aside_comes_in(inbox, catalogue):
    put(inbox)
    take(inbox, catalogue, pods=())
    assert len(catalogue.quarantined()) == 1
    (one,) = take(inbox, catalogue)
    assert one.state == "loaded"
    assert catalogue.quarantined() == []


def test_bundles_may_come_out_of_order_and_gaps_are_told(inbox, catalogue):
    put(inbox, **number(4, 4))
    put(inbox, **number(2, 2))
    take(inbox, catalogue)
    (pod,) = status_of("calm", PODS, catalogue).pods
    assert (pod.bundles, pod.last, pod.gaps, pod.breaks) == (2, 4, (1, 3), ())


def test_a_series_that_does_not_follow_on_is_told(inbox, catalogue):
    put(inbox)
    put(inbox, **number(2, 2), previous="0" * 64)
    take(inbox, catalogue)
    (pod,) = status_of("calm", PODS, catalogue).pods
    assert (pod.gaps, pod.breaks) == ((), (2,))


def test_a_trusted_pod_that_sent_nothing_is_listed(catalogue):
    pods = (*PODS, Trusted("pod08", OTHER_KEY.public))
    told = status_of("calm", pods, catalogue)
    assert [(one.pod, one.bundles) for one in told.pods] == [("pod07", 0), ("pod08", 0)]


def test_only_plain_bundle_files_in_a_folder_are_looked_at(inbox, tmp_path):
    real = put(inbox)
    (inbox / "holiday.jpg").write_bytes(b"x")
    (inbox / "zz.podbundle").symlink_to(tmp_path / "elsewhere")
    assert bundles_in([inbox]) == [real]
    assert bundles_in([real]) == [real]


def test_a_catalogue_that_is_none_is_told_and_kept(tmp_path):
    path = tmp_path / "catalogue.duckdb"
    path.write_bytes(b"not a catalogue" * 1000)
    with pytest.raises(Damaged, match="cannot be opened"):
        Catalogue(path)
    assert path.read_bytes() == b"not a catalogue" * 1000


def test_a_catalogue_that_cannot_be_made_is_storage_trouble(tmp_path):
    with pytest.raises(Storage):
        Catalogue(tmp_path / "nowhere" / "catalogue.duckdb")


def head(count, hashed="a"):
    return RecordHead(store="doings", count=count, hash=hashed * 64)


@pytest.mark.parametrize(
    ("then", "back"),
    [
        (head(9), ()),
        (head(5), ()),
        (head(4), (2,)),
        (head(5, "b"), (2,)),
    ],
    ids=["further", "as far", "behind", "another record"],
)
def test_a_pod_whose_record_went_back_is_told(inbox, catalogue, then, back):
    put(inbox, heads=(head(5),))
    put(inbox, **number(2, 2), heads=(then,))
    take(inbox, catalogue)
    (pod,) = status_of("calm", PODS, catalogue).pods
    assert pod.went_back == back
