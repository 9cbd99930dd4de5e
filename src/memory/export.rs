//! The protocol's structure for memory of ours: what it points to lives until its release.

use super::Storage;
use crate::dtype::DType;
use crate::protocol::DimDict;
use crate::protocol::abi::{da_buffer_dtype, da_dim_dict, da_distbuffer};
use std::os::raw::c_void;
use std::sync::Arc;

/// What an exported structure says.
pub struct Outgoing {
    /// Keeps the memory.
    pub storage: Arc<Storage>,
    /// Keeps whatever else must outlive the structure, such as the communicator that it names.
    pub keep: Arc<dyn std::any::Any + Send + Sync>,
    /// The element with all local indices 0.
    pub data: *mut u8,
    /// The element type.
    pub dtype: DType,
    /// Local extents, communication padding included.
    pub shape: Vec<i64>,
    /// Byte strides.
    pub strides: Vec<i64>,
    /// One dictionary per axis.
    pub dims: Vec<DimDict>,
    /// The protocol's flags.
    pub flags: u64,
    /// Fortran handle of the communicator.
    pub comm_f: i64,
    /// This process's rank in it.
    pub rank: i32,
    /// Its size.
    pub comm_size: i32,
}

/// What `private_data` owns.
struct Hold {
    outgoing: Outgoing,
    dim_data: Vec<da_dim_dict>,
}

impl Outgoing {
    /// The structure; dropping what it owns is its release's business.
    pub fn into_buffer(self) -> da_distbuffer {
        let mut dim_data = vec![da_dim_dict::zeroed(); self.dims.len()];
        fill_dim_data(&self.dims, &mut dim_data);
        let hold = Box::new(Hold { outgoing: self, dim_data });
        let out = &hold.outgoing;
        let elements: i64 = out.shape.iter().product();
        let mut buffer = da_distbuffer::empty();
        buffer.flags = out.flags;
        buffer.ndim = out.shape.len() as i32;
        buffer.data = out.data.cast();
        buffer.nbytes = elements as u64 * out.dtype.itemsize() as u64;
        buffer.dtype = da_buffer_dtype::of(out.dtype);
        buffer.shape = out.shape.as_ptr();
        buffer.strides = out.strides.as_ptr();
        buffer.dim_data = hold.dim_data.as_ptr();
        (buffer.comm_f, buffer.rank, buffer.comm_size) = (out.comm_f, out.rank, out.comm_size);
        buffer.release = Some(release);
        // What the vectors point to stays where it is when the box is turned into a pointer.
        buffer.private_data = Box::into_raw(hold).cast::<c_void>();
        buffer
    }
}

/// Writes dictionaries in their C form; labels point into `dims`.
pub fn fill_dim_data(dims: &[DimDict], target: &mut [da_dim_dict]) {
    dims.iter().zip(target).for_each(|(dict, c)| dict.fill_abi(c));
}

unsafe extern "C" fn release(buffer: *mut da_distbuffer) {
    // A panic can not cross into C; what is dropped here only frees.
    let _ = std::panic::catch_unwind(|| {
        // SAFETY: the holder passes the structure (NULL would break the protocol's rule; it is
        // tolerated); `private_data` is the box of `into_buffer`, taken back once.
        unsafe {
            let Some(buffer) = buffer.as_mut() else { return };
            if buffer.release.take().is_some() {
                let hold = buffer.private_data.cast::<Hold>();
                buffer.private_data = std::ptr::null_mut();
                drop(Box::from_raw(hold));
            }
        }
    });
}
