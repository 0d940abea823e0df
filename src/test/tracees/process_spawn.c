// posix_spawn with file actions and attributes, popen and system; a program that is not there.
#define _GNU_SOURCE
#include "tracee.h"
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>

extern char **environ;

int main(void) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none;
    sigemptyset(&none);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, "spoken", O_CREAT | O_WRONLY | O_TRUNC, 0600);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
    char *argv[] = {"echo", "from a spawned program", NULL};
    pid_t child;
    int status;
    CHECK(posix_spawn(&child, "/bin/echo", &actions, &attributes, argv, environ) == 0);
    CHECK(waitpid(child, &status, 0) == child && status == 0);
    char text[64] = {0};
    int file = open("spoken", O_RDONLY);
    CHECK(read(file, text, sizeof text - 1) > 0);
    printf("%s", text);
    CHECK(posix_spawnp(&child, "no-such-program", NULL, NULL, argv, environ) == ENOENT);

    FILE *lines = popen("echo one; echo two", "r");
    while (fgets(text, sizeof text, lines)) {
        printf("%s", text);
    }
    CHECK(WEXITSTATUS(pclose(lines)) == 0);
    CHECK(WEXITSTATUS(system("exit 6")) == 6);
    return succeeded();
}
