"""`samhandling verify`: what it prints, and how it ends."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from structlog.testing import capture_logs
from typer.testing import CliRunner, Result

from bot.__main__ import cli
from bot.app import build
from bot.clock import FixedClock
from bot.operations.proof import FAULTS
from bot.operations.verify import SENTENCES
from bot.serve_chats import once_a_day
from bot.settings import load_settings, names
from domain.canonical import checksum
from storage.audit import links
from storage.setup.demo import demo_clock

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """The program on the demo data."""
    monkeypatch.chdir(tmp_path)
    for name in names():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SAMHANDLING_DATABASE_URL", f"sqlite:///{tmp_path}/cli.db")
    runner = CliRunner()
    assert runner.invoke(cli, ["demo"]).exit_code == 0
    return lambda *words: runner.invoke(cli, words)


def test_what_is_whole_ends_with_0(run: Run) -> None:
    found = run("verify")
    assert found.exit_code == 0, found.output
    assert "The chain has run from the first." in found.stdout
    assert "Nothing was found." in found.stdout
    told = json.loads(run("verify", "--json").stdout)
    assert (told["ok"], told["findings"]) == (True, [])
    assert run("verify", "--head", told["head"]).exit_code == 0


def test_what_was_done_is_named_and_ends_with_1(run: Run, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "cli.db") as connection:
        connection.execute("UPDATE follow_up SET text = 'noe annet' WHERE id = 3")
        connection.execute("DELETE FROM agreement_party WHERE id = 1")
    connection.close()
    found = run("verify")
    assert found.exit_code == 1
    assert "2 findings:" in found.stdout
    assert "  follow_up.text 3: another value than the log has" in found.stdout
    assert "  agreement_party 1: a row of the log is gone" in found.stdout


def test_the_head_in_the_log_is_the_one_verify_takes(run: Run) -> None:
    """Once a day, and at every start."""
    app = build(load_settings(), FixedClock(demo_clock()))
    with capture_logs() as logged:
        once_a_day(app, demo_clock())
    app.close()
    [head] = [line["head"] for line in logged if line["event"] == "audit.head"]
    assert run("verify", "--head", head).exit_code == 0
    number, _, digest = head.partition(":")
    assert run("verify", "--head", f"{number}:{digest[::-1]}").exit_code == 1


def test_a_head_of_another_log_is_found(run: Run) -> None:
    found = run("verify", "--head", "3:0123456789abcdef", "--head", "900:0123456789abcdef")
    assert found.exit_code == 1
    assert "entry 3: is another than it was when its head was noted" in found.stdout
    assert "entry 900: is missing" in found.stdout


@pytest.mark.parametrize("typed", ["3", "3:abc", "x:0123456789abcdef", "3:0123456789abcdeg"])
def test_what_is_no_head_is_said(run: Run, typed: str) -> None:
    found = run("verify", "--head", typed)
    assert found.exit_code == 1
    assert f"«{typed}» is no head of the log." in found.stderr


def test_each_kind_of_finding_has_its_sentence() -> None:
    told = set((links.Finding.__doc__ or "").replace("\n", " ").split("what:")[1].split("entry:")[0].split("`")[1::2])
    assert told == set(SENTENCES)


def test_all_that_is_kept_of_somebody_is_printed(run: Run) -> None:
    assert (
        run("say", "--at", "2026-11-23T10:00", "--as", "agder", "oppfølging ny Siva: skisse innen 15.12").exit_code == 0
    )
    known, unknown = run("person-data", "console:agder:coordinator"), run("person-data", "console:ks:leadre")
    told = json.loads(known.stdout)
    assert (told["accounts"], bool(told["said"]), known.stderr) == (["console:agder:coordinator"], True, "")
    told = json.loads(unknown.stdout)
    assert (told["accounts"], told["said"]) == (["console:ks:leadre"], [])
    assert "Nothing is kept about console:ks:leadre." in unknown.stderr  # perhaps it was misspelt
    refused = run("person-data", "U012345")
    assert refused.exit_code == 1
    assert "«U012345» is no account." in refused.stderr


def test_locked_minutes_are_checked_without_a_database(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "minutes.json"
    written = run("proof", "R90-2026-V").stdout
    file.write_text(written)
    monkeypatch.setenv("SAMHANDLING_DATABASE_URL", f"sqlite:///{tmp_path}/none.db")
    found = run("verify", "--file", str(file))
    assert found.exit_code == 0, found.output
    assert "as they were locked" in found.stdout
    proof = json.loads(written)
    for fault, changed in {
        "minutes": {**proof, "minutes": {**proof["minutes"], "place": "et annet sted"}},
        "entry": {**proof, "entry": {**proof["entry"], "organisation": "siva"}},
        "unrelated": {**proof, "sha256": "0" * 64},
        "kind": {"kind": "noe annet"},
    }.items():
        file.write_text(json.dumps(changed))
        found = run("verify", "--file", str(file))
        assert (found.exit_code, FAULTS[fault] in found.stdout) == (1, True), fault
    nameless = {name: value for name, value in proof["entry"].items() if name != "number"}
    for wrong in (
        f'{written.rstrip()[:-1]}, "minutes": {json.dumps(proof["minutes"])}}}',  # one to be read, one to be summed
        json.dumps({**proof, "entry": nameless, "entry_sha256": checksum(nameless)}),
        "[" * 100_000,
        "[]",
    ):
        file.write_text(wrong)
        assert run("verify", "--file", str(file)).exit_code == 1, wrong[:40]
    assert run("verify", "--file", str(tmp_path / "none.json")).exit_code == 1
    assert not (tmp_path / "none.db").exists()


def test_an_agreement_and_its_consents_are_checked_the_same_way(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "agreement.json"
    file.write_text(run("proof", "Midtvik", "--version", "1").stdout)
    found = run("verify", "--file", str(file))
    assert found.exit_code == 0, found.output
    assert "The agreement is as it was locked, with 4 consents, if the log has its head" in found.stdout
    head = found.stdout.rpartition(" ")[2].strip()
    assert run("verify", "--head", head).exit_code == 0
    proof = json.loads(file.read_text())
    for fault, changed in {
        "agreement": {**proof, "agreement": {**proof["agreement"], "purpose": "et annet formål"}},
        "consents": {**proof, "consents": proof["consents"][1:]},
    }.items():
        file.write_text(json.dumps(changed))
        found = run("verify", "--file", str(file))
        assert (found.exit_code, FAULTS[fault] in found.stdout) == (1, True), fault


def test_what_is_not_locked_has_no_proof(run: Run) -> None:
    assert "The log tells of no locked agreement of Agder." in run("proof", "Agder").stderr
    assert (
        "The log tells of no locked agreement of Midtvik version 2." in run("proof", "Midtvik", "--version", "2").stderr
    )
    assert "There are no locked minutes of «N-2027-V»." in run("proof", "N-2027-V").stderr
