"""Asks Spark every question, in an environment that has it; prints the raw answers."""

import json
import sys
from pathlib import Path

from pod.evaluation.engines.answer import answer
from pod.evaluation.engines.in_spark import in_spark
from pod.evaluation.engines.questions import QUESTIONS

if __name__ == "__main__":
    folder, band = sys.argv[1:]
    with in_spark("local[2]", Path(folder)) as engine:
        told = {name: answer(engine, one, band) for name, one in QUESTIONS.items()}
    rows = {name: one.rows for name, one in told.items()}
    sys.stdout.write(json.dumps(rows))
