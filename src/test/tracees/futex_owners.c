// Mutexes between threads and processes, plain and recursive, and robust ones whose owners die.
#define _GNU_SOURCE
#include "tracee.h"
#include "mutex_kinds.h"

int main(void) {
    static const struct mutex_kind kinds[] = {
        {"normal", PTHREAD_PRIO_NONE, PTHREAD_MUTEX_STALLED, PTHREAD_MUTEX_NORMAL},
        {"checked", PTHREAD_PRIO_NONE, PTHREAD_MUTEX_STALLED, PTHREAD_MUTEX_ERRORCHECK},
        {"recursive", PTHREAD_PRIO_NONE, PTHREAD_MUTEX_STALLED, PTHREAD_MUTEX_RECURSIVE},
        {"adaptive", PTHREAD_PRIO_NONE, PTHREAD_MUTEX_STALLED, PTHREAD_MUTEX_ADAPTIVE_NP},
        {"robust", PTHREAD_PRIO_NONE, PTHREAD_MUTEX_ROBUST, PTHREAD_MUTEX_NORMAL},
    };
    for (int round = 0; round < ROUNDS; round++) {
        for (unsigned i = 0; i < sizeof kinds / sizeof *kinds; i++) {
            exercise_mutex(&kinds[i]);
        }
    }
    return succeeded();
}
