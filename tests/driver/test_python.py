"""The driver's own tests of the ring `python`."""

import contextlib
import io
import os
import unittest
from unittest import mock

from driver import python
from driver.package import Package
from driver.report import Report


def package():
    return Package(build="b", scratch="s", prefix="/p", libdir="/p/lib", version="0.1.0", mpicc="mpicc",
                   mpiexec="mpiexec", cargo_dir="c")


def quietly(action, *arguments):
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        return action(*arguments), printed.getvalue()


class PythonRing(unittest.TestCase):
    def test_helpers_are_no_programs(self):
        names = [os.path.basename(path) for path in python.sources("tests/python/*.py")]
        self.assertIn("protocol.py", names)
        self.assertNotIn("check.py", names)
        self.assertNotIn("golden.py", names)

    def test_every_other_file_is_run(self):
        runs = {task.name.split()[0] for task in python.tasks_of(package(), "python3", "")}
        self.assertIn("python/petsc", runs)
        self.assertTrue(any(name.startswith("python-examples/") for name in runs))

    def test_left_out_with_a_reason(self):
        with mock.patch.dict(os.environ, {"DISTARRAY_TEST_PEERS": "no"}):
            tasks, printed = quietly(python.collect, Report(), package(), "")
        self.assertEqual(tasks, [])
        self.assertIn("left out: python, because DISTARRAY_TEST_PEERS=no", printed)

    def test_a_missing_package_is_a_failure(self):
        report = Report()
        with mock.patch.object(python, "interpreter", return_value=(None, "no mpi4py: make setup")), \
                mock.patch.object(python.peers, "why_none", return_value=None):
            tasks, printed = quietly(python.collect, report, package(), "")
        self.assertEqual((tasks, report.failed), ([], 1))
        self.assertIn("no mpi4py", printed)

    def test_a_silent_program_fails(self):
        (task,) = [task for task in python.tasks_of(package(), "true", "python/loading")]
        ok, detail, checks, _ = task.action()
        self.assertEqual((ok, checks), (False, 0))
        self.assertIn("PASS n checks", detail)


if __name__ == "__main__":
    unittest.main()
