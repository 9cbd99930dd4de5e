//! Which MPI this is: the one that the library was built for, the one that the program runs, and whether they
//! have one binary interface. Handles are addresses in Open MPI and numbers in MPICH, so that a call across
//! would crash instead of failing.

use crate::error::Result;
use crate::fail;

/// Implementations that share a binary interface, as far as versions do not part them.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Family {
    OpenMpi,
    /// MPICH and those that keep to its interface: Intel MPI, MVAPICH, Cray MPICH.
    Mpich,
}

/// What a text of MPI_Get_library_version says.
#[derive(Debug, PartialEq)]
struct Implementation {
    /// None where this library knows nothing of it.
    family: Option<Family>,
    /// Major and minor, of Open MPI and MPICH themselves; the others count in their own way.
    version: Option<(u32, u32)>,
    /// For people: "Open MPI 4.1.4".
    name: String,
}

/// The first line up to a comma, with single spaces: what follows is about how MPI was built.
fn headline(text: &str) -> String {
    let line = text.trim().lines().next().unwrap_or("");
    let line = line.split(',').next().unwrap_or("");
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Major and minor of "4.1.4rc1".
fn version_of(word: &str) -> Option<(u32, u32)> {
    let mut numbers = word.split('.').map(|part| {
        let digits = part.find(|c: char| !c.is_ascii_digit()).unwrap_or(part.len());
        part[..digits].parse().ok()
    });
    Some((numbers.next()??, numbers.next().flatten().unwrap_or(0)))
}

impl Implementation {
    fn parse(text: &str) -> Implementation {
        let line = headline(text);
        for (family, own, start) in
            [(Family::OpenMpi, "Open MPI", "Open MPI v"), (Family::Mpich, "MPICH", "MPICH Version: ")]
        {
            let Some(rest) = line.strip_prefix(start) else { continue };
            let word = rest.split(' ').next().unwrap_or("");
            return Implementation {
                family: Some(family),
                version: version_of(word),
                name: format!("{own} {word}"),
            };
        }
        let upper = line.to_uppercase();
        let named = |words: &[&str]| words.iter().any(|word| upper.contains(word));
        let family = if named(&["MPICH", "MVAPICH", "INTEL(R) MPI"]) {
            Some(Family::Mpich)
        } else if named(&["OPEN MPI", "SPECTRUM MPI"]) {
            Some(Family::OpenMpi)
        } else {
            None
        };
        Implementation { family, version: None, name: line }
    }

    /// Versions with equal generations can take each other's place: Open MPI kept its interface from 3 to 5,
    /// MPICH keeps the one of 3.1.
    fn generation(&self) -> Option<(u32, u32)> {
        let (major, minor) = self.version?;
        match self.family? {
            Family::OpenMpi if (3..=5).contains(&major) => Some((3, 0)),
            Family::OpenMpi => Some((major, 0)),
            Family::Mpich if (major, minor) >= (3, 1) => Some((3, 1)),
            Family::Mpich => Some((major, minor)),
        }
    }

    /// Whether a program that runs `other` may call what was built for this one. What is not known is not
    /// refused.
    fn fits(&self, other: &Implementation) -> bool {
        let families = self.family.is_none() || other.family.is_none() || self.family == other.family;
        let both = self.generation().zip(other.generation());
        families && (self.family != other.family || both.is_none_or(|(one, two)| one == two))
    }
}

/// A short name of the MPI that a text of MPI_Get_library_version describes, such as "MPICH 4.0.2".
pub fn name(text: &str) -> String {
    Implementation::parse(text).name
}

/// Fails with DA_ERR_VERSION where the running MPI has another binary interface than the one that the library
/// was built for. Both are texts of MPI_Get_library_version, or begin as such.
pub fn require_fit(built_for: &str, running: &str, what: &str) -> Result<()> {
    let (built, runs) = (Implementation::parse(built_for), Implementation::parse(running));
    if built.fits(&runs) {
        return Ok(());
    }
    fail!(
        Version,
        "{what}: this libdistarray was built for {}, but the program runs {}, which has another binary interface; \
         build one of them again, with the MPI of the other",
        built.name,
        runs.name
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPEN: &str =
        "Open MPI v4.1.4, package: Debian OpenMPI, ident: 4.1.4, repo rev: v4.1.4, May 26, 2022\0";
    const MPICH: &str =
        "MPICH Version:\t4.0.2\nMPICH Release date:\tThu Apr  7 12:34:45 CDT 2022\nMPICH ABI:\t14:2:2\n";
    const INTEL: &str = "Intel(R) MPI Library 2021.9 for Linux* OS\n";
    const CRAY: &str = "MPI VERSION    : CRAY MPICH version 8.1.25.17 (ANL base 3.4a2)\nMPI BUILD INFO : x\n";
    const MVAPICH: &str = "MVAPICH2 Version      :\t2.3.7\nMVAPICH2 Release date : x\n";

    fn fits(built: &str, running: &str) -> bool {
        require_fit(built, running, "test").is_ok()
    }

    #[test]
    fn names_are_short() {
        let names = [OPEN, MPICH, INTEL, CRAY, MVAPICH].map(name);
        assert_eq!(
            names,
            [
                "Open MPI 4.1.4",
                "MPICH 4.0.2",
                "Intel(R) MPI Library 2021.9 for Linux* OS",
                "MPI VERSION : CRAY MPICH version 8.1.25.17 (ANL base 3.4a2)",
                "MVAPICH2 Version : 2.3.7",
            ]
        );
        assert_eq!(name(""), "");
    }

    #[test]
    fn families_do_not_mix() {
        for other in [MPICH, INTEL, CRAY, MVAPICH] {
            assert!(!fits(OPEN, other) && !fits(other, OPEN), "{other}");
            assert!(fits(MPICH, other) && fits(other, MPICH), "{other}");
        }
        // A word in how it was built says nothing of what it is.
        assert!(!fits(MPICH, "Open MPI v4.1.4, package: Open MPI root@mpich Distribution"));
    }

    #[test]
    fn versions_of_one_interface_fit() {
        let open = |version: &str| format!("Open MPI v{version}, package: x");
        for (one, two, fit) in [
            ("4.1.4", "4.1.4", true),
            ("4.1.4", "5.0.7", true),
            ("3.0.0", "4.1.4", true),
            ("2.1.1", "4.1.4", false),
            ("4.1.4", "1.10.7rc1", false),
            ("5.0.0", "6.0.0a1", false),
        ] {
            assert_eq!(fits(&open(one), &open(two)), fit, "{one} {two}");
            assert_eq!(fits(&open(two), &open(one)), fit, "{two} {one}");
        }
        let mpich = |version: &str| format!("MPICH Version:\t{version}\n");
        for (one, two, fit) in [
            ("4.0.2", "3.1", true),
            ("5.0.0", "3.4a2", true),
            ("4.0.2", "3.0.4", false),
            ("3.0.4", "3.0.1", true),
        ] {
            assert_eq!(fits(&mpich(one), &mpich(two)), fit, "{one} {two}");
        }
    }

    #[test]
    fn what_is_unknown_is_not_refused() {
        for unknown in ["", "Some MPI 7", "MPI 3.1"] {
            assert!(fits(unknown, OPEN) && fits(MPICH, unknown) && fits(unknown, unknown), "{unknown}");
        }
        assert!(fits("Open MPI v", OPEN));
    }

    #[test]
    fn the_error_names_both() {
        let error = require_fit(OPEN, MPICH, "da_context_create").unwrap_err();
        assert_eq!(error.status, crate::error::Status::Version);
        let text = error.to_string();
        for part in ["da_context_create: ", "built for Open MPI 4.1.4", "runs MPICH 4.0.2"] {
            assert!(text.contains(part), "{text}");
        }
    }
}
