"""`make faults`: orders through all that goes wrong, into the real store; and the journal through power cuts.

    python -m tests.faults.run [--quick] [--seed N] [--only orders,control,power]

FAULTS_ORDERS orders (1000), FAULTS_CUTS power cuts (500); --quick has 60 of each. Exit status 1 when an order is
lost or doubled, when journal and store differ, or when a control that must fail does not. Nothing leaves 127.0.0.1.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from tests.faults.judge import Report
from tests.faults.power import power_cuts
from tests.faults.trial import Plan, Trial, vendure

SEED = 20261123
PARTS = ("orders", "control", "power")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="tests.faults.run", description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="60 orders, 60 power cuts")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--only", default=",".join(PARTS), help="of: %(default)s")
    options = parser.parse_args(arguments)
    orders = 60 if options.quick else int(os.environ.get("FAULTS_ORDERS", "1000"))
    cuts = 60 if options.quick else int(os.environ.get("FAULTS_CUTS", "500"))
    print(f"seed {options.seed}, {orders} orders, {cuts} power cuts")
    failed = []
    with tempfile.TemporaryDirectory(prefix="kiosk-faults-") as name:
        folder = Path(name)
        if "orders" in options.only:
            report = storm(Plan(orders, options.seed, **_short(orders)), folder / "orders")
            show("One reference for each order", report)
            failed += [] if report.well else ["orders were lost or doubled, or journal and store differ"]
        if "control" in options.only:
            few = min(200, orders)
            report = storm(Plan(few, options.seed + 7, fresh=True, **_short(few)), folder / "control")
            show("Control: a fresh id for each attempt; it must double", report, most=3)
            failed += [] if report.doubled else ["the control did not double: the test cannot fail"]
        if "power" in options.only:
            failed += power(folder, options.seed, cuts)
    print("\n" + ("\n".join(f"FAILED: {one}" for one in failed) or "All right: 0 lost, 0 doubled."))
    return 1 if failed else 0


def _short(orders: int) -> dict[str, float]:
    """Fewer orders see fewer deaths."""
    if orders >= 500:
        return {}
    return {
        "booth_s": 2.0,
        "store_s": 10.0,
        "booth_kills": max(4, orders // 40),
        "store_kills": 2,
    }


def storm(plan: Plan, folder: Path) -> Report:
    begun = time.monotonic()
    return Trial(
        plan,
        folder,
        vendure(folder / "shop"),
        lambda text: print(f"  {time.monotonic() - begun:4.0f} s  {text}", flush=True),
    ).run()


def show(title: str, report: Report, most: int = 40) -> None:
    print(f"\n{title}")
    calls = f"{report.calls} calls, {sum(report.faults.values())} of them spoilt"
    rows = [
        ("said to be durable", report.placed),
        ("in the journal", report.journal),
        ("in the shop's books", report.sold),
        ("parked for staff", report.parked),
        ("lost", len(report.lost)),
        ("doubled", len(report.doubled)),
        ("other differences", len(report.wrong)),
        ("kill -9 of the booth", report.kills["booth"]),
        ("kill -9 of the shop", report.kills["store"]),
        ("through the proxy", calls),
        ("seconds", round(report.took_s)),
    ]
    for name, value in rows:
        print(f"  {name:<22} {value}")
    print("  " + ", ".join(f"{name} {n}" for name, n in report.faults.most_common()))
    for kind in ("lost", "doubled", "wrong"):
        said = getattr(report, kind)
        for one in said[:most]:
            print(f"    {kind}: {one}")
        if len(said) > most:
            print(f"    {kind}: and {len(said) - most} more")


def power(folder: Path, seed: int, cuts: int) -> list[str]:
    failed = []
    print(f"\nPower cuts: what was not fsynced is gone, torn at sectors of 512 bytes ({cuts} cuts each)")
    print(f"  {'journal':<26}{'orders':>8}{'checked':>10}{'lost':>8}{'opened':>9}{'seconds':>9}")
    for synchronous in ("FULL", "NORMAL"):
        found = power_cuts(folder / synchronous, seed, cuts, synchronous)
        name = "as it is (FULL)" if synchronous == "FULL" else "control (NORMAL)"
        print(
            f"  {name:<26}{found.orders:>8}{found.checked:>10}{found.lost:>8}{found.opened:>9}{found.took_s:>9.0f}",
            flush=True,
        )
        if synchronous == "FULL" and (found.lost or found.opened < cuts):
            failed.append(f"power cuts: {found.lost} lost, {cuts - found.opened} journals did not open")
            failed += found.said[:10]
        if synchronous == "NORMAL" and not found.lost:
            failed.append("the control with synchronous=NORMAL lost nothing: the test cannot fail")
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
