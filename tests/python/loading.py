# ranks: single  timeout: 120
"""How the library is found: by DISTARRAY_LIBRARY, beside the installation, by the loader; and pip's installation."""

import os
import shutil
import subprocess
import sys
import tempfile

LIBRARY = os.environ["DISTARRAY_LIBRARY"]
PACKAGE = next(os.path.join(folder, "distarray_c") for folder in os.environ["PYTHONPATH"].split(os.pathsep)
               if os.path.isdir(os.path.join(folder, "distarray_c")))
PROGRAM = "import distarray_c as da; print(da.Context().size, da.library_path, da.__file__)"


def python(folder, **environment):
    """Imports the package from a folder in a fresh process; (exit status, what it said)."""
    clean = {key: value for key, value in os.environ.items()
             if key not in ("DISTARRAY_LIBRARY", "PYTHONPATH", "LD_LIBRARY_PATH")}
    done = subprocess.run([sys.executable, "-c", PROGRAM], env={**clean, "PYTHONPATH": folder, **environment},
                          timeout=60, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return done.returncode, done.stdout


def copied(place):
    """A copy of the package under a folder, which is given back."""
    shutil.copytree(PACKAGE, os.path.join(place, "distarray_c"), ignore=shutil.ignore_patterns("__pycache__"))
    return place


def installation(prefix):
    """What CMake's installation looks like: the library and this package under one prefix."""
    os.makedirs(os.path.join(prefix, "lib"))
    os.symlink(os.path.realpath(LIBRARY), os.path.join(prefix, "lib", "libdistarray.so.0"))
    return copied(os.path.join(prefix, "share", "distarray", "python"))


def pip(source, target):
    """pip's installation from the folder, without a network; (exit status, what it said)."""
    done = subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps",
                           "--no-build-isolation", "--disable-pip-version-check", "--root-user-action=ignore",
                           "--target", target, source], timeout=100, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True)
    return done.returncode, done.stdout


def collect(scratch):
    """Everything is run before this process has anything to do with MPI."""
    prefix = os.path.join(scratch, "prefix")
    beside = installation(prefix)
    apart = copied(os.path.join(scratch, "apart"))
    project = os.path.dirname(PACKAGE)
    source = os.path.join(scratch, "source")
    shutil.copytree(project, source, ignore=shutil.ignore_patterns("__pycache__", "build", "*.egg-info"))
    target = os.path.join(scratch, "target")
    results = {
        "variable": python(apart, DISTARRAY_LIBRARY=LIBRARY),
        "beside": python(beside),
        "loader": python(apart, LD_LIBRARY_PATH=os.path.join(prefix, "lib")),
        "nowhere": python(apart, DISTARRAY_LIBRARY="/nowhere/libdistarray.so"),
        "another": python(apart, DISTARRAY_LIBRARY="libm.so.6"),
        "not found": python(apart),
        "pip": pip(source, target),
    }
    results["installed"] = python(target, DISTARRAY_LIBRARY=LIBRARY)
    return prefix, results


def judge(prefix, results):
    from check import check, finish_alone

    beside = os.path.join(prefix, "lib", "libdistarray.so.0")
    for name, expected in (("variable", f"1 {LIBRARY} "), ("beside", f"1 {beside} "),
                           ("loader", "1 libdistarray.so.0 "),
                           ("installed", "target/distarray_c/__init__.py")):
        status, text = results[name]
        check(status == 0 and expected in text, f"{name}: {status}: {text}")
    for name, expected in (("nowhere", ["ImportError", "/nowhere/libdistarray.so", "DISTARRAY_LIBRARY"]),
                           ("another", ["ImportError", "libm.so.6", "it is not a libdistarray"]),
                           ("not found", ["ImportError", "libdistarray.so.0", "DISTARRAY_LIBRARY"])):
        status, text = results[name]
        check(status != 0 and all(part in text for part in expected), f"{name}: {status}: {text}")
    check(results["pip"][0] == 0, f"pip: {results['pip'][1]}")
    finish_alone()


with tempfile.TemporaryDirectory() as folder:
    judge(*collect(folder))
