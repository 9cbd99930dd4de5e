! The derived types lie in memory as C's structures: sizes and offsets, found by both languages.
! ranks: single  sources: support/check.f90 support/layout.c
program layout
  use mpi_f08, only: MPI_Init
  use, intrinsic :: iso_c_binding
  use check
  use distarray
  implicit none

  interface
    function layout_of(name) result(number) bind(C, name="layout_of")
      import
      implicit none
      character(kind=c_char), intent(in) :: name(*)
      integer(c_int64_t) :: number
    end function layout_of
    function layout_entries() result(number) bind(C, name="layout_entries")
      import
      implicit none
      integer(c_int64_t) :: number
    end function layout_entries
    function layout_is_initial(buffer, dict) result(same) bind(C, name="layout_is_initial")
      import
      implicit none
      type(da_distbuffer), intent(in) :: buffer
      type(da_dim_dict), intent(in) :: dict
      integer(c_int32_t) :: same
    end function layout_is_initial
  end interface

  type(c_ptr) :: origin
  integer(c_int64_t) :: compared = 0

  call MPI_Init()
  call value_layout()
  call slice_layout()
  call local_layout()
  call cursor_layout()
  call dim_spec_layout()
  call context_options_layout()
  call distribution_options_layout()
  call array_options_layout()
  call operand_layout()
  call ufunc_options_layout()
  call reduce_options_layout()
  call plan_options_layout()
  call plan_report_layout()
  call halo_options_layout()
  call run_layout()
  call print_options_layout()
  call counters_layout()
  call traffic_layout()
  call stats_layout()
  call buffer_dtype_layout()
  call buffer_device_layout()
  call dim_dict_layout()
  call distbuffer_layout()
  call check_equal(compared, layout_entries(), "everything that C lists was compared")
  call check_equal(layout_is_initial(da_distbuffer(), da_dim_dict()), 1_c_int32_t, "new variables")
  call check_finish()

contains

  subroutine compare(name, number)
    character(len=*), intent(in) :: name
    integer(c_size_t), intent(in) :: number
    compared = compared + 1
    call check_equal(int(number, c_int64_t), layout_of(name // c_null_char), name)
  end subroutine compare

  subroutine offset(name, member)
    character(len=*), intent(in) :: name
    type(c_ptr), intent(in) :: member
    call compare(name, int(transfer(member, 0_c_intptr_t) - transfer(origin, 0_c_intptr_t), c_size_t))
  end subroutine offset

  subroutine value_layout()
    type(da_value), target :: x
    origin = c_loc(x)
    call compare("da_value", c_sizeof(x))
    call offset("da_value%dtype", c_loc(x%dtype))
    call offset("da_value%flags", c_loc(x%flags))
    call offset("da_value%bits", c_loc(x%bits))
  end subroutine value_layout

  subroutine slice_layout()
    type(da_slice), target :: x
    origin = c_loc(x)
    call compare("da_slice", c_sizeof(x))
    call offset("da_slice%start", c_loc(x%start))
    call offset("da_slice%stop", c_loc(x%stop))
    call offset("da_slice%step", c_loc(x%step))
    call offset("da_slice%kind", c_loc(x%kind))
    call offset("da_slice%reserved", c_loc(x%reserved))
  end subroutine slice_layout

  subroutine local_layout()
    type(da_local), target :: x
    origin = c_loc(x)
    call compare("da_local", c_sizeof(x))
    call offset("da_local%data", c_loc(x%data))
    call offset("da_local%size", c_loc(x%size))
    call offset("da_local%dtype", c_loc(x%dtype))
    call offset("da_local%ndim", c_loc(x%ndim))
    call offset("da_local%shape", c_loc(x%shape))
    call offset("da_local%strides", c_loc(x%strides))
    call offset("da_local%owned_offset", c_loc(x%owned_offset))
    call offset("da_local%owned_shape", c_loc(x%owned_shape))
  end subroutine local_layout

  subroutine cursor_layout()
    type(da_cursor), target :: x
    origin = c_loc(x)
    call compare("da_cursor", c_sizeof(x))
    call offset("da_cursor%data", c_loc(x%data))
    call offset("da_cursor%count", c_loc(x%count))
    call offset("da_cursor%stride", c_loc(x%stride))
    call offset("da_cursor%remaining", c_loc(x%remaining))
    call offset("da_cursor%dtype", c_loc(x%dtype))
    call offset("da_cursor%ndim", c_loc(x%ndim))
    call offset("da_cursor%index", c_loc(x%index))
    call offset("da_cursor%local", c_loc(x%local))
    call offset("da_cursor%private_data", c_loc(x%private_data))
  end subroutine cursor_layout

  subroutine dim_spec_layout()
    type(da_dim_spec), target :: x
    origin = c_loc(x)
    call compare("da_dim_spec", c_sizeof(x))
    call offset("da_dim_spec%size", c_loc(x%size))
    call offset("da_dim_spec%kind", c_loc(x%kind))
    call offset("da_dim_spec%grid_axis_plus_1", c_loc(x%grid_axis_plus_1))
    call offset("da_dim_spec%grid_size", c_loc(x%grid_size))
    call offset("da_dim_spec%block_size", c_loc(x%block_size))
    call offset("da_dim_spec%comm_padding", c_loc(x%comm_padding))
    call offset("da_dim_spec%boundary_padding", c_loc(x%boundary_padding))
    call offset("da_dim_spec%bounds", c_loc(x%bounds))
    call offset("da_dim_spec%num_bounds", c_loc(x%num_bounds))
    call offset("da_dim_spec%labels", c_loc(x%labels))
    call offset("da_dim_spec%num_labels", c_loc(x%num_labels))
    call offset("da_dim_spec%periodic", c_loc(x%periodic))
    call offset("da_dim_spec%one_to_one", c_loc(x%one_to_one))
    call offset("da_dim_spec%reserved", c_loc(x%reserved))
  end subroutine dim_spec_layout

  subroutine context_options_layout()
    type(da_context_options), target :: x
    origin = c_loc(x)
    call compare("da_context_options", c_sizeof(x))
    call offset("da_context_options%struct_size", c_loc(x%struct_size))
    call offset("da_context_options%timeout_seconds", c_loc(x%timeout_seconds))
    call offset("da_context_options%memory_limit", c_loc(x%memory_limit))
    call offset("da_context_options%check_level", c_loc(x%check_level))
    call offset("da_context_options%cpu_level", c_loc(x%cpu_level))
    call offset("da_context_options%staging_bytes", c_loc(x%staging_bytes))
    call offset("da_context_options%accuracy", c_loc(x%accuracy))
    call offset("da_context_options%reserved", c_loc(x%reserved))
    call check_equal(x%struct_size, int(c_sizeof(x), c_int64_t), "da_context_options knows its size")
  end subroutine context_options_layout

  subroutine distribution_options_layout()
    type(da_distribution_options), target :: x
    origin = c_loc(x)
    call compare("da_distribution_options", c_sizeof(x))
    call offset("da_distribution_options%struct_size", c_loc(x%struct_size))
    call offset("da_distribution_options%grid_shape", c_loc(x%grid_shape))
    call offset("da_distribution_options%ranks", c_loc(x%ranks))
    call offset("da_distribution_options%num_ranks", c_loc(x%num_ranks))
    call offset("da_distribution_options%grid_ndim", c_loc(x%grid_ndim))
    call offset("da_distribution_options%reserved", c_loc(x%reserved))
    call check_equal(x%struct_size, int(c_sizeof(x), c_int64_t), "da_distribution_options knows its size")
  end subroutine distribution_options_layout

  subroutine array_options_layout()
    type(da_array_options), target :: x
    origin = c_loc(x)
    call compare("da_array_options", c_sizeof(x))
    call offset("da_array_options%struct_size", c_loc(x%struct_size))
    call offset("da_array_options%order", c_loc(x%order))
    call offset("da_array_options%fill", c_loc(x%fill))
    call offset("da_array_options%value", c_loc(x%value))
    call check_equal(x%struct_size, int(c_sizeof(x), c_int64_t), "da_array_options knows its size")
  end subroutine array_options_layout

  subroutine operand_layout()
    type(da_operand), target :: x
    origin = c_loc(x)
    call compare("da_operand", c_sizeof(x))
    call offset("da_operand%array", c_loc(x%array))
    call offset("da_operand%value", c_loc(x%value))
  end subroutine operand_layout

  subroutine ufunc_options_layout()
    type(da_ufunc_options), target :: x
    origin = c_loc(x)
    call compare("da_ufunc_options", c_sizeof(x))
    call offset("da_ufunc_options%struct_size", c_loc(x%struct_size))
    call offset("da_ufunc_options%mask", c_loc(x%mask))
    call offset("da_ufunc_options%casting", c_loc(x%casting))
    call offset("da_ufunc_options%dtype", c_loc(x%dtype))
    call offset("da_ufunc_options%accuracy", c_loc(x%accuracy))
    call offset("da_ufunc_options%flags", c_loc(x%flags))
    call offset("da_ufunc_options%conditions", c_loc(x%conditions))
    call check_equal(x%struct_size, int(c_sizeof(x), c_int64_t), "da_ufunc_options knows its size")
  end subroutine ufunc_options_layout

  subroutine reduce_options_layout()
    type(da_reduce_options), target :: x
    origin = c_loc(x)
    call compare("da_reduce_options", c_sizeof(x))
    call offset("da_reduce_options%struct_size", c_loc(x%struct_size))
    call offset("da_reduce_options%where_mask", c_loc(x%where_mask))
    call offset("da_reduce_options%weights", c_loc(x%weights))
    call offset("da_reduce_options%initial", c_loc(x%initial))
    call offset("da_reduce_options%has_initial", c_loc(x%has_initial))
    call offset("da_reduce_options%dtype", c_loc(x%dtype))
    call offset("da_reduce_options%ddof", c_loc(x%ddof))
    call check_equal(x%struct_size, int(c_sizeof(x), c_int64_t), "da_reduce_options knows its size")
  end subroutine reduce_options_layout

  subroutine plan_options_layout()
    type(da_plan_options), target :: x
    origin = c_loc(x)
    call compare("da_plan_options", c_sizeof(x))
    call offset("da_plan_options%struct_size", c_loc(x%struct_size))
    call offset("da_plan_options%staging_bytes", c_loc(x%staging_bytes))
    call offset("da_plan_options%message_bytes", c_loc(x%message_bytes))
    call offset("da_plan_options%axes", c_loc(x%axes))
    call offset("da_plan_options%transport", c_loc(x%transport))
    call offset("da_plan_options%conjugate", c_loc(x%conjugate))
    call offset("da_plan_options%any_cast", c_loc(x%any_cast))
    call offset("da_plan_options%reshape", c_loc(x%reshape))
    call check_equal(x%struct_size, int(c_sizeof(x), c_int64_t), "da_plan_options knows its size")
  end subroutine plan_options_layout

  subroutine plan_report_layout()
    type(da_plan_report), target :: x
    origin = c_loc(x)
    call compare("da_plan_report", c_sizeof(x))
    call offset("da_plan_report%struct_size", c_loc(x%struct_size))
    call offset("da_plan_report%partners_out", c_loc(x%partners_out))
    call offset("da_plan_report%partners_in", c_loc(x%partners_in))
    call offset("da_plan_report%messages_out", c_loc(x%messages_out))
    call offset("da_plan_report%messages_in", c_loc(x%messages_in))
    call offset("da_plan_report%bytes_out", c_loc(x%bytes_out))
    call offset("da_plan_report%bytes_in", c_loc(x%bytes_in))
    call offset("da_plan_report%bytes_kept", c_loc(x%bytes_kept))
    call offset("da_plan_report%staging_bytes", c_loc(x%staging_bytes))
    call offset("da_plan_report%direct_partners", c_loc(x%direct_partners))
    call check_equal(x%struct_size, int(c_sizeof(x), c_int64_t), "da_plan_report knows its size")
  end subroutine plan_report_layout

  subroutine halo_options_layout()
    type(da_halo_options), target :: x
    origin = c_loc(x)
    call compare("da_halo_options", c_sizeof(x))
    call offset("da_halo_options%struct_size", c_loc(x%struct_size))
    call offset("da_halo_options%widths", c_loc(x%widths))
    call offset("da_halo_options%boundaries", c_loc(x%boundaries))
    call offset("da_halo_options%boundary", c_loc(x%boundary))
    call offset("da_halo_options%skip_corners", c_loc(x%skip_corners))
    call offset("da_halo_options%value", c_loc(x%value))
    call offset("da_halo_options%staging_bytes", c_loc(x%staging_bytes))
    call offset("da_halo_options%message_bytes", c_loc(x%message_bytes))
    call offset("da_halo_options%transport", c_loc(x%transport))
    call offset("da_halo_options%reserved", c_loc(x%reserved))
    call check_equal(x%struct_size, int(c_sizeof(x), c_int64_t), "da_halo_options knows its size")
  end subroutine halo_options_layout

  subroutine run_layout()
    type(da_run), target :: x
    origin = c_loc(x)
    call compare("da_run", c_sizeof(x))
    call offset("da_run%ndim", c_loc(x%ndim))
    call offset("da_run%axis", c_loc(x%axis))
    call offset("da_run%dtype", c_loc(x%dtype))
    call offset("da_run%reserved", c_loc(x%reserved))
    call offset("da_run%count", c_loc(x%count))
    call offset("da_run%index", c_loc(x%index))
    call offset("da_run%data", c_loc(x%data))
    call offset("da_run%stride", c_loc(x%stride))
  end subroutine run_layout

  subroutine print_options_layout()
    type(da_print_options), target :: x
    origin = c_loc(x)
    call compare("da_print_options", c_sizeof(x))
    call offset("da_print_options%struct_size", c_loc(x%struct_size))
    call offset("da_print_options%precision", c_loc(x%precision))
    call offset("da_print_options%edge_items", c_loc(x%edge_items))
    call offset("da_print_options%threshold", c_loc(x%threshold))
    call offset("da_print_options%line_width", c_loc(x%line_width))
    call offset("da_print_options%suppress_small", c_loc(x%suppress_small))
    call offset("da_print_options%float_mode", c_loc(x%float_mode))
    call offset("da_print_options%sign", c_loc(x%sign))
    call check_equal(x%struct_size, int(c_sizeof(x), c_int64_t), "da_print_options knows its size")
  end subroutine print_options_layout

  subroutine counters_layout()
    type(da_counters), target :: x
    origin = c_loc(x)
    call compare("da_counters", c_sizeof(x))
    call offset("da_counters%struct_size", c_loc(x%struct_size))
    call offset("da_counters%allocations", c_loc(x%allocations))
    call offset("da_counters%live_bytes", c_loc(x%live_bytes))
    call offset("da_counters%peak_bytes", c_loc(x%peak_bytes))
    call offset("da_counters%contexts", c_loc(x%contexts))
    call offset("da_counters%distributions", c_loc(x%distributions))
    call offset("da_counters%arrays", c_loc(x%arrays))
    call offset("da_counters%communicators_made", c_loc(x%communicators_made))
    call offset("da_counters%communicators_used", c_loc(x%communicators_used))
    call check_equal(x%struct_size, int(c_sizeof(x), c_int64_t), "da_counters knows its size")
  end subroutine counters_layout

  subroutine traffic_layout()
    type(da_traffic), target :: x
    origin = c_loc(x)
    call compare("da_traffic", c_sizeof(x))
    call offset("da_traffic%messages_sent", c_loc(x%messages_sent))
    call offset("da_traffic%bytes_sent", c_loc(x%bytes_sent))
    call offset("da_traffic%messages_received", c_loc(x%messages_received))
    call offset("da_traffic%bytes_received", c_loc(x%bytes_received))
  end subroutine traffic_layout

  subroutine stats_layout()
    type(da_stats), target :: x
    origin = c_loc(x)
    call compare("da_stats", c_sizeof(x))
    call offset("da_stats%struct_size", c_loc(x%struct_size))
    call offset("da_stats%staging_bytes", c_loc(x%staging_bytes))
    call offset("da_stats%staging_peak", c_loc(x%staging_peak))
    call offset("da_stats%messages", c_loc(x%messages))
    call offset("da_stats%direct", c_loc(x%direct))
    call offset("da_stats%collective", c_loc(x%collective))
    call offset("da_stats%calls", c_loc(x%calls))
    call offset("da_stats%seconds", c_loc(x%seconds))
    call check_equal(x%struct_size, int(c_sizeof(x), c_int64_t), "da_stats knows its size")
  end subroutine stats_layout

  subroutine buffer_dtype_layout()
    type(da_buffer_dtype), target :: x
    origin = c_loc(x)
    call compare("da_buffer_dtype", c_sizeof(x))
    call offset("da_buffer_dtype%code", c_loc(x%code))
    call offset("da_buffer_dtype%bits", c_loc(x%bits))
    call offset("da_buffer_dtype%lanes", c_loc(x%lanes))
  end subroutine buffer_dtype_layout

  subroutine buffer_device_layout()
    type(da_buffer_device), target :: x
    origin = c_loc(x)
    call compare("da_buffer_device", c_sizeof(x))
    call offset("da_buffer_device%type", c_loc(x%type))
    call offset("da_buffer_device%id", c_loc(x%id))
  end subroutine buffer_device_layout

  subroutine dim_dict_layout()
    type(da_dim_dict), target :: x
    origin = c_loc(x)
    call compare("da_dim_dict", c_sizeof(x))
    call offset("da_dim_dict%size", c_loc(x%size))
    call offset("da_dim_dict%proc_grid_size", c_loc(x%proc_grid_size))
    call offset("da_dim_dict%proc_grid_rank", c_loc(x%proc_grid_rank))
    call offset("da_dim_dict%start", c_loc(x%start))
    call offset("da_dim_dict%stop", c_loc(x%stop))
    call offset("da_dim_dict%block_size", c_loc(x%block_size))
    call offset("da_dim_dict%padding", c_loc(x%padding))
    call offset("da_dim_dict%num_indices", c_loc(x%num_indices))
    call offset("da_dim_dict%indices", c_loc(x%indices))
    call offset("da_dim_dict%dist_type", c_loc(x%dist_type))
    call offset("da_dim_dict%periodic", c_loc(x%periodic))
    call offset("da_dim_dict%one_to_one", c_loc(x%one_to_one))
    call offset("da_dim_dict%reserved", c_loc(x%reserved))
    call offset("da_dim_dict%reserved2", c_loc(x%reserved2))
  end subroutine dim_dict_layout

  subroutine distbuffer_layout()
    type(da_distbuffer), target :: x
    origin = c_loc(x)
    call compare("da_distbuffer", c_sizeof(x))
    call offset("da_distbuffer%abi_major", c_loc(x%abi_major))
    call offset("da_distbuffer%abi_minor", c_loc(x%abi_minor))
    call offset("da_distbuffer%private_data", c_loc(x%private_data))
    call offset("da_distbuffer%release", c_loc(x%release))
    call offset("da_distbuffer%flags", c_loc(x%flags))
    call offset("da_distbuffer%dap_version", c_loc(x%dap_version))
    call offset("da_distbuffer%ndim", c_loc(x%ndim))
    call offset("da_distbuffer%data", c_loc(x%data))
    call offset("da_distbuffer%nbytes", c_loc(x%nbytes))
    call offset("da_distbuffer%dtype", c_loc(x%dtype))
    call offset("da_distbuffer%device", c_loc(x%device))
    call offset("da_distbuffer%reserved0", c_loc(x%reserved0))
    call offset("da_distbuffer%shape", c_loc(x%shape))
    call offset("da_distbuffer%strides", c_loc(x%strides))
    call offset("da_distbuffer%dim_data", c_loc(x%dim_data))
    call offset("da_distbuffer%comm_f", c_loc(x%comm_f))
    call offset("da_distbuffer%rank", c_loc(x%rank))
    call offset("da_distbuffer%comm_size", c_loc(x%comm_size))
    call offset("da_distbuffer%ext", c_loc(x%ext))
    call offset("da_distbuffer%reserved", c_loc(x%reserved))
  end subroutine distbuffer_layout

end program layout
