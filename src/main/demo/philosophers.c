/*
 * Five philosophers at a round table, a fork between each two. Everyone takes the left fork, waits
 * for the others to have done so, and reaches for the right one: nobody ever eats.
 *
 * A waiter watches. When no fork has moved for two seconds it says who holds and who waits for
 * what, and ends the dinner with status 3.
 *
 * To find in the recording: the futex on which each philosopher sleeps, and the one moment after
 * which nothing could save the dinner.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define SEATS 5

static const char *const NAMES[SEATS] = {"Aspasia", "Diogenes", "Hypatia", "Plato", "Zeno"};

static pthread_mutex_t forks[SEATS];
static pthread_barrier_t everyone_has_a_left_fork;

/* What the waiter sees of each philosopher: fork numbers, -1 for none. */
static pthread_mutex_t table = PTHREAD_MUTEX_INITIALIZER;
static int holds[SEATS] = {-1, -1, -1, -1, -1};
static int wants[SEATS] = {-1, -1, -1, -1, -1};
static int moves;

static void note(int seat, int held, int wanted) {
    pthread_mutex_lock(&table);
    holds[seat] = held;
    wants[seat] = wanted;
    moves++;
    pthread_mutex_unlock(&table);
}

static void *dine(void *argument) {
    int seat = *(int *)argument;
    int left = seat;
    int right = (seat + 1) % SEATS;

    printf("%s sits down and thinks\n", NAMES[seat]);
    note(seat, -1, left);
    pthread_mutex_lock(&forks[left]);
    note(seat, left, -1);
    printf("%s takes the left fork, number %d\n", NAMES[seat], left);

    pthread_barrier_wait(&everyone_has_a_left_fork);

    printf("%s reaches for the right fork, number %d\n", NAMES[seat], right);
    note(seat, left, right);
    pthread_mutex_lock(&forks[right]);

    printf("%s eats\n", NAMES[seat]);
    pthread_mutex_unlock(&forks[right]);
    pthread_mutex_unlock(&forks[left]);
    note(seat, -1, -1);
    return NULL;
}

static void *watch(void *unused) {
    (void)unused;
    const struct timespec quarter = {.tv_nsec = 250 * 1000 * 1000};
    int seen = -1;
    int quarters = 0;
    while (quarters < 8) {
        nanosleep(&quarter, NULL);
        pthread_mutex_lock(&table);
        quarters = moves == seen ? quarters + 1 : 0;
        seen = moves;
        pthread_mutex_unlock(&table);
    }
    printf("the waiter: no fork has moved for two seconds\n");
    pthread_mutex_lock(&table);
    for (int seat = 0; seat < SEATS; seat++) {
        if (wants[seat] >= 0) {
            printf("deadlock: %s holds fork %d and waits for fork %d\n", NAMES[seat], holds[seat],
                   wants[seat]);
        }
    }
    pthread_mutex_unlock(&table);
    printf("the waiter: dinner is over\n");
    exit(3);
}

int main(void) {
    setvbuf(stdout, NULL, _IOLBF, 0);
    printf("Dinner is served: %d philosophers, %d forks.\n", SEATS, SEATS);
    pthread_barrier_init(&everyone_has_a_left_fork, NULL, SEATS);

    static int seats[SEATS];
    pthread_t philosophers[SEATS];
    pthread_t waiter;
    pthread_create(&waiter, NULL, watch, NULL);
    for (int seat = 0; seat < SEATS; seat++) {
        pthread_mutex_init(&forks[seat], NULL);
    }
    for (int seat = 0; seat < SEATS; seat++) {
        seats[seat] = seat;
        pthread_create(&philosophers[seat], NULL, dine, &seats[seat]);
    }
    for (int seat = 0; seat < SEATS; seat++) {
        pthread_join(philosophers[seat], NULL);
    }
    printf("Everyone has eaten.\n");
    return 0;
}
