"""What a set-up hands over: a stick for results, sealed codes, the cards of a wing."""

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from pod.app.provisioning import write_settings
from pod.cli.set_up_handed import a_stick, others_cards, own_card, sealed_codes
from pod.cli.set_up_state import Note, SetUp
from pod.cli.set_up_talk import Answers
from pod.errors import Usage
from pod.settings import Link, read_settings
from pod.wing.members import Card, fingerprint, read_card, signed_card, write_card
from tests.core.staffed import FACILITATOR, SUPERVISOR
from tests.export import test_udisks
from tests.wing.members import POD2

machine, sticks = test_udisks.machine, test_udisks.sticks


@pytest.fixture
def one(inside, home, stick, sticks, monkeypatch):
    """A pod of a wing, served a study; one stick is in, and its set-up is open."""
    inside.memory.close()
    sticks({"name": "sdb1", "folder": str(stick)})
    monkeypatch.setenv("POD_HOME", str(home))
    link = Link(wing="bwing", folder=str(home / "shared"), place="7")
    write_settings(home, replace(read_settings(home), link=link))
    return SetUp(home, Answers(), None, Note(supervisor=SUPERVISOR.number))


def does(step, one, *lines):
    """Do a step with these lines typed; return what it kept, and all that was shown."""
    given = "".join(f"{line}\n" for line in lines)
    with CliRunner().isolation(input=given) as (out, err, *_):
        return step(one), out.getvalue().decode() + err.getvalue().decode()


def test_the_stick_that_is_in_becomes_the_studys_own(one):
    kept, shown = does(a_stick, one, SUPERVISOR.code)
    assert "of the study calm now" in shown
    assert kept in shown


def test_sealed_codes_are_shown_and_wait_for_their_envelopes(one):
    kept, shown = does(sealed_codes, one, SUPERVISOR.code, "y")
    assert kept == "5 in envelopes"
    assert "  5.  " in shown
    with pytest.raises(Usage, match="wait for their envelopes"):
        does(sealed_codes, one, SUPERVISOR.code, "n")


def test_a_wing_is_joined_by_the_cards_on_a_stick(one, stick):
    does(own_card, one, SUPERVISOR.code)
    (own,) = stick.glob("*.podjoin")
    assert read_card(own).member.id == "pod01"
    own.unlink()
    card = Card(wing="bwing", member=POD2.member)
    write_card(stick, card, signed_card(card, POD2.key))
    two = (SUPERVISOR.code, FACILITATOR.number, FACILITATOR.code)
    kept, _ = does(others_cards, one, "y", fingerprint(card), *two)
    assert kept == POD2.member.id


def test_a_card_that_differs_from_its_screen_is_not_believed(one, stick):
    card = Card(wing="bwing", member=POD2.member)
    write_card(stick, card, signed_card(card, POD2.key))
    with pytest.raises(Usage, match="not the same"):
        does(others_cards, one, "y", "aaaa-bbbb-cccc-dddd-eeee")
