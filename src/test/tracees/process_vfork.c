// vfork: the parent waits until its child has called exec or ended, and sees what it wrote.
#define _GNU_SOURCE
#include "tracee.h"
#include <sys/wait.h>

int main(void) {
    volatile int shared = 0;
    for (int i = 0; i < 3; i++) {
        pid_t child = vfork();
        CHECK(child >= 0);
        if (child == 0) {
            shared = shared + 1;
            if (i == 2) {
                execl("/bin/true", "true", NULL);
            }
            _exit(40 + i);
        }
        int status;
        CHECK(shared == i + 1);
        CHECK(waitpid(child, &status, 0) == child);
        printf("%d\n", WEXITSTATUS(status));
    }
    return succeeded();
}
