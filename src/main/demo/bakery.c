/*
 * Six bakers wait for loaves to come out of the oven, all on one condition variable. The first loaf
 * is announced by a broadcast: all six wake, one gets the loaf, five go back to sleep. The second
 * is announced by a signal: one wakes.
 */
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

#define BAKERS 6
#define MILLISECONDS 1000

static pthread_mutex_t kitchen = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t oven = PTHREAD_COND_INITIALIZER;
static int loaves;
static int closed;
static int waiting;
static int woken;

static void *bake(void *argument) {
    int baker = *(int *)argument;
    pthread_mutex_lock(&kitchen);
    for (;;) {
        while (loaves == 0 && !closed) {
            waiting++;
            pthread_cond_wait(&oven, &kitchen);
            waiting--;
            woken++;
        }
        if (closed) {
            break;
        }
        loaves--;
        printf("baker %d has a loaf\n", baker);
    }
    pthread_mutex_unlock(&kitchen);
    return NULL;
}

/* Returns when so many bakers sleep; the last of them may be just about to. */
static void wait_for_sleepers(int wanted) {
    int sleepers;
    do {
        usleep(50 * MILLISECONDS);
        pthread_mutex_lock(&kitchen);
        sleepers = waiting;
        pthread_mutex_unlock(&kitchen);
    } while (sleepers < wanted);
    usleep(50 * MILLISECONDS);
}

static void loaf(int (*announce)(pthread_cond_t *), const char *how) {
    pthread_mutex_lock(&kitchen);
    woken = 0;
    loaves = 1;
    printf("a loaf, announced by a %s\n", how);
    announce(&oven);
    pthread_mutex_unlock(&kitchen);
    wait_for_sleepers(BAKERS);
    pthread_mutex_lock(&kitchen);
    printf("%d woken by the %s\n", woken, how);
    pthread_mutex_unlock(&kitchen);
}

int main(void) {
    setvbuf(stdout, NULL, _IOLBF, 0);
    static int numbers[BAKERS];
    pthread_t bakers[BAKERS];
    for (int i = 0; i < BAKERS; i++) {
        numbers[i] = i + 1;
        pthread_create(&bakers[i], NULL, bake, &numbers[i]);
    }
    wait_for_sleepers(BAKERS);
    loaf(pthread_cond_broadcast, "broadcast");
    loaf(pthread_cond_signal, "signal");

    pthread_mutex_lock(&kitchen);
    closed = 1;
    pthread_cond_broadcast(&oven);
    pthread_mutex_unlock(&kitchen);
    for (int i = 0; i < BAKERS; i++) {
        pthread_join(bakers[i], NULL);
    }
    printf("the bakery is closed\n");
    return 0;
}
