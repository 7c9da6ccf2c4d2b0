"""Nothing counts as delivered that nobody could see; what can't be written or encoded is no crash after a commit."""

import errno
import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.__main__ import main
from tests.bot.command_line import CLOCK, Run
from tests.patience import PATIENCE
from tests.program import started


class Paper(io.TextIOWrapper):
    """Standard output with room for so many characters, in an encoding."""

    def __init__(self, room: int, encoding: str = "utf-8") -> None:
        super().__init__(io.BytesIO(), encoding=encoding, write_through=True)
        self.room, self.ended, self.said = room, 0, ""

    def write(self, text: str) -> int:
        if len(text) > self.room:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self.room -= len(text)
        return super().write(text)

    @property
    def printed(self) -> str:
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue().decode(self.encoding)


@pytest.fixture
def printing(run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Paper]:
    """Runs the program as its console script does, on paper of a size; the paper, how it ended and what was said."""

    def begin(room: int, *words: str, encoding: str = "utf-8") -> Paper:
        paper = Paper(room, encoding)
        with monkeypatch.context() as patch:
            patch.setattr(sys, "argv", ["samhandling", *words])
            patch.setattr(sys, "stdout", paper)
            with pytest.raises(SystemExit) as ended:
                main()
        paper.ended = int(ended.value.code or 0)
        paper.said = capsys.readouterr().err
        return paper

    return begin


def test_what_could_not_be_printed_waits_and_comes_again(run: Run, printing: Callable[..., Paper]) -> None:
    run("demo")
    whole = len(run("tick", "--at", CLOCK, "--dry-run").stdout)
    assert whole > 300
    tried = 0
    for room in (0, 1, whole // 3, whole // 2):
        paper = printing(room, "tick", "--at", CLOCK)
        assert paper.ended == 3
        assert "can't be written: No space left on device" in paper.said
        assert "Traceback" not in paper.said
        tried += 1
    sent = printing(whole * 2, "tick", "--at", CLOCK)
    assert sent.ended == 0
    assert sent.printed.count("→") == 1, f"after {tried} tries"
    assert "Nothing was due." in printing(whole, "tick", "--at", CLOCK).printed


def test_messages_that_were_printed_are_sent_and_only_those(run: Run, printing: Callable[..., Paper]) -> None:
    run("demo")
    assert run("say", "--as", "agder", "--at", CLOCK, "møte ny regional vår 15.4.2027").exit_code == 0
    assert run("say", "--as", "agder", "--at", CLOCK, "innkall R42-2027-V bekreft").exit_code == 0
    shown = json.loads(run("tick", "--at", CLOCK, "--json", "--dry-run").stdout)
    assert len(shown) > 3
    first = printing(len(json.dumps(shown[:2], indent=2, ensure_ascii=False)) + 20, "tick", "--at", CLOCK, "--json")
    assert first.ended == 3
    rest = json.loads(printing(1_000_000, "tick", "--at", CLOCK, "--json").printed)
    seen = [one["key"] for one in shown if f'"{one["key"]}"' in first.printed]
    assert seen
    assert rest
    assert len(seen) + len(rest) == len(shown)
    assert {one["recipient"] for one in rest}.isdisjoint(one["recipient"] for one in shown if one["key"] in seen)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1", "utf-16"])
def test_letters_an_output_has_not_are_escaped(run: Run, printing: Callable[..., Paper], encoding: str) -> None:
    run("demo")
    reply = printing(100_000, "say", "--at", CLOCK, "--json", "status", encoding=encoding)
    assert reply.ended == 0
    assert json.loads(reply.printed) == json.loads(run("say", "--at", CLOCK, "--json", "status").stdout)
    plain = printing(
        100_000, "say", "--at", CLOCK, "oppfølging", "ny", "Siva:", "levere", "→", "innen", "15.12", encoding=encoding
    )
    assert plain.ended == 0
    assert ("→" if encoding == "utf-16" else "\\u2192") in plain.printed
    sent = printing(100_000, "tick", "--at", CLOCK, encoding=encoding)
    assert (sent.ended, sent.said) == (0, "")
    assert "Nothing was due." in run("tick", "--at", CLOCK).stdout


def test_a_closed_pipe_is_no_crash(demo: Run, tmp_path: Path) -> None:
    with started(tmp_path, "tick", "--at", CLOCK, SAMHANDLING_DATABASE_URL=f"sqlite:///{tmp_path}/cli.db") as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        said = process.stderr.read()
        assert process.wait(PATIENCE) == 3
    assert said.startswith("What was to be printed can't be written: Broken pipe.")
    assert said.count("\n") == 1
    assert len(json.loads(demo("tick", "--at", CLOCK, "--json").stdout)) == 1
