"""A newer release opens the stores; the one before goes back to what it can read."""

import shutil
from contextlib import contextmanager
from datetime import timedelta

import pytest

from pod.errors import Full, Storage
from pod.storage import forms, identities, released
from pod.storage.following import Following
from pod.storage.memory import DOINGS, FILES, PERSONS, Ways, open_memory
from pod.storage.released import Stores, before_opening, last_opened, opened
from pod.storage.shelf import places_of
from pod.storage.starting import form
from tests.conftest import BEGINS
from tests.storage.test_migrations import KEYS, older

LATER = BEGINS + timedelta(hours=1)
BEFORE = {"people": "p0003", "doings": "0013", "persons": "k0002"}
"""The forms that the release before works with: really what they were."""


@contextmanager
def release_before(tmp_path):
    """Be the release before: it knows no migration that came later, nor its form."""
    there = tmp_path / "migrations"
    if not there.exists():
        shutil.copytree(forms.MIGRATIONS, there)
        for store, newest in BEFORE.items():
            for path in (there / store).glob("[vpk]0*.py"):
                if path.name[1:5] > newest[-4:]:
                    path.unlink()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(forms, "MIGRATIONS", there)
        for store, newest in BEFORE.items():
            patched.setitem(forms.FORMS, store, newest)
        forms.forms.cache_clear()
        yield
    forms.forms.cache_clear()


def stores_of(home, number):
    return Stores(home, KEYS, places_of(home, "", "pod01"), number=number)


def started(home, number, now=BEGINS):
    """Open the stores as this release; what staff would be told, and the stores."""
    stores, told = stores_of(home, number), []
    before_opening(stores, now)
    memory = open_memory(home, KEYS, now, told.append, Ways(stores.places))
    opened(stores)
    return told, memory


def forms_in(memory):
    return {one.session.form: form(one) for one in stores_in(memory)}


def stores_in(memory):
    return (memory.people, memory.doings, memory.held)


def names_in(memory):
    with memory.people.begin() as db:
        return len(identities.names(db))


@pytest.fixture(scope="module")
def pristine(tmp_path_factory):
    """A pod that the release before has run: three stores in its own form."""
    place = tmp_path_factory.mktemp("pristine")
    home = place / "home"
    home.mkdir()
    older(home, "0002")
    with release_before(place):
        _, memory = started(home, 1)
        assert forms_in(memory) == BEFORE
        memory.close()
    return home


@pytest.fixture
def home(pristine, tmp_path):
    return shutil.copytree(pristine, tmp_path / "home")


def newer_release(home):
    _, memory = started(home, 2)
    assert forms_in(memory) == dict(forms.FORMS)
    memory.close()


def test_the_release_before_finds_stores_that_it_can_read(home, tmp_path):
    newer_release(home)
    assert last_opened(home) == 2
    with release_before(tmp_path):
        told, memory = started(home, 1, LATER)
        assert forms_in(memory) == BEFORE
        assert names_in(memory) == 1
        memory.close()
    assert {one.split("_")[0] for one in told} == {"restored"}
    assert len(list(home.glob("*.newer-*Z"))) == len(FILES)
    assert not list((home / "backups").glob("release-*"))
    newer_release(home)


def test_a_copy_is_made_once_for_a_release_and_only_the_newest_stays(home):
    newer_release(home)
    place = home / "backups"
    (first,) = place.glob("release-*")
    when = (first / "kept.json").stat().st_mtime_ns
    newer_release(home)
    assert (first / "kept.json").stat().st_mtime_ns == when
    _, memory = started(home, 3)
    memory.close()
    assert [one.name for one in place.glob("release-*")] == ["release-000003"]


def test_where_every_form_can_be_read_nothing_goes_back(home):
    newer_release(home)
    before = (home / DOINGS).stat().st_ino
    told, memory = started(home, 1, LATER)
    memory.close()
    assert told == []
    assert (home / DOINGS).stat().st_ino == before
    assert last_opened(home) == 1


def test_a_pod_goes_back_by_one_release_and_never_further(home):
    """An older one that somebody starts, signed as it may be, opens nothing."""
    for number in (2, 4):
        _, memory = started(home, number)
        memory.close()
    before = (home / "release.json").read_bytes()
    with pytest.raises(Storage, match="past release 2"):
        started(home, 1, LATER)
    assert (home / "release.json").read_bytes() == before
    for number in (2, 4, 2):
        _, memory = started(home, number, LATER)
        memory.close()
        assert last_opened(home) == number


def test_without_a_copy_the_release_before_says_so_and_changes_nothing(home, tmp_path):
    newer_release(home)
    shutil.rmtree(home / "backups")
    before = {name: (home / name).read_bytes() for name in FILES.values()}
    with release_before(tmp_path), pytest.raises(Storage, match="newer program"):
        started(home, 1, LATER)
    assert {name: (home / name).read_bytes() for name in FILES.values()} == before


def test_a_spoilt_copy_is_none(home, tmp_path):
    newer_release(home)
    copy = home / "backups/release-000002" / DOINGS
    spoilt = bytearray(copy.read_bytes())
    spoilt[5000] ^= 1
    copy.write_bytes(spoilt)
    with release_before(tmp_path), pytest.raises(Storage, match="newer program"):
        started(home, 1, LATER)


def test_where_there_is_no_room_for_the_copy_the_stores_stay_as_they_are(
    home, monkeypatch
):
    told = type("Usage", (), {"free": 1000})
    monkeypatch.setattr("shutil.disk_usage", lambda _path: told)
    before = {name: (home / name).read_bytes() for name in FILES.values()}
    with pytest.raises(Full, match="no room for the copy"):
        started(home, 2)
    assert {name: (home / name).read_bytes() for name in FILES.values()} == before
    assert last_opened(home) == 1


def test_whoever_is_forgotten_meanwhile_does_not_come_back(home, tmp_path):
    """Rather is the release before refused: a key that is gone stays gone."""
    _, memory = started(home, 2)
    copies = home / "backups/release-000002"
    assert (copies / PERSONS).exists()
    Following(memory, places_of(home, "", "pod01"))
    memory.persons.destroy("per1")
    memory.close()
    assert not (copies / PERSONS).exists()
    with release_before(tmp_path), pytest.raises(Storage, match="newer program"):
        started(home, 1, LATER)


def test_a_pod_without_a_note_keeps_no_copy_and_is_noted_from_now_on(home):
    (home / released.NOTE).unlink()
    _, memory = started(home, 2)
    memory.close()
    assert not list((home / "backups").glob("release-*"))
    assert last_opened(home) == 2


class CutError(BaseException):
    """The power went."""


STEPS = ("_set_aside", "put_back", "note_amiss")


@pytest.mark.parametrize("after", range(3 * len(FILES)))
def test_cut_while_it_goes_back_it_goes_back_at_the_next_start(home, tmp_path, after):
    newer_release(home)
    left = [after]

    def cut_after(step):
        def do(*given):
            left[0] -= 1
            if left[0] < 0:
                raise CutError
            return step(*given)

        return do

    with release_before(tmp_path):
        with pytest.MonkeyPatch.context() as patched:
            for step in STEPS:
                patched.setattr(released, step, cut_after(getattr(released, step)))
            with pytest.raises(CutError):
                before_opening(stores_of(home, 1), LATER)
        _, memory = started(home, 1, LATER + timedelta(minutes=1))
        assert (forms_in(memory), names_in(memory)) == (BEFORE, 1)
        memory.close()
