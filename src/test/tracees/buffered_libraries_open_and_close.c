// Libraries whose code makes system calls are loaded and unloaded in a loop, while other threads do the same.
#define _GNU_SOURCE
#include "tracee.h"
#include <dlfcn.h>
#include <libgen.h>
#include <pthread.h>

enum { THREADS = 3, ROUNDS = 40, LIBRARIES = 3 };

static char folder[4096];
static long expected[LIBRARIES];

static void *load_and_unload(void *argument) {
    long me = (long)argument;
    for (int round = 0; round < ROUNDS; round++) {
        int which = (int)(me + round) % LIBRARIES;
        char path[4200];
        snprintf(path, sizeof path, "%s/libcalling%d.so", folder, which);
        void *library = dlopen(path, RTLD_NOW);
        CHECK(library != NULL);
        long (*call)(long, long, long) = (long (*)(long, long, long))dlsym(library, "library_call");
        long (*call_if)(long) = (long (*)(long))dlsym(library, "library_call_if");
        CHECK(call != NULL && call_if != NULL);
        for (int i = 0; i < 3; i++) CHECK(call(0, 0, 0) == expected[which]);
        for (long i = 0; i < 4; i++) CHECK(call_if(i) == i * expected[which]);
        CHECK(dlclose(library) == 0);
    }
    return NULL;
}

int main(void) {
    CHECK(readlink("/proc/self/exe", folder, sizeof folder - 1) > 0);
    dirname(folder);
    expected[0] = getpid();
    expected[1] = getppid();
    expected[2] = getuid();
    pthread_t threads[THREADS];
    for (long i = 0; i < THREADS; i++) CHECK(pthread_create(&threads[i], NULL, load_and_unload, (void *)i) == 0);
    for (long i = 0; i < THREADS; i++) CHECK(pthread_join(threads[i], NULL) == 0);
    load_and_unload((void *)0);
    return succeeded();
}
