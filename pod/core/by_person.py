"""What the person at the pod may ask for: signing in, and their own sitting."""

import msgspec
from msgspec.structs import replace

from pod import desk
from pod.access import NotAllowed, Who
from pod.core import sitting
from pod.core.diary_booking import came
from pod.core.four_pictures import not_those
from pod.core.laid_out import look_after
from pod.core.travelling import check_expected
from pod.core.visit import Answers, Visit
from pod.desk import Reply
from pod.settings import spoken
from pod.storage import identities, journeys, people, transfers
from pod.storage.leaves import leaves
from pod.storage.pod_memory import LANGUAGE_GONE, give_notice
from pod.storage.vault import DoingsDb


def _pictures_tapped(visit: Visit, request: desk.PicturesTapped) -> Reply:
    if (refused := not_those(visit, request.pictures)) is not None:
        return refused
    return _signed_in(visit)


def _pictures_chosen(visit: Visit, request: desk.PicturesChosen) -> Reply:
    kept = identities.hashed_pictures(request.pictures)
    with visit.people() as db:
        row = identities.identity(db, visit.who.person)
        if row.pictures_hash is not None:
            raise NotAllowed("That is not open now.")
        identities.set_pictures(row, kept)
        visit.write(db, "pictures_chosen", visit.who.person)
    return _signed_in(visit)


def _signed_in(visit: Visit) -> Reply:
    visit.who = Who(role="participant", person=visit.who.person)
    with visit.doings() as db:
        visit.write(db, "signed_in", visit.who.person)
        came(visit, db)
        return person_view(visit, db)


def person_view(visit: Visit, db: DoingsDb) -> desk.PersonView:
    """Return where whoever is signed in stands in their course."""
    told = sitting.view(db, visit.course(db), visit.behind.rng)
    ref = visit.who.person
    moved = people.person(db, ref).moved_on is not None
    coming, agreed = transfers.coming(db).get(ref), journeys.told(db, ref).transfer
    offer = coming is not None and not coming.offered and agreed is None
    return replace(told, leaves=leaves(db), moved=moved, offer=offer and not moved)


def _consent_given(visit: Visit, request: desk.ConsentGiven) -> Reply:
    """Keep the choices before anything else: an arm that fails undoes none."""
    version = visit.behind.programme.consent
    with visit.doings() as db:
        people.keep_consent(db, visit.who.person, version, request, visit.now)
        visit.write(db, "consent_given", visit.who.person)
    look_after(visit.behind)
    with visit.doings() as db:
        return person_view(visit, db)


def _settings_chosen(visit: Visit, request: desk.SettingsChosen) -> Reply:
    """Keep what was chosen; a language that has gone gives way to the site's own."""
    wished = request.likes.language
    language = spoken(wished, visit.behind.settings.language)
    with visit.doings() as db:
        row = people.person(db, visit.who.person)
        if row.language != language:
            sitting.language_changed(db, visit.who.person, language)
        people.keep_likes(row, replace(request.likes, language=language))
        row.likes_chosen |= request.all
        visit.write(db, "settings_chosen", visit.who.person)
        if language != wished:
            give_notice(db, LANGUAGE_GONE, visit.now)
    if language != wished:
        return desk.Sorry(LANGUAGE_GONE, "That language is not on this pod any more.")
    return desk.Done()


def _begin(visit: Visit, request: desk.Begin) -> Reply:
    with visit.doings() as db:
        check_expected(db, visit.who.person)
        begun = sitting.begin(db, visit.course(db), request, visit.behind.rng)
        visit.write(db, "activity_begun", begun.activity)
        return begun


def _keep_row(visit: Visit, request: desk.KeepRow) -> Reply:
    with visit.doings() as db:
        concern = sitting.keep_row(db, visit.who.person, request)
        if concern:
            visit.call(db, "answer")
    return desk.Kept(request.number, concern=concern)


def _finish(visit: Visit, request: desk.Finish) -> Reply:
    with visit.doings() as db:
        visit.write(db, "activity_ended", request.activity)
        if sitting.finish(db, visit.who.person, request):
            visit.call(db, "mood_drop")
        return msgspec.structs.replace(person_view(visit, db), resuming=False)


def _stop_today(visit: Visit, _request: desk.StopToday) -> Reply:
    with visit.doings() as db:
        visit.write(db, "stopped_today", visit.who.person)
    visit.nobody()
    return desk.Done()


ANSWERS: Answers = {
    desk.PicturesTapped: _pictures_tapped,
    desk.PicturesChosen: _pictures_chosen,
    desk.ConsentGiven: _consent_given,
    desk.SettingsChosen: _settings_chosen,
    desk.Begin: _begin,
    desk.KeepRow: _keep_row,
    desk.Finish: _finish,
    desk.StopToday: _stop_today,
}
