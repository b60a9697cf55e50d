"""What became of each person's scores since an earlier file of the same activity."""

import csv
import io
from collections.abc import Mapping
from typing import TypeAlias

from pod.change.judged import Change, Judged, compare, judgements
from pod.change.rules import Method, in_words
from pod.cli.rows import PERSON
from pod.errors import Malformed
from pod.task import AnyTask, Scores, missing

ScoresOf: TypeAlias = Mapping[str, Scores]
NOT_THERE = missing("not_there")


class Since:
    """Each score of each person, now beside before, and by which rule it is judged."""

    def __init__(
        self, task: AnyTask, before: ScoresOf, now: ScoresOf, method: Method | None
    ) -> None:
        if before and now and ("" in before) != ("" in now):
            raise Malformed(
                f"Only one of the two files has a column {PERSON}: "
                "nobody can be followed from one to the other."
            )
        self._task, self._before, self._now = task, before, now
        self._judged: Mapping[str, Judged] = judgements(task, method)

    def as_csv(self) -> str:
        """Write one line per person and score; `why` says what cannot be told."""
        text, named = io.StringIO(), "" not in (self._now or self._before)
        writer = csv.writer(text, lineterminator="\n")
        columns = ("score", "before", "now", "change", "rc", "class", "why", "rule")
        writer.writerow([PERSON, *columns] if named else columns)
        for person, changes in self._changes().items():
            for score, one in changes.items():
                found = (one.before, one.now, one.change, one.rc, one.kind, one.why)
                line = [score, *found, in_words(self._judged[score].rule)]
                writer.writerow([person, *line] if named else line)
        return text.getvalue()

    def as_dict(self) -> dict[str, object]:
        """Return the same for JSON, with each score's rule said once."""
        people = [
            {PERSON: person or None, "changes": changes}
            for person, changes in self._changes().items()
        ]
        rules = {name: in_words(one.rule) for name, one in self._judged.items()}
        said = {"task": self._task.name, "version": self._task.version}
        return {**said, "rules": rules, "people": people}

    def _changes(self) -> dict[str, dict[str, Change]]:
        """Compare whoever is in either file, in order of appearance."""
        return {
            person: {
                name: compare(
                    judged,
                    self._before.get(person, {}).get(name, NOT_THERE),
                    self._now.get(person, {}).get(name, NOT_THERE),
                )
                for name, judged in self._judged.items()
            }
            for person in dict.fromkeys((*self._now, *self._before))
        }
