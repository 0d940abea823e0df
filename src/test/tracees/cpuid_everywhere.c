// What cpuid answers to a program, its threads, its forks and the program after an exec; faults that it asks for.
#define _GNU_SOURCE
#include "tracee.h"
#include <asm/prctl.h>
#include <cpuid.h>
#include <pthread.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <ucontext.h>

static volatile sig_atomic_t faults;

static void print(const char *who) {
    static const unsigned asked[][2] = {{0, 0}, {1, 0}, {7, 0}, {0xb, 0}, {0xb, 1}, {0xb, 9}, {0x80000008, 0}, {0x3fff0000, 0}};
    for (unsigned i = 0; i < sizeof asked / sizeof asked[0]; i++) {
        unsigned a, b, c, d;
        __cpuid_count(asked[i][0], asked[i][1], a, b, c, d);
        printf("%s %x.%u: %08x %08x %08x %08x\n", who, asked[i][0], asked[i][1], a, b, c, d);
        fflush(stdout);
    }
    unsigned long a = 1, b, c = ~0ul, d;
    __asm__ volatile("rex.w cpuid" : "+a"(a), "=b"(b), "+c"(c), "=d"(d));
    printf("%s with a prefix: %016lx %016lx %016lx %016lx\n", who, a, b, c, d);
}

// One that has names, for breakpoints.
static unsigned named(void) {
    unsigned a = 1, b, c = 0, d;
    __asm__ volatile(".globl asks, answered\nasks: cpuid\nanswered:" : "+a"(a), "=b"(b), "+c"(c), "=d"(d));
    return b;
}

static void *thread(void *name) {
    print(name);
    return NULL;
}

static void skip(int signal, siginfo_t *info, void *context) {
    (void)signal;
    (void)info;
    ucontext_t *task = context;
    task->uc_mcontext.gregs[REG_RIP] += *(unsigned char *)task->uc_mcontext.gregs[REG_RIP] == 0x48 ? 3 : 2;
    faults++;
}

static void *unasked(void *none) {
    print("thread of a parent that faults");
    return none;
}

int main(int count, char **arguments) {
    if (count > 1) {
        print("after exec");
        return succeeded();
    }
    printf("named: %x\n", named());
    print("program");
    pthread_t id;
    CHECK(pthread_create(&id, NULL, thread, "thread") == 0 && pthread_join(id, NULL) == 0);
    pid_t child = fork();
    if (child == 0) {
        print("fork");
        CHECK(pthread_create(&id, NULL, thread, "thread of the fork") == 0 && pthread_join(id, NULL) == 0);
        _exit(fflush(stdout));
    }
    int status;
    CHECK(waitpid(child, &status, 0) == child && status == 0);
    printf("asks: %ld\n", syscall(SYS_arch_prctl, ARCH_GET_CPUID, 0));
    struct sigaction action = {.sa_sigaction = skip, .sa_flags = SA_SIGINFO};
    CHECK(sigaction(SIGSEGV, &action, NULL) == 0);
    if (syscall(SYS_arch_prctl, ARCH_SET_CPUID, 0) == 0) {
        print("while it faults");
        CHECK(faults > 0);
        printf("asks while it faults: %ld\n", syscall(SYS_arch_prctl, ARCH_GET_CPUID, 0));
        CHECK(pthread_create(&id, NULL, unasked, NULL) == 0 && pthread_join(id, NULL) == 0);
        CHECK(syscall(SYS_arch_prctl, ARCH_SET_CPUID, 1) == 0);
        print("afterwards");
    }
    printf("faults: %d\n", faults);
    fflush(stdout);
    execl("/proc/self/exe", arguments[0], "again", NULL);
    return 1;
}
