"""The command line: what it prints and how it ends."""

import json
import os
import signal
import sys
import urllib.request
from pathlib import Path

import pytest
import typer.main

from bot.__main__ import cli, main
from handlers import commands
from handlers.cards import Reply
from storage.setup.demo import demo_clock
from tests.bot.command_line import CLOCK, Run
from tests.patience import PATIENCE
from tests.program import started, told

TOKEN = "xoxb-1234567890-hemmelig"


def counted(run: Run) -> int:
    """The number of the last change in the database."""
    import sqlite3

    path = os.environ["SAMHANDLING_DATABASE_URL"].removeprefix("sqlite:///")
    with sqlite3.connect(path) as connection:
        tables = ("audit", "notice", "message", "duty", "setting")
        return sum(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables)  # noqa: S608


def test_without_tables_it_says_what_to_run(run: Run, tmp_path: Path) -> None:
    for command in (("say", "status"), ("tick",)):
        result = run(*command)
        assert result.exit_code == 1
        assert "samhandling init" in result.stderr
    assert not (tmp_path / "cli.db").exists()
    refused = json.loads(run("say", "--json", "status").stdout)
    assert refused["ok"] is False
    assert set(refused["error"]) == {"code", "problem", "hint"}


def test_init_and_demo_can_be_repeated(run: Run) -> None:
    assert "19 organisations" in run("init").stdout
    assert run("init").exit_code == 0
    assert "Loaded" in run("demo").stdout
    before = counted(run)
    assert "already" in run("demo").stdout
    assert run("migrate").stdout.strip() == "The tables are up to date."
    assert counted(run) == before


def test_say(demo: Run) -> None:
    result = demo("say", "--at", CLOCK, "status")
    assert result.exit_code == 0
    assert "O-7" in result.stdout
    several = demo("say", "--as", "møre og romsdal:leader", "--at", CLOCK, "hvem-er-jeg")
    assert several.exit_code == 0
    assert "Møre og Romsdal" in several.stdout


def test_say_as_json(demo: Run) -> None:
    done = json.loads(demo("say", "--json", "--at", CLOCK, "status").stdout)
    assert done["ok"] is True
    assert "O-7" in done["text"]
    assert done["card"]["title"]
    refused = demo("say", "--json", "--at", CLOCK, "ferdig", "O-99")
    assert refused.exit_code == 1
    answer = json.loads(refused.stdout)
    assert answer["ok"] is False
    assert set(answer["error"]) == {"code", "problem", "hint"}


def test_say_reads_lines(demo: Run) -> None:
    result = demo("say", "--as", "forskningsradet", "--at", CLOCK, "--json", "-", typed="mine\n\nferdig O-7\nmine\n")
    assert result.exit_code == 0
    first, done, last = (json.loads(line) for line in result.stdout.splitlines())
    assert "O-7" in first["text"]
    assert done["ok"]
    assert "O-7" not in last["text"]
    assert demo("say", "--at", CLOCK, "-", typed="status\nxyzzy\nstatus\n").exit_code == 1


def test_who_may_speak(demo: Run) -> None:
    unknown = demo("say", "--as", "svalbard", "--at", CLOCK, "status")
    assert unknown.exit_code == 2
    assert "more-og-romsdal" in " ".join(unknown.stderr.split())
    assert demo("say", "--as", "agder:konge", "--at", CLOCK, "status").exit_code == 2
    guest = demo("say", "--as", "agder:guest", "--at", CLOCK, "status")
    assert "kjenner deg ikke" in guest.stdout


def test_a_room_can_be_named(demo: Run) -> None:
    assert demo("say", "--as", "agder", "--at", CLOCK, "--room", "fellesrom", "kanal Agder").exit_code == 0
    assert "Agder" in demo("say", "--at", CLOCK, "--room", "fellesrom", "kanal").stdout


def test_wrong_usage(run: Run) -> None:
    assert run("say").exit_code == 2
    assert run("si", "status").exit_code == 2
    assert run("say", "--at", "i morgen", "status").exit_code == 2
    assert run("manifest", "teams").exit_code == 2


def test_an_instant_without_a_zone_is_oslo_time(demo: Run) -> None:
    assert "23. november" in demo("say", "--at", "2026-11-23T23:30", "status").stdout
    assert "24. november" in demo("say", "--at", "2026-11-23T23:30+00:00", "status").stdout


def test_what_was_not_foreseen_has_a_reference(demo: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Reply:
        raise RuntimeError("xoxb-123-hemmelig")

    monkeypatch.setattr(commands, "answer", broken)
    result = demo("say", "--as", "vestland", "--at", CLOCK, "--json", "status")
    assert result.exit_code == 3
    error = json.loads(result.stdout)["error"]
    assert error["code"] == "common.unexpected"
    assert "Referanse" in error["problem"]
    assert "hemmelig" not in result.stdout


def test_tick(demo: Run) -> None:
    (sent,) = json.loads(demo("tick", "--at", CLOCK, "--json").stdout)
    assert set(sent) == {"recipient", "room", "key", "text"}
    assert sent["recipient"] == sent["room"] == "forskningsradet"
    assert "O-7" in sent["text"]
    assert json.loads(demo("tick", "--at", CLOCK, "--json").stdout) == []
    assert "Nothing was due" in demo("tick", "--at", "2026-11-23T20:00").stdout
    assert "O-7" not in demo("tick", "--at", "2026-11-24T09:00").stdout


def test_what_has_no_room_waits_until_one_is_bound(demo: Run) -> None:
    def say(who: str, at: str, *words: str) -> str:
        result = demo("say", "--as", who, "--at", at, *words)
        assert result.exit_code == 0, result.output
        return result.stdout

    def sent_to(who: str, at: str) -> list[dict[str, str]]:
        return [one for one in json.loads(demo("tick", "--at", at, "--json").stdout) if one["recipient"] == who]

    say("agder", CLOCK, "møte ny regional vår 15.4.2027")
    say("siva", CLOCK, "kanal ingen bekreft")
    assert demo("init").exit_code == 0  # the next start leaves it free
    assert demo("demo").exit_code == 0
    assert "tilhører ingen" in say("siva", CLOCK, "kanal")
    convened = say("agder", CLOCK, "innkall R42-2027-V bekreft")
    assert "Uten kanal i chatten: Siva" in convened
    assert sent_to("siva", CLOCK) == []
    assert "Ikke levert: Siva (1)" in say("ks", CLOCK, "status")

    bound = say("siva", "2026-11-23T20:00", "--room", "fellesrom", "kanal Siva")
    assert "Én melding som ikke kunne leveres, sendes i neste sendetid." in bound
    assert sent_to("siva", "2026-11-24T08:59") == []
    convening, *_ = sent_to("siva", "2026-11-24T09:00")
    assert convening["room"] == "fellesrom"
    assert "Innkalling" in convening["text"]
    assert "senere enn den skulle" in convening["text"]
    assert "Ikke levert" not in say("ks", "2026-11-24T09:00", "status")


def test_a_dry_run_leaves_nothing_behind(demo: Run) -> None:
    before = counted(demo)
    for _ in range(2):
        (sent,) = json.loads(demo("tick", "--at", CLOCK, "--json", "--dry-run").stdout)
        assert "O-7" in sent["text"]
    assert counted(demo) == before
    assert len(json.loads(demo("tick", "--at", CLOCK, "--json").stdout)) == 1


def test_a_tick_beside_a_real_chat_is_refused(demo: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", TOKEN)
    before = counted(demo)
    refused = demo("tick", "--at", CLOCK)
    assert refused.exit_code == 1
    assert "--dry-run" in refused.stderr
    assert demo("tick", "--at", CLOCK, "--dry-run").exit_code == 0
    assert counted(demo) == before


def test_the_demo_stays_out_of_real_data(run: Run) -> None:
    run("init")
    assert run("say", "--at", CLOCK, "oppfølging ny Siva: levere skisse innen 15.12").exit_code == 0
    refused = run("demo")
    assert refused.exit_code == 1
    assert "SAMHANDLING_DATABASE_URL" in refused.stderr


def test_manifest(run: Run) -> None:
    over_socket = json.loads(run("manifest", "slack").stdout)
    assert over_socket["settings"]["socket_mode_enabled"] is True
    over_http = json.loads(run("manifest", "slack", "--url", "https://bot.example.no").stdout)
    assert over_http["settings"]["interactivity"]["request_url"] == "https://bot.example.no/slack/events"


@pytest.mark.parametrize(
    "url",
    [
        "bot.example.no", "http://bot.example.no", "https://", "https://bot", "https://bot.example.no?a=b",
        "https://a b.no", "https://user:hemmelig@bot.example.no", "https://192.0.2.1", "https://bot.example.no:x",
        "https://bot.example.no#top",
        "ftp://bot.example.no", "https://bot..no", "https://-bot.example.no", "https://bot.example.no\\events",
    ],
)  # fmt: skip
def test_an_address_a_chat_cannot_call_is_refused_for_either(run: Run, url: str) -> None:
    owner = ["--app-id", "00000000-0000-0000-0000-000000000000", "--developer", "KS", "--out", "app.zip"]
    pages = [word for page in ("--website", "--privacy", "--terms") for word in (page, "https://www.example.no")]
    for words in (["slack"], ["teams", *owner, *pages]):
        refused = run("manifest", *words, "--url", url)
        assert refused.exit_code == 2
        assert "https://bot.example.no" in refused.stderr
        assert refused.stdout == ""
    assert not Path("app.zip").exists()
    for page in ("--website", "--privacy", "--terms"):
        assert run("manifest", "teams", *owner, *pages, page, url).exit_code == 2


def test_the_address_is_the_programs_and_not_the_events(run: Run) -> None:
    assert run("manifest", "slack", "--url", "https://bot.example.no/slack/events/").exit_code == 2
    made = json.loads(run("manifest", "slack", "--url", "https://example.no:8443/bot/").stdout)
    assert made["settings"]["interactivity"]["request_url"] == "https://example.no:8443/bot/slack/events"


def test_what_a_command_has_no_use_for_is_refused(run: Run) -> None:
    commands = getattr(typer.main.get_command(cli), "commands", {})
    assert len(commands) > 5
    for name, command in commands.items():
        needed = ["slack"] if name == "manifest" else ["line"] if name == "say" else []
        for unknown in ("--no-such-option", "-z"):
            assert run(name, *needed, unknown).exit_code == 2, name
        if not any(one.param_type_name == "argument" for one in command.params):
            assert run(name, "surplus").exit_code == 2, name
    options = [one.opts[0] for one in commands["manifest"].params if one.opts[0] not in ("--url", "platform")]
    for option in options:
        given = [option] if option == "--slash" else [option, "x"]
        assert run("manifest", "slack", *given).exit_code == 2, option


def test_settings_that_cannot_be_used(
    run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SAMHANDLING_PORT", "hemmelig")
    monkeypatch.setattr(sys, "argv", ["samhandling", "init"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert "SAMHANDLING_PORT" in said
    assert "hemmelig" not in said


def test_a_database_that_cannot_be_reached(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMHANDLING_DATABASE_URL", "postgresql://bot:hemmelig@127.0.0.1:1/name")
    result = run("say", "status")
    assert result.exit_code == 2
    assert "SAMHANDLING_DATABASE_URL: the server says" in result.stderr
    assert "hemmelig" not in result.stderr


# ---- the program itself


def test_the_process_answers_and_ends(tmp_path: Path) -> None:
    for words, code in ((("init",), 0), (("say", "--json", "status"), 0), (("say", "xyzzy"), 1), (("say",), 2)):
        with started(tmp_path, *words) as process:
            out, err = process.communicate(timeout=PATIENCE)
        assert process.returncode == code, err
    assert (tmp_path / "samhandling.db").exists()
    assert "Traceback" not in out + err


def test_try_out_goes_on_with_standard_input_closed(tmp_path: Path) -> None:
    with started(tmp_path, "run") as process:
        address = "http" + told(process, "/healthz").rstrip(".").rpartition("http")[2]
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310 - our own
            assert answer.read() == b"ok"
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, err) == (0, "")
    assert (tmp_path / "samhandling-tryout.db").exists()


def test_try_out_answers_and_goes_on_where_it_left_off(tmp_path: Path) -> None:
    typed = "status\n:klokke +1d\n:slutt\n"
    with started(tmp_path, "run", typed=typed) as process:
        out, err = process.communicate(typed, timeout=PATIENCE)
    assert (process.returncode, err) == (0, "")
    assert "O-7" in out
    assert "Melding til Siva, tirsdag 24. november" in out
    with started(tmp_path, "run", typed=":slutt\n") as process:
        out, _ = process.communicate(":slutt\n", timeout=PATIENCE)
    assert "tirsdag 24. november 2026" in out


def test_half_of_slack_is_said_and_not_tried(tmp_path: Path) -> None:
    with started(tmp_path, "run", SLACK_BOT_TOKEN=TOKEN) as process:
        _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2
    assert "SLACK_APP_TOKEN" in err
    assert TOKEN not in err


def test_the_demo_clock_is_what_the_data_says() -> None:
    assert demo_clock().isoformat() == "2026-11-23T09:00:00+01:00"
