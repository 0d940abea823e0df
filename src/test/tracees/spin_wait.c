/* One thread waits for another in a loop without a call; the other computes first. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>

static volatile int done;
static volatile uint64_t result;

static void *compute(void *unused)
{
    uint64_t n = 1;

    (void)unused;
    for (long i = 0; i < 300000000; i++)
        n = n * 6364136223846793005u + i;
    result = n;
    done = 1;
    return NULL;
}

int main(void)
{
    pthread_t thread;

    pthread_create(&thread, NULL, compute, NULL);
    while (!done)
        ;
    pthread_join(thread, NULL);
    printf("%lx\n", result);
    return 0;
}
