# ranks: 1 2 3 4
"""Creation, views, operators, ufuncs, reductions and movement, compared with NumPy on the whole array."""

import numpy as np
from check import address, check, da, equal, finish, near, raises, same

CONTEXT = da.Context()
SHAPE = (6, 5)
WHOLE = (np.arange(30.0).reshape(SHAPE) - 7) / 4
LAYOUT = da.Distribution(CONTEXT, SHAPE)
OTHER = da.Distribution(CONTEXT, SHAPE, "c,n")


def spread(whole, layout=LAYOUT):
    return da.scatter(whole, layout, dtype=whole.dtype)


def creation():
    for name, expected in (("zeros", np.zeros(SHAPE)), ("ones", np.ones(SHAPE))):
        same(getattr(da, name)(LAYOUT).gather(), expected, name)
        like = getattr(da, name + "_like")(da.empty(LAYOUT, "i2"))
        same(like.gather(), expected.astype("i2"), name + "_like")
        same(getattr(da, name + "_like")(like, "c8").gather(), expected.astype("c8"), name + "_like with a dtype")
    same(da.full(LAYOUT, 3).gather(), np.full(SHAPE, 3), "full of int")
    same(da.full(LAYOUT, 1 + 2j, "c8").gather(), np.full(SHAPE, 1 + 2j, "c8"), "full of complex64")
    same(da.full(LAYOUT, True).gather(), np.full(SHAPE, True), "full of bool")
    same(da.full_like(da.ones(LAYOUT), 2).gather(), np.full(SHAPE, 2.0), "full_like")
    same(da.arange(CONTEXT, 11).gather(), np.arange(11), "arange")
    same(da.arange(CONTEXT, 2, 9, 0.5, "f4", "c:3").gather(), np.arange(2, 9, 0.5, "f4"), "arange, cyclic")
    near(da.linspace(CONTEXT, 0, 1, 7).gather(), np.linspace(0, 1, 7), "linspace")
    same(da.eye(LAYOUT, 1).gather(), np.eye(6, 5, 1), "eye")
    fortran = da.empty(LAYOUT, order="F")
    check(fortran.local.flags.f_contiguous, "Fortran order")
    check(fortran.copy("C").local.flags.c_contiguous, "C order")
    equal(da.empty_like(fortran, "u1").dtype, np.dtype("u1"), "empty_like")


def questions():
    array = spread(WHOLE)
    equal((array.shape, array.ndim, array.size, array.dtype, len(array)), (SHAPE, 2, 30, np.dtype(float), 6), "facts")
    equal((array.readonly, array.padding_valid), (False, False), "flags")
    equal(array.distribution == LAYOUT, True, "distribution")
    equal(hash(array.distribution), hash(LAYOUT), "hash")
    equal(array.distribution == OTHER, False, "another distribution")
    equal(array.context.size, CONTEXT.size, "context")
    equal(str(array), str(WHOLE), "print")
    check("float64 array of shape 6 x 5" in repr(array), repr(array))
    # Where elements are, by the distribution and by the memory.
    for place in np.ndindex(array.local.shape):
        index = LAYOUT.global_from_local(place)
        equal(LAYOUT.owner(index), CONTEXT.rank, "owner")
        equal(LAYOUT.local_from_global(index), place, "local_from_global")
        equal(float(array.local[place]), float(WHOLE[index]), "element")
    equal(LAYOUT.local_shape(), array.local.shape, "local_shape")
    equal(da.Distribution.from_dim_data(CONTEXT, LAYOUT.dim_data()) == LAYOUT, True, "from_dim_data")
    equal(LAYOUT.like((9, 4)).shape, (9, 4), "like")
    equal(LAYOUT.aligned(spread(WHOLE).distribution), True, "aligned")


def operators():
    a, b = WHOLE, WHOLE[::-1] + 2.5
    x, y = spread(a), spread(b, OTHER)
    table = [lambda p, q: p + q, lambda p, q: p - q, lambda p, q: p * q, lambda p, q: p / q, lambda p, q: p // q,
             lambda p, q: p % q, lambda p, q: p < q, lambda p, q: p >= q, lambda p, q: p == q, lambda p, q: p != q,
             lambda p, q: abs(p) ** q, lambda p, q: -p + +q, lambda p, q: divmod(p, q)[1]]
    for number, operation in enumerate(table):
        near(operation(x, y).gather(), operation(a, b), f"operator {number}")
        near(operation(x, 3).gather(), operation(a, 3), f"operator {number} with a scalar")
        near(operation(2.5, y).gather(), operation(2.5, b), f"scalar with operator {number}")
    i, k = np.arange(30).reshape(SHAPE), np.arange(30)[::-1].reshape(SHAPE) % 5
    bits = (lambda p, q: p & q, lambda p, q: p | 8 ^ q, lambda p, q: p << q, lambda p, q: p >> q, lambda p, q: ~p)
    for operation in bits:
        same(operation(spread(i), spread(k)).gather(), operation(i, k), "bits")
    before = address(x.local)
    x += 1
    x *= y
    near(x.gather(), (a + 1) * b, "in place")
    equal(address(x.local), before, "in place means the same memory")
    raises(TypeError, lambda: x + a)  # no NumPy array is taken for a distributed one
    raises(TypeError, lambda: a + x)
    raises(TypeError, lambda: np.asarray(x), "gather()")
    raises(ValueError, lambda: bool(x))


def promotion():
    """Python's numbers are weak, NumPy's are not, as in NumPy 2."""
    small = da.ones(LAYOUT, "f4")
    equal((small + 1.5).dtype, np.dtype("f4"), "weak float")
    equal((small + np.float64(1.5)).dtype, np.dtype("f8"), "strong float")
    equal((da.ones(LAYOUT, "u1") + 3).dtype, np.dtype("u1"), "weak int")
    equal((da.ones(LAYOUT, "u1") + np.int16(3)).dtype, np.dtype("i2"), "strong int")
    equal((da.ones(LAYOUT, "i4") * 1j).dtype, np.dtype("c16"), "weak complex")
    same((np.float64(2) * small).gather(), np.full(SHAPE, 2.0), "NumPy's scalar on the left")
    same((np.array(2, "i8") - small).gather(), np.full(SHAPE, 1.0), "an array without axes on the left")
    raises(8, lambda: da.ones(LAYOUT, "u1") + 300)
    for value in (True, np.int8(-3), np.uint64(2**63 + 5), np.float32(0.1), np.complex64(1 - 2j), np.complex128(3j),
                  2**63):
        kind = np.asarray(value).dtype
        same(da.full(LAYOUT, value)[1, 1], np.asarray(value, kind)[()], f"scalar {value!r}")


def ufuncs():
    x = spread(WHOLE)
    near(np.sin(x).gather(), np.sin(WHOLE), "numpy.sin", rtol=1e-14)
    near(np.hypot(x, 3).gather(), np.hypot(WHOLE, 3), "numpy.hypot")
    near(np.divide(1, x + 100).gather(), 1 / (WHOLE + 100), "numpy.divide")
    out = da.zeros(OTHER)
    check(np.add(x, 1, out=out) is out, "out is given back")
    same(out.gather(), WHOLE + 1, "out")
    equal(out.distribution.aligned(OTHER), True, "out decides the distribution")
    mask = x > 0
    target = da.full(LAYOUT, -1.0)
    da.ufunc("sqrt", x, out=target, where=mask)
    near(target.gather(), np.sqrt(WHOLE, where=WHOLE > 0, out=np.full(SHAPE, -1.0)), "where")
    fraction, whole = da.ufunc("modf", x)
    same(fraction.gather(), np.modf(WHOLE)[0], "modf, the fraction")
    same(whole.gather(), np.modf(WHOLE)[1], "modf, the whole")
    same(np.add(x, x, dtype="f4").gather(), np.add(WHOLE, WHOLE, dtype="f4"), "dtype")
    same(da.where(mask, x, 0).gather(), np.where(WHOLE > 0, WHOLE, 0), "where of three")
    raises(1, lambda: da.ufunc("sinus", x), "sinus")
    raises(TypeError, lambda: np.add.reduce(x))
    equal(da.array_equal(x, x.redistribute(OTHER)), True, "array_equal")
    equal(da.allclose(x, x + 1e-12), True, "allclose")
    equal(da.array_equal(x, x + 1), False, "array_equal of others")


def reductions():
    x = spread(WHOLE, OTHER)
    for name in ("sum", "prod", "min", "max", "mean", "var", "std", "ptp", "argmin", "argmax", "cumsum", "cumprod"):
        whole = getattr(x, name)()
        near(whole.gather() if isinstance(whole, da.Array) else whole, getattr(np, name)(WHOLE), name)
        for axis in (0, -1):
            near(getattr(x, name)(axis=axis).gather(), getattr(np, name)(WHOLE, axis), f"{name} over {axis}")
    near(np.sum(x), np.sum(WHOLE), "numpy.sum")
    near(np.mean(x, axis=1).gather(), np.mean(WHOLE, axis=1), "numpy.mean")
    near(x.var(ddof=1), WHOLE.var(ddof=1), "ddof")
    near(x.sum((0, 1), keepdims=True).gather(), WHOLE.sum((0, 1), keepdims=True), "keepdims")
    near(x.sum(where=x > 1, initial=10.0), WHOLE.sum(where=WHOLE > 1, initial=10.0), "where and initial")
    equal(x.sum(dtype="f4").dtype, np.dtype("f4"), "dtype")
    equal((bool((x > 100).any()), bool((x < 100).all())), (False, True), "any and all")
    equal(int((x > 0).count_nonzero()), int(np.count_nonzero(WHOLE > 0)), "count_nonzero")
    near(x.norm(), np.sqrt((WHOLE**2).sum()), "norm")
    near(x.norm(1, axis=0).gather(), np.abs(WHOLE).sum(0), "norm over an axis")
    near(x.vdot(x), np.vdot(WHOLE, WHOLE), "vdot")
    hole = WHOLE.copy()
    hole[2, 3] = np.nan
    near(spread(hole).nansum(), np.nansum(hole), "nansum")
    near(spread(hole).nanmax(axis=0).gather(), np.nanmax(hole, 0), "nanmax")
    # A mean along an axis is where it is needed.
    near((x - x.mean(axis=0)).gather(), WHOLE - WHOLE.mean(axis=0), "less the mean")


def parts():
    x, a = spread(WHOLE), WHOLE.copy()
    for key in (np.s_[1:4], np.s_[:, 2], np.s_[::-2, 1:], np.s_[..., -1], np.s_[None, 3], np.s_[5:1:-1, ::3],
                np.s_[9:]):
        view = x[key]
        same(view.gather(), a[key], f"view {key}")
        same(x.slice_copy(key).gather(), a[key], f"copy {key}")
        view.fill(view.size)
        a[key] = a[key].size
        same(x.gather(), a, f"written through the view {key}")
    equal(float(x[2, -1]), float(a[2, -1]), "an element")
    x[2, -1] = 99
    a[2, -1] = 99
    x[0] = spread(WHOLE)[1]
    a[0] = WHOLE[1]
    x[1:3, 1:] = -4
    a[1:3, 1:] = -4
    same(x.gather(), a, "assigned")
    x[...] = spread(WHOLE, OTHER)
    same(x.gather(), WHOLE, "from another distribution")
    same(x.T.gather(), WHOLE.T, "T")
    same(x.swapaxes(0, 1).gather(), WHOLE.T, "swapaxes")
    same(x[2:3].squeeze().gather(), WHOLE[2], "squeeze")
    same(x[0].broadcast_to((3, 5)).gather(), np.broadcast_to(WHOLE[0], (3, 5)), "broadcast_to")
    z = spread(WHOLE + 1j)
    same(z.real.gather(), WHOLE, "real")
    z.imag.fill(2)
    same(z.conj().gather(), WHOLE - 2j, "conj")
    padded = da.arange(CONTEXT, 12, dist="b(boundary=2)")
    same(padded.interior.gather(), np.arange(2, 10), "interior")


def movement():
    x = spread(WHOLE)
    y = x.redistribute("n,c:2")
    equal(str(y.distribution).startswith("n,c:2"), True, str(y.distribution))
    same(y.gather(), WHOLE, "redistributed")
    same(x.astype("i4").gather(), WHOLE.astype("i4"), "astype")
    last = CONTEXT.size - 1
    whole = x.gather(root=last, order="F")
    equal(whole is not None, CONTEXT.rank == last, "only the root has it")
    if whole is not None:
        same(whole, WHOLE, "on the root")
        check(whole.flags.f_contiguous, "in Fortran order")
    y.scatter(WHOLE.T[::-1].reshape(SHAPE) if CONTEXT.rank == last else None, root=last)
    same(y.gather(), WHOLE.T[::-1].reshape(SHAPE), "scattered from the last rank")
    if CONTEXT.rank == 0:
        raises(36, lambda: y.scatter(WHOLE[1:]), "reshape")
    else:
        raises(36, lambda: y.scatter(None))


def halos():
    n = CONTEXT.size
    layout = da.Distribution(CONTEXT, (3 * n + 2,), "b(comm=1 boundary=1 periodic)", grid=(n,))
    x = da.zeros(layout)
    x.interior[...] = da.arange(CONTEXT, 3.0 * n)
    da.Halo(layout).update(x)
    inner = np.arange(3.0 * n)
    same(x.gather(), np.concatenate([inner[-1:], inner, inner[:1]]), "periodic ends")
    section = x.local_readonly
    first = layout.global_from_local((0,))[0]
    same(section, np.concatenate([inner[-1:], inner, inner[:1]])[first : first + len(section)], "padding")


creation()
questions()
operators()
promotion()
ufuncs()
reductions()
parts()
movement()
halos()
finish()
