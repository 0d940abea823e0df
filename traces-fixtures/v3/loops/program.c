// gcc -Os -s -static -nostdlib -ffreestanding -fno-stack-protector -fcf-protection=none -fasynchronous-unwind-tables -Wl,--eh-frame-hdr -Wl,--build-id=none -Wl,-z,noseparate-code -o program program.c
// Calls in loops that count in registers which a call keeps, and numbers that the processor has drawn.

enum { WRITE = 1, GETPPID = 110, FUTEX = 202, CLOCK_GETTIME = 228, EXIT_GROUP = 231 };
enum { FUTEX_WAIT_PRIVATE = 128 };

static int word = 1;

__attribute__((noinline)) static long call(long number, long a, long b, long c, long d) {
    long result;
    register long fourth __asm__("r10") = d;
    __asm__ volatile("syscall\n\tcmp $-4095, %0"
                     : "=a"(result)
                     : "a"(number), "D"(a), "S"(b), "d"(c), "r"(fourth)
                     : "rcx", "r11", "memory", "cc");
    return result;
}

/* Makes a call so many times; rbx counts up and r12 down, by steps that are changed once on the way. */
__attribute__((noinline)) static long loop(long number, long a, long b, long c, long times) {
    register long up __asm__("rbx") = 0;
    register long down __asm__("r12") = times;
    long sum = 0;
    while (down > 0) {
        sum += call(number, a, b, c, 0);
        up += down == times / 2 ? 7 : 3;
        down--;
        __asm__ volatile("" : "+r"(up), "+r"(down));
    }
    return sum + up;
}

__attribute__((noinline)) static unsigned long draw(void) {
    unsigned long number;
    __asm__ volatile("1: rdrand %0\n\tjnc 1b" : "=r"(number) : : "cc");
    return number;
}

__attribute__((noinline)) static unsigned seed(void) {
    unsigned number;
    __asm__ volatile("1: rdseed %0\n\tjnc 1b" : "=r"(number) : : "cc");
    return number;
}

static void print(unsigned long number) {
    char digits[17];
    for (int i = 0; i < 16; i++) digits[i] = "0123456789abcdef"[number >> (60 - 4 * i) & 15];
    digits[16] = '\n';
    call(WRITE, 1, (long)digits, 17, 0);
}

__attribute__((noreturn)) void _start(void) {
    long now[2];
    print((unsigned long)loop(GETPPID, 0, 0, 0, 700));
    print((unsigned long)loop(FUTEX, (long)&word, FUTEX_WAIT_PRIVATE, 0, 300));
    print((unsigned long)loop(CLOCK_GETTIME, 1, (long)now, 0, 40));
    for (int i = 0; i < 3; i++) print(draw() ^ seed());
    call(EXIT_GROUP, 3, 0, 0, 0);
    __builtin_unreachable();
}
