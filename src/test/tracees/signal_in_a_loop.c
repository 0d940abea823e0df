// Signals reach a loop that makes no calls; the handler sees how far the loop has come.
#include "tracee.h"
#include <signal.h>
#include <sys/time.h>

static volatile unsigned long place, seen;
static volatile int signals;

static void look(int signal) {
    (void)signal;
    seen = seen * 31 + place;
    signals++;
}

int main(void) {
    signal(SIGALRM, look);
    struct itimerval interval = {.it_value.tv_usec = 3000, .it_interval.tv_usec = 3000};
    setitimer(ITIMER_REAL, &interval, NULL);
    unsigned long hash = 1;
    while (signals < 12) {
        place++;
        hash = hash * 1103515245 + 12345;
    }
    CHECK(seen != 0 && hash != 0);
    return succeeded();
}
