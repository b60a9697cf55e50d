"""Joining a wing by commands: a card, five groups of letters, two people."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from pod.cli.wing import wing
from pod.errors import Trouble, Untrusted, Usage
from pod.seal import public_key, sig_beside
from pod.settings import read_settings
from pod.wing.members import Card, fingerprint, read_card, signed_card, write_card
from tests.lived import OFFICER, SUPERVISOR
from tests.wing.members import CONSOLE, POD2


@pytest.fixture(autouse=True)
def linked(home, tmp_path, monkeypatch):
    """A pod that its settings link with the wing bwing."""
    monkeypatch.setenv("POD_HOME", str(home))
    folder = tmp_path / "shared"
    folder.mkdir()
    words = ("--wing", "bwing", "--folder", str(folder), "--place", "7")
    run("link", *words, codes=())
    return folder


def run(*words, codes=(SUPERVISOR.code,)):
    told = CliRunner().invoke(wing, list(words), input="\n".join([*codes, ""]))
    if told.exception and not isinstance(told.exception, SystemExit):
        raise told.exception
    return told


def card_of(one, folder, wing_id="bwing"):
    card = Card(wing=wing_id, member=one.member)
    return write_card(folder, card, signed_card(card, one.key)), card


def join(path, words):
    codes = (words, SUPERVISOR.code, OFFICER.number, OFFICER.code)
    return run("join", str(path), "--as", SUPERVISOR.number, codes=codes)


def members():
    told = run("list", "--json", "--as", SUPERVISOR.number).stdout
    return [one["id"] for one in json.loads(told)["members"]]


def test_where_it_belongs_is_written_into_its_settings(home, linked):
    link = read_settings(home).link
    assert (link.wing, link.folder, link.place) == ("bwing", str(linked), "7")
    assert not link.console


def test_a_link_that_makes_no_sense_changes_nothing(home):
    before = read_settings(home)
    with pytest.raises(Usage):
        run("link", "--wing", "B Wing", "--folder", "/x", "--place", "7", codes=())
    assert read_settings(home) == before


SERVED = ("link", "--wing", "bwing", "--folder", "sftp://wing@server/b", "--place", "7")


def test_its_folder_may_be_a_servers_whose_key_is_known(home):
    run(*SERVED, "--host-key", CONSOLE.key.public, codes=())
    link = read_settings(home).link
    assert (link.folder, link.host_key) == (SERVED[4], CONSOLE.key.public)


@pytest.mark.parametrize("known", ["", "SHA256:short"])
def test_a_server_that_nobody_knows_by_its_key_changes_nothing(home, known):
    before = read_settings(home)
    with pytest.raises(Usage, match="must be known before"):
        run(*SERVED, "--host-key", known, codes=())
    assert read_settings(home) == before


def test_the_key_by_which_servers_know_it_stays_the_same():
    once, again = (run("key", "--as", SUPERVISOR.number).stdout for _ in "ab")
    assert once == again
    assert public_key(once)


def test_its_card_says_the_same_on_paper_and_on_the_screen(linked):
    told = run("card", str(linked), "--as", SUPERVISOR.number).stdout
    path, words = told.splitlines()
    assert Path(path).name == "bwing-pod01.podjoin"
    assert words == fingerprint(read_card(linked / "bwing-pod01.podjoin"))


def test_two_people_let_another_one_in_by_its_five_groups(linked):
    path, card = card_of(CONSOLE, linked)
    told = join(path, fingerprint(card).upper().replace("-", " "))
    assert told.exit_code == 0
    assert fingerprint(card) in told.stdout
    assert members() == ["pod01", "console"]


def test_other_groups_than_the_cards_change_nothing(linked):
    path, _ = card_of(CONSOLE, linked)
    _, other = card_of(POD2, linked)
    with pytest.raises(Usage, match="not the same"):
        join(path, fingerprint(other))
    assert members() == ["pod01"]


def test_a_card_that_was_changed_on_the_way_is_refused(linked):
    path, card = card_of(CONSOLE, linked)
    path.write_bytes(path.read_bytes().replace(b'"C"', b'"D"'))
    with pytest.raises(Untrusted):
        join(path, fingerprint(card))
    sig_beside(path).unlink()
    with pytest.raises(Untrusted):
        join(path, fingerprint(card))


def test_one_person_alone_lets_nobody_in(linked):
    path, card = card_of(CONSOLE, linked)
    codes = (fingerprint(card), SUPERVISOR.code, SUPERVISOR.number, SUPERVISOR.code)
    with pytest.raises(Trouble, match="same one"):
        run("join", str(path), "--as", SUPERVISOR.number, codes=codes)
    assert members() == ["pod01"]


def test_who_has_left_is_listed_no_more(linked):
    path, card = card_of(CONSOLE, linked)
    join(path, fingerprint(card))
    run("leave", "console", "--as", SUPERVISOR.number)
    assert members() == ["pod01"]
    with pytest.raises(Usage, match="does not belong"):
        run("leave", "console", "--as", SUPERVISOR.number)


def test_a_card_of_another_wing_is_refused_in_a_sentence(linked):
    path, card = card_of(CONSOLE, linked, "cwing")
    with pytest.raises(Trouble, match="for the wing cwing"):
        join(path, fingerprint(card))
