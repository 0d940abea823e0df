// Calls that seldom wait do: named pipes are opened from both sides, a full pipe is written to, locks are held.
#define _GNU_SOURCE
#include "tracee.h"
#include <fcntl.h>
#include <pthread.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>

static int ends[2];

static void *drain(void *argument) {
    char bytes[1000];
    long sum = 0;
    usleep(1000);
    for (ssize_t got; (got = read(ends[0], bytes, sizeof bytes)) > 0;) sum += got;
    *(long *)argument = sum;
    return NULL;
}

int main(void) {
    for (int round = 0; round < 4; round++) {
        CHECK(mkfifo("fifo", 0600) == 0);
        pid_t child = fork();
        if (child == 0) {
            usleep(round * 20000);
            int out = open("fifo", O_WRONLY);
            CHECK(out >= 0 && write(out, "through", 7) == 7);
            _exit(0);
        }
        char bytes[16];
        int in = open("fifo", O_RDONLY);
        CHECK(in >= 0 && read(in, bytes, sizeof bytes) == 7 && read(in, bytes, sizeof bytes) == 0);
        CHECK(close(in) == 0 && unlink("fifo") == 0);
        int status;
        CHECK(waitpid(child, &status, 0) == child && status == 0);
    }
    for (int kind = 0; kind < 2; kind++) {
        CHECK((kind ? socketpair(AF_UNIX, SOCK_STREAM, 0, ends) : pipe(ends)) == 0);
        pthread_t reader;
        long sum = 0, sent = 0;
        char page[3000] = "x";
        CHECK(pthread_create(&reader, NULL, drain, &sum) == 0);
        for (int i = 0; i < 100; i++) {
            CHECK(write(ends[1], page, sizeof page) == sizeof page);
            sent += sizeof page;
        }
        CHECK(close(ends[1]) == 0 && pthread_join(reader, NULL) == 0 && sum == sent);
        CHECK(close(ends[0]) == 0);
    }
    int file = open("locked", O_CREAT | O_RDWR, 0600);
    CHECK(file >= 0 && flock(file, LOCK_EX) == 0);
    pid_t child = fork();
    if (child == 0) {
        int own = open("locked", O_RDWR);
        CHECK(flock(own, LOCK_EX | LOCK_NB) == -1 && errno == EWOULDBLOCK);
        CHECK(flock(own, LOCK_EX) == 0);
        _exit(7);
    }
    usleep(3000);
    CHECK(flock(file, LOCK_UN) == 0);
    int status;
    CHECK(waitpid(child, &status, 0) == child && WEXITSTATUS(status) == 7);
    CHECK(unlink("locked") == 0);
    return succeeded();
}
