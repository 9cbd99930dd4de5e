"""The Rust ring: everything that `cargo test` runs, counted from its own summary lines."""

import os
import re
import traceback

from .process import ROOT, run

LIMIT = 1800
_RESULT = re.compile(r"^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored", re.MULTILINE)
# What one test program says of those that failed.
_FAILURES = re.compile(r"^failures:$.*?^(?=test result:)", re.MULTILINE | re.DOTALL)


def count(outcome):
    """(passed, failed, detail) of a run of cargo test."""
    results = [tuple(map(int, found)) for found in _RESULT.findall(outcome.output)]
    passed, failed, ignored = (sum(column) for column in zip(*results)) if results else (0, 0, 0)
    detail = ""
    if not outcome.ok and failed == 0:
        failed = 1  # it did not compile, or a test program died before its summary
        detail = outcome.explain()
    elif failed:
        detail = "\n".join("\n".join(_FAILURES.findall(outcome.output)).splitlines()[:200])
    if ignored:
        # An ignored test proves nothing, and nobody asked for one.
        failed += ignored
        detail += f"\n{ignored} tests are marked #[ignore]"
    return passed, failed, detail


def run_ring(report, pattern=""):
    """Runs all Rust tests, or those whose names contain `pattern`."""
    # With overflow checks and debug assertions, which the release build has not.
    command = [os.path.join(ROOT, "scripts/mpi_env.sh"), os.path.join(ROOT, "scripts/cargo.sh"), "test",
               "--locked", "--no-fail-fast", "--features", "cli"] + ([pattern] if pattern else [])
    # Nothing is compiled a second time after a change here, so what later builds would reuse is not kept.
    environment = {"RUST_BACKTRACE": "0", "CARGO_INCREMENTAL": os.environ.get("CARGO_INCREMENTAL", "0")}
    outcome = run(command, LIMIT, env=environment)
    passed, failed, detail = count(outcome)
    report.add_many("rust", passed, failed, outcome.seconds, detail)


def run_beside(report):
    """The whole ring on a thread of its own, where nobody else would hear of an exception."""
    try:
        run_ring(report)
    except Exception:  # a defect of the driver is a failed test, not a lost one
        report.add("rust", False, detail=traceback.format_exc())
