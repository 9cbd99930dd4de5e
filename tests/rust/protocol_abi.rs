//! Reading and writing the C structures, without following a pointer.

use crate::protocol_support::*;
use distarray::dtype::DType;
use distarray::error::Status;
use distarray::protocol::abi::*;
use distarray::protocol::element;
use distarray::protocol::{DimDict, DimKind, Section, validate_section};
use std::ptr::{NonNull, null, without_provenance};

unsafe extern "C" fn release(_: *mut da_distbuffer) {}

/// A live structure of one axis; its tables are never followed here.
fn live() -> da_distbuffer {
    let mut buffer = da_distbuffer::empty();
    buffer.release = Some(release);
    buffer.ndim = 1;
    buffer.shape = NonNull::dangling().as_ptr();
    buffer.strides = NonNull::dangling().as_ptr();
    buffer.dim_data = NonNull::dangling().as_ptr();
    buffer.data = NonNull::<u64>::dangling().as_ptr().cast();
    buffer.nbytes = 40;
    buffer.dtype = da_buffer_dtype::of(DType::Float64);
    buffer
}

/// The C dictionary of a Rust one.
fn to_c(dict: &DimDict) -> da_dim_dict {
    // A target full of rubbish, so that whatever is left unwritten shows.
    let mut target =
        da_dim_dict { size: -9, reserved: [7; 5], reserved2: [7; 2], stop: 5, ..da_dim_dict::zeroed() };
    dict.fill_abi(&mut target);
    target
}

fn samples() -> Vec<DimDict> {
    vec![
        DimDict::alias(),
        periodic([10, 2, 1, 4, 10], [1, 2]),
        b([10, 2, 0, 0, 5], [0, 0]),
        c([10, 2, 1, 3, 3]),
        u([9, 2, 1], &[3, -8], true),
        u([9, 2, 1], &[], false),
    ]
}

fn labels(dict: &DimDict) -> Option<&[i64]> {
    match &dict.kind {
        DimKind::Unstructured { indices, .. } => Some(indices),
        _ => None,
    }
}

#[test]
fn dictionaries_survive_the_way_through_c() {
    for dict in samples() {
        let target = to_c(&dict);
        assert_eq!(DimDict::from_abi(&target, labels(&dict)).unwrap(), dict);
        let extent = labels(&dict).map_or(4, |l| l.len() as i64);
        assert_eq!(check_indices(0, &target, extent).unwrap(), labels(&dict).map_or(0, <[i64]>::len));
    }
}

#[test]
fn unused_and_reserved_members_must_be_zero() {
    type Spoil = fn(&mut da_dim_dict);
    let spoils: [(&str, &str, Spoil); 11] = [
        ("reserved = [0, 0, 0, 0, 1]", "bcu ", |d| d.reserved[4] = 1),
        ("reserved2 = [0, 5]", "bcu ", |d| d.reserved2[1] = 5),
        ("start = 1", "u ", |d| d.start = 1),
        ("stop = 1", "cu ", |d| d.stop = 1),
        ("padding[0] = 1", "cu ", |d| d.padding[0] = 1),
        ("padding[1] = -1", "cu ", |d| d.padding[1] = -1),
        ("block_size = 2", "bu ", |d| d.block_size = 2),
        ("num_indices = 3", "bc ", |d| d.num_indices = 3),
        ("indices = 0x8", "bc ", |d| d.indices = NonNull::dangling().as_ptr()),
        ("periodic = 1", "cu ", |d| d.periodic = 1),
        ("one_to_one = 1", "bc ", |d| d.one_to_one = 1),
    ];
    for dict in samples() {
        let letter = dict.dist_type().chars().next().unwrap_or(' ');
        for (part, letters, spoil) in &spoils {
            let mut target = to_c(&dict);
            spoil(&mut target);
            if letters.contains(letter) {
                refused(DimDict::from_abi(&target, labels(&dict)), &[part, "must be"]);
            }
        }
    }
}

#[test]
fn booleans_are_0_or_1() {
    for value in [2, 255] {
        let block = da_dim_dict { periodic: value, ..to_c(&samples()[1]) };
        refused(DimDict::from_abi(&block, None), &[&format!("periodic = {value}"), "0 or 1"]);
        let unstructured = da_dim_dict { one_to_one: value, ..to_c(&samples()[4]) };
        refused(
            DimDict::from_abi(&unstructured, Some(&[3, -8])),
            &[&format!("one_to_one = {value}"), "0 or 1"],
        );
    }
}

#[test]
fn the_number_of_labels_is_known_before_they_are_read() {
    let dict = to_c(&u([9, 2, 1], &[3, -8], true));
    assert_eq!(check_indices(0, &dict, 2).unwrap(), 2);
    for count in [-1, 1, 3, i64::MAX] {
        let wrong = da_dim_dict { num_indices: count, ..dict };
        refused(check_indices(6, &wrong, 2), &["axis 6", &format!("num_indices = {count}")]);
        refused(
            DimDict::from_abi(&wrong, Some(&[3, -8])),
            &[&format!("num_indices = {count}"), "2 were read"],
        );
    }
    refused(DimDict::from_abi(&dict, None), &["num_indices = 2", "0 were read"]);
    refused(check_indices(6, &da_dim_dict { indices: null(), ..dict }, 2), &["axis 6", "indices is NULL"]);
    let odd = da_dim_dict { indices: without_provenance(9), ..dict };
    refused(check_indices(6, &odd, 2), &["axis 6", "aligned to 8 bytes"]);
    refused(
        check_indices(6, &da_dim_dict { dist_type: b'b', ..dict }, 2),
        &["num_indices = 2", "does not use it"],
    );
}

#[test]
fn the_header_is_checked_before_any_pointer_is_followed() {
    assert_eq!(check_header(&live()).unwrap(), 1);
    assert_eq!(check_header(&da_distbuffer { nbytes: 0, data: std::ptr::null_mut(), ..live() }).unwrap(), 1);
    let released = da_distbuffer { release: None, abi_major: 9, ..live() };
    assert_eq!(check_header(&released).unwrap_err().status, Status::Released);
    let foreign = da_distbuffer { abi_major: 2, ndim: -4, ..live() };
    let error = check_header(&foreign).unwrap_err();
    assert_eq!(error.status, Status::Version);
    assert!(error.message.contains("abi_major = 2"), "{error}");
    check_header(&da_distbuffer { abi_minor: 7, ..live() }).unwrap();
    for (wrong, part) in [
        (da_distbuffer { ndim: -1, ..live() }, "ndim = -1"),
        (da_distbuffer { ndim: 33, ..live() }, "ndim = 33"),
        (da_distbuffer { shape: null(), ..live() }, "shape is NULL"),
        (da_distbuffer { strides: null(), ..live() }, "strides is NULL"),
        (da_distbuffer { dim_data: null(), ..live() }, "dim_data is NULL"),
        (da_distbuffer { shape: without_provenance(12), ..live() }, "shape = 0xc"),
        (da_distbuffer { data: std::ptr::null_mut(), ..live() }, "data is NULL"),
        (da_distbuffer { flags: 8, ..live() }, "flags = 0x8"),
        (da_distbuffer { reserved0: 1, ..live() }, "reserved0 = 1"),
        (da_distbuffer { reserved: [0, 0, 0, 0, 0, 0, 0, 4], ..live() }, "reserved[7] = 4"),
    ] {
        refused(check_header(&wrong), &[part]);
    }
}

#[test]
fn a_section_is_read_and_judged() {
    let buffer = da_distbuffer { comm_size: 2, rank: 0, flags: 5, ..live() };
    let section = Section::from_abi(&buffer, &[5], &[-8]).unwrap();
    assert_eq!((section.dtype, section.nbytes, section.flags), (DType::Float64, 40, 5));
    let dims = [b([10, 2, 0, 0, 5], [0, 0])];
    validate_section(&dims, &section).unwrap();
    for (wrong, part) in [
        (da_distbuffer { dap_version: [0, 11, 0], ..buffer }, "0.11.0"),
        (da_distbuffer { nbytes: 41, ..buffer }, "nbytes = 41"),
        (da_distbuffer { rank: 1, ..buffer }, "rank = 1"),
        (da_distbuffer { comm_size: 4, ..buffer }, "comm_size = 4"),
        (da_distbuffer { device: da_buffer_device { r#type: 0, id: 0 }, ..buffer }, "type 0"),
        (da_distbuffer { device: da_buffer_device { r#type: 2, id: -1 }, ..buffer }, "id -1"),
        (da_distbuffer { device: da_buffer_device { r#type: 1, id: 3 }, ..buffer }, "id 3"),
        (da_distbuffer { dtype: da_buffer_dtype { lanes: 2, ..buffer.dtype }, ..buffer }, "lanes is 2"),
        (
            da_distbuffer { dtype: da_buffer_dtype { bits: 16, ..buffer.dtype }, ..buffer },
            "code 2 with 16 bits",
        ),
        (
            da_distbuffer { dtype: da_buffer_dtype { code: 3, ..buffer.dtype }, ..buffer },
            "code 3 with 64 bits",
        ),
    ] {
        refused(Section::from_abi(&wrong, &[5], &[-8]).and_then(|s| validate_section(&dims, &s)), &[part]);
    }
}

#[test]
fn every_dtype_has_its_names() {
    for dtype in DType::ALL {
        let da_buffer_dtype { code, bits, lanes } = da_buffer_dtype::of(dtype);
        assert_eq!(element::from_dlpack(code, bits, lanes).unwrap(), dtype);
        assert_eq!(element::from_format(element::format(dtype)).unwrap(), dtype);
        assert_eq!(element::from_format(&format!("={}", element::format(dtype))).unwrap(), dtype);
        assert_eq!(element::from_typestr(&element::typestr(dtype)).unwrap(), dtype);
        assert_eq!(element::from_typestr(dtype.name()).unwrap(), dtype);
    }
    assert_eq!(da_buffer_dtype::of(DType::Complex64), da_buffer_dtype { code: 5, bits: 64, lanes: 1 });
    assert_eq!(da_buffer_dtype::of(DType::Bool), da_buffer_dtype { code: 6, bits: 8, lanes: 1 });
    assert_eq!(element::from_format("l").unwrap(), DType::Int64);
    assert_eq!(element::from_format("<L").unwrap(), DType::UInt32);
    for bad in ["", "dd", "e", "s", "Z", ">d", "2d", "T{d:x:}", "é"] {
        refused(element::from_format(bad), &["format"]);
    }
    for bad in ["", "f", "<f2", ">f8", "i8i8", "float", "<|b1<"] {
        refused(element::from_typestr(bad), &["dtype"]);
    }
}
