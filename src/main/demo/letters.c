/*
 * A clerk reads letters from a pipe until there are none, while a clock ticks by a signal. The clock's
 * handler was installed without SA_RESTART, so a tick breaks off a read that waits; the clerk takes
 * any failure for the end, and goes home before the second letter comes.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#define MILLISECONDS 1000

/* There is nothing to do: the tick itself is what counts. */
static void tick(int signal) { (void)signal; }

static void set_clock(long milliseconds) {
    struct timeval period = {.tv_usec = milliseconds * MILLISECONDS};
    struct itimerval clock = {.it_interval = period, .it_value = period};
    setitimer(ITIMER_REAL, &clock, NULL);
}

static void write_letters(int box) {
    static const char *const LETTERS[] = {"Dear clerk, please answer.\n", "Dear clerk, it is urgent!\n"};
    for (int i = 0; i < 2; i++) {
        if (write(box, LETTERS[i], strlen(LETTERS[i])) < 0) {
            _exit(1);
        }
        if (i == 0) {
            sleep(2);
        }
    }
    _exit(0);
}

static int read_letters(int box) {
    char letter[80];
    int count = 0;
    for (;;) {
        ssize_t length = read(box, letter, sizeof letter);
        if (length <= 0) {
            return count;
        }
        if (count++ == 0) {
            set_clock(300);
        }
        printf("clerk: letter %d: %.*s", count, (int)length, letter);
    }
}

int main(void) {
    setvbuf(stdout, NULL, _IOLBF, 0);
    int box[2];
    if (pipe(box) < 0) {
        return 1;
    }
    pid_t writer = fork();
    if (writer == 0) {
        signal(SIGPIPE, SIG_IGN);
        close(box[0]);
        write_letters(box[1]);
    }
    close(box[1]);

    struct sigaction action = {.sa_handler = tick};
    sigaction(SIGALRM, &action, NULL);
    int count = read_letters(box[0]);
    printf("clerk: that was all, %d read\n", count);
    set_clock(0);
    waitpid(writer, NULL, 0);
    printf("two had been sent\n");
    return count == 2 ? 0 : 3;
}
