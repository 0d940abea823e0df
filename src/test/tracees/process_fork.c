// Children and grandchildren by fork; their statuses come back to the one who made them.
#include "tracee.h"
#include <sys/wait.h>

int main(void) {
    int pipes[2];
    CHECK(pipe(pipes) == 0);
    int own = 7;
    for (int i = 0; i < 4; i++) {
        pid_t child = fork();
        CHECK(child >= 0);
        if (child == 0) {
            own += i;
            pid_t grandchild = fork();
            if (grandchild == 0) {
                own += 100;
                char letter = (char)('a' + i);
                CHECK(write(pipes[1], &letter, 1) == 1);
                _exit(own);
            }
            int status;
            CHECK(waitpid(grandchild, &status, 0) == grandchild);
            CHECK(WIFEXITED(status) && WEXITSTATUS(status) == own + 100);
            _exit(i);
        }
        int status;
        siginfo_t info;
        if (i % 2 == 0) {
            CHECK(waitpid(child, &status, 0) == child && WEXITSTATUS(status) == i);
        } else {
            CHECK(waitid(P_PID, child, &info, WEXITED | WNOWAIT) == 0 && info.si_status == i);
            CHECK(wait4(-1, &status, 0, NULL) == child && WEXITSTATUS(status) == i);
        }
        char letter;
        CHECK(read(pipes[0], &letter, 1) == 1);
        putchar(letter);
    }
    CHECK(own == 7 && wait(NULL) == -1 && errno == ECHILD);
    putchar('\n');
    return succeeded();
}
