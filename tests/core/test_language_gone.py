"""A core begun without a language that somebody chose: nothing of theirs is lost."""

import shutil

import msgspec
import pytest

from pod import desk
from pod.app.inside import open_inside
from pod.journeys.by_script import played
from pod.journeys.cast import PICTURES, STAFF, traits
from pod.settings import Likes, speak_more
from pod.storage import identities, people, sittings
from pod.storage.pod_memory import LANGUAGE_GONE
from pod.values import seeded
from tests.packs import CODE, make_pack

OFFICER = STAFF[0]
LIKES = Likes(language=CODE, text_size="large", theme="dark")


@pytest.fixture(autouse=True)
def welsh_site(home):
    """A pod whose own language is Welsh, and which has a pack besides."""
    toml = home / "pod.toml"
    toml.write_text(toml.read_text().replace('language = "en"', 'language = "cy"'))
    yield make_pack(home / "languages")
    speak_more(home / "nowhere")


@pytest.fixture
def opened(home, clock):
    """Return what opens the pod anew, as its core is begun anew."""
    inside = []

    def opening():
        for one in inside:
            one.close()
        inside[:] = [open_inside(home, clock, seeded(4))]
        return inside[0]

    yield opening
    inside[0].close()


def somebody(inside):
    with inside.memory.people.begin() as db:
        return identities.tiles(db)[0].person


def unlocked(inside):
    inside.core.answer(desk.StaffSignIn(OFFICER.number, OFFICER.code))
    reply = inside.core.answer(desk.Unlock(somebody(inside)))
    assert isinstance(reply, desk.Unlocked), reply
    return reply


def with_an_answer(inside):
    """Let somebody choose the pack and give an answer; return what was begun."""
    ask = inside.core.answer
    unlocked(inside)
    ask(desk.PicturesChosen(PICTURES))
    ask(desk.ConsentGiven(take_part=True, evaluation=False, contact=False))
    assert ask(desk.SettingsChosen(LIKES, all=True)) == desk.Done()
    begun = ask(desk.Begin())
    play = played(begun, traits(seeded(3), 0), "en")
    row, entry = msgspec.json.encode(play.rows[0]), play.entries[0]
    assert ask(desk.KeepRow(begun.activity, 1, row, entry)) == desk.Kept(1)
    return begun


def noted(inside):
    """Return in which language what is under way is noted."""
    with inside.memory.doings.begin() as db:
        (sitting,) = sittings.sittings_under_way(db, somebody(inside))
        (begun,) = sittings.activities(db, sitting.id)
        return begun.language


def is_told(inside):
    return LANGUAGE_GONE in inside.core.answer(desk.Glance()).notices


def test_the_sites_own_language_is_met_and_the_place_is_kept(opened, welsh_site):
    begun = with_an_answer(first := opened())
    assert noted(first) == CODE
    shutil.rmtree(welsh_site)
    later = opened()
    assert unlocked(later).likes == msgspec.structs.replace(LIKES, language="cy")
    assert later.core.answer(desk.Glance()).unlocked.likes.language == "cy"
    assert later.core.answer(desk.PicturesTapped(PICTURES)).resuming
    again = later.core.answer(desk.Begin())
    assert (again.activity, len(again.entries)) == (begun.activity, 1)
    assert noted(later) == "mul"


def test_staff_are_told_until_the_pack_is_back(opened, welsh_site):
    with_an_answer(first := opened())
    assert not is_told(first)
    welsh_site.rename(away := welsh_site.parent.parent / "away")
    assert is_told(opened())
    away.rename(welsh_site)
    back = opened()
    assert not is_told(back)
    assert unlocked(back).likes == LIKES


def test_what_is_chosen_in_it_is_kept_but_for_the_language(opened, welsh_site):
    """The screen may have the pack still: it is told, and so are staff."""
    with_an_answer(opened())
    shutil.rmtree(welsh_site)
    later = opened()
    unlocked(later)
    later.core.answer(desk.PicturesTapped(PICTURES))
    wish = msgspec.structs.replace(LIKES, theme="yellow")
    reply = later.core.answer(desk.SettingsChosen(wish))
    assert (reply.code, reply.lock) == (LANGUAGE_GONE, False)
    with later.memory.doings.begin() as db:
        kept = people.person(db, somebody(later))
        assert (kept.language, kept.theme) == ("cy", "yellow")
    assert is_told(later)
