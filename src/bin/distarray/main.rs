//! `distarray`: a small tool for people who look at distributions and at the protocol's text form.
//!
//! It stands on the library's public, pure modules; nothing here starts MPI.

mod info;
mod layout;
mod picture;
mod validate;

use clap::{Parser, Subcommand};
use std::io::{self, Write};
use std::process::ExitCode;

/// Looks at distributed arrays without running any: layouts, and the protocol's text form.
#[derive(Parser)]
#[command(name = "distarray", version, arg_required_else_help = true)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Tell the version, the features, and the MPI that this was built with.
    Info,
    /// Judge the protocol's text form (JSON): one process's dim_data or structure, or those of all ranks.
    Validate(validate::Options),
    /// Show which rank owns what.
    Layout(layout::Options),
}

/// What a command has to say, and the status that the process ends with.
struct Report {
    text: String,
    status: u8,
}

/// What was looked at is right.
const GOOD: u8 = 0;
/// It was understood, and it is wrong.
const BAD: u8 = 1;
/// It could not be looked at; clap's own status for wrong arguments.
const UNUSABLE: u8 = 2;

fn main() -> ExitCode {
    let report = match Args::parse().command {
        Command::Info => info::run(),
        Command::Validate(options) => validate::run(&options),
        Command::Layout(options) => layout::run(&options),
    };
    let written = match report.status {
        UNUSABLE => writeln!(io::stderr(), "distarray: {}", report.text.trim_end()),
        _ => io::stdout().write_all(report.text.as_bytes()),
    };
    // A reader that has seen enough, as in `distarray layout ... | head`, is no failure.
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => ExitCode::from(UNUSABLE),
        _ => ExitCode::from(report.status),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    fn layout_of(arguments: &[&str]) -> Result<layout::Options, clap::Error> {
        match Args::try_parse_from([&["distarray", "layout"], arguments].concat())?.command {
            Command::Layout(options) => Ok(options),
            _ => panic!("layout was asked for"),
        }
    }

    #[test]
    fn the_definition_of_the_arguments_is_sound() {
        Args::command().debug_assert();
    }

    #[test]
    fn extents_are_numbers_between_commas() {
        let options =
            layout_of(&["--shape", "10, 7", "--dist", "b,c:2", "--ranks", "4", "--grid", "2x2"]).unwrap();
        assert_eq!(options.shape.0, [10, 7]);
        assert_eq!(options.dist.as_deref(), Some("b,c:2"));
        assert_eq!(options.ranks, 4);
        assert_eq!(options.grid.unwrap().0, [2, 2]);
        assert!(layout_of(&["--shape", "", "--ranks", "1"]).unwrap().shape.0.is_empty());
        assert_eq!(layout_of(&["--shape", "-3", "--ranks", "1"]).unwrap().shape.0, [-3]);
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for bad in ["10,", "a", "1.5", "99999999999999999999", ",", "1;2"] {
            let error = layout_of(&["--shape", bad, "--ranks", "1"]).err().expect(bad);
            assert!(error.to_string().contains("--shape"), "{error}");
        }
        assert!(layout_of(&["--shape", "3"]).is_err(), "--ranks is required");
        assert!(layout_of(&["--ranks", "3"]).is_err(), "--shape is required");
    }
}
