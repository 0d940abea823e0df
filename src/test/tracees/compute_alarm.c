/*
 * Computes without system calls while an alarm comes every few milliseconds, and prints how far it
 * had come at each: the first argument says where the only trace of its progress is.
 */
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>

enum { ALARMS = 5 };

static volatile sig_atomic_t alarms;
static volatile uint64_t seen[ALARMS];
static volatile uint64_t progress;

static void on_alarm(int number)
{
    (void)number;
    if (alarms < ALARMS)
        seen[alarms] = progress;
    alarms++;
}

static uint64_t in_register(void)
{
    uint64_t n = 1;

    while (alarms < ALARMS)
        n = n * 6364136223846793005u + 1442695040888963407u;
    return n;
}

/* inc, cmp, jl: no instruction has five bytes. */
static uint64_t in_tight_loop(void)
{
    uint64_t n = 0;
    const volatile sig_atomic_t *watched = &alarms;

    asm volatile("1: inc %0\n"
                 "cmpl %2, (%1)\n"
                 "jl 1b\n"
                 : "+r"(n)
                 : "r"(watched), "r"(ALARMS)
                 : "cc");
    return n;
}

static uint64_t __attribute__((optimize("O0"))) on_stack(void)
{
    uint64_t n = 0;
    int i = 0;

    while (alarms < ALARMS) {
        n += i & 3;
        i++;
    }
    return n;
}

/* Only one far word of the heap changes from turn to turn. */
static uint64_t on_heap(void)
{
    char *block = malloc(3 << 20);
    uint64_t *word = (uint64_t *)(block + (1 << 20) + 4096 * 5 + 1000);
    uint64_t n;

    memset(block, 1, 3 << 20);
    asm volatile("1: incq (%0)\n"
                 "cmpl %2, (%1)\n"
                 "jl 1b\n"
                 :
                 : "r"(word), "r"(&alarms), "r"(ALARMS)
                 : "cc", "memory");
    n = *word;
    free(block);
    return n;
}

static uint64_t in_globals(void)
{
    while (alarms < ALARMS)
        progress++;
    return progress;
}

static uint64_t in_xmm(void)
{
    uint64_t n, one = 1;

    asm volatile("pxor %%xmm9, %%xmm9\n"
                 "movq %3, %%xmm8\n"
                 "1: paddq %%xmm8, %%xmm9\n"
                 "cmpl %2, (%1)\n"
                 "jl 1b\n"
                 "movq %%xmm9, %0\n"
                 : "=r"(n)
                 : "r"(&alarms), "r"(ALARMS), "r"(one)
                 : "cc", "xmm8", "xmm9");
    return n;
}

/* The program has to have them: without AVX this is the same as in_xmm. */
static uint64_t in_upper_ymm(void)
{
    uint64_t n, one = 1;

    if (!__builtin_cpu_supports("avx2"))
        return in_xmm();
    asm volatile("vpxor %%ymm9, %%ymm9, %%ymm9\n"
                 "vmovq %3, %%xmm8\n"
                 "vperm2i128 $0x08, %%ymm8, %%ymm8, %%ymm8\n"
                 "1: vpaddq %%ymm8, %%ymm9, %%ymm9\n"
                 "cmpl %2, (%1)\n"
                 "jl 1b\n"
                 "vextracti128 $1, %%ymm9, %%xmm9\n"
                 "vmovq %%xmm9, %0\n"
                 "vzeroupper\n"
                 : "=r"(n)
                 : "r"(&alarms), "r"(ALARMS), "r"(one)
                 : "cc", "xmm8", "xmm9");
    return n;
}

static uint64_t in_x87(void)
{
    long double n = 0;

    asm volatile("fld1\n"
                 "fldz\n"
                 "1: fadd %%st(1), %%st\n"
                 "cmpl %2, (%1)\n"
                 "jl 1b\n"
                 "fstp %%st(1)\n"
                 : "=t"(n)
                 : "r"(&alarms), "r"(ALARMS)
                 : "cc", "st(1)");
    return n;
}

static unsigned __attribute__((noinline)) fib(unsigned n)
{
    return n < 2 || alarms >= ALARMS ? n : fib(n - 1) + fib(n - 2);
}

static uint64_t in_recursion(void)
{
    uint64_t n = 0;

    while (alarms < ALARMS)
        n += fib(32);
    return n;
}

static int compare(const void *a, const void *b)
{
    progress++;
    return *(const int *)a - *(const int *)b;
}

static uint64_t in_library(void)
{
    static int numbers[2000];
    uint64_t n = 0;

    while (alarms < ALARMS) {
        for (int i = 0; i < 2000; i++)
            numbers[i] = (i * 7919 + n) % 10007;
        qsort(numbers, 2000, sizeof *numbers, compare);
        n += numbers[1000];
    }
    return n;
}

/* movs with a count stops inside itself. */
static uint64_t in_string_instructions(void)
{
    static char from[1 << 16], to[1 << 16];
    uint64_t n = 0;

    while (alarms < ALARMS) {
        void *d = to;
        const void *s = from;
        size_t count = sizeof from;

        from[n % sizeof from]++;
        asm volatile("rep movsb" : "+D"(d), "+S"(s), "+c"(count) : : "memory");
        n += to[n % sizeof to] + 1;
    }
    return n;
}

static const struct {
    const char *name;
    uint64_t (*run)(void);
} KINDS[] = {
    {"register", in_register}, {"tight", in_tight_loop}, {"stack", on_stack},
    {"heap", on_heap},         {"globals", in_globals},  {"xmm", in_xmm},
    {"ymm", in_upper_ymm},     {"x87", in_x87},          {"recursion", in_recursion},
    {"library", in_library},   {"strings", in_string_instructions},
};

int main(int argc, char **argv)
{
    struct sigaction action = {.sa_handler = on_alarm};
    struct itimerval every = {{0, 40000}, {0, 40000}};

    for (size_t i = 0; argc > 1 && i < sizeof KINDS / sizeof *KINDS; i++) {
        uint64_t n;

        if (strcmp(argv[1], KINDS[i].name) != 0)
            continue;
        sigaction(SIGALRM, &action, NULL);
        setitimer(ITIMER_REAL, &every, NULL);
        n = KINDS[i].run();
        setitimer(ITIMER_REAL, &(struct itimerval){0}, NULL);
        printf("%s: %lu", argv[1], n);
        for (int k = 0; k < ALARMS; k++)
            printf(" %lu", seen[k]);
        printf("\n");
        return 0;
    }
    return 2;
}
