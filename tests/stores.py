"""Everything that a pod's stores hold, row by row, and the files that they lie in."""

from sqlalchemy import MetaData, select

CLOCK = "newest_moment"
"""When the pod last looked at its clock is written down whatever anybody does."""


def content(memory):
    """Return every row of the three stores, by store and table."""
    return {
        (vault.path.name, name): rows
        for vault in (memory.people, memory.doings, memory.held)
        for name, rows in tables(vault).items()
    }


def tables(vault):
    """Return the rows of every table of one store."""
    known = MetaData()
    with vault.engine.connect() as connection:
        known.reflect(connection)
        found = {
            name: [tuple(row) for row in connection.execute(select(table))]
            for name, table in known.tables.items()
        }
    return {name: [one for one in r if CLOCK not in one] for name, r in found.items()}


def files(home):
    """Return the bytes of whatever lies in a home, but not what its processes share."""
    return {
        path.name: path.read_bytes()
        for path in home.iterdir()
        if path.is_file() and not path.name.endswith("-shm")
    }
