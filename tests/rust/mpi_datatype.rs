//! Datatypes of sections in one process: what MPI packs by them, with the limit of counts lowered
//! to a handful, so that every path for sections beyond 2^31 runs on small arrays.

use distarray::dtype::DType;
use distarray::mpi::datatype::{AxisPart, AxisRun, section};
use mpi_sys as ffi;
use std::os::raw::{c_int, c_void};
use std::ptr::null_mut;

/// MPI is started once for the process and serves one test function, which ends it.
fn with_mpi(test: impl FnOnce()) {
    // SAFETY: no arguments; nothing else in this process uses MPI.
    unsafe { assert_eq!(ffi::MPI_Init(null_mut(), null_mut()), 0) };
    test();
    // SAFETY: MPI was started above.
    unsafe { assert_eq!(ffi::MPI_Finalize(), 0) };
}

/// The elements that the type takes out of 0, 1, 2, ..., and the type's extent in bytes.
fn packed(axes: &[AxisPart], limit: i64) -> (Vec<i32>, i64) {
    let total: i64 = axes.iter().map(extent).product();
    let source: Vec<i32> = (0..total as i32).collect();
    let mut datatype = section(DType::Int32, axes, limit).expect("a datatype");
    let mut target = vec![-1i32; source.len() + 1];
    let (mut at, mut low, mut extent): (c_int, ffi::MPI_Aint, ffi::MPI_Aint) = (0, 0, 0);
    // SAFETY: the type stays within the source; the target is long enough for all of it.
    unsafe {
        let code = ffi::MPI_Pack(
            source.as_ptr().cast::<c_void>(),
            1,
            datatype,
            target.as_mut_ptr().cast::<c_void>(),
            (target.len() * 4) as c_int,
            &mut at,
            ffi::RSMPI_COMM_SELF,
        );
        assert_eq!(code, 0);
        assert_eq!(ffi::MPI_Type_get_extent(datatype, &mut low, &mut extent), 0);
        assert_eq!(ffi::MPI_Type_free(&mut datatype), 0);
    }
    assert_eq!(low, 0);
    target.truncate(at as usize / 4);
    (target, extent as i64)
}

fn extent(axis: &AxisPart) -> i64 {
    match axis {
        AxisPart::Run(run) => run.extent,
        AxisPart::Comb { extent, .. } | AxisPart::List { extent, .. } => *extent,
    }
}

fn indices(axis: &AxisPart) -> Vec<i64> {
    let span = |&(start, len): &(i64, i64)| start..start + len;
    match axis {
        AxisPart::Run(run) => {
            (0..run.count).map(|j| run.start + (j / run.block) * run.step + j % run.block).collect()
        }
        AxisPart::Comb { extent, period, teeth } => {
            let inside = |i: &i64| teeth.iter().any(|tooth| span(tooth).contains(&(i % period)));
            (0..*extent).filter(inside).collect()
        }
        AxisPart::List { spans, .. } => spans.iter().flat_map(span).collect(),
    }
}

/// The same by hand; the fastest axis comes first.
fn expected(axes: &[AxisPart]) -> Vec<i32> {
    let mut places = vec![0i64];
    let mut stride = 1;
    for axis in axes {
        let along = indices(axis);
        places = along.iter().flat_map(|i| places.iter().map(move |p| p + i * stride)).collect();
        stride *= extent(axis);
    }
    places.iter().map(|p| *p as i32).collect()
}

fn block(extent: i64, start: i64, count: i64) -> AxisPart {
    AxisPart::Run(AxisRun { extent, start, count, step: count.max(1), block: count.max(1) })
}

fn cyclic(extent: i64, start: i64, count: i64, step: i64, block: i64) -> AxisPart {
    AxisPart::Run(AxisRun { extent, start, count, step, block })
}

fn comb(extent: i64, period: i64, teeth: &[(i64, i64)]) -> AxisPart {
    AxisPart::Comb { extent, period, teeth: teeth.to_vec() }
}

fn list(extent: i64, spans: &[(i64, i64)]) -> AxisPart {
    AxisPart::List { extent, spans: spans.to_vec() }
}

#[test]
fn sections_are_packed_right_whatever_the_limit_of_counts() {
    let cases = [
        vec![],
        vec![block(10, 3, 4)],
        vec![block(10, 0, 0)],
        vec![block(10, 0, 10), block(7, 2, 5)],
        vec![block(7, 2, 5), block(10, 0, 10), block(3, 1, 1)],
        vec![cyclic(33, 2, 11, 6, 2)],
        vec![cyclic(29, 4, 9, 8, 4), cyclic(23, 1, 8, 3, 1)],
        vec![cyclic(23, 0, 8, 3, 1), block(5, 5, 0), cyclic(29, 4, 9, 8, 4)],
        vec![comb(31, 12, &[(0, 2), (3, 1), (5, 6)])],
        vec![comb(7, 12, &[(2, 2), (6, 4)]), block(4, 1, 2)],
        vec![comb(7, 12, &[(8, 2)]), block(4, 1, 2)],
        vec![block(3, 1, 2), comb(24, 8, &[(1, 1), (4, 3)])],
        vec![list(20, &[(14, 5), (2, 1), (3, 9), (0, 1)])],
        vec![list(9, &[(8, 1), (0, 3), (5, 1), (4, 1), (6, 2)]), comb(10, 4, &[(1, 2)])],
        vec![list(9, &[]), block(4, 1, 2)],
    ];
    with_mpi(|| {
        for axes in &cases {
            let bytes: i64 = axes.iter().map(extent).product::<i64>() * 4;
            for limit in [2, 3, 7, i64::from(c_int::MAX)] {
                let (got, extent) = packed(axes, limit);
                assert_eq!(got, expected(axes), "limit {limit}: {axes:?}");
                assert_eq!(extent, bytes, "limit {limit}: {axes:?}");
            }
        }
    });
}
