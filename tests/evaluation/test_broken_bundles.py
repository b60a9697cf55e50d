"""Sixty broken bundles: each is set aside with its code, a sentence and what to do."""

import pytest

from pod.errors import PartRefused
from pod.evaluation.catalogue import Catalogue
from pod.evaluation.intake import take_in, verdict
from pod.evaluation.revoked import Revoked
from pod.evaluation.unpacking import BIGGEST
from pod.seal import sig_beside
from tests.evaluation.broken import BROKEN, KEYS, ROWS, WHOLE
from tests.export.makers import POD_KEY, clock, opener, sealed_bundle


def laid(folder, made):
    """Write each as a file of its own; return the paths in their order."""
    paths = []
    for number, (content, signature) in enumerate(made):
        path = folder / f"broken{number:02d}.podbundle"
        path.write_bytes(content)
        if signature is not None:
            sig_beside(path).write_text(signature)
        paths.append(path)
    return paths


@pytest.fixture
def catalogue(tmp_path):
    catalogue = Catalogue(tmp_path / "catalogue.duckdb")
    yield catalogue
    catalogue.close()


def taken(paths, catalogue, revoked=()):
    given = opener(KEYS, level="outcomes")
    return list(take_in(paths, given, catalogue, clock(), revoked))


def test_every_broken_bundle_is_set_aside_and_the_good_one_comes_in(
    catalogue, tmp_path
):
    """All at once, as they might lie in one folder, with a good one in their midst."""
    made = [make() for make, _, _ in BROKEN.values()]
    paths = laid(tmp_path, [*made, (WHOLE.content, WHOLE.signature)])
    *told, good = taken(paths, catalogue)
    found = {n: (one.code, one.say) for n, one in zip(BROKEN, told, strict=True)}
    wrong = {
        name: (found[name], code, reason)
        for name, (_, code, reason) in BROKEN.items()
        if found[name][0] != code or reason not in found[name][1]
    }
    assert wrong == {}
    assert len(BROKEN) + len(ROWS) >= 60
    assert (good.state, good.rows) == ("loaded", 66)
    assert isinstance(verdict([*told, good]), PartRefused)
    for aside in catalogue.quarantined():
        assert aside.reason, aside.name
        assert aside.do.endswith("."), aside.name
    assert catalogue.ask("SELECT count(*) FROM bundle") == [(1,)]


@pytest.mark.parametrize("name", ROWS)
def test_a_row_that_is_wrong_is_refused_and_the_rest_is_used(catalogue, tmp_path, name):
    (one,) = taken(laid(tmp_path, [ROWS[name]()]), catalogue)
    assert (one.state, one.code) == ("loaded", 3)
    whys = catalogue.ask("SELECT why FROM refused_row")
    kind = {
        "no number and no reason": "contradicts",
        "a person twice": "twice",
    }.get(name, "not_allowed")
    assert (kind,) in whys
    assert one.rows + one.refused == 66 + (kind == "twice")


def test_a_file_far_too_big_is_refused_unread(catalogue, tmp_path):
    (path,) = laid(tmp_path, [(b"", "")])
    with path.open("wb") as file:
        file.truncate(BIGGEST + 1)
    (one,) = taken([path], catalogue)
    assert (one.code, "far too big" in one.say) == (6, True)


def test_a_bundle_by_a_withdrawn_key_is_set_aside(catalogue, tmp_path):
    revoked = (Revoked(pod="pod07", key=POD_KEY.public, from_sequence=1),)
    paths = laid(tmp_path, [(WHOLE.content, WHOLE.signature)])
    (one,) = taken(paths, catalogue, revoked)
    assert (one.code, "was withdrawn" in one.say) == (4, True)
    later = (Revoked(pod="pod07", key=POD_KEY.public, from_sequence=2),)
    assert [one.state for one in taken(paths, catalogue, later)] == ["loaded"]


def test_what_has_the_place_of_another_is_set_aside(catalogue, tmp_path):
    again = sealed_bundle(KEYS)
    other = sealed_bundle(KEYS, bundle="9" * 32)
    several = [(one.content, one.signature) for one in (WHOLE, again, other)]
    told = taken(laid(tmp_path, several), catalogue)
    assert [(one.state, one.code) for one in told] == [
        ("loaded", 0),
        ("refused", 3),
        ("refused", 3),
    ]
    assert "other content" in told[1].say
    assert "this number" in told[2].say
