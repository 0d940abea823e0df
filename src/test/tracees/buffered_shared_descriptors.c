// Tasks of one memory have descriptors of their own, and tasks of two share theirs: none takes one for another.
#define _GNU_SOURCE
#include "tracee.h"
#include <fcntl.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/wait.h>

static int pipes[2], file;
static volatile int step;

static void use_file(int fd) {
    char bytes[4];
    for (int i = 0; i < 5; i++) CHECK(pread(fd, bytes, 4, 0) == 4 && bytes[1] == 'E');
}

// In the same memory, with other descriptors: what is a file there is a pipe here.
static int with_own_descriptors(void *argument) {
    (void)argument;
    CHECK(dup2(pipes[0], file) == file);
    char bytes[4];
    for (int i = 0; i < 3; i++) {
        CHECK(write(pipes[1], "abcd", 4) == 4);
        CHECK(read(file, bytes, 4) == 4 && bytes[0] == 'a');
    }
    step = 1;
    close(file);
    _exit(0);
}

// In another memory, with the same descriptors.
static int with_same_descriptors(void *argument) {
    (void)argument;
    use_file(file);
    CHECK(dup2(pipes[0], file) == file);
    _exit(0);
}

static void run(int (*function)(void *), int flags) {
    char *stack = mmap(NULL, 65536, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    int status;
    CHECK(stack != MAP_FAILED);
    pid_t child = clone(function, stack + 65536, flags | SIGCHLD, NULL);
    CHECK(child > 0);
    if (flags & CLONE_VM) use_file(file);
    CHECK(waitpid(child, &status, 0) == child && status == 0);
    CHECK(munmap(stack, 65536) == 0);
}

int main(void) {
    file = open("/proc/self/exe", O_RDONLY);
    CHECK(file >= 0 && pipe(pipes) == 0);
    use_file(file);
    run(with_own_descriptors, CLONE_VM);
    CHECK(step == 1);
    use_file(file);
    for (int i = 0; i < 3; i++) {
        pid_t child = vfork();
        if (child == 0) {
            dup2(pipes[0], file);
            close(pipes[1]);
            execl("/bin/true", "true", NULL);
            _exit(9);
        }
        int status;
        CHECK(waitpid(child, &status, 0) == child && status == 0);
        use_file(file);
        CHECK(write(pipes[1], "ab", 2) == 2);
    }
    run(with_same_descriptors, CLONE_FILES);
    // The child has put the pipe in its place, for both.
    char bytes[8];
    CHECK(read(file, bytes, sizeof bytes) == 6 && bytes[0] == 'a');
    return succeeded();
}
