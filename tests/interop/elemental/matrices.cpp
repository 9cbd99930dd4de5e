/* ranks: 1 2 3 4 6  timeout: 120
 * Elemental's own matrices on our memory and the other way round, where the library is installed. Hydrogen can not attach
 * BLOCK matrices. */
#include "checks.hpp"

int main(int argc, char **argv) {
    int verdict = 1;
    {
        El::Environment environment(argc, argv);
        world w = world_open();
#ifdef DISTARRAY_HYDROGEN
        checks::check_everything(w, false);
#else
        checks::check_everything(w, true);
#endif
        world_close(&w);
        verdict = check_finish();
    }
    return verdict;
}
