/*
 * Two counters of a theatre sell tickets from one pile, each in three steps: look how many are
 * left, work out the price, write down one less. Nothing keeps the other counter from selling
 * between the look and the note, and then its sales are forgotten.
 */
#include <pthread.h>
#include <stdio.h>

#define SEATS 300
#define CUSTOMERS 100

static volatile int left = SEATS;
static volatile double takings;
static pthread_barrier_t opening;

/* Takes long enough for the other counter to get its turn meanwhile. */
static double price(int seat) {
    double sum = 0;
    for (int i = 1; i < 200000; i++) {
        sum += 1.0 / (seat + i);
    }
    return sum;
}

static void *sell(void *number) {
    pthread_barrier_wait(&opening);
    for (int customer = 0; customer < CUSTOMERS; customer++) {
        int seen = left;
        double cost = price(seen);
        left = seen - 1;
        takings = takings + cost;
    }
    printf("counter %d closes\n", *(int *)number);
    return NULL;
}

int main(void) {
    static int numbers[2] = {1, 2};
    pthread_t counters[2];
    pthread_barrier_init(&opening, NULL, 2);
    setvbuf(stdout, NULL, _IOLBF, 0);
    printf("%d tickets\n", SEATS);
    for (int i = 0; i < 2; i++) {
        pthread_create(&counters[i], NULL, sell, &numbers[i]);
    }
    for (int i = 0; i < 2; i++) {
        pthread_join(counters[i], NULL);
    }
    int lost = left - (SEATS - 2 * CUSTOMERS);
    printf("%d sold, %d left, %d sales forgotten\n", 2 * CUSTOMERS, left, lost);
    return lost == 0 ? 0 : 3;
}
