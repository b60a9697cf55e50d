"""An attack on a report: every withheld number sought from all that is not withheld.

Whoever reads a report knows that counts are whole and not below nought, that tables of
the same people have the same totals, and whom each table counts. What a linear program
makes of that about a withheld number may never be that it is small.
"""

import msgspec
import numpy as np
import pytest
from scipy.optimize import linprog

from pod.evaluation.analysis import analyse, studied
from pod.evaluation.report.compose import summary_report, whole_report
from pod.evaluation.report.counts import counts_report
from pod.evaluation.report.document import Figure, Table
from pod.evaluation.report.people import BY
from pod.values import seeded
from tests.evaluation.study_filled import filled, new_folder

THRESHOLD, PEOPLE, SEEDS = 10, 160, 6
BAND = """
UPDATE participant SET {band} = ? WHERE study_code IN (SELECT unnest(?::VARCHAR[]))
"""
SITTINGS = """
UPDATE reached SET sittings = ? WHERE point = 'last'
    AND study_code IN (SELECT unnest(?::VARCHAR[]))
"""
BANDS = {
    "sex": ("male", "female"),
    "age_band": ("18-20", "21-24", "25-29", "30-39"),
    "sentence_band": ("remand", "1-4 years", "4-10 years"),
}
SITES = {"pod00": "north", "pod01": "south", "pod02": "south", "pod03": "east"}
PARTS = ("better", "worse", "unchanged")


class Attack:
    """Equations between numbers that are told and numbers that are not."""

    def __init__(self):
        self.places, self.known, self.lines = {}, {}, []

    def cell(self, name, n):
        """Take note of a number; None is one that is withheld."""
        self.places.setdefault(name, len(self.places))
        if n is not None:
            assert self.known.setdefault(name, n) == n, (name, n, self.known[name])

    def sums(self, whole, parts):
        """Take note that these parts come to this whole."""
        self.lines.append((whole, tuple(parts)))

    def most(self):
        """Return the most that each number that is not told can be."""
        rows = np.zeros((len(self.lines) + len(self.known), len(self.places)))
        right = np.zeros(len(rows))
        for row, (whole, parts) in enumerate(self.lines):
            rows[row, self.places[whole]] = -1
            rows[row, [self.places[one] for one in parts]] = 1
        for row, (name, n) in enumerate(self.known.items(), len(self.lines)):
            rows[row, self.places[name]], right[row] = 1, n
        for name in self.places.keys() - self.known.keys():
            wanted = np.zeros(len(self.places))
            wanted[self.places[name]] = -1
            done = linprog(wanted, A_eq=rows, b_eq=right, bounds=(0, None))
            assert done.status in (0, 3), done.message
            yield name, float("inf") if done.status == 3 else -done.fun


def attacked(told):
    """Return every equation that a report's findings give away."""
    found = Attack()
    steps = {one["name"]: one["n"] for one in told["flow"]["steps"]}
    for one in told["flow"]["by"]:
        _table_by(found, one, steps)
    for one in told["outcomes"]:
        if not one["everyone"]["withheld"]:
            _outcome(found, one)
    for what in ("sittings", "minutes", "missed", "because", "modes"):
        counts = told["fidelity"][what]
        _partition(found, ("fidelity", what), counts, ("came", "everyone"))
    return found


def _table_by(found, one, steps):
    """Take a table of who came and who ended, with its totals both ways."""
    names = [group["name"] for group in one["groups"]]
    for group in one["groups"]:
        whole = (
            "everyone" if group["name"] == "everyone" else (one["by"], group["name"])
        )
        cells = [(what, whole) for what in ("came", "ended", "not_yet")]
        for cell, what in zip(cells, ("came", "ended", "not_yet"), strict=True):
            found.cell(cell, group[what])
        found.sums(cells[0], cells[1:])
    for what in ("came", "ended", "not_yet"):
        found.sums((what, "everyone"), [(what, (one["by"], n)) for n in names[:-1]])
    found.cell(("came", "everyone"), steps["came"])
    found.cell(("ended", "everyone"), steps["last"])


def _outcome(found, one):
    """Take an outcome's groups: nobody skipped a question, so all who ended have it."""
    found.cell(("ended", "everyone"), one["everyone"]["n"])
    several = {"sentence_band": one["groups"], "arm": one["arms"]}
    several |= {band["band"]: band["groups"] for band in one["equality"]}
    several["sittings"] = one["doses"]
    if one["sites"]:
        lines = one["sites"]["lines"]
        several["site"] = [{"group": x["site"], "n": x["n"]} for x in lines]
    for by, groups in several.items():
        for group in groups:
            found.cell(("ended", (by, group["group"])), group["n"])
        if groups:
            parts = [("ended", (by, group["group"])) for group in groups]
            found.sums(("ended", "everyone"), parts)
        _classes(found, one, by, groups)


def _classes(found, one, by, groups):
    """Take who changed reliably, in all and in every group."""
    for method in one["everyone"]["reliable"]:
        name = (one["task"], method["method"])
        _kinds(found, (name, "everyone"), method)
        for group in groups:
            told = {x["method"]: x for x in group.get("reliable", ())}
            if method["method"] in told:
                _kinds(found, (name, (by, group["group"])), told[method["method"]])
        if groups and all(
            (name, (by, group["group"]), "better") in found.places for group in groups
        ):
            for part in PARTS:
                wholes = [(name, (by, group["group"]), part) for group in groups]
                found.sums((name, "everyone", part), wholes)


def _kinds(found, where, method):
    """Take the classes of one method in one group."""
    name = {"no reliable change": "unchanged"}
    told = {name.get(x["name"], x["name"]): x["n"] for x in method["classes"]}
    for part in PARTS:
        found.cell((*where, part), told.get(part))
    found.sums(("ended", where[1]), [(*where, part) for part in PARTS])
    five = {
        "better": ("recovered", "improved"),
        "worse": ("deteriorated", "harmed"),
        "not reliably better": ("worse", "unchanged"),
    }
    for part, of in five.items():
        if {*of} & told.keys():
            found.cell((*where, part), told.get(part))
            for kind in of:
                found.cell((*where, kind), told.get(kind, 0))
            found.sums((*where, part), [(*where, kind) for kind in of])
    if "not reliably better" in told:
        whole = (*where, "not reliably better")
        found.cell(whole, told["not reliably better"])
        found.sums(whole, [(*where, "worse"), (*where, "unchanged")])


def _partition(found, name, counts, whole):
    for one in counts:
        found.cell((*name, one["name"]), one["n"])
    if counts:
        found.sums(whole, [(*name, one["name"]) for one in counts])


@pytest.fixture(scope="module")
def studies(tmp_path_factory):
    """Return the findings of studies whose groups are now large, now a few."""
    folder = new_folder(tmp_path_factory.mktemp("attacked") / "study")
    shelf, found = filled(folder, PEOPLE), []
    for seed in range(SEEDS):
        chance = seeded(seed)
        for band, values in BANDS.items():
            shelf.ask(BAND.format(band=band), values[0], codes(chance, PEOPLE))
            for value in values[1:]:
                some = codes(chance, chance.choice((3, 8, 12, 30, 60)))
                shelf.ask(BAND.format(band=band), value, some)
        for sittings in ("1", "5-8", "9-12"):
            some = codes(chance, chance.choice((2, 9, 25, 80)))
            shelf.ask(SITTINGS, sittings, some)
        facts = msgspec.structs.replace(studied(folder, shelf), sites=SITES)
        found.append(analyse(shelf, facts))
    yield found
    shelf.close()


def codes(chance, many):
    return [f"code{n:06d}" for n in chance.sample(range(PEOPLE), many)]


@pytest.fixture(scope="module")
def printed(studies):
    """Return the study of which most is withheld, and its documents' blocks."""
    found = max(studies, key=lambda one: len(hidden_in(one)))
    pages = (whole_report(found), summary_report(found), counts_report(found))
    parts = [part for page in pages for part in page.sections]
    return found, [one for part in parts for one in part.blocks]


def hidden_in(found):
    """Return every group of an outcome that is withheld, by what parts it."""
    several = [
        (one.title, by, group)
        for one in found.outcomes
        for by, groups in (
            ("by length of sentence", one.groups),
            *((band.band, band.groups) for band in one.equality),
        )
        for group in groups
    ]
    return {(title, by, one.group) for title, by, one in several if one.withheld}


def test_no_withheld_number_can_be_had_as_a_small_one(studies):
    for found in studies:
        attack = attacked(msgspec.to_builtins(found))
        hidden = attack.places.keys() - attack.known.keys()
        assert len(hidden) > 5
        few = {name: most for name, most in attack.most() if most < THRESHOLD}
        assert {name: n for name, n in few.items() if n > 0.5} == {}


def test_this_attack_finds_what_subtraction_gives_away(studies):
    attack = attacked(msgspec.to_builtins(studies[0]))
    attack.cell("whole", 40)
    attack.cell("told", 37)
    attack.cell("hidden", None)
    attack.sums("whole", ["told", "hidden"])
    assert dict(attack.most())["hidden"] == pytest.approx(3)


def test_every_table_and_figure_says_design_denominator_and_limits(printed):
    told = [one for one in printed[1] if isinstance(one, Table | Figure)]
    for one in told:
        says = (one.honest.design, one.honest.who, one.honest.cannot)
        assert all(len(words.split()) > 4 for words in says), one.id
        assert one.honest.cannot.startswith("It cannot"), one.id
    assert len({one.id for one in told}) > 20


def test_no_table_gives_a_number_of_a_group_that_is_withheld(printed):
    found, blocks = printed
    tables = [
        one for one in blocks if isinstance(one, Table) and ": by " in one.caption
    ]
    rows = {
        (*table.caption.split(": "), row[0]): row[1:]
        for table in tables
        for row in table.rows
    }
    hidden = hidden_in(found) & rows.keys()
    assert hidden
    assert {rows[key] for key in hidden} == {("withheld",) * 5}


def test_no_figure_says_in_words_what_is_withheld(printed):
    found, blocks = printed
    said = {
        (one.caption.split(": ")[0], *part.rpartition(": ")[::2])
        for one in blocks
        if isinstance(one, Figure) and one.caption.endswith("change by band")
        for part in one.told.split("; ")
    }
    names = {
        (title, BY[by], group) for title, by, group in hidden_in(found) if by in BY
    }
    told = {n for title, who, n in said if (title, *who.split(", ", 1)) in names}
    assert told == {"withheld"}
