/*
 * Two counters of a theatre sell tickets from one pile, each in three steps: look how many are
 * left, work out the price, write down one less. Nothing keeps the other counter from selling
 * between the look and the note, and then its sales are forgotten.
 */
#include <pthread.h>
#include <stdio.h>

#define SEATS 1000
#define CUSTOMERS 400

static volatile int left = SEATS;
static volatile double takings;

/* Takes long enough for the other counter to get its turn meanwhile. */
static double price(int seat) {
    double sum = 0;
    for (int i = 1; i < 60000; i++) {
        sum += 1.0 / (seat + i);
    }
    return sum;
}

static void *sell(void *unused) {
    for (int customer = 0; customer < CUSTOMERS; customer++) {
        int seen = left;
        double cost = price(seen);
        left = seen - 1;
        takings = takings + cost;
    }
    return unused;
}

int main(void) {
    pthread_t counters[2];
    printf("%d tickets\n", SEATS);
    fflush(stdout);
    for (int i = 0; i < 2; i++) {
        pthread_create(&counters[i], NULL, sell, NULL);
    }
    for (int i = 0; i < 2; i++) {
        pthread_join(counters[i], NULL);
    }
    int lost = left - (SEATS - 2 * CUSTOMERS);
    printf("%d sold, %d left, %d sales forgotten\n", 2 * CUSTOMERS, left, lost);
    return lost == 0 ? 0 : 3;
}
