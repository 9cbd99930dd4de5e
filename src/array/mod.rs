//! L4: arrays: context + distribution + dtype + memory + strides.

mod collect;
mod create;
mod cursor;
mod element;
mod exchange;
mod grid_comm;
mod labels;
mod local_copy;
mod placement;
mod summary;
mod view;

pub use collect::{Collect, Collected};
pub use create::{Fill, Wrap};
pub use cursor::{Stretch, Walker};
pub use element::{fetch, read_owned, resolve_index, store, write_owned};
pub use exchange::{Arrival, distribution_from_all, export};
pub use grid_comm::{grid_communicator, section_type};
pub use labels::{
    LabelSource, carry_letters, find_owners, find_slice_owners, given_by_dictionaries, with_labels,
};
pub use local_copy::{CallersBlock, assign, extract, owned_shape};
pub use placement::Placement;
pub use summary::summary;
pub use view::Selection;

use crate::context::Context;
use crate::distribution::Distribution;
use crate::dtype::DType;
use crate::error::Result;
use crate::fail;
use crate::memory::{LocalPart, Storage};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A distributed array, or a view of one.
pub struct Array {
    placement: Arc<Placement>,
    dtype: DType,
    storage: Arc<Storage>,
    /// This rank's section; None on ranks that hold none.
    local: Option<LocalPart>,
    read_only: bool,
    /// Whether it is a view that may lack something of what its memory holds.
    partial: bool,
    /// Whether communication padding holds the neighbours' present values; one flag for all views.
    padding_valid: Arc<AtomicBool>,
    serial: u64,
}

impl Array {
    /// The context.
    pub fn context(&self) -> &Arc<Context> {
        self.placement.context()
    }

    /// The distribution on its context.
    pub fn placement(&self) -> &Arc<Placement> {
        &self.placement
    }

    /// The distribution.
    pub fn distribution(&self) -> &Distribution {
        self.placement.distribution()
    }

    /// The element type.
    pub fn dtype(&self) -> DType {
        self.dtype
    }

    /// The global shape.
    pub fn shape(&self) -> &[i64] {
        self.distribution().shape()
    }

    /// The number under which all ranks know the array.
    pub fn serial(&self) -> u64 {
        self.serial
    }

    /// This rank's section, None where it holds none.
    pub fn local(&self) -> Option<&LocalPart> {
        self.local.as_ref()
    }

    /// Who keeps the memory.
    pub fn storage(&self) -> &Arc<Storage> {
        &self.storage
    }

    /// Whether writing is forbidden.
    pub fn is_read_only(&self) -> bool {
        self.read_only
    }

    /// Fails with DA_ERR_READ_ONLY where writing is forbidden.
    pub fn require_writable(&self, name: &str) -> Result<()> {
        if self.read_only {
            fail!(
                ReadOnly,
                "`{name}` is read-only: it was wrapped or imported so, or it is a view that only shows, and can not be \
                 written to"
            );
        }
        Ok(())
    }

    /// Whether communication padding holds the neighbours' present values.
    pub fn padding_valid(&self) -> bool {
        self.padding_valid.load(Ordering::Relaxed)
    }

    /// All of this rank's section, padding included, was written with the same on its neighbours. Of a
    /// view that is not all there is the rest is not known to be.
    pub fn wrote_padding(&self) {
        self.padding_valid.store(!self.partial, Ordering::Relaxed);
    }

    /// Elements were, or may have been, written: copies of them elsewhere are out of date.
    pub fn wrote(&self) {
        self.padding_valid.store(false, Ordering::Relaxed);
    }
}
