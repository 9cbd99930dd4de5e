! Numbers of Fortran as scalars of the library, and back: da_number and da_read, whatever the type.
! SPDX-License-Identifier: BSD-3-Clause
module distarray_object_values
  use, intrinsic :: iso_fortran_env, only: int32, int64, real32, real64
  use, intrinsic :: iso_c_binding, only: c_int32_t
  use distarray
  use distarray_object_errors, only: refuse
  implicit none
  private
  public :: da_number, da_read

  ! A scalar that behaves as a literal does in NumPy: it takes the precision of the array that it meets, so
  ! 0.5 and 0.5_real64 are the same to an array of real(real32). da_f32(x), da_i64(i) ... keep their own type.
  interface da_number
    module procedure number_int32, number_int64, number_real32, number_real64, number_complex32, &
        number_complex64, number_logical, number_value
  end interface da_number

  ! status = da_read(value, x): the number in a scalar. Integers are read as any type, real numbers as real and
  ! complex ones, complex ones as complex only (DA_ERR_DTYPE); integers that x does not hold are DA_ERR_OVERFLOW.
  interface da_read
    module procedure read_int32, read_int64, read_real32, read_real64, read_complex32, read_complex64, &
        read_logical, read_value
  end interface da_read

contains

  function number_int32(x) result(value)
    integer(int32), intent(in) :: x
    type(da_value) :: value
    value = da_int(int(x, int64))
  end function number_int32

  function number_int64(x) result(value)
    integer(int64), intent(in) :: x
    type(da_value) :: value
    value = da_int(x)
  end function number_int64

  function number_real32(x) result(value)
    real(real32), intent(in) :: x
    type(da_value) :: value
    value = da_real(real(x, real64))
  end function number_real32

  function number_real64(x) result(value)
    real(real64), intent(in) :: x
    type(da_value) :: value
    value = da_real(x)
  end function number_real64

  function number_complex32(x) result(value)
    complex(real32), intent(in) :: x
    type(da_value) :: value
    value = da_complex(real(x, real64), real(aimag(x), real64))
  end function number_complex32

  function number_complex64(x) result(value)
    complex(real64), intent(in) :: x
    type(da_value) :: value
    value = da_complex(real(x, real64), aimag(x))
  end function number_complex64

  function number_logical(x) result(value)
    logical, intent(in) :: x
    type(da_value) :: value
    value = da_bool_value(merge(1_c_int32_t, 0_c_int32_t, x))
  end function number_logical

  function number_value(x) result(value)
    type(da_value), intent(in) :: x
    type(da_value) :: value
    value = x
  end function number_value

  function read_int32(value, x) result(status)
    type(da_value), intent(in) :: value
    integer(int32), intent(out) :: x
    integer(c_int32_t) :: status
    integer(int64) :: wide
    x = 0
    status = da_value_i64(value, wide)
    if (status /= DA_OK) return
    if (abs(wide) > huge(x)) then
      status = refuse(DA_ERR_OVERFLOW, "a number does not fit into a 32-bit integer; an integer(int64) holds it")
      return
    end if
    x = int(wide, int32)
  end function read_int32

  function read_int64(value, x) result(status)
    type(da_value), intent(in) :: value
    integer(int64), intent(out) :: x
    integer(c_int32_t) :: status
    status = da_value_i64(value, x)
    if (status /= DA_OK) x = 0
  end function read_int64

  function read_real32(value, x) result(status)
    type(da_value), intent(in) :: value
    real(real32), intent(out) :: x
    integer(c_int32_t) :: status
    real(real64) :: wide
    status = read_real64(value, wide)
    x = 0
    if (status == DA_OK) x = real(wide, real32)
  end function read_real32

  function read_real64(value, x) result(status)
    type(da_value), intent(in) :: value
    real(real64), intent(out) :: x
    integer(c_int32_t) :: status
    status = da_value_f64(value, x)
    if (status /= DA_OK) x = 0
  end function read_real64

  function read_complex32(value, x) result(status)
    type(da_value), intent(in) :: value
    complex(real32), intent(out) :: x
    integer(c_int32_t) :: status
    complex(real64) :: wide
    status = read_complex64(value, wide)
    x = 0
    if (status == DA_OK) x = cmplx(wide, kind=real32)
  end function read_complex32

  function read_complex64(value, x) result(status)
    type(da_value), intent(in) :: value
    complex(real64), intent(out) :: x
    integer(c_int32_t) :: status
    real(real64) :: re, im
    status = da_value_c128(value, re, im)
    x = 0
    if (status == DA_OK) x = cmplx(re, im, real64)
  end function read_complex64

  function read_logical(value, x) result(status)
    type(da_value), intent(in) :: value
    logical, intent(out) :: x
    integer(c_int32_t) :: status
    integer(int64) :: wide
    status = read_int64(value, wide)
    x = .false.
    if (status == DA_OK) x = wide /= 0
  end function read_logical

  function read_value(value, x) result(status)
    type(da_value), intent(in) :: value
    type(da_value), intent(out) :: x
    integer(c_int32_t) :: status
    x = value
    status = DA_OK
  end function read_value
end module distarray_object_values
