"""The outbox as people look at it, on both databases: how much there is, the newest first, what a message holds."""

from handlers.messages.reminders import put_due
from storage.delivery.outbox_view import notices_of, outbox_counts, outbox_page
from storage.tables import MessageRow
from storage.unit_of_work.store import Store
from tests.faults.stage import NINE, Stage
from tests.faults.world import SLACK, follow_up, organisations, rows


async def test_what_waits_and_what_went_out(store: Store) -> None:
    organisations(store)
    follow_up(store, "agder", "2026-11-27")
    stage = Stage(store)
    put_due(store, NINE, SLACK)
    stage.send()
    with store.read(NINE) as snapshot:
        session = snapshot.session
        assert outbox_counts(session) == {"waiting": 2}
        nudge, digest = outbox_page(session, ("waiting",), 10)
        assert (nudge.kind, digest.kind) == ("nudge", "digest")
        assert len(notices_of(session, digest)) == 1, "what it would gather now"
        assert notices_of(session, nudge) == ()
        assert [row.kind for row in outbox_page(session, ("waiting", "sent"), 1)] == ["nudge"]
        assert outbox_page(session, ("sent",), 10) == []
    await stage.tick()
    (digest,) = [row for row in rows(store, MessageRow) if row.kind == "digest"]
    with store.read(NINE) as snapshot:
        assert outbox_counts(snapshot.session) == {"sent": 2}
        assert [one.message_id for one in notices_of(snapshot.session, digest)] == [digest.id]
