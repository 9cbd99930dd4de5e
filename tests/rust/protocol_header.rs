//! `distarray/protocol.h`: compiles alone in every language version, agrees with the Rust mirror in
//! every size and offset, and its helpers do what they say.

use crate::protocol_support::root;
use distarray::protocol::abi::*;
use distarray::protocol::{DAP_VERSION, MAX_NDIM, section};
use std::collections::BTreeMap;
use std::fs;
use std::mem::{offset_of, size_of};
use std::path::PathBuf;
use std::process::Command;

const STRICT: [&str; 4] = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"];

/// A file of this test's own below cargo's folder for test files.
fn scratch(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("protocol_header");
    fs::create_dir_all(&folder).unwrap();
    folder.join(name)
}

/// The compiler that the environment names, or the system's.
fn compiler(variable: &str, usual: &str) -> Command {
    Command::new(std::env::var(variable).unwrap_or_else(|_| usual.to_string()))
}

/// Compiles a source; the compiler's words if it fails.
fn compile(mut command: Command, standard: &str, source: &PathBuf, more: &[&str]) -> Result<(), String> {
    let include = root().join("include");
    command.arg(standard).args(STRICT).arg("-I").arg(include).args(more).arg(source);
    let output = command.output().unwrap_or_else(|e| panic!("{command:?}: {e}"));
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}

/// Compiles a C99 program and runs it; its output.
fn run(name: &str, text: &str) -> String {
    let (source, program) = (scratch(&format!("{name}.c")), scratch(name));
    fs::write(&source, text).unwrap();
    let out = ["-o", program.to_str().unwrap()];
    compile(compiler("CC", "cc"), "-std=c99", &source, &out).unwrap_or_else(|e| panic!("{name}: {e}"));
    let output = Command::new(&program).output().unwrap();
    assert!(
        output.status.success(),
        "{name}: {:?}: {}",
        output.status,
        String::from_utf8_lossy(&output.stdout)
    );
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn compiles_alone_in_every_standard() {
    let text =
        "#include <distarray/protocol.h>\n#include <distarray/protocol.h>\ntypedef da_distbuffer alone;\n";
    let (c, cpp) = (scratch("alone.c"), scratch("alone.cpp"));
    fs::write(&c, text).unwrap();
    fs::write(&cpp, text).unwrap();
    for standard in ["-std=c99", "-std=c11", "-std=c17"] {
        compile(compiler("CC", "cc"), standard, &c, &["-fsyntax-only"])
            .unwrap_or_else(|e| panic!("{standard}: {e}"));
    }
    for standard in ["-std=c++11", "-std=c++17", "-std=c++20"] {
        compile(compiler("CXX", "c++"), standard, &cpp, &["-fsyntax-only"])
            .unwrap_or_else(|e| panic!("{standard}: {e}"));
    }
}

/// The assertions are there in every language: a header with one offset changed does not compile.
#[test]
fn a_wrong_offset_does_not_compile() {
    let header = fs::read_to_string(root().join("include/distarray/protocol.h")).unwrap();
    let right = "DA_PROTOCOL_OFFSET(da_distbuffer, ext, 120)";
    assert!(header.contains(right));
    let wrong = header.replace(right, "DA_PROTOCOL_OFFSET(da_distbuffer, ext, 128)");
    let (c, cpp) = (scratch("wrong.c"), scratch("wrong.cpp"));
    fs::write(&c, &wrong).unwrap();
    fs::write(&cpp, &wrong).unwrap();
    for standard in ["-std=c99", "-std=c11"] {
        let error = compile(compiler("CC", "cc"), standard, &c, &["-fsyntax-only"]).unwrap_err();
        assert!(error.contains("da_distbuffer_ext"), "{standard}: {error}");
    }
    let error = compile(compiler("CXX", "c++"), "-std=c++17", &cpp, &["-fsyntax-only"]).unwrap_err();
    assert!(error.contains("da_distbuffer_ext"), "{error}");
}

#[test]
fn includes_only_stddef_and_stdint() {
    let header = fs::read_to_string(root().join("include/distarray/protocol.h")).unwrap();
    let includes: Vec<&str> = header.lines().filter(|line| line.starts_with("#include")).collect();
    assert_eq!(includes, ["#include <stddef.h> /* offsetof, NULL */", "#include <stdint.h>"]);
}

macro_rules! layout {
    ($table:ident, $name:literal, $type:ty, [$($member:ident),*]) => {
        $table.insert(concat!("sizeof ", $name).to_string(), size_of::<$type>() as i64);
        $($table.insert(
            format!("{} {}", $name, stringify!($member).trim_start_matches("r#")),
            offset_of!($type, $member) as i64,
        );)*
    };
}

/// What the Rust side believes: sizes, offsets, constants, by the names that C gives them.
fn rust_side() -> BTreeMap<String, i64> {
    let mut table = BTreeMap::new();
    layout!(table, "da_buffer_dtype", da_buffer_dtype, [code, bits, lanes]);
    layout!(table, "da_buffer_device", da_buffer_device, [r#type, id]);
    layout!(
        table,
        "da_dim_dict",
        da_dim_dict,
        [
            size,
            proc_grid_size,
            proc_grid_rank,
            start,
            stop,
            block_size,
            padding,
            num_indices,
            indices,
            dist_type,
            periodic,
            one_to_one,
            reserved,
            reserved2
        ]
    );
    layout!(
        table,
        "da_distbuffer",
        da_distbuffer,
        [
            abi_major,
            abi_minor,
            private_data,
            release,
            flags,
            dap_version,
            ndim,
            data,
            nbytes,
            dtype,
            device,
            reserved0,
            shape,
            strides,
            dim_data,
            comm_f,
            rank,
            comm_size,
            ext,
            reserved
        ]
    );
    for (name, value) in [
        ("DA_ABI_MAJOR", i64::from(ABI_MAJOR)),
        ("DA_ABI_MINOR", i64::from(ABI_MINOR)),
        ("DA_DAP_MAJOR", i64::from(DAP_VERSION[0])),
        ("DA_DAP_MINOR", i64::from(DAP_VERSION[1])),
        ("DA_DAP_PATCH", i64::from(DAP_VERSION[2])),
        ("DA_BUFFER_MAX_NDIM", MAX_NDIM as i64),
        ("DA_DIST_ALIAS", i64::from(DIST_ALIAS)),
        ("DA_DIST_BLOCK", i64::from(DIST_BLOCK)),
        ("DA_DIST_CYCLIC", i64::from(DIST_CYCLIC)),
        ("DA_DIST_UNSTRUCTURED", i64::from(DIST_UNSTRUCTURED)),
        ("DA_BUFFER_READ_ONLY", section::FLAG_READ_ONLY as i64),
        ("DA_BUFFER_IS_COPY", section::FLAG_IS_COPY as i64),
        ("DA_BUFFER_PADDING_VALID", section::FLAG_PADDING_VALID as i64),
        ("DA_BUFFER_CPU", i64::from(section::DEVICE_CPU)),
        ("DA_BUFFER_INT", 0),
        ("DA_BUFFER_UINT", 1),
        ("DA_BUFFER_FLOAT", 2),
        ("DA_BUFFER_COMPLEX", 5),
        ("DA_BUFFER_BOOL", 6),
    ] {
        table.insert(name.to_string(), value);
    }
    table
}

/// The structures' members as the header declares them, so that a member missing in Rust is seen.
fn declared_members(header: &str, name: &str) -> Vec<String> {
    let close = header.find(&format!("}} {name};")).expect("the structure");
    let open = header[..close].rfind("typedef struct").expect("its beginning");
    let mut body = header[open..close].split_once('{').expect("its body").1.to_string();
    while let Some(start) = body.find("/*") {
        let end = start + body[start..].find("*/").expect("the comment's end") + 2;
        body.replace_range(start..end, "");
    }
    let member = |line: &str| {
        let line = line.trim();
        let name = match line.split_once("(*") {
            Some((_, rest)) => rest.split_once(')')?.0,
            None => line.split('[').next()?.rsplit([' ', '*']).next()?,
        };
        (!name.is_empty()).then(|| name.to_string())
    };
    body.split(';').filter_map(member).collect()
}

#[test]
fn the_rust_mirror_has_the_same_layout() {
    let table = rust_side();
    let mut text = "#include <stdio.h>\n#include <distarray/protocol.h>\nint main(void)\n{\n".to_string();
    for key in table.keys() {
        let value = match key.split_once(' ') {
            Some(("sizeof", name)) => format!("sizeof({name})"),
            Some((name, member)) => format!("offsetof({name}, {member})"),
            None => key.clone(),
        };
        text += &format!("    printf(\"%s=%lld\\n\", \"{key}\", (long long)({value}));\n");
    }
    let output = run("layout", &(text + "    return 0;\n}\n"));
    let c_side: BTreeMap<String, i64> = output
        .lines()
        .map(|line| line.split_once('=').expect("key=value"))
        .map(|(key, value)| (key.to_string(), value.parse().expect("a number")))
        .collect();
    assert_eq!(c_side, table);
    let header = fs::read_to_string(root().join("include/distarray/protocol.h")).unwrap();
    for name in ["da_buffer_dtype", "da_buffer_device", "da_dim_dict", "da_distbuffer"] {
        let members = declared_members(&header, name);
        assert!(members.len() >= 2, "{name}: {members:?}");
        for member in &members {
            assert!(table.contains_key(&format!("{name} {member}")), "Rust's {name} has no {member}");
        }
        let prefix = format!("{name} ");
        assert_eq!(members.len(), table.keys().filter(|key| key.starts_with(&prefix)).count(), "{name}");
    }
}

#[test]
fn the_helpers_do_what_they_say() {
    let output = run("helpers", include_str!("protocol_helpers.c"));
    assert_eq!(output, "OK\n");
}

/// The examples of docs/protocol.md: the C blocks together are one program that works.
#[test]
fn the_documented_examples_work() {
    let text = fs::read_to_string(root().join("docs/protocol.md")).unwrap();
    let blocks: Vec<&str> =
        text.split("```c\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert_eq!(blocks.len(), 2, "a producer and a consumer");
    let main = "int main(void)\n{\n    da_distbuffer buffer;\n    double *mine = produce(&buffer);\n    \
                if (mine == NULL || scale(&buffer, 2.0) != 0) return 1;\n    \
                if (buffer.release != NULL) return 2;\n    \
                printf(\"%g %g\\n\", mine[0], mine[5]);\n    free(mine);\n    return 0;\n}\n";
    let output = run("documented", &format!("#include <stdio.h>\n{}\n{}\n{main}", blocks[0], blocks[1]));
    assert_eq!(output, "2 12\n");
}
