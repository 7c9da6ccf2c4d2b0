"""The page beside the terminal: on this machine only, in the try-out only, and never in the terminal's way."""

import ast
import socket
import urllib.error
import urllib.request
from pathlib import Path

import pytest

import bot
from bot.serve import _Web
from bot.settings import Settings
from bot.tryout.simulation import Simulation
from tests.patience import PATIENCE
from tests.program import started, told

EVERYWHERE = "0.0.0.0"  # noqa: S104 - what somebody may set, and the try-out doesn't do


@pytest.mark.parametrize(
    ("asked", "listens"), [(EVERYWHERE, "127.0.0.1"), ("::", "127.0.0.1"), ("chat.example.no", "127.0.0.1"),
                           ("127.0.0.1", "127.0.0.1"), ("127.0.0.2", "127.0.0.2"), ("localhost", "127.0.0.1")],
)  # fmt: skip
def test_it_listens_on_this_machine_whatever_is_set(clockwork: Simulation, asked: str, listens: str) -> None:
    web = _Web.listen(Settings(_env_file=None, host=asked, port=0), clockwork)  # type: ignore[call-arg]
    assert web is not None
    try:
        assert web.url.startswith(f"http://{listens}:")
        assert web._listening.getsockname()[0] == listens
    finally:
        web.stop()


def test_a_port_that_is_taken_leaves_the_terminal_its_conversation(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        with started(tmp_path, "run", typed="", SAMHANDLING_PORT=port) as process:
            out, err = process.communicate("status\n:slutt\n", timeout=PATIENCE)
    assert (process.returncode, err) == (0, "")
    assert f"Porten {port} er opptatt" in out
    assert "SAMHANDLING_PORT" in out
    assert "O-7" in out


def test_page_and_terminal_run_side_by_side(tmp_path: Path) -> None:
    with started(tmp_path, "run", typed="") as process:
        assert process.stdin is not None
        address = "http" + told(process, "http://127.0.0.1:").rpartition("http")[2]
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310 - our own
            assert "Samtale: KS, koordinator" in answer.read().decode()
        refused = urllib.request.Request(address, headers={"Host": "ond.example"})  # noqa: S310 - our own
        with pytest.raises(urllib.error.HTTPError) as turned_away:
            urllib.request.urlopen(refused, timeout=PATIENCE)  # noqa: S310 - our own
        turned_away.value.close()
        assert turned_away.value.code == 421
        out, err = process.communicate("purr O-7\n:slutt\n", timeout=PATIENCE)
    assert (process.returncode, err) == (0, "")
    assert "Melding til Forskningsrådet" in out


def test_nothing_but_the_try_out_knows_the_page() -> None:
    root = Path(bot.__file__).parent
    knows: dict[str, list[str]] = {}
    for path in root.rglob("*.py"):
        where = path.relative_to(root)
        if where.parts[0] == "web":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef | ast.FunctionDef):
                imported = [one for one in ast.walk(node) if isinstance(one, ast.ImportFrom | ast.Import)]
                if any("bot.web" in ast.unparse(one) for one in imported):
                    knows.setdefault(where.as_posix(), []).append(node.name)
            elif isinstance(node, ast.ImportFrom | ast.Import) and "bot.web" in ast.unparse(node):
                knows.setdefault(where.as_posix(), [])
    assert knows == {"serve.py": ["_Web", "_serve"]}, "a chat that is served has no such page"
