"""The pack of a study that is served no more stays known, the newest of each."""

from msgspec.structs import replace
from sqlalchemy import delete

from pod.storage import outbox
from pod.storage.packs import KEPT, earlier, facts_in
from pod.storage.tables import SettingRow
from tests.export.stored import PACK

STORM = replace(PACK, study="storm", title="After the storm")


def serve(inside, *packs):
    """Install these one after another; return what is known of earlier ones."""
    with inside.memory.doings.begin() as db:
        for pack in packs:
            outbox.install_study(db, pack)
        return earlier(db)


def forget(inside):
    """Let a pod be as one of before packs were kept."""
    with inside.memory.doings.begin() as db:
        db.execute(delete(SettingRow).where(SettingRow.name.startswith(KEPT)))


def test_before_there_is_a_study_there_is_no_earlier_one(inside):
    assert serve(inside) == ()
    assert serve(inside, PACK) == ()


def test_each_study_but_the_one_in_force_is_kept_in_the_order_of_their_names(inside):
    last = replace(PACK, study="dawn")
    assert serve(inside, STORM, PACK, last) == (PACK, STORM)


def test_of_several_packs_of_a_study_the_newest_is_kept(inside):
    newer = replace(PACK, serial=20)
    assert serve(inside, PACK, newer, STORM) == (newer,)


def test_a_study_that_comes_back_is_no_earlier_one(inside):
    assert serve(inside, PACK, STORM, PACK) == (STORM,)
    with inside.memory.doings.begin() as db:
        assert facts_in(db).study == PACK.study


def test_the_pack_in_force_on_an_older_pod_is_kept_once_another_replaces_it(inside):
    serve(inside, PACK)
    forget(inside)
    assert serve(inside, STORM) == (PACK,)


def test_one_that_was_replaced_before_packs_were_kept_comes_to_be_known_again(inside):
    serve(inside, PACK, STORM)
    forget(inside)
    assert serve(inside, STORM) == ()
    assert serve(inside, PACK, STORM) == (PACK,)
