"""The doctor: a line each, and what to do."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import FixedClock, SystemClock
from bot.doctor import Finding, examine
from bot.settings import names
from storage.migrate import migrate
from storage.setup.demo import demo_clock, load_demo
from storage.setup.reference import load_reference
from storage.unit_of_work.store import Store
from tests.desk import Desk
from tests.slack_standin import APP_TOKEN, AWAY, BOT_TOKEN, SIGNING_SECRET, start_in_thread
from tests.slack_standin.faults import Fault

AT = demo_clock()


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in names():
        monkeypatch.delenv(name, raising=False)


def seen(clock: FixedClock | None = None) -> dict[str, Finding]:
    """The findings by what they are about; the first that is wrong, else the last."""
    found: dict[str, Finding] = {}
    for finding in examine(clock=clock or FixedClock(AT)):
        if finding.what not in found or found[finding.what].ok:
            found[finding.what] = finding
    return found


def test_an_empty_folder() -> None:
    found = seen()
    assert not found["database"].ok
    assert "samhandling init" in str(found["database"])
    assert found["settings"].ok
    assert found["Slack"].ok
    assert found["time-zone data"].ok
    assert not Path("samhandling.db").exists()


def test_the_try_out_is_spoken_of_where_no_chat_is_configured(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "the try-out" in seen()["chats"].seen
    monkeypatch.setenv("TEAMS_TENANTS", "55f00000-0000-4000-8000-000000000005")
    found = seen()
    assert not any("try-out" in str(finding) for finding in found.values())
    assert found["Slack"].seen == "not configured"


def test_everything_in_place(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    load_demo(sqlite_store, AT)
    file = Path(str(sqlite_store.url.database))
    monkeypatch.setenv("SAMHANDLING_DATABASE_URL", f"sqlite:///{file}")
    file.chmod(0o644)
    assert "chmod o=" in seen()["database file"].do
    file.chmod(0o600)
    found = seen()
    assert all(finding.ok for finding in found.values()), found
    assert "WAL" in found["database journal"].seen


@pytest.mark.postgres
def test_postgres(new_postgres_url: object, monkeypatch: pytest.MonkeyPatch) -> None:
    assert callable(new_postgres_url)
    monkeypatch.setenv("SAMHANDLING_DATABASE_URL", new_postgres_url())
    assert seen()["database"].ok


def test_tables_of_an_older_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    migrate(f"sqlite:///{tmp_path}/old.db", "0001")
    monkeypatch.setenv("SAMHANDLING_DATABASE_URL", f"sqlite:///{tmp_path}/old.db")
    assert "samhandling migrate" in seen()["database"].do


def test_a_database_that_cannot_be_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMHANDLING_DATABASE_URL", "postgresql://bot:hemmelig@127.0.0.1:1/name")
    found = seen()["database"]
    assert not found.ok
    assert "hemmelig" not in str(found)


def test_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("SAMHANDLING_PROT=1\n")
    assert "SAMHANDLING_PROT" in seen()["settings"].seen
    monkeypatch.setenv("SAMHANDLING_PORT", "x")
    assert "SAMHANDLING_PORT" in " ".join(one.seen for one in examine(clock=FixedClock(AT)))
    monkeypatch.delenv("SAMHANDLING_PORT")
    (tmp_path / ".env").unlink()
    monkeypatch.setenv("SLACK_WEBHOOK_URL", "https://example.org/hook")
    (alright, foreign) = [one for one in examine(clock=FixedClock(AT)) if one.what == "settings"]
    assert alright.ok
    assert foreign.ok
    assert foreign.seen == "SLACK_WEBHOOK_URL: not ours, left alone"


def test_a_clock_behind_the_database(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    load_demo(sqlite_store, AT)
    monkeypatch.setenv("SAMHANDLING_DATABASE_URL", str(sqlite_store.url))
    assert not seen(FixedClock(AT - timedelta(days=1)))["clock"].ok


def test_tokens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "hemmelig")
    found = seen()
    assert not found["SLACK_BOT_TOKEN"].ok
    assert "SLACK_SIGNING_SECRET" in found["Slack"].seen
    assert "hemmelig" not in "".join(str(one) for one in found.values())


def test_slack_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with start_in_thread() as slack:
        monkeypatch.setenv("SLACK_BOT_TOKEN", BOT_TOKEN)
        monkeypatch.setenv("SLACK_APP_TOKEN", APP_TOKEN)
        monkeypatch.setenv("SLACK_SIGNING_SECRET", SIGNING_SECRET)
        monkeypatch.setenv("SLACK_API_URL", slack.api_url)
        assert seen()["Slack"].ok
        monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1234567890-feil")
        refused = seen()["Slack"]
        assert not refused.ok
        assert "invalid_auth" in refused.seen
        for fault in (Fault("500"), Fault("garbage")):  # a proxy's page, and half an answer
            slack.faults.plan("auth.test", fault)
            assert seen()["Slack"].seen == "gives no answer that can be read"


def test_each_workspaces_app_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with start_in_thread() as slack:
        slack.also(AWAY)
        monkeypatch.setenv("SLACK_BOT_TOKEN", f"{BOT_TOKEN},{AWAY.bot_token}")
        monkeypatch.setenv("SLACK_APP_TOKEN", f"{APP_TOKEN},{AWAY.app_token}")
        monkeypatch.setenv("SLACK_API_URL", slack.api_url)
        found = seen()
        assert "samhandling in Hjemme (T0HOME), over Socket Mode" in found["Slack"].seen
        assert "samhandling in Borte (T0AWAY), over Socket Mode" in found["Slack no. 2"].seen
        assert found["Slack"].ok
        assert found["Slack no. 2"].ok

        monkeypatch.setenv("SLACK_APP_TOKEN", f"{APP_TOKEN},xapp-1234567890-feil")
        refused = seen()
        assert refused["Slack"].ok
        assert refused["Slack no. 2"].seen == "refuses the app-level token: invalid_auth"

        monkeypatch.setenv("SLACK_APP_TOKEN", f"{APP_TOKEN},hemmelig")
        monkeypatch.setenv("SLACK_BOT_TOKEN", f"{BOT_TOKEN},xoxb-1234567890-feil")
        refused = seen()
        assert not refused["SLACK_APP_TOKEN no. 2"].ok
        assert refused["Slack no. 2"].seen == "refuses the bot token: invalid_auth"
        assert "hemmelig" not in "".join(str(one) for one in refused.values())


def test_who_leads_by_another_workspaces_word_is_named(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever leads an organisation from a workspace that has no app of ours; in KS that counts for nothing."""
    load_reference(sqlite_store, AT)
    desk = Desk(sqlite_store, at=AT)
    for line in ("Agder leder slack:T0HOME:U0A", "Agder medlem slack:T0GUEST:U0B", "KS leder slack:T0GUEST:U0C"):
        assert desk.reply("ks", f"roller gi {line}").ok
    with start_in_thread() as slack:
        monkeypatch.setenv("SAMHANDLING_DATABASE_URL", sqlite_store.url.render_as_string(hide_password=False))
        monkeypatch.setenv("SLACK_BOT_TOKEN", BOT_TOKEN)
        monkeypatch.setenv("SLACK_SIGNING_SECRET", SIGNING_SECRET)
        monkeypatch.setenv("SLACK_API_URL", slack.api_url)
        assert not [one for one in examine(clock=FixedClock(AT)) if "another workspace's word" in one.seen]
        assert desk.reply("ks", "roller gi Agder koordinator slack:T0GUEST:U0D").ok
        [named] = [one for one in examine(clock=FixedClock(AT)) if "another workspace's word" in one.seen]
        assert "coordinator of agder (slack:T0GUEST:U0D) is heard by another workspace's word" in named.seen
        assert named.ok


@pytest.mark.parametrize("url", ["postgresql://bot@127.0.0.1:1/name", "sqlite:///mising/a.db", "sqlite:///list.xlsx"])
def test_with_a_database_that_cannot_be_asked_slack_is_asked_all_the_same(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("list.xlsx").write_bytes(b"PK")
    with start_in_thread() as slack:
        monkeypatch.setenv("SAMHANDLING_DATABASE_URL", url)
        monkeypatch.setenv("SLACK_BOT_TOKEN", BOT_TOKEN)
        monkeypatch.setenv("SLACK_APP_TOKEN", APP_TOKEN)
        monkeypatch.setenv("SLACK_API_URL", slack.api_url)
        found = seen()
    assert not found["database"].ok
    assert "over Socket Mode" in found["Slack"].seen
    assert found["time-zone data"].ok


def test_two_apps_of_one_workspace(monkeypatch: pytest.MonkeyPatch) -> None:
    with start_in_thread() as slack:
        slack.also(replace(AWAY, team="T0HOME"))
        monkeypatch.setenv("SLACK_BOT_TOKEN", f"{BOT_TOKEN},{AWAY.bot_token}")
        monkeypatch.setenv("SLACK_SIGNING_SECRET", f"{SIGNING_SECRET},{AWAY.signing_secret}")
        monkeypatch.setenv("SLACK_API_URL", slack.api_url)
        assert "another app of the workspace T0HOME" in seen()["Slack no. 2"].seen


def test_slack_cannot_be_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", BOT_TOKEN)
    monkeypatch.setenv("SLACK_APP_TOKEN", APP_TOKEN)
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:1/api/")
    assert "can't be reached" in seen()["Slack"].seen


def test_it_reads_the_real_clock_unless_told() -> None:
    assert examine()
    assert SystemClock().now().tzinfo
