! Arrays as text.
! ranks: 1 3  valgrind-full: 1 sources: support/check.f90
program printing
  use mpi_f08, only: MPI_Init, MPI_COMM_WORLD
  use, intrinsic :: iso_c_binding
  use check
  use distarray_f08
  implicit none
  integer, parameter :: i4 = c_int32_t, i8 = c_int64_t, f8 = c_double
  character(len=*), parameter :: nl = new_line("a")
  type(c_ptr) :: ctx = c_null_ptr, dist = c_null_ptr, a = c_null_ptr
  type(da_print_options) :: options
  character(len=400) :: text
  integer(i8) :: length

  call MPI_Init()
  call check_ok(da_context_create(MPI_COMM_WORLD, out=ctx), "da_context_create")
  call check_ok(da_distribution_create(ctx, 2_i4, [3_i8, 2_i8], "b,n" // c_null_char, out=dist), "da_distribution_create")
  call check_ok(da_full(dist, DA_FLOAT64, da_real(2.0_f8 / 3.0_f8), a), "da_full")

  call check_ok(da_array_print(a, buffer=text, capacity=int(len(text), i8), length=length), "da_array_print")
  call check_equal(text(:length), "[[0.66666667 0.66666667]" // nl // " [0.66666667 0.66666667]" // nl // &
      " [0.66666667 0.66666667]]", "as NumPy prints it")
  options%precision = 2
  options%threshold = DA_PRINT_ZERO
  options%edge_items = 1
  options%sign = DA_PRINT_SIGN_PLUS
  call check_ok(da_array_print(a, options, text, int(len(text), i8), length), "with options")
  call check_equal(text(:length), "[[+0.67 +0.67]" // nl // " ..." // nl // " [+0.67 +0.67]]", "with options")
  call check_status(da_array_print(a, options, capacity=0_i8, length=length), DA_ERR_BUFFER_SIZE, "no buffer")
  call check_equal(length, 35_i8, "the length that the text would have")
  options%float_mode = 7
  call check_status(da_array_print(a, options, text, int(len(text), i8)), DA_ERR_ARGUMENT, "no float mode")

  call check_ok(da_array_summary(a, text, int(len(text), i8), length), "da_array_summary")
  call check_equal(text(:37), "float64 array of shape 3 x 2, b,n on ", "a summary: " // text(:length))
  call check_true(index(text(:length), "in C order") > 0 .and. text(length - 4:length) == "owned", "a summary's end")

  call check_ok(da_array_free(a), "free")
  call check_ok(da_distribution_free(dist), "free")
  call check_ok(da_context_free(ctx), "free")
  call check_finish()
end program printing
