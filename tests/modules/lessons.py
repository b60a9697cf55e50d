"""A small lesson of every kind of step, and people to take it, for the stories."""

import tomllib

import msgspec

from pod.modules.lesson import declare
from pod.rehearse import rehearse
from pod.script import Build, Card, Question
from pod.values import seeded

ABOUT = """
[about]
purpose = "p"
evidence = "e"
limits = "l"
dose = "d"
change = "c"
sources = ["s"]
"""

SMALL = f"""
lesson = 3
{ABOUT}
[params]
icon = "plan"
minutes = 5

[params.sets.cues]
angry = "wound_up"
alone = "person"
night = "moon"
news = "news"

[params.sets.acts]
breathe = "breathe"
walk = "walk"

[params.sets.went]
well = 1.0
bit = 0.5
not_yet = 0.0

[params.sets.keep_or_change]
same = "same"
other = "change"

[params.sets.values]
family = "family"
calm = "leaf"
work = "machine"

[[params.steps]]
do = "card"
id = "hello"
lines = 2
icon = "plan"

[[params.steps]]
do = "review"
id = "helped"
of = "cue"
cards = "went"
lead = "if"

[[params.steps]]
do = "review"
id = "again"
of = "cue"
cards = "keep_or_change"

[[params.steps]]
do = "choose"
id = "cue"
cards = "cues"
same_if = {{ again = ["same"] }}

[[params.steps]]
do = "build"
id = "act"
cards = "acts"
lead = "if"
given = "cue"
keep = "keep_plan"
same_if = {{ again = ["same"] }}

[[params.steps]]
do = "rate"
id = "sure"
ends = "sure"
higher_is = "better"
given = "act"

[[params.steps]]
do = "still"
id = "see"
seconds = 50
icon = "eye"

[[params.steps]]
do = "breathe"
id = "breath"
breaths = 2
unless = {{ act = ["breathe"] }}

[[params.steps]]
do = "rate"
id = "after"
ends = "sure"
higher_is = "better"

[[params.steps]]
do = "sort"
id = "sorted"
cards = "values"
piles = "went"
lead = "card_of"

[[params.steps]]
do = "top"
id = "first"
of = "sorted"
pile = "well"
most = 2
lead = "lead_after"

[[params.steps]]
do = "card"
id = "end"
lines = 0

[[params.figures]]
name = "start"
kind = "first"
of = ["sure", "after"]

[[params.figures]]
name = "up"
kind = "change"
of = ["sure", "after"]

[[params.figures]]
name = "plans"
kind = "count"
of = ["act"]
"""

WORDS = """
title = "Small"
hello = "Hello."
hello_1 = "One."
hello_2 = "Two."
helped = "then I will {act}. Did it help?"
again = "Keep it?"
same = "Keep it"
other = "Change it"
cue = "When is it hard?"
angry = "I am angry"
alone = "I am alone"
night = "It is night"
news = "Bad news"
if = "If"
act = "then I will"
breathe = "breathe"
walk = "walk"
keep_plan = "Keep my plan"
sure = "How sure?"
sure_low = "not"
sure_high = "very"
see = "See it."
see_1 = "Slowly."
breath = "Breathe."
breath_1 = "Slowly."
breathe_in = "In"
breathe_out = "Out"
after = "And now?"
sorted = "Does it matter?"
card_of = "{number} of {of}"
well = "Well"
bit = "A bit"
not_yet = "Not yet"
family = "Family"
calm = "Calm"
work = "Work"
first = "Which first?"
first_after = "which next?"
lead_after = "After"
end = "Bye."
"""

WAYS = {
    "en": 'back = "Back"\nnext = "Next"\nskip = "Skip"\nmore = "More"\n',
    "cy": 'back = "Yn ôl"\nnext = "Nesaf"\nskip = "Hepgor"\nmore = "Mwy"\n',
}
WHOLE = SMALL + "".join(
    f"\n[text.{language}]\n{WORDS}{ways}" for language, ways in WAYS.items()
)


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
