! The library's own questions, errors, dtypes and scalars.
! ranks: 1 2 3 4 6  valgrind-full: 1 sources: support/check.f90
program library
  use mpi_f08, only: MPI_Init
  use, intrinsic :: iso_c_binding
  use check
  use distarray
  implicit none

  call MPI_Init()
  call versions()
  call errors()
  call dtypes()
  call real_scalars()
  call integer_scalars()
  call complex_scalars()
  call counters()
  call check_finish()

contains

  subroutine versions()
    integer(c_int32_t) :: major, minor, patch
    integer(c_int64_t) :: length
    character(len=40) :: expected
    character(len=:), allocatable :: line
    call check_ok(da_version(major, minor, patch), "da_version")
    call check_equal(major, DA_VERSION_MAJOR, "major")
    call check_equal(minor, DA_VERSION_MINOR, "minor")
    call check_equal(patch, DA_VERSION_PATCH, "patch")
    write (expected, '(i0, ".", i0, ".", i0)') major, minor, patch
    call check_equal(da_string(da_version_string()), trim(expected), "da_version_string")

    ! First the length, then the text; one byte too few writes nothing.
    call check_status(da_build_info(capacity=0_c_int64_t, length=length), DA_ERR_BUFFER_SIZE, "how long")
    allocate (character(len=length + 1) :: line)
    line = repeat("?", int(length + 1))
    call check_status(da_build_info(line, length), DA_ERR_BUFFER_SIZE, "one byte short")
    call check_equal(verify(line, "?"), 0, "nothing was written")
    call check_ok(da_build_info(line, length + 1), "da_build_info without a length")
    call check_true(index(line, trim(expected)) > 0, "da_build_info names the version: " // line(:length))
    call check_equal(index(line, c_null_char), int(length) + 1, "the zero byte ends the text")
  end subroutine versions

  subroutine errors()
    integer(c_int64_t) :: bytes
    call check_equal(da_string(da_status_name(DA_ERR_SHAPE)), "DA_ERR_SHAPE", "da_status_name")
    call check_equal(da_string(da_status_name(12345_c_int32_t)), "unknown status", "no status")
    call check_status(da_dtype_size(77_c_int32_t, bytes), DA_ERR_DTYPE, "no dtype")
    call check_true(index(da_message(), "77") > 0, "the message has the value: " // da_message())
    call check_equal(da_message(), da_string(da_error_message()), "da_message is C's")
    call check_equal(da_error_rank(), -1_c_int32_t, "nobody else was asked")
    call check_ok(da_dtype_size(DA_BOOL, bytes), "after an error")
    call check_equal(da_message(), "", "success has no message")
    call check_equal(da_string(c_null_ptr), "", "no text is empty")
  end subroutine errors

  subroutine dtypes()
    integer(c_int64_t), parameter :: sizes(13) = [1, 1, 2, 4, 8, 1, 2, 4, 8, 4, 8, 8, 16]
    integer(c_int32_t) :: dtype, back, allowed
    integer(c_int64_t) :: bytes
    do dtype = DA_BOOL, DA_COMPLEX128
      call check_ok(da_dtype_size(dtype, bytes), "da_dtype_size")
      call check_equal(bytes, sizes(dtype), "bytes of a dtype")
      call check_ok(da_dtype_from_name(da_string(da_dtype_name(dtype)) // c_null_char, back), "by name")
      call check_equal(back, dtype, "there and back by name")
    end do
    call check_equal(da_string(da_dtype_name(DA_COMPLEX64)), "complex64", "da_dtype_name")
    call check_ok(da_dtype_promote(DA_INT64, DA_FLOAT32, dtype), "da_dtype_promote")
    call check_equal(dtype, DA_FLOAT64, "int64 and float32 meet in float64")
    call check_ok(da_dtype_can_cast(DA_FLOAT64, DA_FLOAT32, DA_CASTING_SAME_KIND, allowed), "can_cast")
    call check_equal(allowed, 1_c_int32_t, "float64 to float32 is the same kind")
    call check_ok(da_dtype_can_cast(DA_FLOAT64, DA_FLOAT32, DA_CASTING_SAFE, allowed), "can_cast")
    call check_equal(allowed, 0_c_int32_t, "float64 to float32 is not safe")
  end subroutine dtypes

  subroutine real_scalars()
    call expect_real(da_real(0.1_c_double), DA_FLOAT64, DA_VALUE_WEAK, 0.1_c_double)
    call expect_real(da_f64(-2.5_c_double), DA_FLOAT64, 0_c_int32_t, -2.5_c_double)
    call expect_real(da_f32(0.1_c_float), DA_FLOAT32, 0_c_int32_t, real(0.1_c_float, c_double))
  end subroutine real_scalars

  subroutine expect_real(value, dtype, flags, number)
    type(da_value), intent(in) :: value
    integer(c_int32_t), intent(in) :: dtype, flags
    real(c_double), intent(in) :: number
    real(c_double) :: x
    call check_equal(value%dtype, dtype, "dtype of a scalar")
    call check_equal(value%flags, flags, "flags of a scalar")
    call check_ok(da_value_f64(value, x), "da_value_f64")
    call check_near(x, number, 0.0_c_double, "a scalar's value")
  end subroutine expect_real

  subroutine integer_scalars()
    integer(c_int64_t) :: i
    call expect_integer(da_int(-7_c_int64_t), DA_INT64, DA_VALUE_WEAK, -7_c_int64_t)
    call expect_integer(da_bool_value(5_c_int32_t), DA_BOOL, 0_c_int32_t, 1_c_int64_t)
    call expect_integer(da_bool_value(0_c_int32_t), DA_BOOL, 0_c_int32_t, 0_c_int64_t)
    call expect_integer(da_i8(-127_c_int8_t), DA_INT8, 0_c_int32_t, -127_c_int64_t)
    call expect_integer(da_i16(-300_c_int16_t), DA_INT16, 0_c_int32_t, -300_c_int64_t)
    call expect_integer(da_i32(-70000_c_int32_t), DA_INT32, 0_c_int32_t, -70000_c_int64_t)
    call expect_integer(da_i64(-huge(0_c_int64_t)), DA_INT64, 0_c_int32_t, -huge(0_c_int64_t))
    ! Fortran's negative numbers are the bits of C's large unsigned ones.
    call expect_integer(da_u8(-56_c_int8_t), DA_UINT8, 0_c_int32_t, 200_c_int64_t)
    call expect_integer(da_u16(-1_c_int16_t), DA_UINT16, 0_c_int32_t, 65535_c_int64_t)
    call expect_integer(da_u32(-2_c_int32_t), DA_UINT32, 0_c_int32_t, 4294967294_c_int64_t)
    call expect_integer(da_u64(9_c_int64_t), DA_UINT64, 0_c_int32_t, 9_c_int64_t)
    call check_status(da_value_i64(da_u64(-1_c_int64_t), i), DA_ERR_OVERFLOW, "2^64 - 1")
  end subroutine integer_scalars

  subroutine expect_integer(value, dtype, flags, number)
    type(da_value), intent(in) :: value
    integer(c_int32_t), intent(in) :: dtype, flags
    integer(c_int64_t), intent(in) :: number
    integer(c_int64_t) :: i
    call check_equal(value%dtype, dtype, "dtype of a scalar")
    call check_equal(value%flags, flags, "flags of a scalar")
    call check_equal(value%bits(2), 0_c_int64_t, "no bits beyond the first")
    call check_ok(da_value_i64(value, i), "da_value_i64")
    call check_equal(i, number, "a scalar's value")
  end subroutine expect_integer

  subroutine complex_scalars()
    real(c_double) :: re
    call expect_complex(da_complex(1.5_c_double, -2.5_c_double), DA_COMPLEX128, DA_VALUE_WEAK, 1.5_c_double, -2.5_c_double)
    call expect_complex(da_c64(0.25_c_float, 8.0_c_float), DA_COMPLEX64, 0_c_int32_t, 0.25_c_double, 8.0_c_double)
    call expect_complex(da_c128(-3.0_c_double, 4.0_c_double), DA_COMPLEX128, 0_c_int32_t, -3.0_c_double, 4.0_c_double)
    call check_status(da_value_f64(da_c64(1.0_c_float, 0.0_c_float), re), DA_ERR_DTYPE, "a complex scalar is no real one")
  end subroutine complex_scalars

  subroutine expect_complex(value, dtype, flags, re_expected, im_expected)
    type(da_value), intent(in) :: value
    integer(c_int32_t), intent(in) :: dtype, flags
    real(c_double), intent(in) :: re_expected, im_expected
    real(c_double) :: re, im
    call check_equal(value%dtype, dtype, "dtype of a scalar")
    call check_equal(value%flags, flags, "flags of a scalar")
    call check_ok(da_value_c128(value, re, im), "da_value_c128")
    call check_near(re, re_expected, 0.0_c_double, "real part")
    call check_near(im, im_expected, 0.0_c_double, "imaginary part")
  end subroutine expect_complex

  subroutine counters()
    type(da_counters) :: before, after
    type(c_ptr) :: ctx
    ctx = c_null_ptr
    call check_ok(da_library_counters(before), "da_library_counters")
    call check_ok(da_context_self(ctx), "da_context_self")
    call check_ok(da_library_counters(after), "da_library_counters")
    call check_equal(after%contexts, before%contexts + 1, "one context more")
    call check_ok(da_context_free(ctx), "da_context_free")
    call check_true(.not. c_associated(ctx), "a freed handle is null")
    after%struct_size = 1
    call check_status(da_library_counters(after), DA_ERR_ARGUMENT, "a wrong size")
  end subroutine counters
end program library
