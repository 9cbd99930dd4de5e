! Reductions: distarray.h declares and describes these functions.
! SPDX-License-Identifier: BSD-3-Clause
module distarray_reductions
  use, intrinsic :: iso_c_binding, only: c_ptr, c_int32_t, c_double
  use distarray_types, only: da_reduce_options, da_value
  implicit none
  private :: c_ptr, c_int32_t, c_double

  interface
    ! Reduce an array over axes, by a reduction given by its number.
    function da_reduce(op, a, naxes, axes, flags, out) result(status) bind(C, name="da_reduce")
      import
      implicit none
      integer(c_int32_t), value :: op
      type(c_ptr), value :: a
      integer(c_int32_t), value :: naxes
      integer(c_int32_t), intent(in), optional :: axes(*)
      integer(c_int32_t), value :: flags
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_reduce

    ! Reduce an array over all axes to a scalar, by a reduction given by its number.
    function da_reduce_value(op, a, value) result(status) bind(C, name="da_reduce_value")
      import
      implicit none
      integer(c_int32_t), value :: op
      type(c_ptr), value :: a
      type(da_value), intent(out) :: value
      integer(c_int32_t) :: status
    end function da_reduce_value

    ! Reduce an array over axes, with options: a mask, an initial value, a dtype, degrees of freedom, weights.
    function da_reduce_with(op, a, naxes, axes, flags, options, out) &
        result(status) bind(C, name="da_reduce_with")
      import
      implicit none
      integer(c_int32_t), value :: op
      type(c_ptr), value :: a
      integer(c_int32_t), value :: naxes
      integer(c_int32_t), intent(in), optional :: axes(*)
      integer(c_int32_t), value :: flags
      type(da_reduce_options), intent(in), optional :: options
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_reduce_with

    ! Reduce an array over all axes to a scalar, with options.
    function da_reduce_with_value(op, a, flags, options, value) &
        result(status) bind(C, name="da_reduce_with_value")
      import
      implicit none
      integer(c_int32_t), value :: op
      type(c_ptr), value :: a
      integer(c_int32_t), value :: flags
      type(da_reduce_options), intent(in), optional :: options
      type(da_value), intent(out) :: value
      integer(c_int32_t) :: status
    end function da_reduce_with_value

    ! Sum the elements: integers and bool as 64-bit integers that wrap, the others in their own dtype.
    function da_sum(a, naxes, axes, flags, out) result(status) bind(C, name="da_sum")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), value :: naxes
      integer(c_int32_t), intent(in), optional :: axes(*)
      integer(c_int32_t), value :: flags
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_sum

    ! Sum the elements, as a scalar on every rank.
    function da_sum_value(a, value) result(status) bind(C, name="da_sum_value")
      import
      implicit none
      type(c_ptr), value :: a
      type(da_value), intent(out) :: value
      integer(c_int32_t) :: status
    end function da_sum_value

    ! Multiply the elements: integers and bool as 64-bit integers that wrap, the others in their own dtype.
    function da_prod(a, naxes, axes, flags, out) result(status) bind(C, name="da_prod")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), value :: naxes
      integer(c_int32_t), intent(in), optional :: axes(*)
      integer(c_int32_t), value :: flags
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_prod

    ! Multiply the elements, as a scalar on every rank.
    function da_prod_value(a, value) result(status) bind(C, name="da_prod_value")
      import
      implicit none
      type(c_ptr), value :: a
      type(da_value), intent(out) :: value
      integer(c_int32_t) :: status
    end function da_prod_value

    ! Find the smallest element; nan if there is one.
    function da_min(a, naxes, axes, flags, out) result(status) bind(C, name="da_min")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), value :: naxes
      integer(c_int32_t), intent(in), optional :: axes(*)
      integer(c_int32_t), value :: flags
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_min

    ! Find the smallest element, as a scalar on every rank.
    function da_min_value(a, value) result(status) bind(C, name="da_min_value")
      import
      implicit none
      type(c_ptr), value :: a
      type(da_value), intent(out) :: value
      integer(c_int32_t) :: status
    end function da_min_value

    ! Find the greatest element; nan if there is one.
    function da_max(a, naxes, axes, flags, out) result(status) bind(C, name="da_max")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), value :: naxes
      integer(c_int32_t), intent(in), optional :: axes(*)
      integer(c_int32_t), value :: flags
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_max

    ! Find the greatest element, as a scalar on every rank.
    function da_max_value(a, value) result(status) bind(C, name="da_max_value")
      import
      implicit none
      type(c_ptr), value :: a
      type(da_value), intent(out) :: value
      integer(c_int32_t) :: status
    end function da_max_value

    ! Find the distance between the smallest and the greatest element; integers wrap.
    function da_ptp(a, naxes, axes, flags, out) result(status) bind(C, name="da_ptp")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), value :: naxes
      integer(c_int32_t), intent(in), optional :: axes(*)
      integer(c_int32_t), value :: flags
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_ptp

    ! Find the distance between the smallest and the greatest element, as a scalar on every rank.
    function da_ptp_value(a, value) result(status) bind(C, name="da_ptp_value")
      import
      implicit none
      type(c_ptr), value :: a
      type(da_value), intent(out) :: value
      integer(c_int32_t) :: status
    end function da_ptp_value

    ! Take the arithmetic mean: float64 for integers and bool, else the array's dtype; nan of no elements.
    function da_mean(a, naxes, axes, flags, out) result(status) bind(C, name="da_mean")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), value :: naxes
      integer(c_int32_t), intent(in), optional :: axes(*)
      integer(c_int32_t), value :: flags
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_mean

    ! Take the arithmetic mean, as a scalar on every rank.
    function da_mean_value(a, value) result(status) bind(C, name="da_mean_value")
      import
      implicit none
      type(c_ptr), value :: a
      type(da_value), intent(out) :: value
      integer(c_int32_t) :: status
    end function da_mean_value

    ! Tell whether any element is true: not zero, nan included. False of no elements.
    function da_any(a, naxes, axes, flags, out) result(status) bind(C, name="da_any")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), value :: naxes
      integer(c_int32_t), intent(in), optional :: axes(*)
      integer(c_int32_t), value :: flags
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_any

    ! Tell whether any element is true, as a scalar on every rank.
    function da_any_value(a, value) result(status) bind(C, name="da_any_value")
      import
      implicit none
      type(c_ptr), value :: a
      type(da_value), intent(out) :: value
      integer(c_int32_t) :: status
    end function da_any_value

    ! Tell whether all elements are true: not zero, nan included. True of no elements.
    function da_all(a, naxes, axes, flags, out) result(status) bind(C, name="da_all")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), value :: naxes
      integer(c_int32_t), intent(in), optional :: axes(*)
      integer(c_int32_t), value :: flags
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_all

    ! Tell whether all elements are true, as a scalar on every rank.
    function da_all_value(a, value) result(status) bind(C, name="da_all_value")
      import
      implicit none
      type(c_ptr), value :: a
      type(da_value), intent(out) :: value
      integer(c_int32_t) :: status
    end function da_all_value

    ! Count the elements that are not zero, as int64.
    function da_count_nonzero(a, naxes, axes, flags, out) &
        result(status) bind(C, name="da_count_nonzero")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), value :: naxes
      integer(c_int32_t), intent(in), optional :: axes(*)
      integer(c_int32_t), value :: flags
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_count_nonzero

    ! Count the elements that are not zero, as a scalar on every rank.
    function da_count_nonzero_value(a, value) result(status) bind(C, name="da_count_nonzero_value")
      import
      implicit none
      type(c_ptr), value :: a
      type(da_value), intent(out) :: value
      integer(c_int32_t) :: status
    end function da_count_nonzero_value

    ! Sum the elements that are not nan; 0 where there is none.
    function da_nansum(a, naxes, axes, flags, out) result(status) bind(C, name="da_nansum")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), value :: naxes
      integer(c_int32_t), intent(in), optional :: axes(*)
      integer(c_int32_t), value :: flags
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_nansum

    ! Sum the elements that are not nan, as a scalar on every rank.
    function da_nansum_value(a, value) result(status) bind(C, name="da_nansum_value")
      import
      implicit none
      type(c_ptr), value :: a
      type(da_value), intent(out) :: value
      integer(c_int32_t) :: status
    end function da_nansum_value

    ! Multiply the elements that are not nan; 1 where there is none.
    function da_nanprod(a, naxes, axes, flags, out) result(status) bind(C, name="da_nanprod")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), value :: naxes
      integer(c_int32_t), intent(in), optional :: axes(*)
      integer(c_int32_t), value :: flags
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_nanprod

    ! Multiply the elements that are not nan, as a scalar on every rank.
    function da_nanprod_value(a, value) result(status) bind(C, name="da_nanprod_value")
      import
      implicit none
      type(c_ptr), value :: a
      type(da_value), intent(out) :: value
      integer(c_int32_t) :: status
    end function da_nanprod_value

    ! Find the smallest element that is not nan; nan where there is none.
    function da_nanmin(a, naxes, axes, flags, out) result(status) bind(C, name="da_nanmin")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), value :: naxes
      integer(c_int32_t), intent(in), optional :: axes(*)
      integer(c_int32_t), value :: flags
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_nanmin

    ! Find the smallest element that is not nan, as a scalar on every rank.
    function da_nanmin_value(a, value) result(status) bind(C, name="da_nanmin_value")
      import
      implicit none
      type(c_ptr), value :: a
      type(da_value), intent(out) :: value
      integer(c_int32_t) :: status
    end function da_nanmin_value

    ! Find the greatest element that is not nan; nan where there is none.
    function da_nanmax(a, naxes, axes, flags, out) result(status) bind(C, name="da_nanmax")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), value :: naxes
      integer(c_int32_t), intent(in), optional :: axes(*)
      integer(c_int32_t), value :: flags
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_nanmax

    ! Find the greatest element that is not nan, as a scalar on every rank.
    function da_nanmax_value(a, value) result(status) bind(C, name="da_nanmax_value")
      import
      implicit none
      type(c_ptr), value :: a
      type(da_value), intent(out) :: value
      integer(c_int32_t) :: status
    end function da_nanmax_value

    ! Take the arithmetic mean of the elements that are not nan; nan where there is none.
    function da_nanmean(a, naxes, axes, flags, out) result(status) bind(C, name="da_nanmean")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), value :: naxes
      integer(c_int32_t), intent(in), optional :: axes(*)
      integer(c_int32_t), value :: flags
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_nanmean

    ! Take the arithmetic mean of the elements that are not nan, as a scalar on every rank.
    function da_nanmean_value(a, value) result(status) bind(C, name="da_nanmean_value")
      import
      implicit none
      type(c_ptr), value :: a
      type(da_value), intent(out) :: value
      integer(c_int32_t) :: status
    end function da_nanmean_value

    ! Take the variance: the mean squared distance from the mean, in float64 for integers and bool.
    function da_var(a, naxes, axes, ddof, flags, out) result(status) bind(C, name="da_var")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), value :: naxes
      integer(c_int32_t), intent(in), optional :: axes(*)
      real(c_double), value :: ddof
      integer(c_int32_t), value :: flags
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_var

    ! Take the variance, as a scalar on every rank.
    function da_var_value(a, ddof, value) result(status) bind(C, name="da_var_value")
      import
      implicit none
      type(c_ptr), value :: a
      real(c_double), value :: ddof
      type(da_value), intent(out) :: value
      integer(c_int32_t) :: status
    end function da_var_value

    ! Take the standard deviation, the root of the variance.
    function da_std(a, naxes, axes, ddof, flags, out) result(status) bind(C, name="da_std")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), value :: naxes
      integer(c_int32_t), intent(in), optional :: axes(*)
      real(c_double), value :: ddof
      integer(c_int32_t), value :: flags
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_std

    ! Take the standard deviation, as a scalar on every rank.
    function da_std_value(a, ddof, value) result(status) bind(C, name="da_std_value")
      import
      implicit none
      type(c_ptr), value :: a
      real(c_double), value :: ddof
      type(da_value), intent(out) :: value
      integer(c_int32_t) :: status
    end function da_std_value

    ! Take the variance of the elements that are not nan.
    function da_nanvar(a, naxes, axes, ddof, flags, out) result(status) bind(C, name="da_nanvar")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), value :: naxes
      integer(c_int32_t), intent(in), optional :: axes(*)
      real(c_double), value :: ddof
      integer(c_int32_t), value :: flags
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_nanvar

    ! Take the variance of the elements that are not nan, as a scalar on every rank.
    function da_nanvar_value(a, ddof, value) result(status) bind(C, name="da_nanvar_value")
      import
      implicit none
      type(c_ptr), value :: a
      real(c_double), value :: ddof
      type(da_value), intent(out) :: value
      integer(c_int32_t) :: status
    end function da_nanvar_value

    ! Take the standard deviation of the elements that are not nan.
    function da_nanstd(a, naxes, axes, ddof, flags, out) result(status) bind(C, name="da_nanstd")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), value :: naxes
      integer(c_int32_t), intent(in), optional :: axes(*)
      real(c_double), value :: ddof
      integer(c_int32_t), value :: flags
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_nanstd

    ! Take the standard deviation of the elements that are not nan, as a scalar on every rank.
    function da_nanstd_value(a, ddof, value) result(status) bind(C, name="da_nanstd_value")
      import
      implicit none
      type(c_ptr), value :: a
      real(c_double), value :: ddof
      type(da_value), intent(out) :: value
      integer(c_int32_t) :: status
    end function da_nanstd_value

    ! Find where the smallest element is, or the first nan. Of equal ones the lowest index counts.
    function da_argmin(a, axis, flags, out) result(status) bind(C, name="da_argmin")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), value :: axis
      integer(c_int32_t), value :: flags
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_argmin

    ! Find where the smallest element is, as a scalar on every rank.
    function da_argmin_value(a, value) result(status) bind(C, name="da_argmin_value")
      import
      implicit none
      type(c_ptr), value :: a
      type(da_value), intent(out) :: value
      integer(c_int32_t) :: status
    end function da_argmin_value

    ! Find where the greatest element is, or the first nan. Of equal ones the lowest index counts.
    function da_argmax(a, axis, flags, out) result(status) bind(C, name="da_argmax")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), value :: axis
      integer(c_int32_t), value :: flags
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_argmax

    ! Find where the greatest element is, as a scalar on every rank.
    function da_argmax_value(a, value) result(status) bind(C, name="da_argmax_value")
      import
      implicit none
      type(c_ptr), value :: a
      type(da_value), intent(out) :: value
      integer(c_int32_t) :: status
    end function da_argmax_value

    ! Find where the smallest element is that is not nan. Of equal ones the lowest index counts.
    function da_nanargmin(a, axis, flags, out) result(status) bind(C, name="da_nanargmin")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), value :: axis
      integer(c_int32_t), value :: flags
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_nanargmin

    ! Find where the smallest element is that is not nan, as a scalar on every rank.
    function da_nanargmin_value(a, value) result(status) bind(C, name="da_nanargmin_value")
      import
      implicit none
      type(c_ptr), value :: a
      type(da_value), intent(out) :: value
      integer(c_int32_t) :: status
    end function da_nanargmin_value

    ! Find where the greatest element is that is not nan. Of equal ones the lowest index counts.
    function da_nanargmax(a, axis, flags, out) result(status) bind(C, name="da_nanargmax")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), value :: axis
      integer(c_int32_t), value :: flags
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_nanargmax

    ! Find where the greatest element is that is not nan, as a scalar on every rank.
    function da_nanargmax_value(a, value) result(status) bind(C, name="da_nanargmax_value")
      import
      implicit none
      type(c_ptr), value :: a
      type(da_value), intent(out) :: value
      integer(c_int32_t) :: status
    end function da_nanargmax_value

    ! Take a weighted mean: the sum of elements times weights, divided by the sum of the weights.
    function da_average(a, weights, naxes, axes, flags, out) &
        result(status) bind(C, name="da_average")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), value :: weights
      integer(c_int32_t), value :: naxes
      integer(c_int32_t), intent(in), optional :: axes(*)
      integer(c_int32_t), value :: flags
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_average

    ! Take a weighted mean, as a scalar on every rank.
    function da_average_value(a, weights, value) result(status) bind(C, name="da_average_value")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), value :: weights
      type(da_value), intent(out) :: value
      integer(c_int32_t) :: status
    end function da_average_value

    ! Take a vector norm over axes, as numpy.linalg.vector_norm: several axes are one long vector.
    function da_norm(a, ord, naxes, axes, flags, out) result(status) bind(C, name="da_norm")
      import
      implicit none
      type(c_ptr), value :: a
      real(c_double), value :: ord
      integer(c_int32_t), value :: naxes
      integer(c_int32_t), intent(in), optional :: axes(*)
      integer(c_int32_t), value :: flags
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_norm

    ! Take a vector norm of all elements, as a scalar on every rank.
    function da_norm_value(a, ord, value) result(status) bind(C, name="da_norm_value")
      import
      implicit none
      type(c_ptr), value :: a
      real(c_double), value :: ord
      type(da_value), intent(out) :: value
      integer(c_int32_t) :: status
    end function da_norm_value

    ! Take the dot product of two arrays with one axis: the sum of their products, in the dtype of both.
    function da_dot(a, b, flags, out) result(status) bind(C, name="da_dot")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), value :: b
      integer(c_int32_t), value :: flags
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_dot

    ! Take the dot product of two arrays with one axis, as a scalar on every rank.
    function da_dot_value(a, b, flags, value) result(status) bind(C, name="da_dot_value")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), value :: b
      integer(c_int32_t), value :: flags
      type(da_value), intent(out) :: value
      integer(c_int32_t) :: status
    end function da_dot_value

    ! Take the dot product of all elements of two arrays, the first one conjugated, as a scalar on every rank.
    function da_vdot_value(a, b, flags, value) result(status) bind(C, name="da_vdot_value")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), value :: b
      integer(c_int32_t), value :: flags
      type(da_value), intent(out) :: value
      integer(c_int32_t) :: status
    end function da_vdot_value
  end interface
end module distarray_reductions
