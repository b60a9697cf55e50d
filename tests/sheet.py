"""A small questionnaire that nobody published, to be spoilt in one place at a time."""

SHEET = """
[about]
purpose = "A sheet that nobody published."
evidence = "None."
limits = "It is made up."
dose = "Never."
change = "None for one person: it is made up."
sources = ["Nobody"]

[params]
id = "sheet"
version = 1
source = "Nobody"
window = "week"
stem = { en = "Over the week" }

[params.licence]
spdx = "CC0-1.0"
holder = "Nobody"
statement = "Do as you like."
confirmed = true

[[params.items]]
id = "one"
text = { en = "The first" }
responses = "often"

[[params.items]]
id = "two"
text = { en = "The second" }
responses = "often"
reverse = true

[params.response_sets]
often = [
  { value = 0, text = { en = "Never" } },
  { value = 1, text = { en = "At times" } },
  { value = 3, text = { en = "Often" } },
]

[[params.scales]]
name = "total"
items = ["one", "two"]
higher_is = "worse"

[[params.bands]]
scale = "total"
name = "low"
from = 0
to = 2
source = "Nobody"
confirmed = false

[[params.bands]]
scale = "total"
name = "high"
from = 3
to = 6
source = "Nobody"
confirmed = false

[[params.published]]
scale = "total"
what = "alpha"
value = 0.8
source = "Nobody"
confirmed = false

[text.en]
title = "A sheet"
wording = "en"
note = ""
recall = "Think of it."
may_skip = "You can skip it."
step = "Question {number} of {of}"
done_title = "Those were they."

[text.cy]
title = "Taflen"
wording = "en"
note = "Yn Saesneg."
recall = "Meddyliwch."
may_skip = "Cewch hepgor."
step = "Cwestiwn {number} o {of}"
done_title = "Dyna nhw."
"""


def written(folder, text, name="sheet"):
    path = folder / f"{name}.toml"
    path.write_text(text, "utf-8")
    return path


def changed(*pairs):
    """The sheet with some of its words replaced, each once."""
    text = SHEET
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text
