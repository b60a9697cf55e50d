"""The sheet spoilt in one place at a time: what is changed, and what is then said."""

RISK = 'risk = { kind = "self_harm", op = "at_least", value = 1, version = 1 }'
WINDOW, WORSE = 'window = "week"', 'higher_is = "worse"'
ALPHA = 'what = "alpha"\nvalue = 0.8'
FIGURE, BAND = (f'[[params.{of}]]\nscale = "total"' for of in ("published", "bands"))
ANSWERS, ITEMS = 'responses = "often"', 'items = ["one", "two"]'
SCALE = "params.scales.total"


def more(line, *lines):
    """A line, and the same with others below it."""
    return line, "\n".join((line, *lines))


def less(text, of):
    """A text, and the same without a part of it."""
    return text, text.replace(of, "")


UNSETTLED = more(WINDOW, 'substitute = ""')

SPOILT = {
    "an unknown key": (
        [more(WINDOW, 'colour = "red"')],
        "unknown field `colour` - at `$.params`, expected id, version, source",
    ),
    "an unknown key of an item": (
        [more(ANSWERS, "flip = true")],
        "unknown field `flip` - at `$.params.items[0]`, expected id, text",
    ),
    "the id of another file": (
        [('id = "sheet"', 'id = "other"')],
        "params.id: expected sheet, as the file is called",
    ),
    "two items of one id": (
        [('id = "two"', 'id = "one"')],
        "params.items: expected one once",
    ),
    "a scale of an item that is not there": (
        [(ITEMS, 'items = ["one", "three"]')],
        f"{SCALE}.items: no item three, expected one of one, two",
    ),
    "an item counted twice": (
        [(ITEMS, 'items = ["one", "one"]')],
        f"{SCALE}.items: expected one once",
    ),
    "an item turned round that no scale counts": (
        [(ITEMS, 'items = ["one"]')],
        "params.items.two.reverse: expected a scale that counts it",
    ),
    "answers that are not there": (
        [(ANSWERS, 'responses = "rarely"')],
        "params.items.one.responses: expected one of often",
    ),
    "answers that count up and down": (
        [("value = 1, text", "value = 5, text")],
        "params.response_sets.often: expected values that rise, or fall",
    ),
    "two answers that count the same": (
        [("value = 1, text", "value = 0, text")],
        "params.response_sets.often: expected values that rise, or fall",
    ),
    "a licence without a holder": (
        [('holder = "Nobody"', 'holder = ""')],
        "Expected `str` of length >= 1 - at `$.params.licence.holder`",
    ),
    "a licence that says nothing": (
        [less('statement = "Do as you like."', 'statement = "Do as you like."')],
        "missing required field `statement` - at `$.params.licence`",
    ),
    "a licence whose holder is white space": (
        [('holder = "Nobody"', 'holder = " "')],
        "at `$.params.licence.holder`",
    ),
    "an item of white space": (
        [('en = "The first"', 'en = " "')],
        "at `$.params.items[0].text[...]`",
    ),
    "a licence without changes whose wording may change": (
        [('"CC0-1.0"', '"CC-BY-ND-4.0"')],
        "params.unaltered: expected true, since the licence allows no change",
    ),
    "two items of the same words": (
        [('"The second"', '"The first"')],
        "params.items.one.text: expected words of its own",
    ),
    "two answers of the same words": (
        [('"At times"', '"Never"')],
        "params.response_sets.often, 0: expected words of its own",
    ),
    "something to add that is no number": (
        [more(WORSE, "add = nan")],
        f"{SCALE}: expected a finite number to multiply, add or look up",
    ),
    "a table that gives no number": (
        [
            more(
                WORSE,
                'method = "lookup"',
                "table = [[0, 0], [1, 1], [2, 2], [3, inf], [4, 4], [5, 5], [6, 6]]",
            )
        ],
        f"{SCALE}: expected a finite number to multiply, add or look up",
    ),
    "a file it is like that is elsewhere": (
        [("[about]", 'like = "../sheet"\n[about]')],
        "at `$.like`",
    ),
    "a file it is like that is not there": (
        [("[about]", 'like = "nowhere"\n[about]')],
        "like: expected a file beside it; no nowhere.toml is",
    ),
    "a hole that nothing fills": (
        [('recall = "Meddyliwch."', 'recall = "Meddyliwch {of}."')],
        "text.cy.recall: expected no holes, but {number} and {of} in step",
    ),
    "a hole that is not what a step has": (
        [('step = "Cwestiwn {number} o {of}"', 'step = "Cwestiwn {numer} o {of}"')],
        "text.cy.step: expected no holes, but {number} and {of} in step",
    ),
    "a title of white space": (
        [('title = "Taflen"', 'title = " "')],
        "text.cy.title: expected words",
    ),
    "a band outside the range": (
        [("to = 6", "to = 7")],
        "params.bands, high of total: expected from and to within 0 to 6",
    ),
    "bands over one another": (
        [("from = 3", "from = 2")],
        "params.bands, high of total: expected from more than 2",
    ),
    "a band of no scale": (
        [(BAND, BAND.replace("total", "sum"))],
        "params.bands: no scale sum, expected one of total",
    ),
    "a figure of no scale": (
        [(FIGURE, FIGURE.replace("total", "sum"))],
        "params.published: no scale sum, expected one of total",
    ),
    "a reliability beyond 1": (
        [(ALPHA, 'what = "alpha"\nvalue = 1.2')],
        "params.published, alpha of total: expected from 0 to less than 1",
    ),
    "a spread of nothing": (
        [(ALPHA, 'what = "sd"\nvalue = 0')],
        "params.published, sd of total: expected more than 0, and 6 at most",
    ),
    "a cut-off outside the range": (
        [(ALPHA, 'what = "cut_off"\nvalue = 9')],
        "params.published, cut_off of total: expected within 0 to 6",
    ),
    "nothing that has to be answered": (
        [more(WORSE, "most_missing = 2", 'missing_rule = "mean_of_others"')],
        f"{SCALE}.most_missing: expected fewer than 2",
    ),
    "items that may lack without a rule": (
        [more(WORSE, "most_missing = 1")],
        f"{SCALE}.missing_rule: expected a rule just where items may lack",
    ),
    "a sum looked up nowhere": (
        [more(WORSE, 'method = "lookup"')],
        f"{SCALE}.table: expected a table just where the sum is looked up",
    ),
    "a table with gaps": (
        [more(WORSE, 'method = "lookup"', "table = [[0, 0], [1, 1], [6, 6]]")],
        f"{SCALE}.table: expected each sum from 0 to 6, once, in order",
    ),
    "a score's name that is taken": (
        [
            (
                '[[params.scales]]\nname = "total"',
                '[[params.scales]]\nname = "items_missing"',
            )
        ],
        "params.scales: expected items_missing once",
    ),
    "a risk rule that no answer meets": (
        [more(ANSWERS, RISK.replace("value = 1", "value = 2")), UNSETTLED],
        "params.items.one.risk.value: expected one of [1, 3]",
    ),
    "a risk rule that every answer meets": (
        [more(ANSWERS, RISK.replace("value = 1", "value = 0")), UNSETTLED],
        "params.items.one.risk.value: expected one of [1, 3]",
    ),
    "a risk of no known kind": (
        [more(ANSWERS, RISK.replace("self_harm", "sadness")), UNSETTLED],
        "Invalid enum value 'sadness' - at `$.params.items[0].risk.kind`",
    ),
    "a risk rule without word of a substitute": (
        [more(ANSWERS, RISK)],
        "params.substitute: expected just where an item has a risk rule",
    ),
    "a substitute for nothing": (
        [more(WINDOW, 'substitute = "phq8"')],
        "params.substitute: expected just where an item has a risk rule",
    ),
    "a measure with a risk rule that does not say so first": (
        [more(ANSWERS, RISK), UNSETTLED],
        "[text.en]: Object missing required field `passed_on_title`",
    ),
    "an item in another language than the first": (
        [('en = "The second"', 'cy = "Yr ail"')],
        "params.items.two.text: expected in en",
    ),
    "a stem in another language than the items": (
        [('en = "Over the week"', 'cy = "Dros yr wythnos"')],
        "params.stem: expected in en",
    ),
    "a window that is not known": (
        [(WINDOW, 'window = "month"')],
        "Invalid enum value 'month' - at `$.params.window`",
    ),
    "a missing translation of our words": (
        [less('title = "Taflen"', 'title = "Taflen"')],
        "[text.cy]: Object missing required field `title`",
    ),
    "an empty translation of our words": (
        [('may_skip = "Cewch hepgor."', 'may_skip = ""')],
        "text.cy.may_skip: expected words",
    ),
    "no word of the items' language": (
        [('note = "Yn Saesneg."', 'note = ""')],
        "text.cy.note: expected just where wording is another",
    ),
    "a wording that was not published": (
        [('"Taflen"\nwording = "en"', '"Taflen"\nwording = "cy"')],
        "text.cy.wording: expected one of en",
    ),
    "a language that nobody speaks here": (
        [("[text.cy]", "[text.fr]")],
        "Invalid enum value 'fr' - at `key` in `$.text`",
    ),
}
