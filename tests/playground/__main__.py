"""The bot against Microsoft's local Teams client, in a conversation of two, a group chat and a channel.

    npm install @microsoft/m365agentsplayground     (in some folder of your own; its licence allows evaluation)
    python -m tests.playground FOLDER [--pictures OUT]

FOLDER is where it was installed. Chromium and its driver must be there, too (Debian: chromium, chromium-driver). Each
conversation goes from the status to a form with a wrong date, the right one, the reminder and its button; what the
client shows is printed, and pictures of it are written to OUT.
"""

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.playground.client import CONFIG, PORT, Client
from tests.playground.installation import BOT_PORT, installation
from tests.playground.walk import walk


def main() -> int:
    """Run it; 0 when every step showed what it should."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where the client is installed")
    parser.add_argument("--pictures", type=Path, default=Path("playground-pictures"), help="where pictures go")
    given = parser.parse_args()
    given.pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_run(given.folder.resolve(), given.pictures, Path(folder)))


async def _run(client_folder: Path, pictures: Path, folder: Path) -> int:
    async with installation(folder / "playground.db") as (_, clock):
        with _client(client_folder, folder):
            client = await asyncio.to_thread(Client, pictures)
            try:
                wrong = await walk(client, clock)
            finally:
                await asyncio.to_thread(client.close)
    sys.stdout.write("\n".join(["", *wrong, f"{len(wrong)} steps went wrong"]) + "\n")
    return 1 if wrong else 0


@contextmanager
def _client(installed: Path, folder: Path) -> Iterator[None]:
    """Microsoft's client, in a folder of its own with its settings."""
    (folder / ".m365agentsplayground.yml").write_text(CONFIG, encoding="utf-8")
    program = installed / "node_modules" / ".bin" / "agentsplayground"
    command = [str(program), "-e", f"http://127.0.0.1:{BOT_PORT}/api/messages", "-c", "msteams", "-p", str(PORT)]
    quiet = {**os.environ, "TEAMSAPPTESTER_BROWSER": "none"}
    with subprocess.Popen([*command, "--disable-telemetry"], cwd=folder, env=quiet, stdout=subprocess.DEVNULL) as run:
        try:
            yield
        finally:
            run.terminate()


if __name__ == "__main__":
    sys.exit(main())
