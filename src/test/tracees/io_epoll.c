// epoll over eventfds, pipes and socketpairs that threads write to: level, edge and one-shot.
#define _GNU_SOURCE
#include "tracee.h"
#include <pthread.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

enum { ROUNDS = 50 };

static int event, ends[2], pair[2];

static void *feed(void *argument) {
    for (int i = 0; i < ROUNDS; i++) {
        uint64_t one = 1;
        CHECK(write(event, &one, sizeof one) == sizeof one);
        CHECK(write(ends[1], "p", 1) == 1);
        CHECK(send(pair[1], "s", 1, 0) == 1);
        if (i % 10 == 0) {
            usleep(500);
        }
    }
    return argument;
}

int main(void) {
    event = eventfd(0, EFD_NONBLOCK);
    CHECK(pipe(ends) == 0 && socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0);
    int epoll = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event entry = {.events = EPOLLIN, .data.fd = event};
    CHECK(epoll_ctl(epoll, EPOLL_CTL_ADD, event, &entry) == 0);
    entry.data.fd = ends[0];
    CHECK(epoll_ctl(epoll, EPOLL_CTL_ADD, ends[0], &entry) == 0);
    entry = (struct epoll_event){.events = EPOLLIN | EPOLLONESHOT, .data.fd = pair[0]};
    CHECK(epoll_ctl(epoll, EPOLL_CTL_ADD, pair[0], &entry) == 0);
    CHECK(epoll_ctl(epoll, EPOLL_CTL_ADD, pair[0], &entry) == -1 && errno == EEXIST);
    struct epoll_event ready[8];
    CHECK(epoll_wait(epoll, ready, 8, 0) == 0 && epoll_wait(epoll, ready, 8, 5) == 0);

    pthread_t thread;
    pthread_create(&thread, NULL, feed, NULL);
    uint64_t counted = 0;
    int letters = 0;
    while (counted < ROUNDS || letters < 2 * ROUNDS) {
        int count = epoll_wait(epoll, ready, 8, 5000);
        CHECK(count > 0);
        for (int i = 0; i < count; i++) {
            char bytes[16];
            uint64_t some;
            int from = ready[i].data.fd;
            if (from == event) {
                CHECK(read(event, &some, sizeof some) == sizeof some);
                counted += some;
            } else {
                letters += (int)read(from, bytes, sizeof bytes);
                if (from == pair[0]) {
                    CHECK(epoll_ctl(epoll, EPOLL_CTL_MOD, from, &entry) == 0);
                }
            }
        }
    }
    pthread_join(thread, NULL);
    printf("%lu %d\n", counted, letters);
    return succeeded();
}
