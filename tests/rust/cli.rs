//! The command line tool as people run it: what it prints, where, and the status that it ends with.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

const TOOL: &str = env!("CARGO_BIN_EXE_distarray");

fn tool(arguments: &[&str]) -> Output {
    Command::new(TOOL).args(arguments).output().expect("the tool starts")
}

/// Standard output of a run that must end with `status` and keep quiet on the other channel.
fn said(output: &Output, status: i32) -> String {
    let text = String::from_utf8(output.stdout.clone()).expect("it is text");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(status), "{text}{errors}");
    assert_eq!(errors.is_empty(), status < 2, "{errors}");
    text
}

/// A run of `validate` that reads from standard input.
fn validate(text: &str) -> Output {
    let mut child = Command::new(TOOL)
        .args(["validate", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the tool starts");
    child.stdin.take().expect("it is piped").write_all(text.as_bytes()).expect("it reads");
    child.wait_with_output().expect("it ends")
}

#[test]
fn info_names_version_and_mpi() {
    let text = said(&tool(&["info"]), 0);
    assert!(text.starts_with(concat!("distarray ", env!("CARGO_PKG_VERSION"), "\n")), "{text}");
    assert!(text.contains("\nprotocol: Distributed Array Protocol 0.10.0, ABI 1.0\n"), "{text}");
    let mpi = text.lines().find_map(|line| line.strip_prefix("MPI: ")).expect("a line on MPI");
    assert!(mpi.contains("MPI"), "{mpi}");
}

#[test]
fn layout_shows_owners() {
    let text = said(&tool(&["layout", "--shape", "3,7", "--dist", "n,c:2", "--ranks", "2"]), 0);
    assert!(text.contains("rank 1 at (0, 1): 3 x 3; axis 0: 0..3; axis 1: 2..4 6\n"), "{text}");
    assert!(text.ends_with("\n0011001\n0011001\n0011001\n"), "{text}");
}

#[test]
fn layout_tells_what_is_wrong() {
    let text = said(&tool(&["layout", "--shape", "3", "--dist", "x", "--ranks", "2"]), 1);
    assert!(text.starts_with("DA_ERR_"), "{text}");
    assert!(text.contains('x'), "{text}");
    let negative = said(&tool(&["layout", "--shape", "3,-1", "--ranks", "2"]), 1);
    assert!(negative.contains("-1"), "{negative}");
    let ranks = said(&tool(&["layout", "--shape", "3", "--ranks", "0"]), 1);
    assert!(ranks.starts_with("DA_ERR_GRID"), "{ranks}");
}

#[test]
fn validate_judges_all_ranks_together() {
    let rank = |rank: i64, start: i64, stop: i64| {
        format!(
            r#"[{{"dist_type":"b","size":10,"proc_grid_size":2,"proc_grid_rank":{rank},"start":{start},"stop":{stop}}}]"#
        )
    };
    let whole = format!("[{},{}]", rank(0, 0, 5), rank(1, 5, 10));
    assert_eq!(said(&validate(&whole), 0), "OK: dim_data of 2 ranks\n");
    let overlap = format!("[{},{}]", rank(0, 0, 6), rank(1, 5, 10));
    let text = said(&validate(&overlap), 1);
    assert!(text.starts_with("DA_ERR_PROTOCOL: ") && text.contains("axis 0"), "{text}");
}

#[test]
fn validate_reads_files() {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("dim_data.json");
    std::fs::write(
        &path,
        r#"[{"dist_type":"c","size":9,"proc_grid_size":3,"proc_grid_rank":1,"start":1}, {}]"#,
    )
    .expect("the folder is writable");
    assert_eq!(
        said(&tool(&["validate", path.to_str().expect("it is text")]), 0),
        "OK: dim_data of one process, 2 axes\n"
    );
}

#[test]
fn what_cannot_be_read_is_another_status() {
    for text in ["", "[", "17"] {
        said(&validate(text), 2);
    }
    let missing = tool(&["validate", "/nonexistent/file.json"]);
    said(&missing, 2);
    assert!(String::from_utf8_lossy(&missing.stderr).contains("/nonexistent/file.json"));
    said(&tool(&["layout", "--shape", "three", "--ranks", "2"]), 2);
    said(&tool(&["unknown"]), 2);
}

#[test]
fn a_reader_may_leave() {
    let mut child = Command::new(TOOL)
        .args(["layout", "--shape", "100000", "--dist", "c", "--ranks", "5000"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the tool starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}
