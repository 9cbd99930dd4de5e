! The Distributed Array Protocol: dictionaries, their text form, export, a producer in Fortran, import.
! ranks: 1 2 3 4 6  valgrind-full: 1 3 sources: support/check.f90
module fortran_producer
  use, intrinsic :: iso_c_binding
  use distarray
  implicit none
  integer :: releases = 0

  ! What a producer keeps until its structure is released.
  type :: section
    real(c_double), allocatable :: elements(:)
    integer(c_int64_t) :: extent(1), stride(1)
    type(da_dim_dict) :: dict(1)
  end type section

contains

  ! This rank's block of a vector with `extent` elements on each rank, holding 1, 2, 3 ...
  subroutine produce(extent, rank, ranks, buffer)
    integer(c_int64_t), intent(in) :: extent
    integer(c_int32_t), intent(in) :: rank, ranks
    type(da_distbuffer), intent(out) :: buffer
    type(section), pointer :: mine
    integer(c_int64_t) :: i
    allocate (mine)
    allocate (mine%elements(extent))
    mine%elements = [(real(rank * extent + i, c_double), i = 1, extent)]
    mine%extent = extent
    mine%stride = 8
    mine%dict(1)%dist_type = int(DA_DIST_BLOCK, c_int8_t)
    mine%dict(1)%size = extent * ranks
    mine%dict(1)%proc_grid_size = ranks
    mine%dict(1)%proc_grid_rank = rank
    mine%dict(1)%start = rank * extent
    mine%dict(1)%stop = (rank + 1) * extent
    buffer%private_data = c_loc(mine)
    buffer%release = c_funloc(release_section)
    buffer%ndim = 1
    buffer%data = c_loc(mine%elements)
    buffer%nbytes = 8 * extent
    buffer%dtype = da_buffer_dtype(int(DA_BUFFER_FLOAT, c_int8_t), 64_c_int8_t, 1_c_int16_t)
    buffer%shape = c_loc(mine%extent)
    buffer%strides = c_loc(mine%stride)
    buffer%dim_data = c_loc(mine%dict)
  end subroutine produce

  subroutine release_section(self) bind(C)
    type(da_distbuffer), intent(inout) :: self
    type(section), pointer :: mine
    call c_f_pointer(self%private_data, mine)
    deallocate (mine)
    releases = releases + 1
    self%release = c_null_funptr
  end subroutine release_section
end module fortran_producer

program protocol
  use mpi_f08, only: MPI_Init, MPI_Comm_compare, MPI_Comm, MPI_COMM_WORLD, MPI_CONGRUENT
  use, intrinsic :: iso_c_binding
  use check
  use distarray_f08
  use fortran_producer
  implicit none
  integer, parameter :: i4 = c_int32_t, i8 = c_int64_t, f8 = c_double
  type(c_ptr) :: ctx = c_null_ptr
  integer(i4) :: rank, size

  call MPI_Init()
  call check_ok(da_context_create(MPI_COMM_WORLD, out=ctx), "da_context_create")
  call check_ok(da_context_rank(ctx, rank), "rank")
  call check_ok(da_context_size(ctx, size), "size")
  call dictionaries()
  call text_of_dictionaries()
  call export()
  call export_outlives_the_array()
  call import()
  call refused()
  call check_ok(da_context_free(ctx), "free")
  call check_finish()

contains

  ! Blocks of three dealt out to two processes, out of eleven: 3 4 5 and 9 10 belong to the second.
  function second_of_two() result(dict)
    type(da_dim_dict) :: dict
    dict%dist_type = int(DA_DIST_CYCLIC, c_int8_t)
    dict%size = 11
    dict%proc_grid_size = 2
    dict%proc_grid_rank = 1
    dict%start = 3
    dict%block_size = 3
  end function second_of_two

  subroutine dictionaries()
    type(da_dim_dict) :: dict, full
    integer(i8) :: number
    integer(i4) :: found
    dict = second_of_two()
    call check_ok(da_dim_dict_num_owned(dict, number), "num_owned")
    call check_equal(number, 5_i8, "num_owned")
    call check_ok(da_dim_dict_local_extent(dict, number), "local_extent")
    call check_equal(number, 5_i8, "local_extent")
    call check_ok(da_dim_dict_global_from_local(dict, 3_i8, number), "global_from_local")
    call check_equal(number, 9_i8, "the fourth element")
    call check_status(da_dim_dict_global_from_local(dict, 5_i8, number), DA_ERR_INDEX, "one too far")
    call check_ok(da_dim_dict_local_from_global(dict, 10_i8, number, found), "local_from_global")
    call check_true(found == 1 .and. number == 4, "the last element")
    call check_ok(da_dim_dict_local_from_global(dict, 8_i8, number, found), "local_from_global")
    call check_equal(found, 0_i4, "the other process's element")
    dict%start = 4
    call check_status(da_dim_dict_num_owned(dict, number), DA_ERR_PROTOCOL, "start is not rank * block_size")
    call check_ok(da_dim_dict_resolve(da_dim_dict(), 7_i8, full), "the empty dictionary")
    call check_equal(int(full%dist_type), int(DA_DIST_BLOCK), "is a block")
    call check_true(full%size == 7 .and. full%stop == 7 .and. full%proc_grid_size == 1, "over a grid of one")
  end subroutine dictionaries

  ! Two axes to text and back; the second is unstructured, and its labels go into the caller's array.
  subroutine text_of_dictionaries()
    integer(i8), target :: labels(3), read_labels(4)
    type(da_dim_dict) :: dims(2), read(2)
    character(len=:), allocatable :: text
    integer(i8) :: length, count
    integer(i8), pointer :: pointed(:)
    integer(i4) :: ndim
    labels = [5, -1, 40]
    dims(1) = second_of_two()
    dims(2)%dist_type = int(DA_DIST_UNSTRUCTURED, c_int8_t)
    dims(2)%size = 3
    dims(2)%proc_grid_size = 1
    dims(2)%num_indices = 3
    dims(2)%indices = c_loc(labels)
    call check_status(da_dim_data_to_json(2_i4, dims, capacity=0_i8, length=length), DA_ERR_BUFFER_SIZE, "how long")
    allocate (character(len=length + 1) :: text)
    call check_ok(da_dim_data_to_json(2_i4, dims, text, length + 1), "da_dim_data_to_json")
    call check_true(index(text, '"c"') > 0 .and. index(text, "40") > 0, "the text: " // text(:length))
    call check_status(da_dim_data_from_json(text, 1_i4, read, 4_i8, read_labels, ndim, count), DA_ERR_BUFFER_SIZE, "one axis")
    call check_true(ndim == 2 .and. count == 3, "how much room would do")
    call check_ok(da_dim_data_from_json(text, 2_i4, read, 4_i8, read_labels, ndim, count), "da_dim_data_from_json")
    call check_equal(ndim, 2_i4, "axes")
    call check_true(read(1)%size == 11 .and. read(1)%block_size == 3 .and. read(1)%start == 3, "the first axis")
    call check_equal(read(2)%num_indices, 3_i8, "labels of the second axis")
    call c_f_pointer(read(2)%indices, pointed, [3])
    call check_true(all(pointed == labels) .and. associated(pointed, read_labels(:3)), "labels")
    call check_status(da_dim_data_from_json("[{" // c_null_char, 2_i4, read, 0_i8, ndim=ndim, num_indices=count), &
        DA_ERR_SYNTAX, "no JSON")
  end subroutine text_of_dictionaries

  ! Two rows on each rank, in Fortran order.
  subroutine wrapped(x, a)
    real(f8), target, intent(inout) :: x(:, :)
    type(c_ptr), intent(inout) :: a
    type(c_ptr) :: dist
    dist = c_null_ptr
    call check_ok(da_distribution_create(ctx, 2_i4, [2_i8 * size, 3_i8], "b,n" // c_null_char, out=dist), "distribution")
    call check_ok(da_wrap(dist, x, a), "da_wrap")
    call check_ok(da_distribution_free(dist), "free")
  end subroutine wrapped

  subroutine export()
    real(f8), target :: x(2, 3)
    type(c_ptr) :: a
    type(da_distbuffer) :: buffer, moved
    type(da_dim_dict), pointer :: dims(:)
    integer(i8), pointer :: extents(:), strides(:)
    type(MPI_Comm) :: comm
    character(len=2000) :: text
    integer(i8) :: length
    integer :: relation
    a = c_null_ptr
    x = 1
    call wrapped(x, a)
    call check_ok(da_array_export(a, buffer), "da_array_export")
    call check_true(.not. da_distbuffer_is_released(buffer), "live")
    call check_equal(da_distbuffer_check_abi(buffer), 0_i4, "of this ABI")
    call check_true(c_associated(buffer%data, c_loc(x)), "the same memory")
    call check_true(all(buffer%dap_version == [0, 10, 0]), "the protocol's version")
    call check_equal(buffer%nbytes, 48_i8, "nbytes")
    call check_true(buffer%dtype%code == DA_BUFFER_FLOAT .and. buffer%dtype%bits == 64, "dtype")
    call check_equal(buffer%device%type, DA_BUFFER_CPU, "device")
    call check_true(buffer%rank == rank .and. buffer%comm_size == size, "rank and comm_size")
    comm%MPI_VAL = int(buffer%comm_f)
    call MPI_Comm_compare(comm, MPI_COMM_WORLD, relation)
    call check_equal(relation, MPI_CONGRUENT, "comm_f")
    call c_f_pointer(buffer%shape, extents, [2])
    call c_f_pointer(buffer%strides, strides, [2])
    call c_f_pointer(buffer%dim_data, dims, [2])
    call check_true(all(extents == [2, 3]) .and. all(strides == [8, 16]), "shape, and strides of Fortran order")
    call check_true(dims(1)%start == 2 * rank .and. dims(1)%stop == 2 * rank + 2, "the first axis")
    call check_equal(dims(2)%size, 3_i8, "the second axis")
    call check_ok(da_distbuffer_validate(buffer), "da_distbuffer_validate")
    call check_ok(da_distbuffer_validate_global(ctx, buffer), "da_distbuffer_validate_global")
    call check_ok(da_distbuffer_to_json(buffer, text, int(len(text), i8), length), "da_distbuffer_to_json")
    call check_true(index(text(:length), "0.10.0") > 0, "the text has the version: " // text(:length))
    call da_distbuffer_move(buffer, moved)
    call check_true(da_distbuffer_is_released(buffer) .and. .not. da_distbuffer_is_released(moved), "moved")
    call check_equal(da_distbuffer_check_abi(buffer), 1_i4, "nothing to read")
    call check_status(da_distbuffer_validate(buffer), DA_ERR_RELEASED, "nothing to validate")
    call da_distbuffer_release(moved)
    call check_true(da_distbuffer_is_released(moved), "released")
    call da_distbuffer_release(moved)
    call check_ok(da_array_free(a), "free")
  end subroutine export

  ! The structure keeps the memory wrapped after the array is gone.
  subroutine export_outlives_the_array()
    real(f8), target :: x(2, 3)
    type(c_ptr) :: a
    type(da_distbuffer) :: buffer
    type(da_counters) :: before, after
    real(f8), pointer :: elements(:, :)
    a = c_null_ptr
    x = 7
    call check_ok(da_library_counters(before), "counters")
    call wrapped(x, a)
    call check_ok(da_array_export(a, buffer), "da_array_export")
    call check_ok(da_array_free(a), "free")
    call c_f_pointer(buffer%data, elements, [2, 3])
    call check_near(sum(elements), 42.0_f8, 0.0_f8, "still there")
    call da_distbuffer_release(buffer)
    call check_ok(da_library_counters(after), "counters")
    call check_true(after%allocations == before%allocations .and. after%arrays == before%arrays, "no copy, nothing left")
  end subroutine export_outlives_the_array

  subroutine import()
    type(da_distbuffer) :: buffer
    type(c_ptr) :: a, data
    type(da_value) :: value
    real(f8) :: total
    real(f8), pointer :: p(:)
    integer :: before
    a = c_null_ptr
    before = releases
    call produce(3_i8, rank, size, buffer)
    data = buffer%data
    call check_ok(da_array_import(ctx, buffer, a), "da_array_import")
    call check_true(da_distbuffer_is_released(buffer), "the array has taken it over")
    call check_ok(da_sum_value(a, value), "da_sum_value")
    call check_ok(da_value_f64(value, total), "da_value_f64")
    call check_near(total, 1.5_f8 * size * (3 * size + 1), 0.0_f8, "the sum of what Fortran produced")
    call check_ok(da_pointer(a, p), "da_pointer")
    call check_true(c_associated(c_loc(p), data), "the same memory")
    call check_near(p(3), 3.0_f8 * rank + 3, 0.0_f8, "the last element here")
    call check_equal(releases, before, "in use")
    call check_ok(da_array_free(a), "free")
    call check_equal(releases, before + 1, "released once")
  end subroutine import

  ! The last rank's section claims too much: all ranks get the error and keep their structures. Of a
  ! foreign ABI nothing is read, and release is called.
  subroutine refused()
    type(da_distbuffer) :: buffer
    type(c_ptr) :: a
    type(da_dim_dict), pointer :: dims(:)
    integer :: before
    a = c_null_ptr
    before = releases
    call produce(2_i8, rank, size, buffer)
    call c_f_pointer(buffer%dim_data, dims, [1])
    if (rank == size - 1) dims(1)%stop = dims(1)%stop + 1
    call check_status(da_array_import(ctx, buffer, a), DA_ERR_PROTOCOL, "a wrong stop on the last rank")
    call check_equal(da_error_rank(), int(size - 1, i4), "where it began")
    call check_true(.not. c_associated(a), "no array")
    call check_equal(releases, before, "the caller keeps the structure")
    buffer%abi_major = DA_ABI_MAJOR + 1
    call check_equal(da_distbuffer_check_abi(buffer), 2_i4, "foreign")
    call check_status(da_array_import(ctx, buffer, a), DA_ERR_VERSION, "a foreign ABI")
    call check_true(da_distbuffer_is_released(buffer), "released unread")
    call check_equal(releases, before + 1, "released once")
  end subroutine refused
end program protocol
