"""`samhandling import` with real files: preview, question, storing, and taking back."""

import csv
import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
import structlog
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from typer.testing import CliRunner, Result

from bot.__main__ import cli
from bot.settings import names

CLOCK = "2026-11-23T09:00"
Run = Callable[..., Result]
Rows = list[list[str | int | date | None]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Run]:
    """Runs the program on a furnished database of its own, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    for name in names():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SAMHANDLING_DATABASE_URL", f"sqlite:///{tmp_path}/cli.db")
    runner = CliRunner()

    def say(*words: object) -> Result:
        return runner.invoke(cli, [str(word) for word in words])

    assert say("init").exit_code == 0
    yield say
    structlog.reset_defaults()


@pytest.fixture
def take(run: Run) -> Run:
    """Runs `import` as Agder on the demo's day."""
    return lambda *words: run("import", "--as", "agder", "--at", CLOCK, *words)


def messy(path: Path) -> Path:
    """A list as it comes from a county: titles, merged headings, an empty row, dates of every kind, a sum."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet["A1"] = "Oppfølgingsliste Agder 2026"
    sheet.merge_cells("A1:G1")
    sheet["A2"] = "Sist oppdatert 12.11.2026"
    for letter, heading in zip("ABCEFG", ("Nr", "Sak", "Ansvar", "Frist", "Status", "Merknad"), strict=True):
        sheet[f"{letter}4"] = heading
    sheet.merge_cells("C4:D4")
    sheet["B5"], sheet["C5"], sheet["D5"] = "Hva skal gjøres", "Hovedansvarlig", "Bidragsytere"
    rows: Rows = [
        [1, "Levere skisse", "Siva SF", None, "15.12", "Pågår", "venter på tall"],
        [2, "Tall for FoU-bedrifter", "Forskningsraadet", "IN", "uke 17", None, None],
        [3, "Oversikt over utlysninger", "IN", None, date(2027, 2, 1), "ikke påbegynt", None],
        [],
        [4, "Rutine for henvisning", "Agder FK", None, 46371, "Under arbeid", None],
        [5, "Plan for gründerløype", "Innovasjn Norge", None, "medio april", None, None],
        [6, "Felles søknad", "Siva, Forskningsrådet", None, "fredag", None, None],
        [7, "Levere skisse", "Siva", None, "15.12.2026", None, "venter på tall"],
        ["Sum", 7, None, None, None, None, None],
    ]
    for number, row in enumerate(rows, 6):
        for letter, value in zip("ABCDEFG", row, strict=False):
            sheet[f"{letter}{number}"] = value
    book.save(path)
    return path


def plain_list(path: Path, *rows: list[str], sign: str = ";", encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=sign).writerows([["Hva skal gjøres", "Ansvarlig", "Frist"], *rows])
    return path


def test_a_messy_sheet_is_shown_and_nothing_is_stored(run: Run, take: Run, tmp_path: Path) -> None:
    result = take(messy(tmp_path / "liste.xlsx"))
    said = result.stdout
    assert result.exit_code == 1
    assert "Klare: 4. Uklare: 2. Tas ikke med: 6. Ingenting er lagret." in said
    assert "C11: «Innovasjn Norge» er ingen organisasjon her. Mente du Innovasjon Norge?" in said
    assert "C12: «Siva, Forskningsrådet» er flere organisasjoner" in said
    assert "E12: Det går ikke fram hvilken dag «fredag» regnes fra." in said
    assert "Rad 6: Levere skisse – venter på tall" in said
    assert "C6: «Siva SF» er lest som Siva." in said
    assert "E7: «uke 17» betyr her fredag 30. april 2027." in said
    assert "Agder, frist tirsdag 15. desember 2026 · bekreftet" in said
    assert "Det samme står i rad 6." in said
    assert "Kolonner som ikke tas med: A «Nr»" in said
    assert "2 rader er uklare: 11, 12" in said
    assert "--only-ready" in said
    assert "Ingen åpne oppfølgingspunkter" in run("say", "--at", CLOCK, "oppfølging").stdout


def test_the_ready_ones_are_stored_and_taken_back(run: Run, take: Run, tmp_path: Path) -> None:
    path = messy(tmp_path / "liste.xlsx")
    not_yet = take(path, "--only-ready")
    assert not_yet.exit_code == 1
    assert "--yes" in not_yet.stdout
    result = take(path, "--only-ready", "--yes")
    assert result.exit_code == 0
    assert "4 rader fra liste.xlsx er lagret som oppfølgingspunkter" in result.stdout
    assert "2 uklare rader er ikke tatt med: 11, 12" in result.stdout
    assert "4 åpne oppfølgingspunkter" in run("say", "--at", CLOCK, "oppfølging").stdout
    assert json.loads(run("tick", "--at", CLOCK, "--json").stdout) == []  # nobody is told
    again = take(path, "--only-ready", "--yes")
    assert again.exit_code == 1
    assert "som import 1" in again.stdout
    undone = take("--undo", 1)
    assert undone.exit_code == 0
    assert "Import 1 er angret, og 4 rader er tatt bort" in undone.stdout
    assert "Ingen åpne oppfølgingspunkter" in run("say", "--at", CLOCK, "oppfølging").stdout
    assert take("--undo", 1).exit_code == 1


@pytest.mark.parametrize(("sign", "encoding"), [(";", "utf-8-sig"), (",", "cp1252"), ("\t", "utf-8")])
def test_csv(take: Run, tmp_path: Path, sign: str, encoding: str) -> None:
    path = plain_list(
        tmp_path / "liste.csv", ["Løype på Møre", "Forskningsrådet", "15.12"], sign=sign, encoding=encoding
    )
    result = take(path, "--yes")
    assert result.exit_code == 0
    assert "Rad 2: Løype på Møre" in result.stdout
    assert "Én rad fra liste.csv er lagret" in result.stdout


def test_measures(take: Run, tmp_path: Path) -> None:
    path = tmp_path / "tiltak.csv"
    path.write_text(
        "Nr;Mål;Tiltak;Hovedansvar;Frist;Start;Måltall;Siste;Status\n"
        "T1.1;M1 Flere jobber;Mobilisering;IN;30.6.2027;0;25;11;i gang\n",
        encoding="utf-8",
    )
    without = take(path, "--yes")
    assert without.exit_code == 1
    assert "--new-agreement" in without.stdout
    stored = take(path, "--yes", "--new-agreement")
    assert stored.exit_code == 0, stored.output
    assert "Én rad fra tiltak.csv er lagret som tiltak" in stored.stdout
    assert "Én rad" not in take("--undo", 2).stdout
    assert take("--undo", 1).exit_code == 0


def test_as_json(take: Run, tmp_path: Path) -> None:
    path = plain_list(tmp_path / "liste.csv", ["Levere skisse", "Siva", "15.12"], ["Noe", "Sivva", "15.12"])
    refused = json.loads(take(path, "--json").stdout)
    assert refused["ok"] is False
    assert refused["error"]["code"] == "imports.some-unclear"
    assert refused["counts"] == {"ready": 1, "unclear": 1, "skipped": 1}
    assert "B3" in refused["preview"]
    unasked = json.loads(take(path, "--json", "--only-ready").stdout)
    assert unasked["error"]["code"] == "imports.not-confirmed"
    stored = json.loads(take(path, "--json", "--only-ready", "--yes").stdout)
    assert stored["ok"] is True
    assert stored["card"]["title"] == "Én rad fra liste.csv er lagret som oppfølgingspunkter"


def test_in_the_language_of_whom_one_speaks_as(run: Run, tmp_path: Path) -> None:
    path = plain_list(tmp_path / "liste.csv", ["Levere skisse", "Siva", "15.12"])
    assert "Førehandsvising: liste.csv" in run("import", path, "--as", "vestland", "--at", CLOCK).stdout


def test_files_that_cannot_be_used(take: Run, tmp_path: Path) -> None:
    for name, content in (("a.xlsx", b"PK\x03\x04"), ("b.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), ("c.csv", b"")):
        path = tmp_path / name
        path.write_bytes(content)
        result = take(path)
        assert result.exit_code == 1
        assert len(result.stdout.strip().splitlines()) == 3  # what is wrong, what to do
        assert "Traceback" not in result.output
    assert take(tmp_path / "finnes-ikke.xlsx").exit_code == 1


def test_wrong_usage(take: Run, run: Run, tmp_path: Path) -> None:
    assert take().exit_code == 2
    assert take("liste.csv", "--undo", "1").exit_code == 2
    assert take("liste.csv", "--kind", "noe").exit_code == 2
    assert run("import", "liste.csv", "--as", "svalbard").exit_code == 2


def test_how_far_it_has_come_is_told_beside_the_answer(take: Run, tmp_path: Path) -> None:
    path = plain_list(tmp_path / "lang.csv", *([f"Punkt {number}", "Siva", "15.12"] for number in range(2400)))
    result = take(path, "--yes")
    assert result.exit_code == 0
    assert result.stderr.replace("\u00a0", " ").splitlines() == [
        *(f"Leser: {done} av 2 401 rader" for done in ("1 000", "2 000", "2 401")),
        *(f"Lagrer: {done} av 2 400 rader" for done in ("1 000", "2 000", "2 400")),
    ]
    assert "Leser" not in result.stdout


@pytest.mark.parametrize(
    ("answer", "code", "said"),
    [("ja\n", 0, "er lagret"), ("\x04", 1, "Ingenting er lagret.")],
    ids=["yes", "closed"],
)
def test_on_a_terminal_it_asks(run: Run, tmp_path: Path, answer: str, code: int, said: str) -> None:
    path = plain_list(tmp_path / "liste.csv", *([f"Punkt {number}", "Siva", "15.12"] for number in range(150)))
    ended, out = on_a_terminal(["import", path.name, "--as", "agder", "--at", CLOCK], answer, tmp_path)
    assert "Lagre 150 rader? Skriv ja eller nei:" in out
    assert "\r\x1b[KLeser: 100 av 151 rader" in out
    assert said in out.rpartition("nei:")[2]
    assert ended == code


def on_a_terminal(words: list[str], typed: str, folder: Path) -> tuple[int, str]:
    """The program as somebody sees it who runs it by hand: exit code, and all that stood on the screen."""
    mine, its = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    command = [sys.executable, "-m", "bot", *words]
    with subprocess.Popen(command, cwd=folder, env=environment, stdin=its, stdout=its, stderr=its) as process:
        os.close(its)
        screen = b""
        os.write(mine, typed.encode())
        while True:
            try:
                piece = os.read(mine, 65536)
            except OSError:  # the other side has gone
                break
            if not piece:
                break
            screen += piece
        code = process.wait(timeout=60)
    os.close(mine)
    return code, screen.decode()
