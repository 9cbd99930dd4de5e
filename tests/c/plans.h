/* Plans for tests: made with options of all kinds, and what their reports must say. */
#ifndef DISTARRAY_TESTS_PLANS_H
#define DISTARRAY_TESTS_PLANS_H

#include "whole.h"

/* The options of a way to move elements: by default, packed, in many small messages, with the least staging
 * memory, and read directly. */
enum { WAY_DEFAULT, WAY_PACKED, WAY_PIECES, WAY_LEAST, WAY_DIRECT, PLAN_WAYS };

static inline da_plan_options plan_way(int way) {
    da_plan_options options;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    if (way == WAY_PACKED || way == WAY_PIECES) options.transport = DA_TRANSPORT_MESSAGES;
    if (way == WAY_PIECES) options.message_bytes = 48;
    if (way == WAY_LEAST) options.staging_bytes = 1792;
    if (way == WAY_DIRECT) options.transport = DA_TRANSPORT_DIRECT;
    return options;
}

/* NULL only where elements can not be read directly: then that is so for all plans. */
static inline da_plan *plan_made(const da_distribution *from, int32_t from_dtype, const da_distribution *to,
                                 int32_t to_dtype, const da_plan_options *options) {
    static int refused = -1;
    da_plan *plan = NULL;
    const da_status status = da_plan_create(from, from_dtype, to, to_dtype, options, &plan);
    if (options && options->transport == DA_TRANSPORT_DIRECT) {
        if (refused < 0) refused = status == DA_ERR_NOT_SUPPORTED;
        CHECK_STATUS(status, refused ? DA_ERR_NOT_SUPPORTED : DA_OK);
    } else CHECK_STATUS(status, DA_OK);
    return plan;
}

static inline da_plan_report report_of(const da_plan *plan) {
    da_plan_report report;
    memset(&report, 0x5a, sizeof report);
    report.struct_size = sizeof report;
    CHECK_OK(da_plan_info(plan, &report));
    return report;
}

static inline da_stats stats_of(const da_context *ctx) {
    da_stats stats;
    memset(&stats, 0, sizeof stats);
    stats.struct_size = sizeof stats;
    CHECK_OK(da_context_stats(ctx, &stats));
    return stats;
}

static inline da_array *zeros_on(const da_distribution *dist, int32_t dtype) {
    da_array *a = NULL;
    CHECK_OK(da_zeros(dist, dtype, &a));
    CHECK_OR_QUIT(a != NULL);
    return a;
}

/* Elements of a rank's section. */
static inline int64_t section_size(const da_distribution *dist, int32_t rank) {
    int64_t offset[ORACLE_MAX], owned[ORACLE_MAX];
    int32_t ndim = 0;
    CHECK_OK(da_distribution_ndim(dist, &ndim));
    if (da_distribution_owned(dist, rank, offset, owned) != DA_OK) return 0; /* holds nothing */
    return count_of(ndim, owned);
}

#endif /* DISTARRAY_TESTS_PLANS_H */
