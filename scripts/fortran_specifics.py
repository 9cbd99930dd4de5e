#!/usr/bin/env python3
"""Makes what differs between types and ranks only: the specific procedures of da_pointer and da_wrap,
and a test of each. Fortran has no templates, and a pointer has one type and one rank.

    scripts/fortran_specifics.py          writes the files (`make headers` does)
    scripts/fortran_specifics.py --check  fails if the files differ from what it would write

The files are committed, since consumers compile them; the driver's tests compare them. What does not
depend on the type is written by hand: fortran/distarray_section.f90, tests/fortran/support/specifics.f90.
"""

import argparse
import os
import sys
from collections import namedtuple

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
RANKS = range(1, 8)
WIDTH = 110

# declaration: Fortran's; dtypes: what a pointer of the type may point at, beginning with what a wrapped
# array becomes; value: the tests' k-th number; plain: such a number as a complex one.
Type = namedtuple("Type", "name declaration dtypes value plain")


def _integer(bits, value):
    return Type(f"int{bits}", f"integer(int{bits})", (f"DA_INT{bits}", f"DA_UINT{bits}"),
                f"int({value}, int{bits})", "cmplx(x, kind=real64)")


def _real(bits):
    return Type(f"real{bits}", f"real(real{bits})", (f"DA_FLOAT{bits}",),
                f"real(k, real{bits}) / 4", "cmplx(x, kind=real64)")


def _complex(bits):
    return Type(f"complex{bits}", f"complex(real{bits})", (f"DA_COMPLEX{2 * bits}",),
                f"cmplx(k, 1 - 2 * k, real{bits})", "cmplx(x, kind=real64)")


# Parities of the bits of k have no period, so no exchange of axes keeps them.
_BOOL = Type("bool", "logical(c_bool)", ("DA_BOOL",), "logical(poppar(k) == 1, c_bool)",
             "cmplx(merge(1, 0, x), kind=real64)")

# One module of procedures each and one of tests, small enough to be read, compiled side by side.
GROUPS = {
    "logical": [_BOOL],
    "short": [_integer(8, "modulo(k, 101) - 50"), _integer(16, "7 * k - 400")],
    "integer": [_integer(32, "100003 * k"), _integer(64, "10000000019_int64 * k")],
    "real": [_real(32), _real(64)],
    "complex": [_complex(32), _complex(64)],
}

# What the tests wrap: the extents of an array, and the section of it.
EXTENTS = [5, 4, 3, 2, 2, 3, 3]
SECTION = ["5:1:-2", "1:4:3", "3:1:-1", ":", "2:1:-1", "1:3:2", ":"]

MODULE = """\
! The specific procedures of da_pointer and da_wrap for {names};
! distarray_section.f90 says what they do. Made by scripts/fortran_specifics.py, do not edit.
! SPDX-License-Identifier: BSD-3-Clause
module distarray_for_{group}
  use, intrinsic :: iso_c_binding
{kinds}  use distarray_types
  use distarray_section, only: frame, find_frame, adopt
  implicit none
  private
  public :: da_pointer, da_wrap

  interface da_pointer
{pointers}
  end interface da_pointer

  interface da_wrap
{wraps}
  end interface da_wrap

contains
{body}
end module distarray_for_{group}
"""

POINTER = """
  function pointer_{name}_{rank}(a, p, access) result(status)
    type(c_ptr), intent(in), value :: a
    {declaration}, pointer, intent(out) :: p({colons})
    integer(c_int32_t), intent(in), optional :: access
    integer(c_int32_t) :: status
    {declaration}, pointer :: whole({colons})
    type(frame) :: f
    nullify (p)
    status = find_frame(a, [{dtypes}], {rank}, f, access)
    if (status /= DA_OK) return
    call c_f_pointer(f%data, whole, f%shape(:{rank}))
{assignment}
  end function pointer_{name}_{rank}
"""

WRAP = """
  function wrap_{name}_{rank}(dist, array, out, flags, release, private_data) result(status)
    type(c_ptr), intent(in), value :: dist
    {declaration}, target :: array({colons})
    type(c_ptr), intent(inout) :: out
    integer(c_int32_t), intent(in), optional :: flags
    type(c_funptr), intent(in), optional :: release
    type(c_ptr), intent(in), optional :: private_data
    integer(c_int32_t) :: status
    type(c_ptr) :: at(0:{rank})
    integer(c_int64_t) :: n({rank})
    n = min(2_c_int64_t, shape(array, c_int64_t))
    at = c_null_ptr
    if (all(n > 0)) then
{corners}
    end if
    status = adopt(dist, {dtype}, shape(array, c_int64_t), at, out, flags, release, private_data)
  end function wrap_{name}_{rank}
"""

TEST_MODULE = """\
! da_pointer and da_wrap for {declaration}, each rank by itself; specifics.f90 has what all types share.
! Made by scripts/fortran_specifics.py, do not edit.
module specifics_{name}
  use, intrinsic :: iso_c_binding
{kinds}  use check
  use distarray
  use specifics
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

  elemental function from_{name}(x) result(z)
    {declaration}, intent(in) :: x
    complex(real64) :: z
    z = {plain}
  end function from_{name}
{body}
end module specifics_{name}
"""

TEST = """
  subroutine {name}_{rank}()
    character(len=*), parameter :: what = "{name}, rank {rank}"
    integer(c_int32_t), parameter :: dtypes({number}) = [{dtypes}]
    {declaration}, target :: store({extents})
    {declaration}, pointer :: part({colons}), p({colons})
    type(c_ptr) :: dist, a, b
    integer(c_int32_t) :: dtype
    integer :: k
    store = reshape(to_{name}([(k, k = 1, size(store))]), shape(store))
    part => store({section})
    dist = distribution(shape(part))
    a = c_null_ptr
    b = c_null_ptr

    call check_ok(da_wrap(dist, part, a), what // ": da_wrap")
    call holds(a, dtypes(1), from_{name}([part]), what // ": wrapped")
    call check_ok(da_pointer(a, p), what // ": da_pointer")
    call check_true(associated(p, part), what // ": the pointer is the section")
    call check_true(all(lbound(p) == 1), what // ": it begins at 1")
    p = reshape(to_{name}([(k + 7, k = 1, size(p))]), shape(p))
    call holds(a, dtypes(1), from_{name}(to_{name}([(k + 7, k = 1, size(p))])), what // ": written")
    do dtype = DA_BOOL, DA_COMPLEX128
      b = zeros_like(a, dtype)
      call check_status(da_pointer(b, p), verdict(dtype, dtypes, DA_OK), what // ": Fortran order, " // name_of(dtype))
      call check_true(associated(p) .eqv. any(dtypes == dtype), what // ": a pointer only to " // name_of(dtypes(1)))
      if (associated(p)) then
        p = to_{name}(70)
        call holds(b, dtype, spread(from_{name}(to_{name}(70)), 1, size(part)), what // ": " // name_of(dtype))
      end if
      call discard(b)
      b = zeros(dist, dtype)
      call check_status(da_pointer(b, p), verdict(dtype, dtypes, {c_order}), what // ": C order")
      call discard(b)
    end do
    call discard(a)

    call check_ok(da_wrap(dist, part, a, DA_READ_ONLY), what // ": read-only")
    call check_status(da_pointer(a, p), DA_ERR_READ_ONLY, what // ": for writing")
    call check_true(.not. associated(p), what // ": no pointer after an error")
    call check_ok(da_pointer(a, p, DA_ACCESS_READ), what // ": for reading")
    call check_true(associated(p, part), what // ": the pointer for reading is the section")
    call discard(a)
    call check_ok(da_distribution_free(dist), what)

    dist = distribution([0{other_axes}])
    call check_ok(da_wrap(dist, store({empty}), a), what // ": nothing")
    call check_ok(da_pointer(a, p), what // ": to nothing")
    call check_true(associated(p), what // ": associated with nothing")
    call check_equal(size(p), 0, what // ": size of nothing")
    call discard(a)
    call check_ok(da_distribution_free(dist), what)

    dist = distribution([{wrong}])
    a = zeros(dist, dtypes(1))
    call check_status(da_pointer(a, p), DA_ERR_SHAPE, what // ": another rank")
    call check_status(da_wrap(dist, part, b), DA_ERR_SHAPE, what // ": another rank")
    call discard(a)
    call check_ok(da_distribution_free(dist), what)
  end subroutine {name}_{rank}
"""


def broken(before, items, after, indent):
    """`before`, the items with commas between, `after`, on as many lines as it takes."""
    lines, line = [], " " * indent + before
    for number, item in enumerate(items):
        text = item + ("" if number == len(items) - 1 else ",")
        if len(line) + len(text) + len(after) + 3 > WIDTH:
            lines.append(line.rstrip() + " &")
            line = " " * (indent + 4)
        line += text + " "
    return "\n".join(lines + [line.rstrip() + after])


def colons(rank):
    return ", ".join([":"] * rank)


def _corners(rank):
    """The addresses of the first element and of its neighbour along each axis."""
    def element(along):
        return "c_loc(array(" + ", ".join(f"n({axis})" if axis == along else "1" for axis in range(1, rank + 1)) + "))"
    return broken("at = [", [element(along) for along in range(rank + 1)], "]", 6)


def pointer(kind, rank):
    bounds = [f"f%lo({axis}):f%hi({axis}):f%by({axis})" for axis in range(1, rank + 1)]
    return POINTER.format(**kind._asdict() | {"dtypes": ", ".join(kind.dtypes)}, rank=rank, colons=colons(rank),
                          assignment=broken("p => whole(", bounds, ")", 4))


def wrap(kind, rank):
    return WRAP.format(**kind._asdict(), rank=rank, colons=colons(rank), dtype=kind.dtypes[0],
                       corners=_corners(rank))


def test(kind, rank):
    section = SECTION[:rank]
    other_rank = rank % RANKS[-1] + 1
    return TEST.format(
        **kind._asdict() | {"dtypes": ", ".join(kind.dtypes)}, number=len(kind.dtypes), rank=rank,
        colons=colons(rank), extents=", ".join(map(str, EXTENTS[:rank])), section=", ".join(section),
        c_order="DA_OK" if rank == 1 else "DA_ERR_LAYOUT", empty=", ".join(["1:0"] + [":"] * (rank - 1)),
        other_axes="".join(f", {extent}" for extent in EXTENTS[1:rank]), wrong=", ".join(["2"] * other_rank))


def _names(kinds):
    return " and ".join(kind.declaration for kind in kinds)


def _kinds(kinds, more=()):
    """The import of the kinds that stand in declarations; those of iso_c_binding come as a whole."""
    named = {kind.declaration.split("(")[1].rstrip(")") for kind in kinds} - {"c_bool"} | set(more)
    return f"  use, intrinsic :: iso_fortran_env, only: {', '.join(sorted(named))}\n" if named else ""


def module(group, kinds):
    """The procedures of one group of types."""
    def listed(prefix):
        return "\n".join(broken("module procedure ", [f"{prefix}_{kind.name}_{rank}" for rank in RANKS], "", 4)
                         for kind in kinds)
    body = "".join(make(kind, rank) for make in (pointer, wrap) for kind in kinds for rank in RANKS).rstrip("\n")
    return MODULE.format(group=group, names=_names(kinds), kinds=_kinds(kinds), pointers=listed("pointer"), wraps=listed("wrap"), body=body)


def test_module(kind):
    """The tests of one type."""
    calls = "\n".join(f"    call {kind.name}_{rank}()" for rank in RANKS)
    body = "".join(test(kind, rank) for rank in RANKS).rstrip("\n")
    return TEST_MODULE.format(**kind._asdict(), kinds=_kinds([kind], ["real64"]), calls=calls, body=body)


def generated():
    """The text of every file by its path in the project."""
    files = {}
    for group, kinds in GROUPS.items():
        files[f"fortran/distarray_for_{group}.f90"] = module(group, kinds)
        for kind in kinds:
            files[f"tests/fortran/support/specifics_{kind.name}.f90"] = test_module(kind)
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
            print(f"{path} is not what scripts/fortran_specifics.py makes; run `make headers`")
        return 1 if differing else 0
    texts = generated()
    for path in differing:
        with open(os.path.join(ROOT, path), "w", encoding="utf-8") as file:
            file.write(texts[path])
    return 0


if __name__ == "__main__":
    sys.exit(main())
