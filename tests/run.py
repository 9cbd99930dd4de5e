#!/usr/bin/env python3
"""Runs all rings of tests, or those whose names contain a text; the last line counts them.

    tests/run.py              everything
    tests/run.py c/version    the runs of tests/c/version.c
    tests/run.py rust/block   the Rust tests whose names contain `block`
    tests/run.py --demo       the examples on four ranks, with their output
    tests/run.py --self-test  the driver's own tests

Rings: rust, package, headers, consumers, c, cpp, fortran, examples, interop, python. Their code is in tests/driver/.
"""

import argparse
import os
import sys
import threading
import unittest

from driver import consumers, demo, headers, mpi, package, programs, python, rust
from driver.process import ROOT
from driver.report import Report
from driver.schedule import run_all


def run_driver_tests(report):
    """The driver judges everything else, so it is judged first."""
    tests = os.path.join(ROOT, "tests")
    suite = unittest.defaultTestLoader.discover(os.path.join(tests, "driver"), top_level_dir=tests)
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        result = unittest.TextTestRunner(stream=nowhere, verbosity=0).run(suite)
    bad = result.failures + result.errors
    detail = "\n".join(f"{test}\n{text}" for test, text in bad)
    report.add_many("driver", result.testsRun - len(bad), len(bad), detail=detail)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", nargs="?", default="", help="run only what has this in its name")
    parser.add_argument("--build", default=mpi.build_folder(), help="CMake's build folder")
    parser.add_argument("--full", action="store_true", help="also what `make test` leaves out for its time")
    parser.add_argument("--demo", action="store_true", help="run the examples and show what they print")
    parser.add_argument("--self-test", action="store_true", help="run the driver's own tests only")
    options = parser.parse_args()
    build = os.path.abspath(options.build)
    report = Report()
    mpi.prepare(build)

    wanted = options.name
    if options.self_test or wanted == "driver" or not (wanted or options.demo):
        run_driver_tests(report)
        if options.self_test or wanted:
            return report.finish()
    if wanted.split("/")[0] == "rust":
        rust.run_ring(report, wanted.partition("/")[2])
        return report.finish()
    # Compilers work on one core for half of their time: the Rust ring and the package are built side by side.
    ring = threading.Thread(target=rust.run_beside, args=(report,))
    if not (wanted or options.demo):
        ring.start()
    tasks = []
    try:
        made = package.make(report, build)
        made.full = options.full
        if options.demo:
            return demo.show(report, made)
        tasks = headers.collect(made, wanted) + consumers.collect(made, wanted)
        tasks += programs.collect(report, made, wanted) + python.collect(report, made, wanted)
        if wanted and not tasks and not wanted.startswith("package"):
            report.add(f"'{wanted}'", False, detail="no test has this in its name")
    except package.PackageError:
        pass  # the report has it
    finally:
        if ring.ident is not None:
            ring.join()
    run_all(tasks, report)
    return report.finish()


if __name__ == "__main__":
    sys.exit(main())
