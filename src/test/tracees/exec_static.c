// cflags: -static
// A statically linked program with threads executes a dynamically linked one and waits for it.
#include "tracee.h"
#include <pthread.h>
#include <sys/wait.h>

static void *work(void *argument) {
    return argument;
}

int main(void) {
    pthread_t thread;
    void *result;
    CHECK(pthread_create(&thread, NULL, work, (void *)3) == 0);
    CHECK(pthread_join(thread, &result) == 0 && result == (void *)3);
    pid_t child = fork();
    if (child == 0) {
        execl("/bin/echo", "echo", "dynamic", (char *)NULL);
    }
    CHECK(waitpid(child, NULL, 0) == child);
    return succeeded();
}
