"""The driver's choice of an MPI."""

import os
import tempfile
import unittest
from unittest import mock

from driver import mpi


class Choice(unittest.TestCase):
    def named(self, name):
        return mock.patch.object(mpi, "NAME", name)

    def test_without_a_name_nothing_is_added(self):
        with self.named(""), tempfile.TemporaryDirectory() as folder:
            self.assertEqual((mpi.tool("mpicc"), os.path.basename(mpi.build_folder())), ("mpicc", "build"))
            self.assertEqual(mpi.configure_library(), [])
            self.assertEqual(mpi.configure_consumer(mock.Mock(mpicc="/a/mpicc")), ["-DMPI_C_COMPILER=/a/mpicc"])
            self.assertIsNone(mpi.plain_names(os.path.join(folder, "bin")))

    def test_a_name_is_the_end_of_every_tool(self):
        with self.named("mpich"):
            self.assertEqual((mpi.tool("mpicc"), os.path.basename(mpi.build_folder())), ("mpicc.mpich", "build-mpich"))
            self.assertEqual(mpi.configure_library(), ["-DDISTARRAY_MPI=mpich"])
            defines = mpi.configure_consumer(mock.Mock(mpicc="/a/mpicc.mpich"))
            self.assertEqual([define.split("=")[0] for define in defines],
                             ["-DMPI_C_COMPILER", "-DMPI_CXX_COMPILER", "-DMPI_Fortran_COMPILER"])
            self.assertTrue(all(define.endswith(".mpich") for define in defines), defines)

    def test_plain_names_lead_to_the_tools(self):
        with self.named("other"), tempfile.TemporaryDirectory() as folder:
            program = os.path.join(folder, "mpicc.other")
            with open(program, "w", encoding="utf-8") as text:
                text.write("#!/bin/sh\n")
            os.chmod(program, 0o755)
            with mock.patch.dict(os.environ, {"PATH": folder}):
                plain = mpi.plain_names(os.path.join(folder, "bin"))
            self.assertEqual(os.listdir(plain), ["mpicc"])
            self.assertEqual(os.path.realpath(os.path.join(plain, "mpicc")), os.path.realpath(program))


if __name__ == "__main__":
    unittest.main()
