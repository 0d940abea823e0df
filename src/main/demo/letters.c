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

static volatile sig_atomic_t ticks;

static void tick(int signal) {
    (void)signal;
    ticks++;
}

static void write_letters(int box) {
    static const char *const LETTERS[] = {"Dear clerk, please answer.\n", "Dear clerk, it is urgent!\n"};
    for (int i = 0; i < 2; i++) {
        if (write(box, LETTERS[i], strlen(LETTERS[i])) < 0) {
            _exit(1);
        }
        usleep(800 * MILLISECONDS);
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
        count++;
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
    struct itimerval clock = {.it_value = {.tv_usec = 400 * MILLISECONDS}};
    setitimer(ITIMER_REAL, &clock, NULL);

    /* The first letter is in the box before the clerk looks. */
    usleep(100 * MILLISECONDS);
    int count = read_letters(box[0]);
    printf("clerk: that was all, %d read\n", count);
    waitpid(writer, NULL, 0);
    printf("two had been sent; the clock had ticked %d time\n", (int)ticks);
    return count == 2 ? 0 : 3;
}
