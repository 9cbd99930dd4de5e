//! L0: one error type for the whole library, and the status codes of the C ABI.

use std::fmt;

macro_rules! statuses {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $text:literal;)*) => {
        /// Why a call failed. The numbers are the C ABI's and are never reused.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(i32)]
        pub enum Status { $($(#[$doc])* $name = $code,)* }

        impl Status {
            /// All statuses, for tables and tests.
            pub const ALL: &'static [Status] = &[$(Status::$name,)*];

            /// The status with this number, if there is one.
            pub fn from_code(code: i32) -> Option<Status> {
                match code { $($code => Some(Status::$name),)* _ => None }
            }

            /// The C name, such as `DA_ERR_SHAPE`.
            pub fn name(self) -> &'static str {
                match self { $(Status::$name => $text,)* }
            }
        }
    };
}

statuses! {
    /// Success.
    Ok = 0, "DA_OK";
    /// An argument's value makes no sense.
    Argument = 1, "DA_ERR_ARGUMENT";
    /// A pointer that must not be NULL is NULL.
    Null = 2, "DA_ERR_NULL";
    /// A handle is freed, foreign, of another type or garbage.
    InvalidHandle = 3, "DA_ERR_INVALID_HANDLE";
    /// A dtype is unknown, or has no loop for the operation.
    Dtype = 4, "DA_ERR_DTYPE";
    /// Shapes do not fit each other, or an extent is negative.
    Shape = 5, "DA_ERR_SHAPE";
    /// An axis is out of range or repeated.
    Axis = 6, "DA_ERR_AXIS";
    /// An index is outside its axis.
    Index = 7, "DA_ERR_INDEX";
    /// A size does not fit into 63 bits.
    Overflow = 8, "DA_ERR_OVERFLOW";
    /// Memory ran out, or the context's memory limit was reached.
    NoMemory = 9, "DA_ERR_NO_MEMORY";
    /// A process grid does not fit the ranks or the axes.
    Grid = 10, "DA_ERR_GRID";
    /// A distribution is described wrongly.
    Distribution = 11, "DA_ERR_DISTRIBUTION";
    /// A structure breaks a rule of the Distributed Array Protocol.
    Protocol = 12, "DA_ERR_PROTOCOL";
    /// This rank holds no section, or does not belong to the context.
    NotMember = 13, "DA_ERR_NOT_MEMBER";
    /// The protocol has no words for this distribution.
    NotExpressible = 14, "DA_ERR_NOT_EXPRESSIBLE";
    /// The answer needs other ranks' labels; use the communicating call.
    NotLocal = 15, "DA_ERR_NOT_LOCAL";
    /// Operands are laid out differently and data would have to move.
    Conform = 16, "DA_ERR_CONFORM";
    /// Unstructured labels do not fit the operation.
    Labels = 17, "DA_ERR_LABELS";
    /// A memory layout does not fit the operation.
    Layout = 18, "DA_ERR_LAYOUT";
    /// Writing to read-only memory.
    ReadOnly = 19, "DA_ERR_READ_ONLY";
    /// Source and target overlap.
    Overlap = 20, "DA_ERR_OVERLAP";
    /// Operands belong to different contexts.
    Context = 21, "DA_ERR_CONTEXT";
    /// The ranks made different calls, or passed different arguments.
    Mismatch = 22, "DA_ERR_MISMATCH";
    /// Another rank did not come within the time limit.
    Timeout = 23, "DA_ERR_TIMEOUT";
    /// A collective call on a context from inside a callback on it.
    InCallback = 24, "DA_ERR_IN_CALLBACK";
    /// A user's callback reported an error.
    Callback = 25, "DA_ERR_CALLBACK";
    /// An MPI call failed.
    Mpi = 26, "DA_ERR_MPI";
    /// MPI is not initialised yet, or already finalised.
    MpiState = 27, "DA_ERR_MPI_STATE";
    /// A context was used from two threads at once, or beyond MPI's thread level.
    Thread = 28, "DA_ERR_THREAD";
    /// The caller's buffer is too small; the needed size was written.
    BufferSize = 29, "DA_ERR_BUFFER_SIZE";
    /// This version of the library cannot do it.
    NotSupported = 30, "DA_ERR_NOT_SUPPORTED";
    /// The casting rule does not allow this conversion.
    Casting = 31, "DA_ERR_CASTING";
    /// A structure of another ABI major version, or a program that runs another MPI than the library was built for.
    Version = 32, "DA_ERR_VERSION";
    /// A structure that was already released.
    Released = 33, "DA_ERR_RELEASED";
    /// A reduction of no elements that has no identity.
    Empty = 34, "DA_ERR_EMPTY";
    /// A text is not well-formed.
    Syntax = 35, "DA_ERR_SYNTAX";
    /// A call of another library failed, inside an adapter.
    External = 36, "DA_ERR_EXTERNAL";
    /// A defect of the library itself; please report it.
    Internal = 99, "DA_ERR_INTERNAL";
}

/// What went wrong, with the values, and the rank where it began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// The code that C sees.
    pub status: Status,
    /// What was wrong, with the values, and what would be right.
    pub message: String,
    /// The context rank where the error began; None for this rank.
    pub origin: Option<i32>,
}

/// The library's result type.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// A new error of this rank.
    pub fn new(status: Status, message: impl Into<String>) -> Error {
        Error { status, message: shortened(message.into()), origin: None }
    }
}

/// The longest message in bytes; callers' texts in it have any length.
const LONGEST: usize = 1000;

/// Beginning and end of a message that quotes too much.
fn shortened(message: String) -> String {
    if message.len() <= LONGEST {
        return message;
    }
    let boundary = |mut at: usize| {
        while !message.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (head, tail) = (boundary(LONGEST / 2), boundary(message.len() - LONGEST / 2 + 10));
    format!("{} ... {}", &message[..head], &message[tail..])
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.origin {
            Some(rank) => write!(f, "{}: {} (on rank {rank})", self.status.name(), self.message),
            None => write!(f, "{}: {}", self.status.name(), self.message),
        }
    }
}

impl std::error::Error for Error {}

/// `Err(Error::new(status, format!(...)))`, the way every layer reports.
#[macro_export]
macro_rules! fail {
    ($status:ident, $($arg:tt)+) => {
        return Err($crate::error::Error::new($crate::error::Status::$status, format!($($arg)+)))
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_messages_keep_both_ends() {
        let quote = "\u{e4}".repeat(LONGEST);
        let message = Error::new(Status::Syntax, format!("begin {quote} end")).message;
        assert!(message.len() <= LONGEST && message.len() > LONGEST - 20, "{}", message.len());
        assert!(message.starts_with("begin \u{e4}") && message.ends_with("\u{e4} end"), "{message}");
        assert!(message.contains(" ... "), "{message}");
        assert_eq!(Error::new(Status::Syntax, "short").message, "short");
    }
}
