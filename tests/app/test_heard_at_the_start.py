"""A pod that cannot be heard tells staff at its start, before anybody needs a voice."""

from array import array

import pytest

from pod import desk
from tests.app.processes import is_ready, office_of, pod, until

MORE_THAN_ONE = 45_000
"""So many bytes are more than a word in any one language."""


@pytest.fixture
def surroundings(tmp_path):
    """Write what ALSA's "default" is; return what a pod is begun with there."""

    def write(told):
        (tmp_path / ".asoundrc").write_text(f"pcm.!default {{ {told} }}\n")
        return {"HOME": str(tmp_path)}

    return write


def notices(home):
    """Return what the core of a pod that runs would tell staff."""
    office = office_of(home)
    told = office.ask(desk.Glance()).notices
    office.close()
    return told


def test_a_pod_without_a_sound_card_tells_staff_before_anybody_came(home, surroundings):
    env = surroundings("type hw card 99")
    with pod("kiosk", "--windowed", home=home, env=env) as kiosk:
        is_ready(kiosk)
        until(lambda: "no_voice" in notices(home))


@pytest.mark.proof
def test_a_pod_that_can_be_heard_has_tried_each_language_and_nobody_heard_it(
    home, surroundings, tmp_path
):
    card = tmp_path / "card.raw"
    env = surroundings(f'type file slave.pcm null file "|cat >> {card}" format raw')
    with pod("kiosk", "--windowed", home=home, env=env) as kiosk:
        is_ready(kiosk)
        until(lambda: card.exists() and card.stat().st_size > MORE_THAN_ONE)
        assert "no_voice" not in notices(home)
    assert set(array("h", card.read_bytes())) == {0}
