/* What C says about its structures, for layout.f90: sizes and offsets by name, -1 for a name that
 * is not here. */
#include <string.h>

#include <distarray.h>

typedef struct entry {
    const char *name;
    int64_t number;
} entry;

#define SIZE(type) {#type, (int64_t)sizeof(type)}
#define OFFSET(type, member) {#type "%" #member, (int64_t)offsetof(type, member)}

static const entry entries[] = {
    SIZE(da_slice), OFFSET(da_slice, start), OFFSET(da_slice, stop), OFFSET(da_slice, step), OFFSET(da_slice, kind),
    OFFSET(da_slice, reserved),
    SIZE(da_value), OFFSET(da_value, dtype), OFFSET(da_value, flags), OFFSET(da_value, bits),
    SIZE(da_local), OFFSET(da_local, data), OFFSET(da_local, size), OFFSET(da_local, dtype), OFFSET(da_local, ndim),
    OFFSET(da_local, shape), OFFSET(da_local, strides), OFFSET(da_local, owned_offset), OFFSET(da_local, owned_shape),
    SIZE(da_cursor), OFFSET(da_cursor, data), OFFSET(da_cursor, count), OFFSET(da_cursor, stride),
    OFFSET(da_cursor, remaining), OFFSET(da_cursor, dtype), OFFSET(da_cursor, ndim), OFFSET(da_cursor, index),
    OFFSET(da_cursor, local), OFFSET(da_cursor, private_data),
    SIZE(da_dim_spec), OFFSET(da_dim_spec, size), OFFSET(da_dim_spec, kind), OFFSET(da_dim_spec, grid_axis_plus_1),
    OFFSET(da_dim_spec, grid_size), OFFSET(da_dim_spec, block_size), OFFSET(da_dim_spec, comm_padding),
    OFFSET(da_dim_spec, boundary_padding), OFFSET(da_dim_spec, bounds), OFFSET(da_dim_spec, num_bounds),
    OFFSET(da_dim_spec, labels), OFFSET(da_dim_spec, num_labels), OFFSET(da_dim_spec, periodic),
    OFFSET(da_dim_spec, one_to_one), OFFSET(da_dim_spec, reserved),
    SIZE(da_context_options), OFFSET(da_context_options, struct_size), OFFSET(da_context_options, timeout_seconds),
    OFFSET(da_context_options, memory_limit), OFFSET(da_context_options, check_level),
    OFFSET(da_context_options, cpu_level), OFFSET(da_context_options, staging_bytes),
    OFFSET(da_context_options, accuracy), OFFSET(da_context_options, reserved),
    SIZE(da_distribution_options), OFFSET(da_distribution_options, struct_size),
    OFFSET(da_distribution_options, grid_shape), OFFSET(da_distribution_options, ranks),
    OFFSET(da_distribution_options, num_ranks), OFFSET(da_distribution_options, grid_ndim),
    OFFSET(da_distribution_options, reserved),
    SIZE(da_array_options), OFFSET(da_array_options, struct_size), OFFSET(da_array_options, order),
    OFFSET(da_array_options, fill), OFFSET(da_array_options, value),
    SIZE(da_operand), OFFSET(da_operand, array), OFFSET(da_operand, value),
    SIZE(da_ufunc_options), OFFSET(da_ufunc_options, struct_size), OFFSET(da_ufunc_options, mask),
    OFFSET(da_ufunc_options, casting), OFFSET(da_ufunc_options, dtype), OFFSET(da_ufunc_options, accuracy),
    OFFSET(da_ufunc_options, flags), OFFSET(da_ufunc_options, conditions),
    SIZE(da_reduce_options), OFFSET(da_reduce_options, struct_size), OFFSET(da_reduce_options, where_mask),
    OFFSET(da_reduce_options, weights), OFFSET(da_reduce_options, initial),
    OFFSET(da_reduce_options, has_initial), OFFSET(da_reduce_options, dtype), OFFSET(da_reduce_options, ddof),
    SIZE(da_plan_options), OFFSET(da_plan_options, struct_size), OFFSET(da_plan_options, staging_bytes),
    OFFSET(da_plan_options, message_bytes), OFFSET(da_plan_options, axes), OFFSET(da_plan_options, transport),
    OFFSET(da_plan_options, conjugate), OFFSET(da_plan_options, any_cast), OFFSET(da_plan_options, reshape),
    SIZE(da_plan_report), OFFSET(da_plan_report, struct_size), OFFSET(da_plan_report, partners_out),
    OFFSET(da_plan_report, partners_in), OFFSET(da_plan_report, messages_out),
    OFFSET(da_plan_report, messages_in), OFFSET(da_plan_report, bytes_out), OFFSET(da_plan_report, bytes_in),
    OFFSET(da_plan_report, bytes_kept), OFFSET(da_plan_report, staging_bytes),
    OFFSET(da_plan_report, direct_partners),
    SIZE(da_halo_options), OFFSET(da_halo_options, struct_size), OFFSET(da_halo_options, widths),
    OFFSET(da_halo_options, boundaries), OFFSET(da_halo_options, boundary), OFFSET(da_halo_options, skip_corners),
    OFFSET(da_halo_options, value), OFFSET(da_halo_options, staging_bytes), OFFSET(da_halo_options, message_bytes),
    OFFSET(da_halo_options, transport), OFFSET(da_halo_options, reserved),
    SIZE(da_run), OFFSET(da_run, ndim), OFFSET(da_run, axis), OFFSET(da_run, dtype), OFFSET(da_run, reserved),
    OFFSET(da_run, count), OFFSET(da_run, index), OFFSET(da_run, data), OFFSET(da_run, stride),
    SIZE(da_print_options), OFFSET(da_print_options, struct_size), OFFSET(da_print_options, precision),
    OFFSET(da_print_options, edge_items), OFFSET(da_print_options, threshold),
    OFFSET(da_print_options, line_width), OFFSET(da_print_options, suppress_small),
    OFFSET(da_print_options, float_mode), OFFSET(da_print_options, sign),
    SIZE(da_counters), OFFSET(da_counters, struct_size), OFFSET(da_counters, allocations),
    OFFSET(da_counters, live_bytes), OFFSET(da_counters, peak_bytes), OFFSET(da_counters, contexts),
    OFFSET(da_counters, distributions), OFFSET(da_counters, arrays), OFFSET(da_counters, communicators_made),
    OFFSET(da_counters, communicators_used),
    SIZE(da_traffic), OFFSET(da_traffic, messages_sent), OFFSET(da_traffic, bytes_sent),
    OFFSET(da_traffic, messages_received), OFFSET(da_traffic, bytes_received),
    SIZE(da_stats), OFFSET(da_stats, struct_size), OFFSET(da_stats, staging_bytes), OFFSET(da_stats, staging_peak),
    OFFSET(da_stats, messages), OFFSET(da_stats, direct), OFFSET(da_stats, collective), OFFSET(da_stats, calls),
    OFFSET(da_stats, seconds),
    SIZE(da_buffer_dtype), OFFSET(da_buffer_dtype, code), OFFSET(da_buffer_dtype, bits),
    OFFSET(da_buffer_dtype, lanes),
    SIZE(da_buffer_device), OFFSET(da_buffer_device, type), OFFSET(da_buffer_device, id),
    SIZE(da_dim_dict), OFFSET(da_dim_dict, size), OFFSET(da_dim_dict, proc_grid_size),
    OFFSET(da_dim_dict, proc_grid_rank), OFFSET(da_dim_dict, start), OFFSET(da_dim_dict, stop),
    OFFSET(da_dim_dict, block_size), OFFSET(da_dim_dict, padding), OFFSET(da_dim_dict, num_indices),
    OFFSET(da_dim_dict, indices), OFFSET(da_dim_dict, dist_type), OFFSET(da_dim_dict, periodic),
    OFFSET(da_dim_dict, one_to_one), OFFSET(da_dim_dict, reserved), OFFSET(da_dim_dict, reserved2),
    SIZE(da_distbuffer), OFFSET(da_distbuffer, abi_major), OFFSET(da_distbuffer, abi_minor),
    OFFSET(da_distbuffer, private_data), OFFSET(da_distbuffer, release), OFFSET(da_distbuffer, flags),
    OFFSET(da_distbuffer, dap_version), OFFSET(da_distbuffer, ndim), OFFSET(da_distbuffer, data),
    OFFSET(da_distbuffer, nbytes), OFFSET(da_distbuffer, dtype), OFFSET(da_distbuffer, device),
    OFFSET(da_distbuffer, reserved0), OFFSET(da_distbuffer, shape), OFFSET(da_distbuffer, strides),
    OFFSET(da_distbuffer, dim_data), OFFSET(da_distbuffer, comm_f), OFFSET(da_distbuffer, rank),
    OFFSET(da_distbuffer, comm_size), OFFSET(da_distbuffer, ext), OFFSET(da_distbuffer, reserved),
};

int64_t layout_entries(void);
int64_t layout_entries(void) { return (int64_t)(sizeof entries / sizeof *entries); }

/* The size of "type", or the offset of "type%member". */
int64_t layout_of(const char *name);
int64_t layout_of(const char *name) {
    size_t i;
    for (i = 0; i < sizeof entries / sizeof *entries; ++i)
        if (strcmp(entries[i].name, name) == 0) return entries[i].number;
    return -1;
}

/* 1 if a new variable of Fortran's type is what protocol.h's inline function makes. */
int32_t layout_is_initial(const da_distbuffer *buffer, const da_dim_dict *dict);
int32_t layout_is_initial(const da_distbuffer *buffer, const da_dim_dict *dict) {
    da_distbuffer expected_buffer;
    da_dim_dict expected_dict;
    int same;
    da_distbuffer_init(&expected_buffer);
    expected_buffer.dtype.lanes = 1; /* Fortran's default says what every producer writes */
    da_dim_dict_clear(&expected_dict);
    same = memcmp(buffer, &expected_buffer, sizeof *buffer) == 0;
    return same && memcmp(dict, &expected_dict, sizeof *dict) == 0;
}
