! Views: slices as records and as text, orders of axes, parts of complex numbers, other dtypes, broadcasts.
! ranks: 1 2 3 4 6  valgrind: 1  sources: support/check.f90
program views
  use mpi_f08, only: MPI_Init, MPI_COMM_WORLD
  use, intrinsic :: iso_c_binding
  use check
  use distarray_f08
  implicit none
  integer, parameter :: i4 = c_int32_t, i8 = c_int64_t, f8 = c_double
  integer(i8), parameter :: none = DA_SLICE_NONE
  type(c_ptr) :: ctx = c_null_ptr, dist = c_null_ptr, a = c_null_ptr
  integer(i4) :: size
  integer(i8) :: rows

  call MPI_Init()
  call check_ok(da_context_create(MPI_COMM_WORLD, out=ctx), "da_context_create")
  call check_ok(da_context_size(ctx, size), "size")
  rows = 4_i8 * size
  call check_ok(da_distribution_create(ctx, 2_i4, [rows, 6_i8], "b,n" // c_null_char, out=dist), "dist")
  call check_ok(da_ones(dist, DA_FLOAT64, a), "da_ones")
  call slices()
  call orders()
  call elements()
  call shapes()
  call check_ok(da_array_free(a), "free a")
  call check_ok(da_distribution_free(dist), "free dist")
  call check_ok(da_context_barrier(ctx), "barrier")
  call check_ok(da_context_free(ctx), "free ctx")
  call check_finish()

contains

  function total(array) result(sum)
    type(c_ptr), intent(in) :: array
    real(f8) :: sum
    type(da_value) :: value
    sum = -1
    call check_ok(da_sum_value(array, value), "da_sum_value")
    call check_ok(da_value_f64(value, sum), "da_value_f64")
  end function total

  ! The extents of an array of some axes; then it is freed.
  subroutine expect(array, shape, what)
    type(c_ptr), intent(inout) :: array
    integer(i8), intent(in) :: shape(:)
    character(len=*), intent(in) :: what
    integer(i4) :: ndim
    integer(i8) :: got(32)
    integer :: k
    ndim = -1
    call check_ok(da_array_ndim(array, ndim), what)
    call check_equal(ndim, int(ubound(shape, 1), i4), what // ": ndim")
    call check_ok(da_array_shape(array, got), what)
    do k = 1, min(int(ndim), ubound(shape, 1))
      call check_equal(got(k), shape(k), what // ": extent")
    end do
    call check_ok(da_array_free(array), what)
  end subroutine expect

  subroutine slices()
    type(c_ptr) :: v = c_null_ptr, copy = c_null_ptr
    call check_ok(da_slice_view(a, 2_i4, [da_range(1_i8, -1_i8, none), da_range(none, none, -2_i8)], v), "view")
    call check_near(total(v), 3 * real(rows - 2, f8), 0.0_f8, "the sum of a view")
    call check_ok(da_fill(v, da_real(2.0_f8)), "da_fill")
    call check_near(total(a), real(6 * rows + 3 * (rows - 2), f8), 0.0_f8, "written through a view")
    call check_ok(da_slice_copy(a, 2_i4, [da_ellipsis(), da_at(5_i8)], copy), "da_slice_copy")
    call check_near(total(copy), real(rows + rows - 2, f8), 0.0_f8, "the sum of a copied column")
    call check_ok(da_fill(copy, da_real(0.0_f8)), "da_fill of a copy")
    call expect(copy, [rows], "a column")
    call expect(v, [rows - 2, 3_i8], "every other column")
    call check_ok(da_slice_view(a, 3_i4, [da_newaxis(), da_whole(), da_at(0_i8)], v), "a new axis")
    call expect(v, [1_i8, rows], "a new axis")
    call check_ok(da_slice_text(a, "::2, 1:3" // c_null_char, v), "da_slice_text")
    call expect(v, [rows / 2, 2_i8], "da_slice_text")
    call check_ok(da_slice_copy_text(a, "-1" // c_null_char, copy), "da_slice_copy_text")
    call check_near(total(copy), 6.0_f8, 0.0_f8, "the last row")
    call expect(copy, [6_i8], "da_slice_copy_text")
    call check_status(da_slice_text(a, "7:x" // c_null_char, v), DA_ERR_SYNTAX, "a text that is none")
    call check_ok(da_fill(a, da_real(1.0_f8)), "da_fill")
  end subroutine slices

  subroutine orders()
    type(c_ptr) :: v = c_null_ptr, w = c_null_ptr
    call check_ok(da_transpose(a, out=v), "da_transpose")
    call expect(v, [6_i8, rows], "da_transpose")
    call check_ok(da_transpose(a, [0_i4, 1_i4], v), "da_transpose in order")
    call expect(v, [rows, 6_i8], "da_transpose in order")
    call check_ok(da_swapaxes(a, 0_i4, 1_i4, v), "da_swapaxes")
    call expect(v, [6_i8, rows], "da_swapaxes")
    call check_ok(da_moveaxis(a, 1_i4, [0_i4], [-1_i4], v), "da_moveaxis")
    call expect(v, [6_i8, rows], "da_moveaxis")
    call check_ok(da_expand_dims(a, 1_i4, v), "da_expand_dims")
    call check_ok(da_squeeze(v, 1_i4, [1_i4], w), "da_squeeze")
    call expect(w, [rows, 6_i8], "da_squeeze")
    call check_ok(da_squeeze(v, 0_i4, out=w), "da_squeeze of all")
    call expect(w, [rows, 6_i8], "da_squeeze of all")
    call expect(v, [rows, 1_i8, 6_i8], "da_expand_dims")
  end subroutine orders

  subroutine elements()
    type(c_ptr) :: z = c_null_ptr, v = c_null_ptr
    call check_ok(da_full(dist, DA_COMPLEX128, da_complex(2.0_f8, -1.0_f8), z), "da_full")
    call check_ok(da_real_part(z, v), "da_real_part")
    call check_near(total(v), 12 * real(rows, f8), 0.0_f8, "real parts")
    call check_ok(da_array_free(v), "free")
    call check_ok(da_imag_part(z, v), "da_imag_part")
    call check_near(total(v), -6 * real(rows, f8), 0.0_f8, "imaginary parts")
    call check_ok(da_array_free(v), "free")
    call check_ok(da_view(z, DA_FLOAT64, v), "da_view")
    call check_near(total(v), 6 * real(rows, f8), 0.0_f8, "both parts as float64")
    call expect(v, [rows, 12_i8], "da_view")
    call check_ok(da_array_free(z), "free z")
  end subroutine elements

  subroutine shapes()
    type(c_ptr) :: padded = c_null_ptr, b = c_null_ptr, v = c_null_ptr
    call check_ok(da_broadcast_to(a, 3_i4, [2_i8, rows, 6_i8], v), "da_broadcast_to")
    call check_near(total(v), 12 * real(rows, f8), 0.0_f8, "the sum of what is stretched")
    call check_status(da_fill(v, da_real(1.0_f8)), DA_ERR_READ_ONLY, "writing to what is stretched")
    call expect(v, [2_i8, rows, 6_i8], "da_broadcast_to")
    call check_ok(da_distribution_create(ctx, 1_i4, [rows], "b(boundary=1:2)" // c_null_char, out=padded), "padded")
    call check_ok(da_zeros(padded, DA_INT32, b), "da_zeros")
    call check_ok(da_array_interior(b, v), "da_array_interior")
    call expect(v, [rows - 3], "da_array_interior")
    call check_ok(da_array_free(b), "free b")
    call check_ok(da_distribution_free(padded), "free padded")
  end subroutine shapes
end program views
