/*
 * Threads that compute on shared words without any lock or call: what comes out depends on where
 * each was interrupted.
 */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static volatile uint64_t shared = 1;
static volatile uint64_t table[512];
static volatile double sum;
static long turns;

static unsigned fib(unsigned n)
{
    return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

static void *generator(void *unused)
{
    (void)unused;
    for (long i = 0; i < turns; i++)
        shared = shared * 6364136223846793005u + 1;
    return NULL;
}

static void *recursion(void *unused)
{
    (void)unused;
    for (long i = 0; i < turns / 100000; i++)
        shared ^= fib(22 + shared % 3);
    return NULL;
}

static void *array(void *unused)
{
    (void)unused;
    for (long i = 0; i < turns; i++)
        table[(shared + i) % 512] += table[i % 512] ^ shared;
    return NULL;
}

static void *floating(void *unused)
{
    (void)unused;
    for (long i = 0; i < turns; i++)
        sum = sum * 0.999999 + (double)(shared & 0xffff);
    return NULL;
}

int main(int argc, char **argv)
{
    void *(*const kinds[])(void *) = {generator, recursion, array, floating};
    pthread_t threads[4];
    uint64_t total = 0;

    turns = argc > 1 ? atol(argv[1]) : 50000000;
    for (int i = 0; i < 4; i++)
        pthread_create(&threads[i], NULL, kinds[i], NULL);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    for (int i = 0; i < 512; i++)
        total = total * 31 + table[i];
    printf("%lx %lx %f\n", shared, total, sum);
    return 0;
}
