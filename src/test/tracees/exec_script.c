// Executes scripts: with an argument to the interpreter, through another script, and one that fails.
#define _GNU_SOURCE
#include "tracee.h"
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>

static void script(const char *name, const char *text) {
    int file = open(name, O_CREAT | O_WRONLY | O_TRUNC, 0700);
    CHECK(file >= 0 && write(file, text, strlen(text)) == (ssize_t)strlen(text));
    close(file);
}

static void execute(const char *name) {
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        execl(name, name, "an argument", NULL);
        _exit(errno);
    }
    int status;
    CHECK(waitpid(child, &status, 0) == child && WIFEXITED(status));
    printf("%s: %d\n", name, WEXITSTATUS(status));
}

int main(void) {
    script("./plain", "#!/bin/sh\necho \"$0 $1\"; exit 3\n");
    script("./option", "#!/bin/sh -e\nfalse\necho not reached\n");
    script("./nested", "#!./plain\n");
    script("./lost", "#!/no/such/interpreter\n");
    script("./nothing", "echo no first line\n");
    execute("./plain");
    execute("./option");
    execute("./nested");
    execute("./lost");
    execute("./nothing");
    return succeeded();
}
