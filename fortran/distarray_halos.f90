! Halo exchange: distarray.h declares and describes these functions.
! SPDX-License-Identifier: BSD-3-Clause
module distarray_halos
  use, intrinsic :: iso_c_binding, only: c_ptr, c_int32_t
  use distarray_types, only: da_halo_options, da_plan_report
  implicit none
  private :: c_ptr, c_int32_t

  interface
    ! Make a halo exchange for the arrays of a distribution.
    function da_halo_create(dist, options, halo) result(status) bind(C, name="da_halo_create")
      import
      implicit none
      type(c_ptr), value :: dist
      type(da_halo_options), intent(in), optional :: options
      type(c_ptr), intent(inout) :: halo
      integer(c_int32_t) :: status
    end function da_halo_create

    ! Tell what an update of one array will move on this rank.
    function da_halo_info(halo, dtype, out) result(status) bind(C, name="da_halo_info")
      import
      implicit none
      type(c_ptr), value :: halo
      integer(c_int32_t), value :: dtype
      type(da_plan_report), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_halo_info

    ! Bring the padding of arrays up to date.
    function da_halo_update(halo, narrays, arrays) result(status) bind(C, name="da_halo_update")
      import
      implicit none
      type(c_ptr), value :: halo
      integer(c_int32_t), value :: narrays
      type(c_ptr), intent(in) :: arrays(*)
      integer(c_int32_t) :: status
    end function da_halo_update

    ! Begin to bring the padding of arrays up to date.
    function da_halo_update_begin(halo, narrays, arrays) result(status) bind(C, name="da_halo_update_begin")
      import
      implicit none
      type(c_ptr), value :: halo
      integer(c_int32_t), value :: narrays
      type(c_ptr), intent(in) :: arrays(*)
      integer(c_int32_t) :: status
    end function da_halo_update_begin

    ! End what da_halo_update_begin() began.
    function da_halo_update_end(halo) result(status) bind(C, name="da_halo_update_end")
      import
      implicit none
      type(c_ptr), value :: halo
      integer(c_int32_t) :: status
    end function da_halo_update_end

    ! Add what padding holds into the elements that it shows.
    function da_halo_accumulate(halo, narrays, arrays) result(status) bind(C, name="da_halo_accumulate")
      import
      implicit none
      type(c_ptr), value :: halo
      integer(c_int32_t), value :: narrays
      type(c_ptr), intent(in) :: arrays(*)
      integer(c_int32_t) :: status
    end function da_halo_accumulate

    ! Free a halo exchange.
    function da_halo_free(halo) result(status) bind(C, name="da_halo_free")
      import
      implicit none
      type(c_ptr), intent(inout) :: halo
      integer(c_int32_t) :: status
    end function da_halo_free
  end interface
end module distarray_halos
