"""How a session finds the keys that seal what it reads and writes."""

from pod.storage.persons import Persons
from pod.storage.vault import DoingsDb, PeopleDb

SEALING = "sealing"


def sealing(db: PeopleDb | DoingsDb) -> Persons:
    """Return the keys that this session's store is sealed with."""
    found: Persons = db.info[SEALING]
    return found
