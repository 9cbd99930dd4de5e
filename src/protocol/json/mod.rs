//! The JSON text form, both ways. `docs/protocol.md` defines it.
//!
//! Reading judges form only (which keys, which types); whether the values keep the protocol's rules
//! is for `validate_dim`, `validate_section` and `validate_sets`.

mod read;
mod tree;
mod write;

pub use read::{
    dim_data_from_json, dim_data_sets_from_json, dim_dict_from_json, structure_from_json,
    structures_from_json,
};
pub use tree::{MAX_DEPTH, MAX_KEYS, MAX_TEXT};
pub use write::{
    dim_data_sets_to_json, dim_data_to_json, dim_dict_to_json, structure_to_json, structures_to_json,
};
