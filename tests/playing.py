"""Activities at play, for the promises that every one of them keeps."""

from pod.people import Traits, draw
from pod.rehearse import rehearse


def every_choice(page):
    return (*page.choices, *getattr(page, "ways", ()))


def begin(task, seed=1, language="en", before=()):
    params = task.remembering(task.read_params(), before)
    return task.script(params, task.read_words(language), draw(seed, 0, "deal"))


def person_of(task, language="en", **traits):
    return task.person(task.read_params(), task.read_words(language), Traits(**traits))


def spied(script, seen):
    """The same script, with every request and its answer written down."""
    answer = None
    while True:
        try:
            request = script.send(answer)
        except StopIteration:
            return
        answer = yield request
        seen.append((request, answer))


def heard(task, person, language="en"):
    seen = []
    rehearse(spied(begin(task, language=language), seen), person)
    return seen
