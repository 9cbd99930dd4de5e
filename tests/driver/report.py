"""Counts what ran. One object, filled from several threads, prints the verdict."""

import sys
import threading
import time


class Report:
    """Results by name; a result may stand for several tests (the Rust ring) or hold many checks."""

    def __init__(self):
        self._lock = threading.Lock()
        self._begin = time.monotonic()
        self._slow = []
        self._failures = []
        self.passed = 0
        self.failed = 0
        self.checks = 0

    def add(self, name, ok, seconds=0.0, detail="", checks=0):
        """One test."""
        self.add_many(name, int(ok), int(not ok), seconds, detail, checks)

    def add_many(self, name, passed, failed, seconds=0.0, detail="", checks=0):
        """A program that reports several tests of its own."""
        with self._lock:
            self.passed += passed
            self.failed += failed
            self.checks += checks
            self._slow.append((seconds, name))
            verdict = "ok  " if failed == 0 else "FAIL"
            count = f"  {passed} passed, {failed} failed" if passed + failed != 1 else ""
            count = f"  {checks} checks" if checks else count
            print(f"{verdict} {name}  {seconds:.2f} s{count}", flush=True)
            if failed:
                self._failures.append(name)
                print("".join(f"     | {line}\n" for line in detail.splitlines()), end="", flush=True)

    def finish(self):
        """Prints the verdict, whose last line is the count, and returns the exit status."""
        print("\nslowest:")
        for seconds, name in sorted(self._slow, reverse=True)[:8]:
            print(f"  {seconds:7.2f} s  {name}")
        if self._failures:
            print("failed:")
            for name in self._failures:
                print(f"  {name}")
        if self.passed + self.failed == 0:
            print("nothing ran: no test has this name")
        print(f"{self.checks} checks inside the programs; {time.monotonic() - self._begin:.0f} s in all")
        print(f"{self.passed} passed, {self.failed} failed")
        sys.stdout.flush()
        return 0 if self.failed == 0 and self.passed > 0 else 1
