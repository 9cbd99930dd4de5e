"""The old code of the Fortran examples: the page shows the difference that the files have, and both print what a
computation without MPI and without the library gives."""

import difflib
import os
import re
import unittest

from driver import directives
from driver.process import ROOT

_BEFORE, _AFTER = (os.path.join(ROOT, "fortran/examples", name) for name in ("old_code_before.f90", "old_code.f90"))
_BLOCK = re.compile(r"<!-- diff: old_code -->\s*```diff\n(.*?)```", re.DOTALL)


def _lines(path):
    """The program, without what the test driver reads of it."""
    with open(path, encoding="utf-8") as source:
        return [line for line in source.read().splitlines() if not line.startswith("! ranks:")]


def difference():
    """What was added and taken away, with a line of context, without the names of the files."""
    found = difflib.unified_diff(_lines(_BEFORE), _lines(_AFTER), n=1, lineterm="")
    lines = list(found)[2:]
    return [re.sub(r"^@@.*@@$", "@@", line) for line in lines]


def _constant(name):
    return int(re.search(rf"\b{name} = (\d+)", "\n".join(_lines(_BEFORE))).group(1))


def relaxed():
    """The largest change in the last step and the mean, of one plate on one process."""
    nx, ny, steps = _constant("nx"), _constant("ny"), _constant("steps")
    old = [[100.0] * (ny + 2)] + [[0.0] * (ny + 2) for _ in range(nx + 1)]
    change = 0.0
    for _ in range(steps):
        new = [row[:] for row in old]
        for i in range(1, nx + 1):
            above, here, below, to = old[i - 1], old[i], old[i + 1], new[i]
            for j in range(1, ny + 1):
                to[j] = ((above[j] + below[j]) + (here[j - 1] + here[j + 1])) / 4
        change = max(abs(new[i][j] - old[i][j]) for i in range(1, nx + 1) for j in range(1, ny + 1))
        old = new
    points = [old[i][j] for i in range(1, nx + 1) for j in range(1, ny + 1)]
    return steps, change, sum(points) / len(points)


class OldCode(unittest.TestCase):
    def test_the_page_shows_the_difference_of_the_files(self):
        with open(os.path.join(ROOT, "docs/interop/old_code.md"), encoding="utf-8") as page:
            shown = _BLOCK.findall(page.read())
        self.assertEqual([block.splitlines() for block in shown], [difference()])

    def test_ten_lines_are_added_and_none_is_changed(self):
        added = [line for line in difference() if line.startswith("+")]
        self.assertEqual(len(added), 10)
        self.assertFalse([line for line in difference() if line.startswith("-")])

    def test_both_are_expected_to_print_the_numbers_of_a_serial_computation(self):
        steps, change, mean = relaxed()
        exponent = f"{change:.5E}"
        printed = f"{steps} steps, largest change {exponent}"
        before = [spec.expect for spec in directives.parse_file(_BEFORE)]
        after = [spec.expect for spec in directives.parse_file(_AFTER)]
        self.assertEqual(before, [printed])
        self.assertEqual(after, [printed, f"mean temperature {mean:.6f}"])


if __name__ == "__main__":
    unittest.main()
