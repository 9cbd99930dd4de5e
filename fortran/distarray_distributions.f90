! Distributions: distarray.h declares and describes these functions.
! SPDX-License-Identifier: BSD-3-Clause
module distarray_distributions
  use, intrinsic :: iso_c_binding, only: c_ptr, c_char, c_int, c_int32_t, c_int64_t
  use distarray_types, only: da_dim_dict, da_dim_spec, da_distribution_options
  implicit none
  private :: c_ptr, c_char, c_int, c_int32_t, c_int64_t

  interface
    ! Create a distribution from a shape and a text.
    function da_distribution_create(ctx, ndim, shape, dist, options, out) &
        result(status) bind(C, name="da_distribution_create")
      import
      implicit none
      type(c_ptr), value :: ctx
      integer(c_int32_t), value :: ndim
      integer(c_int64_t), intent(in) :: shape(*)
      character(kind=c_char), intent(in), optional :: dist(*)
      type(da_distribution_options), intent(in), optional :: options
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_distribution_create

    ! Create a distribution from one record per axis, with the full power of the types.
    function da_distribution_create_dims(ctx, ndim, dims, options, out) &
        result(status) bind(C, name="da_distribution_create_dims")
      import
      implicit none
      type(c_ptr), value :: ctx
      integer(c_int32_t), value :: ndim
      type(da_dim_spec), intent(in) :: dims(*)
      type(da_distribution_options), intent(in), optional :: options
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_distribution_create_dims

    ! Create a distribution from the dimension dictionaries of every rank.
    function da_distribution_from_dim_data(ctx, ndim, dims, out) &
        result(status) bind(C, name="da_distribution_from_dim_data")
      import
      implicit none
      type(c_ptr), value :: ctx
      integer(c_int32_t), value :: ndim
      type(da_dim_dict), intent(in) :: dims(*)
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_distribution_from_dim_data

    ! Create a distribution like another, for another shape.
    function da_distribution_like(dist, ndim, shape, out) &
        result(status) bind(C, name="da_distribution_like")
      import
      implicit none
      type(c_ptr), value :: dist
      integer(c_int32_t), value :: ndim
      integer(c_int64_t), intent(in) :: shape(*)
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_distribution_like

    ! Create the distribution of a transposed array.
    function da_distribution_transpose(dist, naxes, axes, out) &
        result(status) bind(C, name="da_distribution_transpose")
      import
      implicit none
      type(c_ptr), value :: dist
      integer(c_int32_t), value :: naxes
      integer(c_int32_t), intent(in), optional :: axes(*)
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_distribution_transpose

    ! Create the distribution of a reduction over some axes.
    function da_distribution_reduce(dist, naxes, axes, flags, out) &
        result(status) bind(C, name="da_distribution_reduce")
      import
      implicit none
      type(c_ptr), value :: dist
      integer(c_int32_t), value :: naxes
      integer(c_int32_t), intent(in), optional :: axes(*)
      integer(c_int32_t), value :: flags
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_distribution_reduce

    ! Create a distribution that gives every rank of the grid all of some axes.
    function da_distribution_replicate(dist, naxes, axes, out) &
        result(status) bind(C, name="da_distribution_replicate")
      import
      implicit none
      type(c_ptr), value :: dist
      integer(c_int32_t), value :: naxes
      integer(c_int32_t), intent(in), optional :: axes(*)
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_distribution_replicate

    ! Create the distribution of an array that is broadcast to a shape.
    function da_distribution_broadcast_to(dist, ndim, shape, out) &
        result(status) bind(C, name="da_distribution_broadcast_to")
      import
      implicit none
      type(c_ptr), value :: dist
      integer(c_int32_t), value :: ndim
      integer(c_int64_t), intent(in) :: shape(*)
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_distribution_broadcast_to

    ! Get the context of a distribution.
    function da_distribution_context(dist, out) result(status) bind(C, name="da_distribution_context")
      import
      implicit none
      type(c_ptr), value :: dist
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_distribution_context

    ! Free a distribution handle and set it to NULL.
    function da_distribution_free(dist) result(status) bind(C, name="da_distribution_free")
      import
      implicit none
      type(c_ptr), intent(inout) :: dist
      integer(c_int32_t) :: status
    end function da_distribution_free

    ! Get the number of axes.
    function da_distribution_ndim(dist, ndim) result(status) bind(C, name="da_distribution_ndim")
      import
      implicit none
      type(c_ptr), value :: dist
      integer(c_int32_t), intent(out) :: ndim
      integer(c_int32_t) :: status
    end function da_distribution_ndim

    ! Get the global shape.
    function da_distribution_shape(dist, shape) result(status) bind(C, name="da_distribution_shape")
      import
      implicit none
      type(c_ptr), value :: dist
      integer(c_int64_t), intent(out) :: shape(*)
      integer(c_int32_t) :: status
    end function da_distribution_shape

    ! Get the global number of elements.
    function da_distribution_size(dist, size) result(status) bind(C, name="da_distribution_size")
      import
      implicit none
      type(c_ptr), value :: dist
      integer(c_int64_t), intent(out) :: size
      integer(c_int32_t) :: status
    end function da_distribution_size

    ! Get the extents that a rank stores, communication padding included.
    function da_distribution_local_shape(dist, rank, shape) &
        result(status) bind(C, name="da_distribution_local_shape")
      import
      implicit none
      type(c_ptr), value :: dist
      integer(c_int32_t), value :: rank
      integer(c_int64_t), intent(out) :: shape(*)
      integer(c_int32_t) :: status
    end function da_distribution_local_shape

    ! Get what a rank owns: its section without communication padding.
    function da_distribution_owned(dist, rank, offset, shape) &
        result(status) bind(C, name="da_distribution_owned")
      import
      implicit none
      type(c_ptr), value :: dist
      integer(c_int32_t), value :: rank
      integer(c_int64_t), intent(out) :: offset(*), shape(*)
      integer(c_int32_t) :: status
    end function da_distribution_owned

    ! Get the number of axes of the process grid.
    function da_distribution_grid_ndim(dist, ndim) result(status) bind(C, name="da_distribution_grid_ndim")
      import
      implicit none
      type(c_ptr), value :: dist
      integer(c_int32_t), intent(out) :: ndim
      integer(c_int32_t) :: status
    end function da_distribution_grid_ndim

    ! Get the extents of the process grid.
    function da_distribution_grid_shape(dist, shape) result(status) bind(C, name="da_distribution_grid_shape")
      import
      implicit none
      type(c_ptr), value :: dist
      integer(c_int64_t), intent(out) :: shape(*)
      integer(c_int32_t) :: status
    end function da_distribution_grid_shape

    ! Get a rank's coordinates in the process grid (C order: the last varies fastest).
    function da_distribution_grid_coords(dist, rank, coords) &
        result(status) bind(C, name="da_distribution_grid_coords")
      import
      implicit none
      type(c_ptr), value :: dist
      integer(c_int32_t), value :: rank
      integer(c_int64_t), intent(out) :: coords(*)
      integer(c_int32_t) :: status
    end function da_distribution_grid_coords

    ! Get the grid axis that an array axis is spread over.
    function da_distribution_grid_axis(dist, axis, grid_axis) &
        result(status) bind(C, name="da_distribution_grid_axis")
      import
      implicit none
      type(c_ptr), value :: dist
      integer(c_int32_t), value :: axis
      integer(c_int32_t), intent(out) :: grid_axis
      integer(c_int32_t) :: status
    end function da_distribution_grid_axis

    ! Get the rank that owns a global index (of replicas, the one with coordinate 0).
    function da_distribution_owner(dist, index, rank) result(status) bind(C, name="da_distribution_owner")
      import
      implicit none
      type(c_ptr), value :: dist
      integer(c_int64_t), intent(in) :: index(*)
      integer(c_int32_t), intent(out) :: rank
      integer(c_int32_t) :: status
    end function da_distribution_owner

    ! Get all ranks that own a global index: one for each replica.
    function da_distribution_owners(dist, index, capacity, ranks, count) &
        result(status) bind(C, name="da_distribution_owners")
      import
      implicit none
      type(c_ptr), value :: dist
      integer(c_int64_t), intent(in) :: index(*)
      integer(c_int64_t), value :: capacity
      integer(c_int32_t), intent(out) :: ranks(*)
      integer(c_int64_t), intent(out) :: count
      integer(c_int32_t) :: status
    end function da_distribution_owners

    ! Get all ranks that own something of a slice.
    function da_distribution_slice_owners(dist, start, stop, step, capacity, ranks, count) &
        result(status) bind(C, name="da_distribution_slice_owners")
      import
      implicit none
      type(c_ptr), value :: dist
      integer(c_int64_t), intent(in) :: start(*), stop(*), step(*)
      integer(c_int64_t), value :: capacity
      integer(c_int32_t), intent(out) :: ranks(*)
      integer(c_int64_t), intent(out) :: count
      integer(c_int32_t) :: status
    end function da_distribution_slice_owners

    ! Find the ranks that own global indices, also on unstructured axes.
    function da_distribution_find_owners(dist, count, indices, owners) &
        result(status) bind(C, name="da_distribution_find_owners")
      import
      implicit none
      type(c_ptr), value :: dist
      integer(c_int64_t), value :: count
      integer(c_int64_t), intent(in) :: indices(*)
      integer(c_int32_t), intent(out) :: owners(*)
      integer(c_int32_t) :: status
    end function da_distribution_find_owners

    ! Find all ranks that own something of a slice, also on unstructured axes.
    function da_distribution_find_slice_owners(dist, start, stop, step, capacity, ranks, count) &
        result(status) bind(C, name="da_distribution_find_slice_owners")
      import
      implicit none
      type(c_ptr), value :: dist
      integer(c_int64_t), intent(in) :: start(*), stop(*), step(*)
      integer(c_int64_t), value :: capacity
      integer(c_int32_t), intent(out) :: ranks(*)
      integer(c_int64_t), intent(out) :: count
      integer(c_int32_t) :: status
    end function da_distribution_find_slice_owners

    ! Get this process's labels along an axis, in the order in which their elements are stored.
    function da_distribution_labels(dist, axis, capacity, labels, count) &
        result(status) bind(C, name="da_distribution_labels")
      import
      implicit none
      type(c_ptr), value :: dist
      integer(c_int32_t), value :: axis
      integer(c_int64_t), value :: capacity
      integer(c_int64_t), intent(out) :: labels(*)
      integer(c_int64_t), intent(out) :: count
      integer(c_int32_t) :: status
    end function da_distribution_labels

    ! Tell whether the indices of an axis are 0 to size - 1, each once over all coordinates.
    function da_distribution_is_permutation(dist, axis, permutation) &
        result(status) bind(C, name="da_distribution_is_permutation")
      import
      implicit none
      type(c_ptr), value :: dist
      integer(c_int32_t), value :: axis
      integer(c_int32_t), intent(out) :: permutation
      integer(c_int32_t) :: status
    end function da_distribution_is_permutation

    ! Get the local index of a global index on a rank.
    function da_distribution_local_from_global(dist, rank, index, local, found) &
        result(status) bind(C, name="da_distribution_local_from_global")
      import
      implicit none
      type(c_ptr), value :: dist
      integer(c_int32_t), value :: rank
      integer(c_int64_t), intent(in) :: index(*)
      integer(c_int64_t), intent(out) :: local(*)
      integer(c_int32_t), intent(out) :: found
      integer(c_int32_t) :: status
    end function da_distribution_local_from_global

    ! Get the global index of a local index on a rank.
    function da_distribution_global_from_local(dist, rank, local, index) &
        result(status) bind(C, name="da_distribution_global_from_local")
      import
      implicit none
      type(c_ptr), value :: dist
      integer(c_int32_t), value :: rank
      integer(c_int64_t), intent(in) :: local(*)
      integer(c_int64_t), intent(out) :: index(*)
      integer(c_int32_t) :: status
    end function da_distribution_global_from_local

    ! Get a rank's dimension dictionaries, as the protocol exports them.
    function da_distribution_dim_data(dist, rank, dims) &
        result(status) bind(C, name="da_distribution_dim_data")
      import
      implicit none
      type(c_ptr), value :: dist
      integer(c_int32_t), value :: rank
      type(da_dim_dict), intent(inout) :: dims(*)
      integer(c_int32_t) :: status
    end function da_distribution_dim_data

    ! Tell whether two distributions own the same elements on the same ranks, so that their arrays combine without
    ! communication.
    function da_distribution_aligned(a, b, aligned) result(status) bind(C, name="da_distribution_aligned")
      import
      implicit none
      type(c_ptr), value :: a, b
      integer(c_int32_t), intent(out) :: aligned
      integer(c_int32_t) :: status
    end function da_distribution_aligned

    ! Tell whether two distributions are the same layout on the same context.
    function da_distribution_equal(a, b, equal) result(status) bind(C, name="da_distribution_equal")
      import
      implicit none
      type(c_ptr), value :: a, b
      integer(c_int32_t), intent(out) :: equal
      integer(c_int32_t) :: status
    end function da_distribution_equal

    ! Get the hash of the global description, equal on all ranks.
    function da_distribution_fingerprint(dist, fingerprint) &
        result(status) bind(C, name="da_distribution_fingerprint")
      import
      implicit none
      type(c_ptr), value :: dist
      integer(c_int64_t), intent(out) :: fingerprint
      integer(c_int32_t) :: status
    end function da_distribution_fingerprint

    ! Write a line that describes a distribution, such as "b,n on 2x1 of 4 ranks".
    function da_distribution_text(dist, buffer, capacity, length) &
        result(status) bind(C, name="da_distribution_text")
      import
      implicit none
      type(c_ptr), value :: dist
      character(kind=c_char), intent(out), optional :: buffer(*)
      integer(c_int64_t), value :: capacity
      integer(c_int64_t), intent(out), optional :: length
      integer(c_int32_t) :: status
    end function da_distribution_text

    ! Make the datatype of da_distribution_mpi_type() for Fortran.
    function da_distribution_mpi_type_f(dist, rank, dtype, order, type_) &
        result(status) bind(C, name="da_distribution_mpi_type_f")
      import
      implicit none
      type(c_ptr), value :: dist
      integer(c_int32_t), value :: rank, dtype, order
      integer(c_int), intent(out) :: type_
      integer(c_int32_t) :: status
    end function da_distribution_mpi_type_f

    ! Make the communicator of da_distribution_comm() for Fortran.
    function da_distribution_comm_f(dist, comm) result(status) bind(C, name="da_distribution_comm_f")
      import
      implicit none
      type(c_ptr), value :: dist
      integer(c_int), intent(out) :: comm
      integer(c_int32_t) :: status
    end function da_distribution_comm_f
  end interface
end module distarray_distributions
