"""People who take a small lesson of every kind of step, for the stories about it."""

import tomllib

import msgspec

from pod.modules.lesson import declare
from pod.rehearse import rehearse
from pod.script import Build, Card, Question
from pod.values import seeded
from tests.modules.lesson_file import WHOLE, WORDS

ALL = {
    "cue": "alone",
    "act": "walk",
    "sure": "6",
    "after": "8",
    "sorted": "well",
    "first": "calm",
    "first_after": "family",
}


def made(folder, text=WHOLE, name="small"):
    """The activity that a file of this text makes."""
    path = folder / f"{name}.toml"
    path.write_text(text, "utf-8")
    return declare(path)


def kept_by(rows):
    """What the rows say, without their times."""
    return [(row.step, row.place, row.choice, row.value) for row in rows]


def play(task, person, before=()):
    """A rehearsal of the lesson, after these rows were kept the last time."""
    params, words = task.remembering(task.read_params(), before), task.read_words("en")
    return rehearse(task.script(params, words, seeded(1)), person)


def said(page):
    """The words that tell a page from others."""
    match page:
        case Card():
            return page.title
        case Question():
            return page.prompt
        case Build():
            return page.ask


class Answers:
    """Somebody who answers pages by what they ask; where there is no plan, go on.

    An answer may be a list: one for each time the page comes.
    """

    def __init__(self, **answers):
        self.answers = answers
        self.met = []

    def sees(self, _picture, _now_ms):
        return None

    def chooses(self, page, _now_ms):
        self.met.append(page)
        for key, answer in self.answers.items():
            if tomllib.loads(WORDS).get(key, "").split("{")[0].strip() in said(page):
                if isinstance(answer, list):
                    return answer.pop(0) if answer else None
                return answer
        return None


def rows_of(task, *specs):
    """Rows of a lesson from (step, kind, value or choice or ms) in their order."""
    made_rows = []
    for step, kind, what in specs:
        row = {"step": step, "kind": kind}
        if kind in ("still", "breathe"):
            row |= {"still_ms": what, "place": len(made_rows) + 1}
        elif kind in ("rate", "sort"):
            row |= {"value": what}
        else:
            row |= {"choice": what}
        made_rows.append(msgspec.convert(row, task.row))
    return made_rows


class BackOnce(list):
    """An answer that first goes back, then walks."""

    def __init__(self):
        super().__init__(["back", "walk"])
