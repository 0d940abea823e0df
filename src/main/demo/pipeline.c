/*
 * A pipeline of two processes: one writes five words, the other counts what it reads until the pipe
 * ends. It never does: fork gave the reader a copy of the pipe's write end too, the reader has not
 * closed it, and so waits for what it could only write itself. An alarm ends the wait after a second without news.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *const WORDS[] = {"one\n", "two\n", "three\n", "four\n", "five\n"};

static void write_words(int out) {
    for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++) {
        if (write(out, WORDS[i], strlen(WORDS[i])) < 0) {
            _exit(1);
        }
    }
    _exit(0);
}

static void count_bytes(int in) {
    char bytes[64];
    long sum = 0;
    ssize_t length;
    alarm(1);
    while ((length = read(in, bytes, sizeof bytes)) > 0) {
        sum += length;
        printf("reader: %ld bytes so far\n", sum);
        alarm(1);
    }
    printf("reader: %ld bytes in all\n", sum);
    exit(0);
}

int main(void) {
    setvbuf(stdout, NULL, _IOLBF, 0);
    int ends[2];
    if (pipe(ends) < 0) {
        return 1;
    }
    pid_t writer = fork();
    if (writer == 0) {
        close(ends[0]);
        write_words(ends[1]);
    }
    pid_t reader = fork();
    if (reader == 0) {
        /* close(ends[1]) is missing here. */
        count_bytes(ends[0]);
    }
    close(ends[0]);
    close(ends[1]);
    int status = 0;
    waitpid(writer, NULL, 0);
    waitpid(reader, &status, 0);
    if (WIFSIGNALED(status)) {
        printf("the reader was ended by signal %d (%s)\n", WTERMSIG(status), strsignal(WTERMSIG(status)));
        return 3;
    }
    return 0;
}
