// A thread is for long in the instruction behind a call instruction when another makes the first call there.
#define _GNU_SOURCE
#include "tracee.h"
#include <pthread.h>
#include <sched.h>
#include <sys/syscall.h>

enum { SITES = 24, TURNS = 6000000 };

/*
 * Calls getppid; or goes to the instruction behind the call, stays in it for some turns and returns 0. A jump
 * to the hook covers that instruction, and no look at the code nearby finds that it is gone to. It is left
 * at once by those who come from the call, where the zero flag is not set.
 */
#define SITE                                                                              \
    ".p2align 6\n"                                                                        \
    "1: mov %rdi, %rcx\n lea 2f(%rip), %rdx\n xor %eax, %eax\n"                            \
    " test %rdi, %rdi\n jz 3f\n xor %eax, %eax\n jmp *%rdx\n"                              \
    "3: mov $110, %al\n test %rsp, %rsp\n syscall\n"                                      \
    "2: loope 2b\n mov %rax, %rdx\n mov %rdx, %rax\n ret\n"

#define SIX SITE SITE SITE SITE SITE SITE

__asm__(".text\n.p2align 6\nsites:\n" SIX SIX SIX SIX ".p2align 6\nsites_end:\n");
extern char sites[], sites_end[];

typedef long (*site_code)(long turns);

static site_code site(int number) {
    CHECK(sites_end - sites == SITES * 64);
    return (site_code)(sites + 64 * number);
}

static volatile int is_in;

static void *go_round(void *argument) {
    is_in = 1;
    return (void *)((site_code)argument)(TURNS);
}

int main(void) {
    long parent = getppid();
    for (int i = 0; i < SITES; i++) {
        pthread_t thread;
        void *turns;
        is_in = 0;
        CHECK(pthread_create(&thread, NULL, go_round, (void *)site(i)) == 0);
        while (!is_in) sched_yield();
        // It has most of its turns before it still.
        CHECK(site(i)(0) == parent);
        CHECK(pthread_join(thread, &turns) == 0 && turns == NULL);
        CHECK(site(i)(0) == parent);
    }
    return succeeded();
}
