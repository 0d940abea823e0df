// poll, select, ppoll and blocking reads of several threads on one pipe; descriptors reused at once.
#define _GNU_SOURCE
#include "tracee.h"
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/select.h>
#include <time.h>

static int ends[2];
static atomic_int sum;

static void *take(void *argument) {
    char byte;
    while (read(ends[0], &byte, 1) == 1) {
        sum += byte;
    }
    return argument;
}

int main(void) {
    CHECK(pipe(ends) == 0);
    struct pollfd entries[2] = {{.fd = ends[0], .events = POLLIN}, {.fd = ends[1], .events = POLLOUT}};
    CHECK(poll(entries, 2, 1000) == 1 && entries[1].revents == POLLOUT);
    CHECK(poll(entries, 1, 5) == 0);
    struct timespec time = {.tv_nsec = 2000000};
    CHECK(ppoll(entries, 1, &time, NULL) == 0);
    fd_set set;
    FD_ZERO(&set);
    FD_SET(ends[0], &set);
    struct timeval soon = {.tv_usec = 2000};
    CHECK(select(ends[0] + 1, &set, NULL, NULL, &soon) == 0 && !FD_ISSET(ends[0], &set));
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    char byte = 1;
    CHECK(read(ends[0], &byte, 1) == -1 && errno == EAGAIN);
    fcntl(ends[0], F_SETFL, 0);

    pthread_t threads[4];
    for (int i = 0; i < 4; i++) {
        pthread_create(&threads[i], NULL, take, NULL);
    }
    for (int i = 0; i < 100; i++) {
        CHECK(write(ends[1], &byte, 1) == 1);
        if (i % 25 == 0) {
            usleep(1000);
        }
    }
    close(ends[1]);
    for (int i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
    }
    printf("%d\n", sum);
    for (int i = 0; i < 50; i++) {
        int one = open("/dev/null", O_RDONLY), other[2];
        CHECK(read(one, &byte, 1) == 0 && close(one) == 0 && pipe(other) == 0 && other[0] == one);
        CHECK(write(other[1], "z", 1) == 1 && read(other[0], &byte, 1) == 1 && byte == 'z');
        close(other[0]);
        close(other[1]);
    }
    return succeeded();
}
