"""The driver's own tests: a driver that passes what failed would make all other tests worthless."""

import contextlib
import io
import os
import re
import sys
import tempfile
import time
import unittest

from driver import consumers, directives, headers, programs, rust
from driver.process import ROOT, Outcome, _processes_of_session, run
from driver.report import Report
from driver.schedule import Task, run_all


def quietly(action, *arguments):
    """The result of a call, and what it printed."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        result = action(*arguments)
    return result, printed.getvalue()


def outcome(status=0, output=""):
    return Outcome(["program"], status, output, 0.1, 1.0)


class Directives(unittest.TestCase):
    def parse(self, text):
        with tempfile.NamedTemporaryFile("w", suffix=".c") as source:
            source.write(text)
            source.flush()
            return directives.parse_file(source.name)

    def test_default(self):
        (spec,) = self.parse("int main(void) { return 0; }\n")
        self.assertEqual(spec.ranks, ["1", "2", "3", "4", "6"])
        self.assertEqual(spec.valgrind, [])

    def test_everything_in_one_line(self):
        (spec,) = self.parse("/* ranks: single 1 3  timeout: 7.5 args: --mode fast env: A=1 B=x=y valgrind: 1 3 "
                             "expect: OK cwd: data */\n")
        self.assertEqual((spec.ranks, spec.timeout), (["single", "1", "3"], 7.5))
        self.assertEqual((spec.args, spec.env), (["--mode", "fast"], {"A": "1", "B": "x=y"}))
        self.assertEqual((spec.valgrind, spec.expect, spec.cwd), (["1", "3"], "OK", "data"))

    def test_each_line_is_a_configuration(self):
        specs = self.parse("! ranks: 1 args: a\n! ranks: 2 args: b\n")
        self.assertEqual([(spec.ranks, spec.args) for spec in specs], [(["1"], ["a"]), (["2"], ["b"])])

    def test_wrong_ranks_are_an_error_not_a_default(self):
        for text in ("/* ranks: many */\n", "/* ranks: 0 */\n", "/* ranks: 1 needs: luck */\n"):
            with self.assertRaises(ValueError):
                self.parse(text)


class Pages(unittest.TestCase):
    def test_the_overview_of_libraries_names_tests_that_exist(self):
        with open(os.path.join(ROOT, "docs/interop.md"), encoding="utf-8") as page:
            rows = [line for line in page if line.startswith("| ") and not line.startswith("| library")]
        self.assertGreater(len(rows), 10)
        for row in rows:
            named = re.findall(r"`([a-z]+/\w+\.(?:c|cpp))`", row)
            self.assertTrue(named, row)
            for test in named:
                self.assertTrue(os.path.exists(os.path.join(ROOT, "tests/interop", test)), test)


class RustBeside(unittest.TestCase):
    def test_an_exception_on_the_thread_is_a_failure(self):
        def broken(report):
            raise RuntimeError("the ring broke")
        report, kept = Report(), rust.run_ring
        rust.run_ring = broken
        try:
            _, text = quietly(rust.run_beside, report)
        finally:
            rust.run_ring = kept
        self.assertEqual((report.passed, report.failed), (0, 1))
        self.assertIn("the ring broke", text)


class Judging(unittest.TestCase):
    def test_a_verdict_is_needed_once(self):
        self.assertEqual(programs.judge(outcome(output="PASS 12 checks\n"), ""), (True, "", 12))
        for text in ("", "PASS 12 checks\nPASS 3 checks\n", "no PASS 12 checks\n", "FAIL 1 of 2 checks\n"):
            self.assertFalse(programs.judge(outcome(output=text), "")[0], text)

    def test_the_exit_status_counts_before_the_verdict(self):
        for status in (1, 139, None):
            self.assertFalse(programs.judge(outcome(status, "PASS 12 checks\n"), "")[0])

    def test_an_expected_line_is_a_whole_line(self):
        self.assertTrue(programs.judge(outcome(output="a\nOK\n"), "OK")[0])
        self.assertFalse(programs.judge(outcome(output="NOT OK\n"), "OK")[0])


class Processes(unittest.TestCase):
    def test_status_and_output(self):
        done = run(["sh", "-c", "echo out; echo err >&2; exit 3"], 10)
        self.assertEqual((done.status, sorted(done.output.split())), (3, ["err", "out"]))
        self.assertFalse(run(["/nonexistent/program"], 10).ok)

    def test_time_limit_ends_grandchildren_in_groups_of_their_own(self):
        # As mpiexec's ranks: another process group, and deaf to SIGTERM.
        script = ("import os, signal, subprocess, sys, time\n"
                  "if sys.argv[1:]:\n"
                  "    signal.signal(signal.SIGTERM, signal.SIG_IGN); os.setpgid(0, 0)\n"
                  "    print(os.getsid(0), flush=True); time.sleep(600)\n"
                  "subprocess.run([sys.executable, __file__, 'child'])\n")
        with tempfile.NamedTemporaryFile("w", suffix=".py") as source:
            source.write(script)
            source.flush()
            begin = time.monotonic()
            done = run([sys.executable, source.name], 1)
        self.assertIsNone(done.status)
        self.assertIn("no end within", done.explain())
        self.assertLess(time.monotonic() - begin, 30)
        # What was ended stays in the process table until its parent, or init, has taken notice.
        session, last = int(done.output.split()[0]), time.monotonic() + 20
        while _processes_of_session(session) and time.monotonic() < last:
            time.sleep(0.05)
        self.assertEqual(_processes_of_session(session), [])


class Counting(unittest.TestCase):
    def finish(self, fill):
        report = Report()

        def fill_and_finish():
            fill(report)
            return report.finish()

        status, printed = quietly(fill_and_finish)
        return status, printed.splitlines()[-1]

    def test_the_last_line_and_the_status(self):
        def passing(report):
            report.add("a", True)
            report.add_many("rust", 10, 0)

        self.assertEqual(self.finish(passing), (0, "11 passed, 0 failed"))
        self.assertEqual(self.finish(lambda report: report.add_many("rust", 10, 1)), (1, "10 passed, 1 failed"))

    def test_nothing_ran_is_no_success(self):
        self.assertEqual(self.finish(lambda report: None), (1, "0 passed, 0 failed"))

    def test_a_failing_action_is_a_failed_test(self):
        report = Report()

        def broken():
            raise RuntimeError("a defect of the driver")

        tasks = [Task("broken", 4, broken), Task("fine", 1, lambda: (True, "", 3, 0.0))]
        quietly(run_all, tasks, report)
        self.assertEqual((report.passed, report.failed, report.checks), (1, 1, 3))

    def test_cargo_summaries(self):
        text = "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out\n"
        self.assertEqual(rust.count(outcome(0, text))[:2], (3, 1))
        self.assertEqual(rust.count(outcome(101, "error: could not compile\n"))[:2], (0, 1))
        self.assertEqual(rust.count(outcome(101, "test result: FAILED. 3 passed; 2 failed; 0 ignored\n"))[:2], (3, 2))
        self.assertEqual(rust.count(outcome(0, ""))[:2], (0, 0))


class Texts(unittest.TestCase):
    def test_declared_functions(self):
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, "a.h"), "w", encoding="utf-8") as header:
                header.write("#define DA_API __attribute__((visibility(\"default\")))\n"
                             "/* DA_API void da_comment(void); */\n"
                             "DA_API const char *da_text(void);\nDA_API da_status\nda_run(int (*f)(void *), void *u);\n")
            self.assertEqual(headers.declared_functions(folder), {"da_text", "da_run"})

    def test_readme_has_its_program(self):
        self.assertIn("int main", consumers.readme_program())


if __name__ == "__main__":
    unittest.main()
