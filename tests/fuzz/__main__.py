"""`make fuzz`: 200,000 mutated lines, and 50,000 mutated payloads for each chat; exits 1 when any came out wrong.

SEED: which (drawn and printed where none is given). LINES, PAYLOADS: how many. JOBS: processes.
"""

import os
import random
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.fuzz.bench import Told, say_lines, send_payloads, template

PART = 5_000
"""What one process is handed at a time; its seed is the whole one's and its number."""


def main() -> int:
    """Say it all; the number of things that went wrong, as an exit code."""
    seed = int(os.environ.get("SEED") or random.SystemRandom().randrange(10**6))
    lines, payloads = (int(os.environ.get(name) or many) for name, many in (("LINES", 200_000), ("PAYLOADS", 50_000)))
    jobs = int(os.environ.get("JOBS") or os.cpu_count() or 1)
    sys.stdout.write(f"SEED={seed} LINES={lines} PAYLOADS={payloads}\n")
    begun = time.monotonic()
    with TemporaryDirectory() as name, ProcessPoolExecutor(jobs) as pool:
        folder = Path(name)
        made = template(folder)
        asked = {
            "lines": [pool.submit(say_lines, made, folder, seed * 1000 + n, many) for n, many in _parts(lines)],
            **{
                chat: [
                    pool.submit(send_payloads, made, folder, seed * 1000 + n, many, chat)
                    for n, many in _parts(payloads)
                ]
                for chat in ("slack", "teams")
            },
        }
        wrong = 0
        for what, parts in asked.items():
            told = Told()
            for part in parts:
                told.add(part.result())
            wrong += len(told.wrong)
            _print(what, told)
    sys.stdout.write(f"{wrong} wrong, {time.monotonic() - begun:.0f} s\n")
    return min(wrong, 1)


def _parts(whole: int) -> list[tuple[int, int]]:
    return [(number, min(PART, whole - first)) for number, first in enumerate(range(0, whole, PART))]


def _print(what: str, told: Told) -> None:
    sys.stdout.write(f"{what}: slowest {told.slowest * 1000:.0f} ms; {len(told.wrong)} wrong\n")
    for name, count in told.counts.most_common():
        sys.stdout.write(f"  {count:>8} {name}\n")
    for one in told.wrong[:20]:
        sys.stdout.write(f"  ! {one}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
