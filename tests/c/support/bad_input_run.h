/* The runner of the bad-input table. */
#ifndef DISTARRAY_TESTS_BAD_INPUT_RUN_H
#define DISTARRAY_TESTS_BAD_INPUT_RUN_H

#include "bad_input.h"

/* Runs every `step`th function whose name begins with `only`; returns the number of rows. */
int run_tables(world *w, const char *only, int step);

/* As check_finish(): the checks were counted here. */
int bad_input_verdict(void);

#endif
