"""A study whose catalogue is filled as imports would fill it, with known change."""

from pathlib import Path

from pod.cli.evaluate import evaluate
from pod.evaluation.catalogue import Catalogue
from pod.evaluation.folder import StudyFolder
from pod.values import seeded

POINTS = {"first": (0, "1"), "middle": (4, "5-8"), "last": (8, "9-12")}
SCORES = (("phq9", "total", -2.0), ("ons4", "satisfied", 1.0))
SENTENCES = ("remand", "1-4 years", "4-10 years")


def new_folder(folder: Path, *words: str) -> StudyFolder:
    """Make a study of two outcomes, nothing in it yet."""
    wished = ("--outcome", "phq9.total:lower", "--threshold", "10", *words)
    evaluate.main(
        ["new-study", "calm", "--out", str(folder), *wished], standalone_mode=False
    )
    return StudyFolder(folder)


def filled(study: StudyFolder, people: int, pods: int = 4, arms=("",)) -> Catalogue:
    """Fill a study's catalogue: every fifth person leaves before the last point."""
    catalogue, chance = Catalogue(study.catalogue_path), seeded(1)
    for pod in range(pods):
        line = {"id": f"{pod:032x}", "sha256": f"{pod:064x}", "pod": f"pod{pod:02d}"}
        line |= {"sequence": 1, "previous": "", "software": "0.1.0"}
        line |= {"state": "loaded", "accepted": 9, "refused": 0}
        add(catalogue, "bundle", [line | {"received_at": "2026-01-01"}])
    rows = {"participant": [], "reached": [], "measure": []}
    for number in range(people):
        one = {"bundle": f"{number % pods:032x}", "study_code": f"code{number:06d}"}
        rows["participant"].append(_person(one, number, arms))
        level = chance.gauss(0, 1)
        for point, (weeks, sittings) in POINTS.items():
            if number % 5 == 4 and point == "last":
                continue
            rows["reached"].append(_reached(one, point, weeks, sittings))
            for task, name, change in SCORES:
                value = 12 + 4 * level + change * weeks / 8 + chance.gauss(0, 2)
                rows["measure"].append(_measure(one, point, (task, name), value))
    for table, several in rows.items() if people else ():
        add(catalogue, table, several)
    return catalogue


def add(catalogue, table, rows):
    """Add rows to a table."""
    catalogue.ask(
        f"INSERT INTO {table} BY NAME SELECT unnest(?, recursive := true)", rows
    )


def _person(one, number, arms):
    bands = {"age_band": "25-29", "sex": "male", "custody_band": "3-12 months"}
    sentence = SENTENCES[number % len(SENTENCES)]
    arm = arms[number % len(arms)]
    return one | bands | {"prison_type": "local", "sentence_band": sentence, "arm": arm}


def _reached(one, point, weeks, sittings):
    told = {"point": point, "weeks_since_start": weeks, "weeks_wide": 1}
    told |= {"sittings": sittings, "minutes": "60-119", "missed": "none"}
    told |= {"missed_because": "none missed", "programme": "first 1"}
    return one | told | {"software": "0.1.0", "language": "en", "mode": "touch"}


def _measure(one, point, key, value):
    task, name = key
    clocks = ("device", "arrival", "keyboard", "rehearsal")
    told = {f"timed_{clock}": 0 for clock in clocks} | {"timed_touch": 9}
    told |= {"point": point, "task": task, "task_version": 1, "params_hash": "ab12"}
    told |= {"scoring": "as published", "kind": "score", "name": name}
    return one | told | {"value": round(value, 3), "missing": ""}
