"""Does one kind of work in a process of its own: `python -m` this, a folder, a name."""

import os
import sys
from importlib import import_module
from pathlib import Path


def main(folder: str, name: str, *words: str) -> None:
    """Work; each remark is written at once, among the writes that it speaks of."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    marks = os.open(os.environ["POWERCUT_MARKS"], flags, 0o600)
    work = import_module(f"tests.powercut.{name}").work
    work(Path(folder), lambda remark: os.write(marks, f"{remark}\n".encode()), *words)


if __name__ == "__main__":
    main(*sys.argv[1:])
