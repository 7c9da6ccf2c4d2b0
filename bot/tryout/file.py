"""Where the try-out keeps its data: in a file that nobody else can have put there."""

import os
import stat
import tempfile
from pathlib import Path

TRYOUT_FILE = "samhandling-tryout.db"


def tryout_file() -> Path:
    """The try-out's database: here, where nobody else can put one; else among the user's own files."""
    here = Path.cwd() / TRYOUT_FILE
    if _own_folder(here.parent) and _own_file(here):
        return here
    state = Path(os.environ.get("XDG_STATE_HOME") or "~/.local/state").expanduser() / "samhandling"
    try:
        state.mkdir(mode=0o700, parents=True, exist_ok=True)
        if _own_folder(state) and _own_file(state / TRYOUT_FILE):
            return state / TRYOUT_FILE
    except (OSError, RuntimeError):  # no home, or none that can be written in
        pass
    return Path(tempfile.mkdtemp(prefix="samhandling-")) / TRYOUT_FILE


def _own_folder(folder: Path) -> bool:
    """Whether we can write in a folder, and not everybody can."""
    return os.access(folder, os.W_OK) and not folder.stat().st_mode & stat.S_IWOTH


def _own_file(file: Path) -> bool:
    """Whether there is no such file yet, or one of the user's own: no link that leads elsewhere."""
    try:
        found = file.lstat()
    except OSError:
        return True
    return stat.S_ISREG(found.st_mode) and found.st_uid == os.geteuid()
