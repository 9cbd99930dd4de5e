/* Loops over the C library's functions of complex numbers, whose operands are C's complex type by value,
 * which other languages cannot pass on every machine. `out` and `a` may be the same array. */
#include <complex.h>
#include <stddef.h>

#define LOOP(function)                                                                   \
    void da_loop_##function(double complex *out, const double complex *a, size_t n);     \
    void da_loop_##function(double complex *out, const double complex *a, size_t n) {    \
        for (size_t i = 0; i < n; i++) out[i] = function(a[i]);                          \
    }

LOOP(cexp)
LOOP(clog)
LOOP(csqrt)
LOOP(csin)
LOOP(ccos)
LOOP(ctan)
LOOP(casin)
LOOP(cacos)
LOOP(catan)
LOOP(csinh)
LOOP(ccosh)
LOOP(ctanh)
LOOP(casinh)
LOOP(cacosh)
LOOP(catanh)

void da_loop_cpow(double complex *out, const double complex *a, const double complex *b, size_t n);
void da_loop_cpow(double complex *out, const double complex *a, const double complex *b, size_t n) {
    for (size_t i = 0; i < n; i++) out[i] = cpow(a[i], b[i]);
}
