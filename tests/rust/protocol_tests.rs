//! The protocol layer: the header, the vectors, every statement of the checklist, properties.

mod protocol_abi;
mod protocol_header;
mod protocol_json;
mod protocol_props;
mod protocol_statements_axes;
mod protocol_statements_common;
mod protocol_statements_meta;
mod protocol_statements_structure;
mod protocol_support;
mod protocol_vectors;
