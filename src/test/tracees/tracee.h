// What the programs under test share: a check that ends them, and the last line that they print.
#ifndef TRACEE_H
#define TRACEE_H

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CHECK(condition)                                                                      \
    do {                                                                                      \
        if (!(condition)) {                                                                   \
            fprintf(stderr, "%s:%d: not so: %s (errno %d)\n", __FILE__, __LINE__, #condition, \
                    errno);                                                                   \
            _exit(1);                                                                         \
        }                                                                                     \
    } while (0)

static inline int succeeded(void) {
    puts("EXIT-SUCCESS");
    return fflush(stdout);
}

#endif
