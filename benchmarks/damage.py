"""Check that commands report a damaged store: `python -m benchmarks.damage STORE [--times 200] [--seed 24] [--commands status,show,query]`

Changes one bit at a random place of a copy of the store, each time another, and asks it with a command. Each time the answer is the
same as before, or a line says what is wrong; nothing runs away with the machine's memory or time. The places are drawn from all
bytes of the generation's files with the seed. Then half as many times with the checksums out of the way, as for a change that
the cheap look at opening does not see.
"""

import argparse
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
COMMANDS = {
    "status": ("status", "--all", "-f", "csv"),
    "show": ("show", "2019"),
    "query": ("query", "documents-by-year-and-kind", "-f", "csv"),
    "export": ("export", "-f", "nq", "-o", "/dev/stdout"),
}
_SECONDS = 300


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=24)
    parser.add_argument("--commands", default="status,show,query")
    given = parser.parse_args()
    names = given.commands.split(",")
    with tempfile.TemporaryDirectory() as temporary:
        store = Path(shutil.copytree(given.store, Path(temporary) / "store"))
        generation = store / (store / "CURRENT").read_text().strip()
        files = sorted(file for file in generation.iterdir() if file.stat().st_size)
        right = {name: _run(store, name)[:3] for name in names}
        draw = random.Random(given.seed)
        outcomes: Counter[str] = Counter()
        peak = slowest = 0.0
        for time_ in range(given.times + given.times // 2):
            if time_ == given.times:
                print(f"{given.times} times: {dict(outcomes)}; at most {peak:.0f} MB and {slowest:.1f} s")
                generation.with_name(f"{generation.name}.sha256").unlink()
                outcomes, peak, slowest = Counter(), 0.0, 0.0
            file = draw.choices(files, [file.stat().st_size for file in files])[0]
            at, bit = draw.randrange(file.stat().st_size), 1 << draw.randrange(8)
            _flip(file, at, bit)
            name = names[time_ % len(names)]
            code, output, errors, size, seconds = _run(store, name)
            _flip(file, at, bit)
            peak, slowest = max(peak, size), max(slowest, seconds)
            if (code, output, errors) == right[name]:
                outcomes["same answer"] += 1
            elif code == 2 and errors.count(b"\n") == 1:
                outcomes["told in one line"] += 1
            else:
                outcomes[f"exit code {code}"] += 1
                print(f"{name}: {file.name} byte {at} bit {bit}: exit code {code}: {errors[-200:]!r}")
    print(f"without checksums, {given.times // 2} times: {dict(outcomes)}; at most {peak:.0f} MB and {slowest:.1f} s")
    return int(bool(outcomes.keys() - {"same answer", "told in one line"}))


def _flip(file: Path, at: int, bit: int) -> None:
    with file.open("r+b") as stream:
        stream.seek(at)
        byte = stream.read(1)[0]
        stream.seek(at)
        stream.write(bytes([byte ^ bit]))


def _run(store: Path, name: str) -> tuple[int, bytes, bytes, float, float]:
    """Exit code, output, errors, megabytes and seconds of a command."""
    command = [sys.executable, "-m", "ui.cli.main", *COMMANDS[name], "--store", str(store)]
    begun = time.monotonic()
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=errors, preexec_fn=_limit_time)
        _, status, used = os.wait4(process.pid, 0)
        for file in (output, errors):
            file.seek(0)
        code = os.waitstatus_to_exitcode(status)
        return code, output.read(), errors.read(), used.ru_maxrss / 1024, time.monotonic() - begun


def _limit_time() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))


if __name__ == "__main__":
    raise SystemExit(main())
