"""What Slack says of the workspaces at start: kept by name, and who leads by another's word stands in the log."""

from structlog.testing import capture_logs

from bot.app import build
from bot.clock import FixedClock
from bot.serve_chats import _workspaces_learnt
from bot.settings import Settings
from storage.people.workspaces import workspace_name
from storage.setup.reference import load_reference
from storage.unit_of_work.store import Store
from tests.desk import START, Desk


def test_names_are_kept_and_guests_who_lead_are_named(store: Store) -> None:
    load_reference(store, START)
    desk = Desk(store)
    for line in ("Agder leder slack:T1:U0A", "Siva koordinator slack:T9:U0B", "KS leder slack:T9:U0C"):
        assert desk.reply("ks", f"roller gi {line}").ok
    app = build(Settings(_env_file=None), FixedClock(START), store=store)  # type: ignore[call-arg]
    with capture_logs() as logs:
        _workspaces_learnt(app, {"T1": "Hjemme\u202e"}, frozenset())
        assert logs == []
        _workspaces_learnt(app, {"T2": "Borte"}, frozenset({"T1", "T2"}))
    assert [(one["event"], one["organisation"], one["role"], one["accounts"]) for one in logs] == [
        ("slack.leads_by_anothers_word", "siva", "coordinator", ["slack:T9:U0B"])
    ]
    with store.read(START) as snapshot:
        assert [workspace_name(snapshot.session, "slack", one) for one in ("T1", "T2", "T3")] == ["Hjemme", "Borte", ""]
