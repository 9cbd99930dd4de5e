! Scans, histograms, counts and traces: distarray.h declares and describes these functions.
! SPDX-License-Identifier: BSD-3-Clause
module distarray_scans
  use, intrinsic :: iso_c_binding, only: c_ptr, c_int32_t, c_int64_t, c_double
  use distarray_types, only: da_value
  implicit none
  private :: c_ptr, c_int32_t, c_int64_t, c_double

  interface
    ! Accumulate elements along an axis by a function of two operands, given by its number.
    function da_accumulate(op, a, axis, dtype, out) result(status) bind(C, name="da_accumulate")
      import
      implicit none
      integer(c_int32_t), value :: op
      type(c_ptr), value :: a
      integer(c_int32_t), value :: axis
      integer(c_int32_t), value :: dtype
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_accumulate

    ! Sum elements along an axis, as far as each of them.
    function da_cumsum(a, axis, dtype, out) result(status) &
        bind(C, name="da_cumsum")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), value :: axis
      integer(c_int32_t), value :: dtype
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_cumsum

    ! Multiply elements along an axis, as far as each of them.
    function da_cumprod(a, axis, dtype, out) result(status) &
        bind(C, name="da_cumprod")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), value :: axis
      integer(c_int32_t), value :: dtype
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_cumprod

    ! Sum elements along an axis, as far as each of them, with nan as 0.
    function da_nancumsum(a, axis, dtype, out) result(status) &
        bind(C, name="da_nancumsum")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), value :: axis
      integer(c_int32_t), value :: dtype
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_nancumsum

    ! Multiply elements along an axis, as far as each of them, with nan as 1.
    function da_nancumprod(a, axis, dtype, out) result(status) &
        bind(C, name="da_nancumprod")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), value :: axis
      integer(c_int32_t), value :: dtype
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_nancumprod

    ! Find the smallest element so far along an axis; nan from the first nan on.
    function da_minimum_accumulate(a, axis, dtype, out) result(status) &
        bind(C, name="da_minimum_accumulate")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), value :: axis
      integer(c_int32_t), value :: dtype
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_minimum_accumulate

    ! Find the greatest element so far along an axis; nan from the first nan on.
    function da_maximum_accumulate(a, axis, dtype, out) result(status) &
        bind(C, name="da_maximum_accumulate")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), value :: axis
      integer(c_int32_t), value :: dtype
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_maximum_accumulate

    ! Tell along an axis whether all elements so far are true.
    function da_logical_and_accumulate(a, axis, dtype, out) result(status) &
        bind(C, name="da_logical_and_accumulate")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), value :: axis
      integer(c_int32_t), value :: dtype
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_logical_and_accumulate

    ! Tell along an axis whether any element so far is true.
    function da_logical_or_accumulate(a, axis, dtype, out) result(status) &
        bind(C, name="da_logical_or_accumulate")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), value :: axis
      integer(c_int32_t), value :: dtype
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_logical_or_accumulate

    ! Tell along an axis whether the number of true elements so far is odd.
    function da_logical_xor_accumulate(a, axis, dtype, out) result(status) &
        bind(C, name="da_logical_xor_accumulate")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), value :: axis
      integer(c_int32_t), value :: dtype
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_logical_xor_accumulate

    ! Count how many elements lie in bins of equal width, or what they weigh, as numpy.histogram does. Weights may be
    ! c_null_ptr.
    function da_histogram(a, bins, range, weights, flags, hist, edges) result(status) bind(C, name="da_histogram")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int64_t), value :: bins
      real(c_double), intent(in), optional :: range(*)
      type(c_ptr), value :: weights
      integer(c_int32_t), value :: flags
      type(c_ptr), intent(inout) :: hist
      type(c_ptr), intent(inout), optional :: edges
      integer(c_int32_t) :: status
    end function da_histogram

    ! Count how many elements lie between edges, or what they weigh, as numpy.histogram does with an array of bins.
    function da_histogram_edges(a, num_edges, edges, weights, flags, hist) result(status) &
        bind(C, name="da_histogram_edges")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int64_t), value :: num_edges
      real(c_double), intent(in) :: edges(*)
      type(c_ptr), value :: weights
      integer(c_int32_t), value :: flags
      type(c_ptr), intent(inout) :: hist
      integer(c_int32_t) :: status
    end function da_histogram_edges

    ! Count how often each number from 0 on occurs, or what its occurrences weigh, as numpy.bincount does.
    function da_bincount(a, weights, minlength, out) result(status) bind(C, name="da_bincount")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), value :: weights
      integer(c_int64_t), value :: minlength
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_bincount

    ! Sum the elements of a diagonal, for each index along the other axes.
    function da_trace(a, offset, axis1, axis2, dtype, out) result(status) bind(C, name="da_trace")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int64_t), value :: offset
      integer(c_int32_t), value :: axis1
      integer(c_int32_t), value :: axis2
      integer(c_int32_t), value :: dtype
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_trace

    ! Sum the elements of a matrix's diagonal, as a scalar on every rank.
    function da_trace_value(a, offset, axis1, axis2, dtype, value) result(status) bind(C, name="da_trace_value")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int64_t), value :: offset
      integer(c_int32_t), value :: axis1
      integer(c_int32_t), value :: axis2
      integer(c_int32_t), value :: dtype
      type(da_value), intent(out) :: value
      integer(c_int32_t) :: status
    end function da_trace_value
  end interface
end module distarray_scans
