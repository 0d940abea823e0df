// A process ends by abort(3) after a child ended by a fault.
#include "tracee.h"
#include <sys/resource.h>
#include <sys/wait.h>

int main(void) {
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    pid_t child = fork();
    if (child == 0) {
        *(volatile int *)8 = 1;
    }
    int status;
    CHECK(waitpid(child, &status, 0) == child && WIFSIGNALED(status));
    printf("signal %d\n", WTERMSIG(status));
    succeeded();
    abort();
}
