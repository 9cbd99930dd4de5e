! da_wrap and da_pointer: sections with strides, paddings, empty sections.
! ranks: 1 2 3 4 6  valgrind: 1 3  sources: support/check.f90
module wrap_release
  use, intrinsic :: iso_c_binding
  implicit none
contains
  subroutine count_release(private_data) bind(C)
    type(c_ptr), value :: private_data
    integer(c_int), pointer :: times
    call c_f_pointer(private_data, times)
    times = times + 1
  end subroutine count_release
end module wrap_release

program wrap
  use mpi_f08, only: MPI_Init, MPI_COMM_WORLD
  use, intrinsic :: iso_c_binding
  use, intrinsic :: iso_fortran_env, only: real32, real64, int32
  use check
  use distarray_f08
  use wrap_release
  implicit none
  integer, parameter :: i4 = c_int32_t, i8 = c_int64_t, f8 = c_double
  type(c_ptr) :: ctx = c_null_ptr
  integer(i4) :: rank, size

  call MPI_Init()
  call check_ok(da_context_create(MPI_COMM_WORLD, out=ctx), "da_context_create")
  call check_ok(da_context_rank(ctx, rank), "rank")
  call check_ok(da_context_size(ctx, size), "size")
  call steps()
  call sections_of_matrices()
  call results_of_sections()
  call components()
  call foreign_layouts()
  call backwards()
  call paddings()
  call extents_of_one()
  call empty_sections()
  call releases()
  call read_only()
  call wrong_shapes()
  call wrong_pointers()
  call one_rank_is_wrong()
  call check_ok(da_context_free(ctx), "free")
  call check_finish()

contains

  ! The first axis is spread; the other extents are given.
  function rows(extents) result(dist)
    integer(i8), intent(in) :: extents(:)
    type(c_ptr) :: dist
    character(len=*), parameter :: kinds = "b,n,n,n"
    integer(i4) :: ndim
    integer(i8) :: shape(4)
    dist = c_null_ptr
    ndim = int(ubound(extents, 1), i4)
    shape(:ndim) = extents
    shape(1) = extents(1) * size
    call check_ok(da_distribution_create(ctx, ndim, shape, kinds(:2 * ndim - 1) // c_null_char, out=dist), "distribution")
  end function rows

  function sum_of(a) result(number)
    type(c_ptr), intent(in) :: a
    real(f8) :: number
    type(da_value) :: value
    number = 0
    call check_ok(da_sum_value(a, value), "da_sum_value")
    call check_ok(da_value_f64(value, number), "da_value_f64")
  end function sum_of

  subroutine discard(dist, a)
    type(c_ptr), intent(inout) :: dist, a
    call check_ok(da_array_free(a), "da_array_free")
    call check_ok(da_distribution_free(dist), "da_distribution_free")
  end subroutine discard

  ! Every second element, every third row and every second column, and other sections of a cube.
  subroutine steps()
    real(real64), target :: x(9), y(7, 6), z(4, 3, 4)
    type(c_ptr) :: dist, a = c_null_ptr
    integer :: i
    x = [(real(i, f8), i = 1, 9)]
    dist = rows([5_i8])
    call check_ok(da_wrap(dist, x(1:9:2), a), "x(1:9:2)")
    call check_near(sum_of(a), 25.0_f8 * size, 0.0_f8, "1 + 3 + 5 + 7 + 9")
    call check_ok(da_fill(a, da_real(0.0_f8)), "da_fill")
    call check_near(sum(x), 20.0_f8, 0.0_f8, "what lies between stays")
    call discard(dist, a)

    y = reshape([(real(i, f8), i = 1, 42)], shape(y))
    dist = rows([3_i8, 3_i8])
    call check_ok(da_wrap(dist, y(1:7:3, 2:6:2), a), "y(1:7:3, 2:6:2)")
    call check_near(sum_of(a), sum(y(1:7:3, 2:6:2)) * size, 0.0_f8, "a section of a matrix")
    call check_ok(da_multiply(a, a, a), "da_multiply")
    call check_near(y(4, 4), 25.0_f8**2, 0.0_f8, "an element of the section")
    call check_near(y(5, 4), 26.0_f8, 0.0_f8, "an element beside it")
    call discard(dist, a)

    z = reshape([(real(i, f8), i = 1, 48)], shape(z))
    dist = rows([4_i8, 2_i8])
    call check_ok(da_wrap(dist, z(:, 3, 1:4:3), a), "z(:, 3, 1:4:3)")
    call check_near(sum_of(a), sum(z(:, 3, 1:4:3)) * size, 0.0_f8, "a plane of a cube")
    call discard(dist, a)
  end subroutine steps

  ! The first rows of a matrix: gaps only between columns, so a pointer can describe it.
  subroutine sections_of_matrices()
    real(real32), target :: x(7, 3)
    integer(int32), target :: y(5, 2, 3)
    real(real32), pointer :: p(:, :)
    integer(int32), pointer :: q(:, :, :)
    type(c_ptr) :: dist, a = c_null_ptr
    x = 1
    dist = rows([5_i8, 3_i8])
    call check_ok(da_wrap(dist, x(2:6, :), a), "x(2:6, :)")
    call check_ok(da_pointer(a, p), "a padded leading dimension")
    call check_true(associated(p, x(2:6, :)), "the pointer is the section")
    p = 2
    call check_near(sum(x), 21.0 + 15.0, 0.0, "written through the pointer only")
    call discard(dist, a)

    y = 1
    dist = rows([4_i8, 2_i8, 3_i8])
    call check_ok(da_wrap(dist, y(:4, :, :), a), "y(:4, :, :)")
    call check_ok(da_pointer(a, q), "rank 3")
    call check_true(associated(q, y(:4, :, :)), "the pointer is the section")
    call discard(dist, a)

    ! Gaps between planes, between columns, between elements.
    dist = rows([5_i8, 1_i8, 3_i8])
    call check_ok(da_wrap(dist, y(:, 1:1, :), a), "y(:, 1:1, :)")
    call check_ok(da_pointer(a, q), "one column of each plane")
    call check_true(associated(q, y(:, 1:1, :)), "the pointer is the section")
    call discard(dist, a)
    dist = rows([5_i8, 2_i8, 2_i8])
    call check_ok(da_wrap(dist, y(:, :, 1:3:2), a), "y(:, :, 1:3:2)")
    call check_ok(da_pointer(a, q), "every second plane")
    call check_true(associated(q, y(:, :, 1:3:2)), "the pointer is the section")
    call discard(dist, a)
    dist = rows([2_i8, 2_i8, 3_i8])
    call check_ok(da_wrap(dist, y(1:3:2, :, :), a), "y(1:3:2, :, :)")
    call check_ok(da_pointer(a, q), "every second element")
    call check_true(associated(q, y(1:3:2, :, :)), "the pointer is the section")
    call discard(dist, a)

    ! Columns that touch: the pointer to whole columns is contiguous, and to parts of them it is not.
    dist = rows([5_i8, 2_i8, 3_i8])
    call check_ok(da_wrap(dist, y, a), "y")
    call check_ok(da_pointer(a, q), "the whole array")
    call check_true(is_contiguous(q), "is contiguous")
    call discard(dist, a)
    dist = rows([5_i8, 2_i8, 2_i8])
    call check_ok(da_wrap(dist, y(:, :, 3:2:-1), a), "y(:, :, 3:2:-1)")
    call check_ok(da_pointer(a, q), "planes backwards")
    call check_true(.not. is_contiguous(q), "are not contiguous")
    call discard(dist, a)
  end subroutine sections_of_matrices

  ! A section of a section, and what it computes: results are in Fortran order too.
  subroutine results_of_sections()
    real(real64), target :: x(12, 10)
    real(real64), pointer :: part(:, :), p(:, :)
    type(c_ptr) :: dist, a = c_null_ptr, root = c_null_ptr
    integer :: i
    x = reshape([(real(i, f8)**2, i = 1, 120)], shape(x))
    part => x(11:2:-3, 2:10:2)
    part => part(1:3, 5:1:-2)
    dist = rows([3_i8, 3_i8])
    call check_ok(da_wrap(dist, part, a), "a section of a section")
    call check_ok(da_pointer(a, p), "a section of a section")
    call check_true(associated(p, x(11:5:-3, 10:2:-4)), "the pointer is the section")
    call check_ok(da_sqrt(a, root), "da_sqrt")
    call check_ok(da_pointer(root, p), "a result of a section")
    call check_true(is_contiguous(p), "has no gaps")
    call check_near(p(2, 3), 20.0_f8, 0.0_f8, "x(8, 2) is element 20")
    call check_near(p(3, 1), 113.0_f8, 0.0_f8, "x(5, 10) is element 113")
    call check_ok(da_array_free(root), "da_array_free")
    call discard(dist, a)
  end subroutine results_of_sections

  ! A component of structures and the parts of complex numbers, wrapped by address and strides: a compiler
  ! may pass a copy of them to da_wrap. A pointer describes them.
  subroutine components()
    type, bind(C) :: particle
      real(c_double) :: position(3) = 1
      real(c_float) :: mass = 2
      integer(c_int32_t) :: tag = 3
    end type particle
    type(particle), target :: particles(4)
    complex(real64), target :: z(3, 2)
    real(real64), pointer :: q(:, :)
    real(real32), pointer :: masses(:)
    type(c_ptr) :: dist, a = c_null_ptr
    dist = rows([4_i8])
    call check_ok(da_array_wrap(dist, DA_FLOAT32, c_loc(particles(4)%mass), [-32_i8], 0, c_null_funptr, c_null_ptr, a), &
        "a component, backwards")
    call check_ok(da_pointer(a, masses), "a component")
    masses = [5, 6, 7, 8]
    call check_true(all(nint(particles%mass) == [8, 7, 6, 5]), "written through the pointer")
    call check_near(sum_of(a), 26.0_f8 * size, 0.0_f8, "the masses")
    call check_true(all(particles%tag == 3 .and. nint(particles%position(3)) == 1), "nothing beside it")
    call discard(dist, a)

    z = (1.0_f8, 2.0_f8)
    dist = rows([3_i8, 2_i8])
    call check_ok(da_array_wrap(dist, DA_FLOAT64, c_loc(z), [16_i8, 48_i8], 0, c_null_funptr, c_null_ptr, a), "real parts")
    call check_ok(da_pointer(a, q), "real parts")
    q(2, 2) = 7
    call check_near(z(2, 2)%re, 7.0_f8, 0.0_f8, "written through the pointer")
    call check_near(sum_of(a), 12.0_f8 * size, 0.0_f8, "real parts")
    call check_true(all(abs(z%im - 2) <= 0), "nothing beside them")
    call discard(dist, a)
  end subroutine components

  ! What is no section of a Fortran array: axes in C order, some or all; elements between each other.
  subroutine foreign_layouts()
    call check_layout([4_i8, 8_i8, 0_i8], [2_i8, 2_i8, 1_i8], .true., "Fortran order, a stride that means nothing")
    call check_layout([-8_i8, 24_i8, 96_i8], [3_i8, 2_i8, 2_i8], .true., "columns backwards")
    call check_layout([8_i8, -20_i8, -80_i8], [3_i8, 2_i8, 2_i8], .true., "planes backwards")
    call check_layout([8_i8, 4_i8, 40_i8], [2_i8, 2_i8, 2_i8], .false., "the first two axes exchanged")
    call check_layout([4_i8, 80_i8, 20_i8], [3_i8, 2_i8, 2_i8], .false., "the last two axes exchanged")
    call check_layout([40_i8, 20_i8, 4_i8], [2_i8, 2_i8, 3_i8], .false., "C order")
    call check_layout([8_i8, 12_i8, 80_i8], [3_i8, 2_i8, 2_i8], .false., "columns between the elements of others")
    call check_layout([4_i8, 40_i8, 60_i8], [3_i8, 2_i8, 2_i8], .true., "part of a narrower array")
    call check_layout([4_i8, 40_i8, 56_i8], [3_i8, 2_i8, 2_i8], .false., "planes that begin inside a column")
  end subroutine foreign_layouts

  ! Elements i, j, k that lie where the strides say, as 100 i + 10 j + k.
  subroutine check_layout(strides, extents, accepted, what)
    integer(i8), intent(in) :: strides(3), extents(3)
    logical, intent(in) :: accepted
    character(len=*), intent(in) :: what
    integer(int32), target :: memory(200)
    integer(int32), pointer :: p(:, :, :)
    type(c_ptr) :: dist, a
    integer(i8) :: i, j, k
    a = c_null_ptr
    memory = 0
    do concurrent (i = 1:extents(1), j = 1:extents(2), k = 1:extents(3))
      memory(100 + dot_product(strides, [i - 1, j - 1, k - 1]) / 4) = int(100 * i + 10 * j + k, int32)
    end do
    dist = rows(extents)
    call check_ok(da_array_wrap(dist, DA_INT32, c_loc(memory(100)), strides, 0, c_null_funptr, c_null_ptr, a), what)
    call check_status(da_pointer(a, p), merge(DA_OK, DA_ERR_LAYOUT, accepted), what)
    call check_true(associated(p) .eqv. accepted, what // ": the pointer")
    if (accepted) then
      do concurrent (i = 1:extents(1), j = 1:extents(2), k = 1:extents(3))
        p(i, j, k) = p(i, j, k) - int(100 * i + 10 * j + k, int32)
      end do
      call check_true(all(shape(p) == extents) .and. all(memory == 0), what // ": the elements")
    end if
    call discard(dist, a)
  end subroutine check_layout

  subroutine backwards()
    integer(int32), target :: x(4)
    integer(int32), pointer :: p(:)
    type(da_local) :: local
    type(c_ptr) :: dist, a = c_null_ptr
    x = [1, 2, 3, 4]
    dist = rows([4_i8])
    call check_ok(da_wrap(dist, x(4:1:-1), a), "x(4:1:-1)")
    call check_ok(da_array_local(a, DA_ACCESS_READ, local), "da_array_local")
    call check_true(c_associated(local%data, c_loc(x(4))), "it begins with the last element")
    call check_equal(local%strides(1), -4_i8, "strides are in bytes")
    call check_ok(da_pointer(a, p), "a pointer backwards")
    call check_true(associated(p, x(4:1:-1)), "the pointer is the section")
    call discard(dist, a)
  end subroutine backwards

  ! Each rank stores one row of its neighbours too; the library counts each element once.
  subroutine paddings()
    real(real64), target, allocatable :: x(:, :)
    real(real64), pointer :: p(:, :)
    integer(i8) :: extents(2)
    integer(i4) :: flags
    type(c_ptr) :: dist = c_null_ptr, a = c_null_ptr
    call check_ok(da_distribution_create(ctx, 2_i4, [3_i8 * size, 2_i8], "b(comm=1),n" // c_null_char, out=dist), "padded")
    call check_ok(da_distribution_local_shape(dist, -1_i4, extents), "local_shape")
    call check_equal(extents(1), 3_i8 + merge(1, 0, rank > 0) + merge(1, 0, rank < size - 1), "rows with padding")
    allocate (x(extents(1), extents(2)))
    x = 1
    call check_ok(da_wrap(dist, x, a, flags=DA_PADDING_VALID), "da_wrap with a flag")
    call check_near(sum_of(a), 6.0_f8 * size, 0.0_f8, "each element once")
    call check_ok(da_pointer(a, p, DA_ACCESS_READ), "for reading")
    call check_true(associated(p, x), "the pointer has the padding too")
    call check_ok(da_array_flags(a, flags), "flags")
    call check_true(iand(flags, DA_PADDING_VALID) /= 0, "reading leaves the padding valid")
    call check_ok(da_pointer(a, p), "for writing")
    call check_ok(da_array_flags(a, flags), "flags")
    call check_equal(iand(flags, DA_PADDING_VALID), 0_i4, "writing does not")
    call discard(dist, a)
  end subroutine paddings

  subroutine extents_of_one()
    integer(int32), target :: x(1, 4), y(3, 8)
    integer(int32), pointer :: p(:, :)
    type(c_ptr) :: dist, a = c_null_ptr
    x = reshape([1, 2, 3, 4], [1, 4])
    dist = rows([1_i8, 4_i8])
    call check_ok(da_wrap(dist, x, a), "one row")
    call check_near(sum_of(a), 10.0_f8 * size, 0.0_f8, "one row")
    call check_ok(da_pointer(a, p), "one row")
    call check_true(associated(p, x), "the pointer is the row")
    call discard(dist, a)
    y = 5
    y(2, 1:7:2) = [1, 2, 3, 4]
    dist = rows([1_i8, 4_i8])
    call check_ok(da_wrap(dist, y(2:2, 1:7:2), a), "one row with gaps")
    call check_near(sum_of(a), 10.0_f8 * size, 0.0_f8, "one row with gaps")
    call check_ok(da_pointer(a, p), "one row with gaps")
    call check_true(associated(p, y(2:2, 1:7:2)), "the pointer is the row")
    call discard(dist, a)
    dist = rows([1_i8, 1_i8])
    call check_ok(da_wrap(dist, y(3:3, 2:2), a), "one element")
    call check_near(sum_of(a), 5.0_f8 * size, 0.0_f8, "one element")
    call discard(dist, a)
  end subroutine extents_of_one

  ! Ranks but the first have nothing.
  subroutine empty_sections()
    integer(i8), target :: bounds(0:size)
    type(da_dim_spec) :: spec(2)
    real(real64), target, allocatable :: x(:, :)
    real(real64), pointer :: p(:, :)
    type(c_ptr) :: dist = c_null_ptr, a = c_null_ptr
    integer :: mine
    bounds = 2
    bounds(0) = 0
    spec(1)%size = 2
    spec(1)%kind = DA_KIND_BLOCK
    spec(1)%bounds = c_loc(bounds)
    spec(1)%num_bounds = size + 1
    spec(2)%size = 3
    spec(2)%kind = DA_KIND_UNDISTRIBUTED
    call check_ok(da_distribution_create_dims(ctx, 2_i4, spec, out=dist), "da_distribution_create_dims")
    mine = merge(2, 0, rank == 0)
    allocate (x(mine, 3))
    x = 4
    call check_ok(da_wrap(dist, x, a), "da_wrap")
    call check_near(sum_of(a), 24.0_f8, 0.0_f8, "the first rank's elements")
    call check_ok(da_pointer(a, p), "da_pointer")
    call check_true(associated(p) .and. all(shape(p) == [mine, 3]), "the shape of the pointer")
    call discard(dist, a)
    call check_ok(da_distribution_create(ctx, 2_i4, [0_i8, 3_i8], out=dist), "nothing anywhere")
    deallocate (x)
    allocate (x(0, 3))
    call check_ok(da_wrap(dist, x, a), "da_wrap of nothing")
    call check_near(sum_of(a), 0.0_f8, 0.0_f8, "the sum of nothing")
    call check_ok(da_pointer(a, p), "da_pointer to nothing")
    call check_equal(ubound(p, 1), 0, "it is empty")
    call discard(dist, a)
    call check_true(da_wrap(dist, x, a) == DA_ERR_NULL, "no distribution")
    call check_ok(da_context_barrier(ctx), "everybody failed alike, so nothing is pending")
  end subroutine empty_sections

  subroutine releases()
    real(real64), target :: x(2)
    integer(c_int), target :: times
    type(c_funptr) :: release
    type(c_ptr) :: dist, a = c_null_ptr
    times = 0
    x = 1
    dist = rows([2_i8])
    release = c_funloc(count_release)
    call check_ok(da_wrap(dist, x, a, release=release, private_data=c_loc(times)), "da_wrap with a release")
    call check_equal(times, 0, "in use")
    call discard(dist, a)
    call check_equal(times, 1, "released once")
  end subroutine releases

  subroutine read_only()
    type(c_ptr) :: dist, a = c_null_ptr
    integer(int32), target :: x(2)
    x = 3
    dist = rows([2_i8])
    call wrap_unwritable(dist, x, a)
    call discard(dist, a)
  end subroutine read_only

  subroutine wrap_unwritable(dist, x, a)
    type(c_ptr), intent(in) :: dist
    integer(int32), target, intent(in) :: x(:)
    type(c_ptr), intent(inout) :: a
    integer(int32), pointer :: p(:)
    call check_ok(da_wrap(dist, x, a, DA_READ_ONLY), "what has INTENT(IN) can be wrapped")
    call check_near(sum_of(a), 6.0_f8 * size, 0.0_f8, "and read")
    call check_status(da_add(a, a, a), DA_ERR_READ_ONLY, "but not written")
    call check_status(da_pointer(a, p), DA_ERR_READ_ONLY, "nor pointed to for writing")
    call check_true(.not. associated(p), "no pointer after an error")
    call check_ok(da_pointer(a, p, DA_ACCESS_READ), "a pointer for reading")
    call check_true(associated(p, x), "is the array")
  end subroutine wrap_unwritable

  subroutine wrong_shapes()
    real(real64), target :: x(3, 2), y(6)
    character(len=:), allocatable :: message
    type(c_ptr) :: dist, a = c_null_ptr
    x = 0
    y = 0
    dist = rows([2_i8, 3_i8])
    call check_status(da_wrap(dist, x, a), DA_ERR_SHAPE, "transposed")
    message = da_message()
    call check_true(index(message, "(3, 2)") > 0 .and. index(message, "(2, 3)") > 0, "shapes: " // message)
    call check_status(da_wrap(dist, y, a), DA_ERR_SHAPE, "another rank")
    call check_true(.not. c_associated(a), "no handle after an error")
    call check_status(da_wrap(ctx, y, a), DA_ERR_INVALID_HANDLE, "a context is no distribution")
    call check_ok(da_distribution_free(dist), "free")
    call check_true(index(da_message(), "DA_ERR_INVALID_HANDLE") == 1, "freeing leaves the message: " // da_message())
  end subroutine wrong_shapes

  subroutine wrong_pointers()
    real(real64), pointer :: p1(:), p2(:, :)
    integer(int32), pointer :: q2(:, :)
    character(len=:), allocatable :: message
    type(c_ptr) :: dist, a = c_null_ptr
    dist = rows([2_i8, 3_i8])
    call check_ok(da_zeros(dist, DA_FLOAT64, a), "da_zeros")
    call check_status(da_pointer(a, q2), DA_ERR_DTYPE, "another type")
    message = da_message()
    call check_true(index(message, "float64") > 0 .and. index(message, "int32") > 0, "types: " // message)
    call check_status(da_pointer(a, p1), DA_ERR_SHAPE, "another rank")
    call check_status(da_pointer(a, p2), DA_ERR_LAYOUT, "C order")
    message = da_message()
    call check_true(index(message, "Fortran order") > 0, "order: " // message)
    call check_true(index(message, "(2, 3)") > 0 .and. index(message, "(24, 8)") > 0, "shape and strides: " // message)
    call check_true(.not. (associated(p1) .or. associated(p2) .or. associated(q2)), "no pointers after errors")
    call check_status(da_pointer(dist, p2), DA_ERR_INVALID_HANDLE, "a distribution is no array")
    call discard(dist, a)
    call check_true(index(da_message(), "DA_ERR_INVALID_HANDLE") == 1, "freeing leaves the message: " // da_message())
  end subroutine wrong_pointers

  ! The last rank's array has another shape: the next call that communicates tells everybody, after
  ! it the context works.
  subroutine one_rank_is_wrong()
    real(real64), target :: x(3)
    type(c_ptr) :: dist, a = c_null_ptr
    logical :: wrong
    x = 1
    wrong = rank == size - 1 .and. size > 1
    dist = rows([3_i8])
    call check_ok(da_context_barrier(ctx), "nothing is pending")
    if (wrong) then
      call check_status(da_wrap(dist, x(:2), a), DA_ERR_SHAPE, "a short array")
    else
      call check_ok(da_wrap(dist, x, a), "the others")
    end if
    call check_status(da_context_barrier(ctx), merge(DA_ERR_MISMATCH, DA_OK, size > 1), "everybody is told")
    call check_ok(da_array_free(a), "free")
    call check_ok(da_wrap(dist, x, a), "once more")
    call check_near(sum_of(a), 3.0_f8 * size, 0.0_f8, "the context works again")
    call discard(dist, a)
  end subroutine one_rank_is_wrong
end program wrap
