/*
 * What a mutex does. First one thread locks and unlocks a mutex a thousand times, with nobody else
 * about. Then it keeps the mutex for a while, and a second thread comes to want it.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

#define MILLISECONDS 1000

static pthread_mutex_t room = PTHREAD_MUTEX_INITIALIZER;
static long visits;
static atomic_int knocks;

static void visit(void) {
    pthread_mutex_lock(&room);
    visits++;
    pthread_mutex_unlock(&room);
}

static void *knock(void *unused) {
    printf("second thread: I want the room\n");
    knocks++;
    visit();
    printf("second thread: I have been in\n");
    return unused;
}

int main(void) {
    setvbuf(stdout, NULL, _IOLBF, 0);
    printf("alone: a thousand visits begin\n");
    for (int i = 0; i < 1000; i++) {
        visit();
    }
    printf("alone: they are over\n");

    pthread_mutex_lock(&room);
    pthread_t second;
    pthread_create(&second, NULL, knock, NULL);
    while (knocks == 0) {
        usleep(20 * MILLISECONDS);
    }
    usleep(100 * MILLISECONDS);
    printf("first thread: I leave the room\n");
    pthread_mutex_unlock(&room);
    pthread_join(second, NULL);
    printf("%ld visits\n", visits);
    return 0;
}
