/*
 * A courier rings once. Somebody at home looks at the door, sees nobody, makes tea, and then sits
 * down to wait for the bell, which has rung meanwhile and does not ring again.
 *
 * The mistake: the look at the flag and the wait for the condition are two steps, and the mutex is
 * not held from the one to the other. A neighbour gives up for everybody in the end.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define MILLISECONDS 1000

static pthread_mutex_t door = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t bell = PTHREAD_COND_INITIALIZER;
static bool courier_is_here;

/* These make the unlucky order certain, and are nothing that the bell needs. */
static atomic_bool is_making_tea;
static atomic_bool tea_is_ready;
static atomic_bool is_about_to_wait;

static void look_until(atomic_bool *happened) {
    while (!atomic_load(happened)) {
        usleep(50 * MILLISECONDS);
    }
}

static bool look_through_the_window(void) {
    pthread_mutex_lock(&door);
    bool seen = courier_is_here;
    pthread_mutex_unlock(&door);
    printf("home: %s\n", seen ? "there is the courier" : "nobody at the door");
    return seen;
}

static void *stay_at_home(void *unused) {
    bool seen = look_through_the_window();
    if (!seen) {
        printf("home: tea first\n");
        is_making_tea = true;
        look_until(&tea_is_ready);
        pthread_mutex_lock(&door);
        printf("home: waiting for the bell\n");
        is_about_to_wait = true;
        pthread_cond_wait(&bell, &door);
        pthread_mutex_unlock(&door);
    }
    printf("home: a parcel!\n");
    return unused;
}

static void ring(void) {
    pthread_mutex_lock(&door);
    courier_is_here = true;
    pthread_cond_signal(&bell);
    pthread_mutex_unlock(&door);
    printf("courier: I have rung\n");
}

int main(void) {
    setvbuf(stdout, NULL, _IOLBF, 0);
    pthread_t home;
    pthread_create(&home, NULL, stay_at_home, NULL);
    look_until(&is_making_tea);
    ring();
    tea_is_ready = true;
    look_until(&is_about_to_wait);
    usleep(300 * MILLISECONDS);
    printf("neighbour: that parcel will never be fetched\n");
    exit(3);
}
