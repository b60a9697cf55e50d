"""A small lesson of every kind of step, as its file."""

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
