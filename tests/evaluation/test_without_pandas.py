"""A process that only opens bundles reads their tables, and never loads pandas."""

import subprocess
import sys

READ = """
import sys
from pod.evaluation.several import read_several
from pod.evaluation.workers import without_pandas
from tests.evaluation.test_columns import made

without_pandas()
table = made("trials", [(1, 5, "-1"), (3, 8, "")])
(read,), broken = read_several("trials_go_nogo", {0: table, 1: table})
print(len(read.rows), len(read.refused), broken, "pandas" in sys.modules)
"""


def test_tables_are_read_without_pandas():
    words = [sys.executable, "-c", READ]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["8", "2", "{}", "False"]
