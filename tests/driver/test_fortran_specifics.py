"""The Fortran sources that scripts/fortran_specifics.py makes are committed as it makes them."""

import importlib.util
import os
import shutil
import tempfile
import unittest

from driver.process import ROOT


def _generator():
    path = os.path.join(ROOT, "scripts/fortran_specifics.py")
    spec = importlib.util.spec_from_file_location("fortran_specifics", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class FortranSpecifics(unittest.TestCase):
    def setUp(self):
        self.generator = _generator()

    def test_committed_files_are_generated_ones(self):
        self.assertEqual(self.generator.outdated(), [], "run `make headers`")

    def test_no_generated_file_is_left_behind(self):
        made = self.generator.generated()
        for folder, prefix in [("fortran", "distarray_for_"), ("tests/fortran/support", "specifics_")]:
            found = {f"{folder}/{name}" for name in os.listdir(os.path.join(ROOT, folder)) if name.startswith(prefix)}
            self.assertEqual(found, {path for path in made if path.startswith(f"{folder}/")})

    def test_every_type_and_rank_is_there(self):
        texts = "".join(self.generator.generated().values())
        for kind in ["bool", "int8", "int16", "int32", "int64", "real32", "real64", "complex32", "complex64"]:
            for rank in range(1, 8):
                for line in [f"function pointer_{kind}_{rank}(", f"function wrap_{kind}_{rank}(", f"call {kind}_{rank}()"]:
                    self.assertEqual(texts.count(line), 1, line)

    def test_a_difference_is_found(self):
        with tempfile.TemporaryDirectory() as folder:
            paths = list(self.generator.generated())
            for path in paths:
                os.makedirs(os.path.dirname(os.path.join(folder, path)), exist_ok=True)
                shutil.copy(os.path.join(ROOT, path), os.path.join(folder, path))
            self.assertEqual(self.generator.outdated(folder), [])
            with open(os.path.join(folder, paths[1]), "a", encoding="utf-8") as file:
                file.write("! by hand\n")
            os.remove(os.path.join(folder, paths[2]))
            self.assertEqual(self.generator.outdated(folder), [paths[1], paths[2]])

    def test_lines_stay_short_enough_for_fortran(self):
        for path, text in self.generator.generated().items():
            longest = max(text.splitlines(), key=len)
            self.assertLessEqual(len(longest), 132, f"{path}: {longest}")
            self.assertLess(text.count("\n"), 600, path)


if __name__ == "__main__":
    unittest.main()
