"""A study's catalogue with rows that engines might take differently, and the truth."""

from statistics import fmean, stdev

import duckdb
import numpy as np

from pod.evaluation import schema
from pod.values import seeded

BANDS = ("remand", "1-4 years", "4-10 years", "élan; \"quoted\", 'so'")
POINTS = ("first", "middle", "last")
TASKS = ("ons4", "phq8", "phq9")
MORE = """
CREATE TABLE exact_point (bundle VARCHAR, study_code VARCHAR, point VARCHAR,
    sittings BIGINT, minutes BIGINT);
CREATE TABLE sitting (bundle VARCHAR, study_code VARCHAR, sitting VARCHAR,
    point VARCHAR);
CREATE TABLE trials_flanker (bundle VARCHAR, study_code VARCHAR, sitting VARCHAR,
    activity VARCHAR, row BIGINT, phase VARCHAR, correct BOOLEAN, button VARCHAR,
    rt_ms DOUBLE, condition VARCHAR, stop BOOLEAN);
CREATE TABLE trials_ons4 (bundle VARCHAR, study_code VARCHAR, sitting VARCHAR,
    activity VARCHAR, row BIGINT, item VARCHAR, value BIGINT, rt_ms DOUBLE);
CREATE TABLE trials_blank (bundle VARCHAR, study_code VARCHAR, sitting VARCHAR,
    activity VARCHAR, row BIGINT, note BOOLEAN);
"""
CAME = """
INSERT INTO bundle VALUES
    ($1, $2, $3, $4, '', '', 'loaded', 0, 0, '2026-03-02'::TIMESTAMP)
"""


class Made:
    """Rows by table, drawn once; `lay` writes them as a study's catalogue."""

    def __init__(self, people=60, seed=5):
        self.rng = seeded(seed)
        self.tables = {name: [] for name in ("participant", "measure", "exact_point")}
        self.tables |= {"sitting": [], "trials_flanker": [], "trials_ons4": []}
        self.tables["withdrawn"] = [{"bundle": "b3", "study_code": "gone0001"}]
        self.bundles = [("b1", "pod01", 1), ("b2", "pod02", 1), ("b3", "pod01", 2)]
        self.sites = {"pod01": "Leeds"}
        for number in range(people):
            self._person(number)

    def _person(self, number):
        who = {"bundle": f"b{number % 2 + 1}", "study_code": f"code{number:04d}"}
        band = BANDS[3] if number == 0 else BANDS[number % 3]
        self.tables["participant"] += [who | {"sentence_band": band}]
        # The first has one measure alone: a spread of one is no number.
        for at, point in enumerate(POINTS[: 1 if number == 0 else 3]):
            sittings = (1, 9, 17)[at]
            told = {"point": point, "sittings": sittings, "minutes": 30 * sittings - 1}
            self.tables["exact_point"] += [who | told]
            self._measures(number, who, point)
            self._sitting(number, who, point, at)

    def _measures(self, number, who, point):
        for task in TASKS:
            name = {"ons4": "satisfied", "phq8": "total"}.get(task, "first_eight")
            value = round(self.rng.gauss(1e6 if task == "ons4" else 9, 3), 3)
            lost = self.rng.random() < (0.5 if task == "phq8" else 0.15)
            value = 7.0 if task == "phq9" and number % 3 == 2 else value
            told = {"point": point, "task": task, "kind": "score", "name": name}
            told |= {"value": None if lost else value}
            self.tables["measure"] += [who | told | {"missing": "skipped" * lost}]
            self.tables["measure"] += [
                who | told | {"kind": "item", "value": 1.0, "missing": ""}
            ]

    def _sitting(self, number, who, point, at):
        code = f"{number:015x}{at}"
        place = who | {"sitting": code}
        self.tables["sitting"] += [place | {"point": None if at == 1 else point}]
        place |= {"activity": code}
        for row in range(1, 14):
            rt_ms = None if row % 7 == 0 else round(self.rng.gauss(500, 90), 4)
            told = {"row": row, "phase": "practice" if row < 3 else "test"}
            told |= {"button": "left" if rt_ms else None, "rt_ms": rt_ms}
            told |= {"correct": None if row == 5 else self.rng.random() < 0.9}
            told |= {"condition": ("congruent", "", None)[row % 3]}
            told |= {"stop": (True, False, None)[number % 3]}
            self.tables["trials_flanker"] += [place | told]
        told = {"row": 1, "item": "happy", "value": None, "rt_ms": 900.5}
        self.tables["trials_ons4"] += [place | told]

    def lay(self, folder):
        """Write the catalogue; return its path."""
        path = folder / "catalogue.duckdb"
        with duckdb.connect(str(path)) as db:
            db.execute(schema.TABLES + MORE).begin()
            for table, rows in self.tables.items():
                self.add(db, table, rows)
            for bundle in self.bundles:
                db.execute(CAME, [bundle[0], *bundle])
            db.commit()
        return path

    def add(self, db, table, rows):
        """Add rows to a table; what a story says nothing of is empty, or nought."""
        told = db.execute(f"DESCRIBE {table}").fetchall()
        blank = {
            name: None if null == "YES" else ("" if kind == "VARCHAR" else 0)
            for name, kind, null, *_ in told
        }
        columns = ", ".join(f"unnest(?::{kind}[])" for _, kind, *_ in told)
        values = zip(*((blank | row).values() for row in rows), strict=True)
        db.execute(f"INSERT INTO {table} SELECT {columns}", list(map(list, values)))


def numbers(values):
    """Return the mean and the sample's standard deviation as far as there are any."""
    sd = stdev(values) if len(values) > 1 else None
    return (fmean(values) if values else None, sd)


def grouped(rows, *names):
    """Return rows by these columns."""
    by = {}
    for row in rows:
        by.setdefault(tuple(row[name] for name in names), []).append(row)
    return by


def people_of(rows):
    """Return how many different people rows tell of."""
    return len({row["study_code"] for row in rows})


class Truth:
    """What the answers are, worked out row by row in plain Python."""

    def __init__(self, made):
        self.made, self.tables = made, made.tables
        people = self.tables["participant"]
        self.band = {row["study_code"]: row["sentence_band"] for row in people}
        self.scores = [
            row | {"grouped": self.band[row["study_code"]]}
            for row in self.tables["measure"]
            if row["kind"] == "score"
        ]

    def of(self, question):
        """Return the rows of an answer, in order."""
        told = list(getattr(self, question)())
        return sorted(told, key=lambda row: [(c is None, str(c)) for c in row[:3]])

    def outcomes(self):
        by = ("task", "name", "point", "missing", "grouped")
        for key, rows in grouped(self.scores, *by).items():
            values = [row["value"] for row in rows if row["value"] is not None]
            ends = (min(values, default=None), max(values, default=None))
            yield *key, people_of(rows), len(values), *numbers(values), *ends

    def change(self):
        told = {}
        for row in self.scores:
            if row["value"] is not None:
                who = (row["study_code"], row["point"])
                told[*who, row["task"], row["name"]] = row["value"]
        twins = {("phq8", "total"): ("phq9", "first_eight")}
        twins |= {twin: one for one, twin in twins.items()}
        for *who, task, name in list(told):
            if (task, name) in twins:
                told.setdefault((*who, *twins[task, name]), told[*who, task, name])
        pairs = {}
        for (code, point, task, name), value in told.items():
            later = told.get((code, "last", task, name))
            if point == "first" and later is not None:
                key = (task, name, self.band[code])
                pairs.setdefault(key, []).append((value, later))
        for key, found in pairs.items():
            first, last = map(list, zip(*found, strict=True))
            off = [b - a for a, b in found]
            flat = len(found) < 2 or not (stdev(first) and stdev(last))
            r = None if flat else float(np.corrcoef(first, last)[0, 1])
            means = (fmean(first), fmean(last), *numbers(off))
            yield *key, len(found), len(found), *means, r

    def trials(self):
        points = {r["sitting"]: r["point"] for r in self.tables["sitting"]}
        for task, names in (("flanker", ("condition", "stop")), ("ons4", ("item",))):
            counted = [
                row | {"at": points[row["sitting"]] or "between"}
                for row in self.tables[f"trials_{task}"]
                if row.get("phase", "test") == "test"
            ]
            for name in names:
                for (point, value), rows in self._parted(counted, name).items():
                    times = [r["rt_ms"] for r in rows if r["rt_ms"] is not None]
                    right = [r["correct"] for r in rows if r.get("correct") is not None]
                    key = (task, point, name, value, people_of(rows))
                    share = fmean(right) if right else None
                    yield *key, len(rows), len(times), *numbers(times), share

    def _parted(self, rows, name):
        words = {None: "", True: "yes", False: "no"}
        told = [row | {"word": words.get(row[name], row[name])} for row in rows]
        return grouped(told, "at", "word")

    def flow(self):
        for (band,), rows in grouped(self._banded("participant"), "grouped").items():
            yield "entered", band, len(rows)
        points = self._banded("exact_point")
        for key, rows in grouped(points, "point", "grouped").items():
            yield *key, people_of(rows)

    def _banded(self, table):
        rows = self.tables[table]
        return [row | {"grouped": self.band[row["study_code"]]} for row in rows]

    def dose(self):
        sittings = {1: "1", 9: "9-12", 17: "17 or more"}
        minutes = {1: "under 30", 9: "240-479", 17: "480 or more"}
        for dose, bands in (("sittings", sittings), ("minutes", minutes)):
            by = grouped(self.tables["exact_point"], "point", "sittings")
            for (point, count), rows in by.items():
                yield point, dose, bands[count], people_of(rows)

    def rows(self):
        pods = {bundle: (pod, number) for bundle, pod, number in self.made.bundles}
        for table, rows in self.tables.items():
            for (bundle,), found in grouped(rows, "bundle").items():
                pod, number = pods[bundle]
                key = (table, self.made.sites.get(pod, pod), pod, number, bundle)
                yield *key, people_of(found), len(found)
