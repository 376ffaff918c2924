"""Coverage-guided fuzzing of what strangers can hand to the booth; `make fuzz-trace`.

    python -m tests.fuzz.run [payload] [epcis]

FUZZ_MINUTES for each (10). Then the whole corpus is run again and again in a plain process: memory that grows
there is kept by our code. Exit status 1 for any crash, slow input or growth; the input is left in build/fuzz.
"""

from __future__ import annotations

import gc
import json
import os
import re
import subprocess
import sys
import tracemalloc
from importlib.util import find_spec
from pathlib import Path

from tests.fuzz.targets import TARGETS

ROOT = Path(__file__).parents[2]
PASSES = 6
# Caches fill in the first passes; after that the same inputs must leave nothing behind.
MAX_GROWTH = 64 * 1024  # bytes
MEMORY_LIMIT_MB = 1024


def main(names: list[str]) -> int:
    if find_spec("atheris") is None:
        print("fuzz-trace: atheris is not here (it has wheels for Linux on x86-64); make fuzz-trace fetches it")
        return 2
    minutes = float(os.environ.get("FUZZ_MINUTES", "10"))
    return max([_fuzz(name, minutes) for name in names or TARGETS])


def _fuzz(name: str, minutes: float) -> int:
    target = TARGETS[name]
    folder = ROOT / "build" / "fuzz" / name
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(target.seeds()):
        (corpus / f"seed-{number:03d}").write_bytes(seed)
    words = folder / "words.dict"
    words.write_text("".join(f'"{_escaped(word)}"\n' for word in target.words()), encoding="ascii")
    figures = folder / "figures.json"
    figures.unlink(missing_ok=True)
    ended = subprocess.run(
        [
            *(sys.executable, "-m", "tests.fuzz.guided", name, str(figures), str(corpus)),
            *(f"-max_total_time={round(minutes * 60)}", f"-max_len={target.longest}", f"-dict={words}"),
            *(
                "-timeout=20",
                f"-rss_limit_mb={MEMORY_LIMIT_MB}",
                f"-artifact_prefix={folder}/",
                "-print_final_stats=1",
            ),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    (folder / "log.txt").write_text(ended.stderr, encoding="utf-8")
    told = (
        json.loads(figures.read_text("utf-8"))
        if figures.exists()
        else {"runs": 0, "seconds": 0, "resident_mb": [0]}
    )
    edges, features, kept = (re.findall(r"cov: (\d+) ft: (\d+) corp: (\d+)", ended.stderr) or [("?", "?", "?")])[-1]
    memory = told["resident_mb"]
    print(
        f"{name}: {told['runs']} inputs in {told['seconds']:.0f} s; {edges} edges, {features} features, "
        f"{kept} inputs kept; slowest {told.get('slowest_ms', '?')} ms; "
        f"resident {memory[0]} to {memory[-1]} MB, those inputs included"
    )
    if ended.returncode:
        print(f"{name}: FOUND something, see {folder}:\n" + "\n".join(ended.stderr.splitlines()[-40:]))
        return 1
    return _replay(name, corpus)


def _replay(name: str, corpus: Path) -> int:
    """The corpus over and over: what stays allocated from one pass to the next."""
    run = TARGETS[name].run
    inputs = [path.read_bytes() for path in sorted(corpus.iterdir())]
    sizes = []
    tracemalloc.start()
    for _ in range(PASSES):
        for data in inputs:
            run(data)
        gc.collect()
        sizes.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    growth = (sizes[-1] - sizes[2]) // (PASSES - 3)
    print(f"{name}: {len(inputs)} inputs {PASSES} times over: {growth:+} bytes kept a pass (at most {MAX_GROWTH})")
    return int(growth > MAX_GROWTH)


def _escaped(word: str) -> str:
    return "".join(character if character.isalnum() else f"\\x{ord(character):02x}" for character in word)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
