#!/usr/bin/env python3
"""Makes the procedures of type(da_array) that differ by their types, ranks or operations only, and tests of them.

    scripts/fortran_objects.py          writes the files (`make headers` does)
    scripts/fortran_objects.py --check  fails if the files differ from what it would write

A type can have generic procedures only for what its own module or that of a type it extends declares, so the
array type grows in a chain of modules: each extends the type before it by one family, and all are called by
the same names. What a family does stands by hand in fortran/distarray_object_apply.f90.
"""

import argparse
import os
import sys

from fortran_specifics import EXTENTS, GROUPS, RANKS, ROOT, broken, colons

KINDS = [kind for kinds in GROUPS.values() for kind in kinds]

# Scalars as arguments: the name, how it is declared.
SCALARS = [(name, name.rstrip("0123456789").replace("int", "integer") + f"({kind})")
           for name, kind in [("int32", "int32"), ("int64", "int64"), ("real32", "real32"), ("real64", "real64"),
                              ("complex32", "real32"), ("complex64", "real64")]]
SCALARS += [("logical", "logical"), ("value", "type(da_value)")]
NUMBERS = [scalar for scalar in SCALARS if scalar[0] not in ("complex32", "logical")]

UNARY = ("absolute fabs sign positive negative conjugate reciprocal square sqrt cbrt exp exp2 expm1 log log2 log10 log1p "
         "sin cos tan arcsin arccos arctan sinh cosh tanh arcsinh arccosh arctanh deg2rad rad2deg rint floor ceil trunc "
         "isnan isinf isfinite signbit spacing logical_not invert bitwise_count").split()
# Functions of two operands by the module that they are in; `divide` is NumPy's true_divide.
BINARY = {
    "arithmetic": "add subtract multiply divide power".split(),
    "integers": "floor_divide remainder fmod maximum minimum".split(),
    "comparison": "less less_equal greater greater_equal equal not_equal".split(),
}
ARRAYS_ONLY = ("float_power arctan2 hypot logaddexp logaddexp2 fmax fmin copysign nextafter ldexp heaviside gcd lcm "
               "bitwise_and bitwise_or bitwise_xor left_shift right_shift logical_and logical_or logical_xor").split()
REDUCTIONS = {
    "sums": "sum prod mean".split(),
    "spreads": "var std ptp".split(),
    "extrema": "min max".split(),
    "truths": "any all count_nonzero".split(),
}
OP_NAMES = {"divide": "TRUE_DIVIDE"}

ERRORS = """    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
"""

MODULE = """\
! type(da_array): {about}
! Made by scripts/fortran_objects.py, do not edit.
! SPDX-License-Identifier: BSD-3-Clause
module distarray_object_{name}
  use, intrinsic :: iso_c_binding
  use, intrinsic :: iso_fortran_env, only: int8, int16, int32, int64, real32, real64
  use distarray
{uses}  implicit none
  private
  public :: array_{name}

{notes}  type, extends({parent}) :: array_{name}
  contains
{bindings}
  end type array_{name}

contains
{body}
end module distarray_object_{name}
"""


class Family:
    """One module of the chain: its procedures, and the generic names over them."""

    def __init__(self, name, about, uses=(), notes=""):
        self.name, self.about, self.notes = name, about, notes
        self.uses, self.generics, self.plain, self.body = list(uses), {}, [], []

    def add(self, generic, specific, text):
        """A procedure, given as its text, under a generic name (or, if they are the same, under its own)."""
        if generic == specific:
            self.plain.append(specific)
        else:
            self.generics.setdefault(generic, []).append(specific)
        self.body.append(text)

    def text(self, parent, parent_module):
        bindings = [f"    procedure :: {name} => {name}_" for name in self.plain]
        for generic, specifics in self.generics.items():
            bindings.append(broken("procedure, private :: ", specifics, "", 4))
            bindings.append(broken(f"generic :: {generic} => ", specifics, "", 4))
        uses = [f"use {parent_module}, only: {parent}"] + self.uses
        notes = "".join(f"  ! {line}\n" for line in self.notes.splitlines())
        return MODULE.format(name=self.name, about=self.about, parent=parent, notes=notes,
                             uses="".join(f"  {line}\n" for line in uses), bindings="\n".join(bindings),
                             body="\n" + "\n".join(self.body).rstrip("\n"))


BASE_USE = "use distarray_object_base, only: array_base"
CHECK_USE = "use distarray_object_errors, only: da_check"
NUMBER_USE = "use distarray_object_values, only: da_number"


def procedure(family, name, arguments, declarations, statement, function_types=""):
    """A subroutine whose last arguments are stat and errmsg, and which does one thing."""
    lines = [f"    {line}" for line in declarations]
    head = broken(f"subroutine {name}(", ["a"] + arguments + ["stat", "errmsg"], ")", 2)
    return "\n".join([head, f"    class(array_{family.name}), intent(in) :: a"] + lines) + "\n" + ERRORS + \
        function_types + f"    {statement}\n  end subroutine {name}\n"


def unary():
    family = Family("unary", "functions of each element; the result is in `out`, or without it in the array itself.",
                    ["use distarray_object_apply, only: apply_unary", BASE_USE, CHECK_USE])
    for name in UNARY:
        family.add(name, name, procedure(
            family, name + "_", ["out"], ["class(array_base), intent(inout), optional :: out"],
            f"call da_check(apply_unary(DA_OP_{name.upper()}, a%handle, out), stat, errmsg)"))
    return family


def binary(group, names, scalars):
    about = "functions of two operands; the result is in `out`, or without it in the array itself."
    family = Family(group, about, ["use distarray_object_apply, only: apply_binary, apply_scalar", BASE_USE, CHECK_USE]
                    + ([NUMBER_USE] if len(scalars) > 1 else []))
    out = "class(array_base), intent(inout), optional :: out"
    for name in names:
        op = f"DA_OP_{OP_NAMES.get(name, name.upper())}"
        family.add(name, f"{name}_array", procedure(
            family, f"{name}_array", ["b", "out"], ["class(array_base), intent(in) :: b", out],
            f"call da_check(apply_binary({op}, a%handle, b%handle, out), stat, errmsg)"))
        for kind, declaration in scalars:
            value = "b" if kind == "value" else "da_number(b)"
            family.add(name, f"{name}_{kind}", procedure(
                family, f"{name}_{kind}", ["b", "out"], [f"{declaration}, intent(in) :: b", out],
                f"call da_check(apply_scalar({op}, a%handle, {value}, out), stat, errmsg)"))
    return family


REDUCE = """    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value({op}, a%handle, value, mask{ddof})
    if (status == DA_OK) status = da_read(value, x)
"""


def reductions(group, names):
    notes = ("call a%sum(x): of all elements, a number of any type that can hold it, on every rank.\n"
             "call a%sum(out [, dim] [, keepdims]): along one axis, from 1; an array. `mask` is an array of bool.")
    family = Family(group, "reductions.", ["use distarray_object_apply, only: apply_reduction, reduce_to_value", BASE_USE,
                                           CHECK_USE, "use distarray_object_values, only: da_read"], notes)
    mask = "class(array_base), intent(in), optional :: mask"
    for name in names:
        op, more = f"DA_REDUCE_{name.upper()}", name in ("var", "std")
        ddof, declared = (["ddof"], ["integer, intent(in), optional :: ddof"]) if more else ([], [])
        passed = ", ddof" if more else ""
        family.add(name, f"{name}_array", procedure(
            family, f"{name}_array", ["out", "dim", "keepdims", "mask"] + ddof,
            ["class(array_base), intent(inout) :: out", "integer, intent(in), optional :: dim",
             "logical, intent(in), optional :: keepdims", mask] + declared,
            f"call da_check(apply_reduction({op}, a%handle, out, dim, keepdims, mask{passed}), stat, errmsg)"))
        for kind, declaration in SCALARS:
            family.add(name, f"{name}_{kind}", procedure(
                family, f"{name}_{kind}", ["x", "mask"] + ddof,
                [f"{declaration}, intent(out) :: x", mask] + declared,
                "call da_check(status, stat, errmsg)", REDUCE.format(op=op, ddof=passed)))
    return family


def elements():
    """Single elements, whatever the number's type and the index's."""
    notes = "call a%get(index, x), call a%set(index, x): one element by its global index from 1; collective."
    family = Family("elements", "single elements.",
                    ["use distarray_object_apply, only: get_element, set_element", CHECK_USE,
                     "use distarray_object_values, only: da_number, da_read"], notes)
    for kind, declaration in SCALARS:
        for width in ("int32", "int64"):
            index = f"integer({width}), intent(in) :: index(:)"
            family.add("get", f"get_{kind}_{width}", procedure(
                family, f"get_{kind}_{width}", ["index", "x"], [index, f"{declaration}, intent(out) :: x"],
                "call da_check(status, stat, errmsg)",
                "    type(da_value) :: value\n    integer(c_int32_t) :: status\n"
                "    status = get_element(a%handle, int(index, c_int64_t), value)\n"
                "    if (status == DA_OK) status = da_read(value, x)\n"))
            family.add("set", f"set_{kind}_{width}", procedure(
                family, f"set_{kind}_{width}", ["index", "x"], [index, f"{declaration}, intent(in) :: x"],
                "call da_check(set_element(a%handle, int(index, c_int64_t), da_number(x)), stat, errmsg)"))
    return family


def fills():
    """One number for all elements, whatever its type."""
    notes = "call a%fill(x): one number for all elements. call a%full(dist, dtype, x [, order]): a new array of it."
    family = Family("fills", "one number everywhere.",
                    [CHECK_USE, "use distarray_object_distributions, only: da_distribution",
                     "use distarray_object_errors, only: vacant", NUMBER_USE], notes)
    for kind, declaration in SCALARS:
        family.add("fill", f"fill_{kind}", procedure(
            family, f"fill_{kind}", ["x"], [f"{declaration}, intent(in) :: x"],
            "call da_check(da_fill(a%handle, da_number(x)), stat, errmsg)"))
        family.add("full", f"full_{kind}", procedure(
            family, f"full_{kind}", ["dist", "dtype", "x", "order"],
            ["class(da_distribution), intent(in) :: dist", "integer(c_int32_t), intent(in) :: dtype",
             f"{declaration}, intent(in) :: x", "integer(c_int32_t), intent(in), optional :: order"],
            "call da_check(status, stat, errmsg)",
            "    type(da_array_options) :: options\n    integer(c_int32_t) :: status\n"
            "    options%order = DA_ORDER_FORTRAN\n    if (present(order)) options%order = order\n"
            "    options%fill = DA_FILL_VALUE\n    options%value = da_number(x)\n"
            "    status = vacant(a%handle)\n"
            "    if (status == DA_OK) status = da_array_create(dist%handle, dtype, options, a%handle)\n").replace(
                "class(array_fills), intent(in) :: a", "class(array_fills), intent(inout) :: a"))
    return family


def memory(kind):
    """What takes a Fortran array of one type, of any rank."""
    family = Family(kind.name, f"the memory of {kind.declaration}.",
                    ["use distarray_object_apply, only: assign_block, copy_block, gather_block, scatter_block", CHECK_USE,
                     "use distarray_object_distributions, only: da_distribution",
                     "use distarray_object_errors, only: vacant"])
    dtypes = ", ".join(kind.dtypes)
    for rank in RANKS:
        shape = colons(rank)
        mine = f"{kind.name}_{rank}"
        block = f"{kind.declaration}, contiguous, target"
        def given(name):
            return f"call da_check({name}(a%handle, [{dtypes}], shape(x, c_int64_t), c_loc(x)), stat, errmsg)"
        def rooted(name):
            return given(name).replace("c_loc(x))", "c_loc(x), root)")
        root = "integer, intent(in), optional :: root"
        family.add("wrap", f"wrap_{mine}", procedure(
            family, f"wrap_{mine}", ["dist", "x", "read_only"],
            ["class(da_distribution), intent(in) :: dist", f"{kind.declaration}, target :: x({shape})",
             "logical, intent(in), optional :: read_only"],
            "call da_check(status, stat, errmsg)",
            "    integer(c_int32_t) :: status, flags\n    flags = 0\n"
            "    if (present(read_only)) flags = merge(DA_READ_ONLY, 0_c_int32_t, read_only)\n"
            "    status = vacant(a%handle)\n    if (status == DA_OK) status = da_wrap(dist%handle, x, a%handle, flags)\n"
            ).replace(f"class(array_{kind.name}), intent(in) :: a", f"class(array_{kind.name}), intent(inout) :: a"))
        family.add("pointer", f"pointer_{mine}", procedure(
            family, f"pointer_{mine}", ["p", "read_only"],
            [f"{kind.declaration}, pointer, intent(out) :: p({shape})", "logical, intent(in), optional :: read_only"],
            "call da_check(da_pointer(a%handle, p, access), stat, errmsg)",
            "    integer(c_int32_t) :: access\n    access = DA_ACCESS_WRITE\n"
            "    if (present(read_only)) access = merge(DA_ACCESS_READ, DA_ACCESS_WRITE, read_only)\n"))
        family.add("gather", f"gather_{mine}", procedure(
            family, f"gather_{mine}", ["x", "root"], [f"{block}, intent(inout) :: x({shape})", root], rooted("gather_block")))
        family.add("scatter", f"scatter_{mine}", procedure(
            family, f"scatter_{mine}", ["x", "root"], [f"{block}, intent(in) :: x({shape})", root], rooted("scatter_block")))
        family.add("copy_local", f"copy_{mine}", procedure(
            family, f"copy_{mine}", ["x"], [f"{block}, intent(inout) :: x({shape})"], given("copy_block")))
        family.add("assign_local", f"assign_{mine}", procedure(
            family, f"assign_{mine}", ["x"], [f"{block}, intent(in) :: x({shape})"], given("assign_block")))
    return family


TEST_MODULE = """\
! The memory of {declaration} in type(da_array), each rank by itself; objects_memory.f90 has what all share.
! Made by scripts/fortran_objects.py, do not edit.
module objects_{name}
  use, intrinsic :: iso_c_binding
  use, intrinsic :: iso_fortran_env, only: int8, int16, int32, int64, real32, real64
  use check
  use distarray_objects
  use objects_memory
  implicit none
  private
  public :: check_{name}

contains

  subroutine check_{name}()
{calls}
  end subroutine check_{name}

  elemental function to_{name}(k) result(x)
    integer, intent(in) :: k
    {declaration} :: x
    x = {value}
  end function to_{name}

  elemental function differ(x, y) result(answer)
    {declaration}, intent(in) :: x, y
    logical :: answer
    answer = abs(from(x) - from(y)) > 0
  end function differ

  elemental function from(x) result(z)
    {declaration}, intent(in) :: x
    complex(real64) :: z
    z = {plain}
  end function from
{body}
end module objects_{name}
"""

TEST = """
  subroutine {name}_{rank}()
    character(len=*), parameter :: what = "{name}, rank {rank}"
    type(da_distribution) :: dist
    type(da_array) :: a, b
    {declaration}, allocatable :: whole({colons}), x({colons}), y({colons})
    {declaration}, allocatable, target :: mine({colons})
    {declaration}, pointer :: p({colons})
    integer(c_int64_t) :: low({rank}), high({rank})
    integer :: k, stat
    call spread_out(dist, [{extents}])
    allocate (whole({global_extents}))
    whole = reshape(to_{name}([(k, k = 1, size(whole))]), shape(whole))
    call dist%owned_range(low, high)
    mine = whole({part})

    call a%wrap(dist, mine)
    call check_equal(a%dtype(), {dtype}, what // ": dtype")
    call a%pointer(p)
    call check_true(associated(p, mine), what // ": the pointer is the memory that was wrapped")
    allocate (x, source=whole)
    x = to_{name}(0)
    call a%gather(x)
    call check_true(.not. any(differ(x, whole)), what // ": gathered on all ranks")
    x = to_{name}(0)
    call a%gather(x, root=last_rank())
    call check_true(any(differ(x, whole)) .neqv. me() == last_rank(), what // ": gathered on one rank")
    whole = reshape(to_{name}([(k + 7, k = 1, size(whole))]), shape(whole))
    x = to_{name}(0)
    if (me() == last_rank()) x = whole
    call a%scatter(x, last_rank())
    call check_true(.not. any(differ(mine, whole({part}))), what // ": scattered")
    allocate (y, source=mine)
    y = to_{name}(1)
    call a%copy_local(y)
    call check_true(.not. any(differ(y, mine)), what // ": copied")
    y = to_{name}(3)
    call a%assign_local(y)
    call check_true(.not. any(differ(mine, to_{name}(3))), what // ": assigned")
    call a%free()
    call a%wrap(dist, mine, read_only=.true.)
    call a%pointer(p, stat=stat)
    call check_status(stat, DA_ERR_READ_ONLY, what // ": for writing")
    call a%pointer(p, read_only=.true.)
    call check_true(associated(p, mine), what // ": for reading")
    call a%assign_local(y, stat)
    call check_status(stat, DA_ERR_READ_ONLY, what // ": assigned to what is read-only")

    call b%full(dist, {dtype}, to_value(from(to_{name}(70)), {dtype}), order=DA_ORDER_C)
    call b%pointer(p, stat=stat)
    call check_status(stat, {c_order}, what // ": C order")
    call b%copy_local(y)
    call check_true(.not. any(differ(y, to_{name}(70))), what // ": copied out of C order")
    call b%free()
    call b%zeros(dist, {other})
    call b%pointer(p, stat=stat)
    call check_status(stat, DA_ERR_DTYPE, what // ": a pointer to another type")
    call b%copy_local(y, stat)
    call check_status(stat, DA_ERR_DTYPE, what // ": a copy of another type")
    call b%gather(x, stat=stat)
    call check_status(stat, DA_ERR_BUFFER_SIZE, what // ": gathered to another type")
    call b%scatter(x, stat=stat)
    call check_status(stat, DA_ERR_BUFFER_SIZE, what // ": scattered from another type")
    call b%wrap(dist, mine, stat=stat)
    call check_status(stat, DA_ERR_ARGUMENT, what // ": an object that holds something")
    call b%free()
    call a%free()
    call dist%free()
  end subroutine {name}_{rank}
"""


def test(kind, rank):
    """What one type and rank does, with values."""
    extents = [str(extent) for extent in EXTENTS[:rank]]
    return TEST.format(
        **kind._asdict(), rank=rank, colons=colons(rank), dtype=kind.dtypes[0],
        extents=", ".join(extents), global_extents=", ".join([extents[0] + " * ranks()"] + extents[1:]),
        part=", ".join(["low(1):high(1)"] + [":"] * (rank - 1)), c_order="DA_OK" if rank == 1 else "DA_ERR_LAYOUT",
        other="DA_BOOL" if kind.name != "bool" else "DA_INT8")


def test_module(kind):
    """The tests of one type."""
    calls = "\n".join(f"    call {kind.name}_{rank}()" for rank in RANKS)
    body = "".join(test(kind, rank) for rank in RANKS).rstrip("\n")
    return TEST_MODULE.format(**kind._asdict(), calls=calls, body=body)


def families():
    """The chain, in the order in which the modules are compiled."""
    chain = [fills(), elements(), unary()]
    chain += [binary(group, names, NUMBERS) for group, names in BINARY.items()]
    chain.append(binary("pairs", ARRAYS_ONLY, [SCALARS[-1]]))
    chain += [reductions(group, names) for group, names in REDUCTIONS.items()]
    return chain + [memory(kind) for kind in KINDS]


def generated():
    """The text of every file by its path in the project."""
    files, parent, module = {}, "array_views", "distarray_object_views"
    for family in families():
        files[f"fortran/distarray_object_{family.name}.f90"] = family.text(parent, module)
        parent, module = f"array_{family.name}", f"distarray_object_{family.name}"
    for kind in KINDS:
        files[f"tests/fortran/support/objects_{kind.name}.f90"] = test_module(kind)
    return files


def outdated(root=ROOT):
    """The paths of files that are not what this program would write."""
    def current(path):
        try:
            with open(os.path.join(root, path), encoding="utf-8") as file:
                return file.read()
        except FileNotFoundError:
            return None
    return [path for path, text in generated().items() if current(path) != text]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    options = parser.parse_args()
    differing = outdated()
    if options.check:
        for path in differing:
            print(f"{path} is not what scripts/fortran_objects.py makes; run `make headers`")
        return 1 if differing else 0
    texts = generated()
    for path in differing:
        with open(os.path.join(ROOT, path), "w", encoding="utf-8") as file:
            file.write(texts[path])
    return 0


if __name__ == "__main__":
    sys.exit(main())
