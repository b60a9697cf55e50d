"""Several threads read the same words at once, as a window and its voice do."""

import subprocess
import sys

READ = """
from concurrent.futures import ThreadPoolExecutor
from pod.ui.common.words import _read, pack_of
with ThreadPoolExecutor(4) as threads:
    found = list(threads.map(_read, [pack_of("en"), pack_of("cy")] * 2))
print(len(found))
"""


def test_words_are_read_by_several_threads_at_once():
    """In a program of its own, for what is learnt of a type is learnt once."""
    for _ in range(3):
        words = [sys.executable, "-c", READ]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout) == (0, "4\n")
