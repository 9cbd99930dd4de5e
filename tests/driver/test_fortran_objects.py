"""The Fortran sources that scripts/fortran_objects.py makes are committed as it makes them, and compiled everywhere."""

import importlib.util
import os
import re
import sys
import unittest

from driver.process import ROOT

_KINDS = ["bool", "int8", "int16", "int32", "int64", "real32", "real64", "complex32", "complex64"]


def _generator():
    scripts = os.path.join(ROOT, "scripts")
    spec = importlib.util.spec_from_file_location("fortran_objects", os.path.join(scripts, "fortran_objects.py"))
    module = importlib.util.module_from_spec(spec)
    sys.path.insert(0, scripts)
    try:
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(scripts)
    return module


def _parts(variable):
    """A list of parts in cmake/distarray-targets.cmake."""
    with open(os.path.join(ROOT, "cmake/distarray-targets.cmake"), encoding="utf-8") as text:
        return re.search(rf"set\({variable} ([^)]*)\)", text.read()).group(1).split()


class FortranObjects(unittest.TestCase):
    def setUp(self):
        self.generator = _generator()
        self.made = self.generator.generated()

    def test_committed_files_are_generated_ones(self):
        self.assertEqual(self.generator.outdated(), [], "run `make headers`")

    def test_every_type_rank_and_family_is_there(self):
        text = "".join(self.made.values())
        for kind in _KINDS:
            for rank in range(1, 8):
                for family in ["wrap", "pointer", "gather", "scatter", "copy", "assign"]:
                    self.assertEqual(text.count(f"  subroutine {family}_{kind}_{rank}("), 1, (family, kind, rank))
                self.assertEqual(text.count(f"    call {kind}_{rank}()"), 1)

    def test_lines_and_files_stay_short_enough(self):
        for path, text in self.made.items():
            self.assertLessEqual(max(map(len, text.splitlines())), 132, path)
            self.assertLess(text.count("\n"), 600, path)

    def test_every_module_is_compiled_after_those_that_it_uses(self):
        order = [f"distarray_{part}" for part in _parts("DISTARRAY_FORTRAN_PARTS")] + ["distarray"]
        order += [f"distarray_object_{part}" for part in _parts("DISTARRAY_FORTRAN_OBJECTS")] + ["distarray_objects"]
        order += ["distarray_f08", "distarray_objects_f08"]
        sources = [name for name in os.listdir(os.path.join(ROOT, "fortran")) if name.endswith(".f90")]
        self.assertEqual(sorted(order), sorted(name.removesuffix(".f90") for name in sources))
        for place, name in enumerate(order):
            with open(os.path.join(ROOT, "fortran", name + ".f90"), encoding="utf-8") as source:
                used = re.findall(r"^ *use (distarray\w*)", source.read(), re.MULTILINE)
            self.assertEqual([module for module in used if module not in order[:place]], [], name)


if __name__ == "__main__":
    unittest.main()
