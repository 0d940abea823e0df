// cflags: -O1 -w
// Two processes write to a variable early, and then compute for long with calls in between.
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile long watched = 1;
static volatile long often;
static volatile unsigned long sum;

static void compute(int rounds) {
    for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < 3000000; i++) sum = sum * 31 + i;
        for (int i = 0; i < 400; i++) often++;
        getppid();
    }
}

int main(void) {
    // Fails; says where the variables are.
    write(-1, (void *)&watched, sizeof watched);
    write(-1, (void *)&often, sizeof often);
    watched = 2;
    compute(10);
    pid_t child = fork();
    if (child == 0) {
        watched = 3;
        compute(60);
        _exit(0);
    }
    watched = 4;
    compute(60);
    waitpid(child, NULL, 0);
    printf("EXIT-SUCCESS\n");
    return 0;
}
