"""Content by stick: a language, a voice, a programme, whole or the one before."""

from pathlib import Path

import pytest

from pod.errors import Untrusted, Usage
from pod.programme import SHIPPED, every_programme, read_programme, take_on_programmes
from pod.update import content
from pod.update.content import House, held, take_in

TASTER = (SHIPPED / "taster.toml").read_text("utf-8")
SHORT = TASTER.replace('name = "taster"', 'name = "induction"', 1).encode()
PLACE = "programmes/induction/induction.toml"


@pytest.fixture
def house(tmp_path):
    folder = tmp_path / "home"
    folder.mkdir()
    yield folder
    take_on_programmes(tmp_path / "nothing")


def piece(makers, path, files, release=1):
    said = {"kind": "content", "name": "induction", "release": release}
    return makers.update(path, files, **said)


def test_a_programme_that_came_by_stick_is_served(tmp_path, makers, house):
    stick = piece(makers, tmp_path / "one.podupdate", {PLACE: SHORT})
    take_in(stick, House(house, makers.trusted))
    assert take_on_programmes(house / "programmes") == ()
    assert read_programme("induction").sittings == read_programme("taster").sittings
    assert "induction" in [one.name for one in every_programme()]
    assert [one.release for one in held(house)] == [1]


def test_a_newer_one_takes_its_place_at_once(tmp_path, makers, house):
    first = {PLACE: SHORT, "programmes/induction/gone.txt": b"old"}
    take_in(
        piece(makers, tmp_path / "one.podupdate", first), House(house, makers.trusted)
    )
    second = piece(makers, tmp_path / "two.podupdate", {PLACE: SHORT}, release=2)
    take_in(second, House(house, makers.trusted))
    folder = house / "programmes"
    assert [one.release for one in held(house)] == [2]
    assert not (folder / "induction/gone.txt").exists()
    assert [one.name for one in folder.iterdir()] == ["induction"]


def test_an_older_one_is_refused(tmp_path, makers, house):
    stick = piece(makers, tmp_path / "one.podupdate", {PLACE: SHORT}, release=4)
    take_in(stick, House(house, makers.trusted))
    with pytest.raises(Untrusted, match="not newer"):
        take_in(stick, House(house, makers.trusted))


def test_what_a_site_made_itself_is_left_alone(tmp_path, makers, house):
    own = house / "programmes/induction"
    own.mkdir(parents=True)
    (own / "induction.toml").write_bytes(b"ours")
    stick = piece(makers, tmp_path / "one.podupdate", {PLACE: SHORT})
    with pytest.raises(Usage, match="of its own"):
        take_in(stick, House(house, makers.trusted))
    assert (own / "induction.toml").read_bytes() == b"ours"


class CutError(BaseException):
    """The power went."""


STEPS = ("write_read_back", "lay_signed", "_exchange")


@pytest.mark.parametrize("step", STEPS)
def test_cut_at_a_step_the_one_before_is_whole(
    step, tmp_path, makers, house, monkeypatch
):
    first = piece(makers, tmp_path / "one.podupdate", {PLACE: SHORT})
    take_in(first, House(house, makers.trusted))
    second = piece(makers, tmp_path / "two.podupdate", {PLACE: SHORT}, release=2)

    def cut(*_):
        raise CutError

    with monkeypatch.context() as patched:
        patched.setattr(content, step, cut)
        with pytest.raises(CutError):
            take_in(second, House(house, makers.trusted))
    assert [one.release for one in held(house)] == [1]
    assert take_on_programmes(house / "programmes") == ()
    take_in(second, House(house, makers.trusted))
    assert [one.release for one in held(house)] == [2]


def test_content_is_never_laid_anywhere_else(tmp_path, makers):
    for path in ("pod.toml", "instruments/induction/x.toml", "programmes/other/x"):
        with pytest.raises(Exception, match="no name"):
            piece(makers, tmp_path / "one.podupdate", {path: b"x"})


def test_a_programme_of_ours_keeps_its_name(house):
    folder = house / "programmes/taster"
    folder.mkdir(parents=True)
    (folder / "taster.toml").write_text(TASTER)
    (said,) = take_on_programmes(house / "programmes")
    assert said == "A programme is not used: taster.toml has the name of another."
    assert Path(SHIPPED / "taster.toml").is_file()


def test_a_programme_that_is_not_right_is_named(house):
    folder = house / "programmes/induction"
    folder.mkdir(parents=True)
    (folder / "induction.toml").write_bytes(SHORT.replace(b"weeks = ", b"weaks = "))
    (said,) = take_on_programmes(house / "programmes")
    assert said.startswith("A programme is not used: induction.toml")
