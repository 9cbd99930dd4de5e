/* The inline helpers of protocol.h, called by a program that links nothing. */
#include <distarray/protocol.h>
#include <stdio.h>
#include <string.h>

static int released;

static void release(da_distbuffer *self)
{
    released += 1 + (self->private_data == &released);
    self->release = NULL;
}

static void forgetful(da_distbuffer *self)
{
    (void)self;
    released += 100;
}

#define CHECK(condition) \
    do { \
        if (!(condition)) { \
            printf("line %d: %s\n", __LINE__, #condition); \
            return 1; \
        } \
    } while (0)

int main(void)
{
    da_distbuffer a, b;
    da_dim_dict dict;
    size_t i;

    memset(&a, 0xa5, sizeof a);
    da_distbuffer_init(&a);
    CHECK(a.abi_major == DA_ABI_MAJOR && a.abi_minor == DA_ABI_MINOR);
    CHECK(a.dap_version[0] == 0 && a.dap_version[1] == 10 && a.dap_version[2] == 0);
    CHECK(a.comm_f == -1 && a.rank == -1 && a.comm_size == -1 && a.device.type == DA_BUFFER_CPU);
    CHECK(a.data == NULL && a.ext == NULL && a.flags == 0 && a.reserved0 == 0);
    for (i = 0; i < 8; ++i) CHECK(a.reserved[i] == 0);
    CHECK(da_distbuffer_is_released(&a) && da_distbuffer_is_released(NULL));
    CHECK(da_distbuffer_check_abi(&a) == 1 && da_distbuffer_check_abi(NULL) == 1);

    memset(&dict, 0xa5, sizeof dict);
    da_dim_dict_clear(&dict);
    CHECK(dict.size == 0 && dict.indices == NULL && dict.dist_type == DA_DIST_ALIAS && dict.reserved2[1] == 0);

    a.release = release;
    a.private_data = &released;
    CHECK(da_distbuffer_check_abi(&a) == 0);
    da_distbuffer_move(&a, &b);
    CHECK(da_distbuffer_is_released(&a) && !da_distbuffer_is_released(&b));
    da_distbuffer_move(&b, &b);
    CHECK(!da_distbuffer_is_released(&b));
    da_distbuffer_release(&a);
    CHECK(released == 0);
    da_distbuffer_release(&b);
    da_distbuffer_release(&b);
    da_distbuffer_release(NULL);
    CHECK(released == 2 && da_distbuffer_is_released(&b));

    /* A foreign major version can be given back, and a producer's lapse does no harm. */
    da_distbuffer_init(&a);
    a.abi_major = DA_ABI_MAJOR + 1;
    a.release = forgetful;
    CHECK(da_distbuffer_check_abi(&a) == 2);
    da_distbuffer_release(&a);
    da_distbuffer_release(&a);
    CHECK(released == 102);
    printf("OK\n");
    return 0;
}
