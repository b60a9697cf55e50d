"""Makes what a certificate of taking part says: that somebody came, and no more."""

from pod.core.visit import Answers, Visit
from pod.desk import Reply
from pod.desk.certificate import Certificate, MakeCertificate
from pod.errors import Usage
from pod.settings import spoken
from pod.storage import identities, people, sittings


def _make(visit: Visit, request: MakeCertificate) -> Reply:
    """Count the sittings that somebody came to, finished or not; write it down."""
    ref = request.person
    with visit.people() as names:
        name = identities.name_of(names, identities.identity(names, ref))
    with visit.doings() as db:
        row = people.person(db, ref)
        days = [one.held_on for one in sittings.all_sittings(db, ref)]
        if not days:
            raise Usage("They have not had a sitting yet.")
        visit.write(db, "certificate_made", ref)
        return Certificate(
            first_name=name.first_name,
            language=spoken(row.language, visit.behind.settings.language),
            sittings=len(days),
            first_on=min(days),
            last_on=max(days),
        )


ANSWERS: Answers = {MakeCertificate: _make}
