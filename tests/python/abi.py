# ranks: single  timeout: 120
"""The ctypes structures, constants and signatures against the headers, as the C compiler sees them."""

import ctypes
import os
import re
import shlex
import subprocess
import tempfile

from check import check, da, equal, finish_alone
from distarray_c import _abi, _errors, _library

INCLUDE = os.environ["DISTARRAY_INCLUDE"]
MPICC = os.environ.get("MPICC", "mpicc")


def header_text():
    texts = []
    for name in ("distarray/protocol.h", "distarray.h"):
        with open(os.path.join(INCLUDE, name), encoding="utf-8") as header:
            texts.append(header.read())
    text = re.sub(r"/\*.*?\*/", " ", "\n".join(texts), flags=re.DOTALL)
    return re.sub(r"//[^\n]*", " ", text)


HEADER = header_text()


def constants():
    """The package's constants that are the headers'."""
    return {name: value for name, value in vars(_abi).items() if name.startswith("DA_")}


def program():
    """A C program that prints what the compiler knows."""
    lines = ["#include <distarray.h>", "#include <stdio.h>", "int main(void) {"]
    for c_name, structure in _abi.STRUCTURES.items():
        lines.append(f'printf("size {c_name} %zu\\n", sizeof({c_name}));')
        for field in structure._fields_:
            member = f"(({c_name} *)0)->{field[0]}"
            lines.append(f'printf("member {c_name}.{field[0]} %zu %zu\\n", offsetof({c_name}, {field[0]}), '
                         f"sizeof({member}));")
    for name in constants():
        lines.append(f'printf("constant {name} %lld\\n", (long long)({name}));')
    return "\n".join([*lines, "return 0; }", ""])


def compiled():
    """What the program prints."""
    with tempfile.TemporaryDirectory() as folder:
        source, binary = os.path.join(folder, "abi.c"), os.path.join(folder, "abi")
        with open(source, "w", encoding="utf-8") as text:
            text.write(program())
        subprocess.run([*shlex.split(MPICC), "-std=c99", "-I", INCLUDE, source, "-o", binary], check=True, timeout=60)
        return subprocess.run([binary], check=True, timeout=10, capture_output=True, text=True).stdout.splitlines()


def structures_and_constants():
    expected = []
    for c_name, structure in _abi.STRUCTURES.items():
        expected.append(f"size {c_name} {ctypes.sizeof(structure)}")
        for name, *_ in structure._fields_:
            place = getattr(structure, name)
            expected.append(f"member {c_name}.{name} {place.offset} {place.size}")
    expected += [f"constant {name} {value}" for name, value in constants().items()]
    lines = compiled()
    equal(len(lines), len(expected), "lines of the C program")
    for line, wanted in zip(lines, expected):
        equal(wanted, line, "Python against C")


def members(c_name):
    """The names of a structure's members, in the header's order."""
    found = re.search(r"typedef struct %s \{(.*?)\} %s;" % (c_name, c_name), HEADER, re.DOTALL)
    declarations = [part.strip() for part in found.group(1).split(";") if part.strip()]
    return [re.search(r"(?:\(\*)?(\w+)(?:\)\(.*\)|(?:\[\w+\])*)$", text, re.DOTALL).group(1) for text in declarations]


def no_member_is_missing():
    for c_name, structure in _abi.STRUCTURES.items():
        equal([field[0] for field in structure._fields_], members(c_name), c_name)


def no_status_is_missing():
    found = dict(re.findall(r"#define (DA_ERR_\w+) (\d+)", HEADER))
    check(len(found) > 30, "statuses of the header")
    equal({name: int(number) for name, number in found.items()},
          {name: number for number, name in _errors.NAMES.items()}, "statuses")


def letter(parameter):
    """How a parameter is passed, in the letters of SIGNATURES."""
    words = parameter.replace("const", " ").replace("struct", " ")
    if "char" in words and "*" in words:
        return "s"
    if "*" in words or "_fn " in words or "[" in words:
        return "p"
    kind = words.split()[0]
    return {"int32_t": "i", "da_status": "i", "MPI_Fint": "i", "int64_t": "l", "double": "d", "da_value": "v"}[kind]


def signatures():
    for name, letters in _library.SIGNATURES.items():
        found = re.search(r"DA_API\s+(\w+)\s+%s\((.*?)\);" % name, HEADER, re.DOTALL)
        if not check(found is not None, f"{name} is declared"):
            continue
        equal(found.group(1), "da_status", name)
        wanted = "".join(letter(parameter) for parameter in found.group(2).split(","))
        # A buffer of text is an address to ctypes, not a text.
        wanted = "".join("p" if mine == "p" and one == "s" else one for mine, one in zip(letters, wanted))
        equal(letters, wanted, name)


def versions():
    found = dict(re.findall(r"#define DA_VERSION_(\w+) (\d+)", HEADER))
    equal(_library.VERSION, tuple(int(found[part]) for part in ("MAJOR", "MINOR", "PATCH")), "version")
    project = os.path.join(os.path.dirname(da.__file__), "..", "pyproject.toml")
    if os.path.exists(project):
        with open(project, encoding="utf-8") as text:
            check(f'version = "{da.__version__}"' in text.read(), "pyproject.toml names the version")


structures_and_constants()
no_member_is_missing()
no_status_is_missing()
signatures()
versions()
finish_alone()
