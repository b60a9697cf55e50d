"""Letters carried by a real thread through a real folder; the core waits for none."""

import pytest

from pod.app.wing_post import WingPost
from pod.clock import SystemClock
from pod.core.wings import Member
from pod.errors import Storage
from pod.wing.folder import LocalFolder
from pod.wing.inbox import Round
from tests.app.processes import until
from tests.wing.members import CONSOLE, FREE, HELP, NOT_SAFE, POD1, reader_of

STATUS, CONCERN = ("status", ""), ("concern", "")


def post_of(one, folder, rung):
    member = Member(str(folder), reader_of(one), one.key, (), 0, one.key)
    post = WingPost(
        member, LocalFolder(folder), SystemClock(), lambda: rung.append(one)
    )
    post.start()
    return post


@pytest.fixture
def posts(tmp_path):
    folder, rung = tmp_path / "wing", []
    folder.mkdir()
    both = [post_of(one, folder, rung) for one in (POD1, CONSOLE)]
    yield folder, rung, *both
    for post in both:
        post.close()


def heard(post, bodies):
    """Take over what came; return everything so far."""
    for one in post.came():
        if isinstance(one, Round):
            bodies += [taken.letter.body for taken in one.taken]
    return bodies


def test_what_is_said_is_heard_and_the_loop_is_woken(posts):
    _, rung, pod, console = posts
    pod.say({STATUS: HELP, CONCERN: NOT_SAFE})
    bodies = []
    until(lambda: len(heard(console, bodies)) >= 2)
    assert HELP in bodies
    assert NOT_SAFE in bodies
    assert CONSOLE in rung


def test_a_folder_that_is_gone_is_told_once_and_what_is_wanted_is_said_later(posts):
    folder, _, pod, _ = posts
    aside = folder.rename(folder.with_name("aside"))
    pod.say({STATUS: FREE})
    came = []
    until(lambda: came.extend(pod.came()) or came)
    assert [type(one) for one in came] == [Storage]
    aside.rename(folder)
    until(lambda: any(isinstance(one, Round) for one in pod.came()))
    until(lambda: list(folder.glob("pod01-*.podstatus")))


def test_it_ends_when_it_is_told_to(posts):
    _, _, pod, _ = posts
    pod.close()
    assert not pod.is_alive()
