// A SIGSEGV handler opens each protected page as it is touched, and the store happens again.
#define _GNU_SOURCE
#include "tracee.h"
#include <signal.h>
#include <sys/mman.h>
#include <ucontext.h>

enum { PAGES = 20, PAGE = 4096 };

static char *memory;
static volatile int faults, skipped;

static void open_page(int signal, siginfo_t *info, void *context) {
    CHECK(signal == SIGSEGV);
    char *address = info->si_addr;
    if (address < memory || address >= memory + PAGES * PAGE) {
        // The instruction is `movb $1, (%rax)`, of three bytes: go on behind it.
        ((ucontext_t *)context)->uc_mcontext.gregs[REG_RIP] += 3;
        skipped++;
        return;
    }
    CHECK(info->si_code == SEGV_ACCERR);
    faults++;
    char *page = (char *)((unsigned long)address & -PAGE);
    CHECK(mprotect(page, PAGE, PROT_READ | PROT_WRITE) == 0);
}

int main(void) {
    memory = mmap(NULL, PAGES * PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    struct sigaction action = {.sa_sigaction = open_page, .sa_flags = SA_SIGINFO};
    sigaction(SIGSEGV, &action, NULL);
    for (int i = 0; i < PAGES; i++) {
        memory[i * PAGE + i] = (char)i;
    }
    for (int i = 0; i < PAGES; i++) {
        CHECK(memory[i * PAGE + i] == i);
    }
    __asm__ volatile("movb $1, (%%rax)" : : "a"(64) : "memory");
    CHECK(skipped == 1);
    // A kernel that meets a protected page says EFAULT and raises nothing.
    mprotect(memory, PAGE, PROT_NONE);
    int pipes[2];
    CHECK(pipe(pipes) == 0 && write(pipes[1], "abc", 3) == 3);
    CHECK(read(pipes[0], memory, 3) == -1 && errno == EFAULT);
    printf("%d\n", faults);
    return succeeded();
}
