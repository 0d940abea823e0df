// gcc -Os -s -static -nostdlib -ffreestanding -fno-stack-protector -fcf-protection=none -Wl,--build-id=none -Wl,-z,noseparate-code -o program program.c
// A child writes through a pipe and into shared memory; its parent waits for it. No C library.

static long call(long number, long a, long b, long c, long d, long e, long f) {
    long result;
    register long fourth __asm__("r10") = d;
    register long fifth __asm__("r8") = e;
    register long sixth __asm__("r9") = f;
    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "a"(number), "D"(a), "S"(b), "d"(c), "r"(fourth), "r"(fifth), "r"(sixth)
                     : "rcx", "r11", "memory");
    return result;
}

enum { READ = 0, WRITE = 1, MMAP = 9, PIPE = 22, FORK = 57, EXIT = 60, WAIT4 = 61 };

__attribute__((used, noreturn)) static void start(void) {
    int ends[2], status = 0;
    char text[16];
    call(PIPE, (long)ends, 0, 0, 0, 0, 0);
    volatile long *shared = (volatile long *)call(MMAP, 0, 4096, 3, 0x21, -1, 0);
    long child = call(FORK, 0, 0, 0, 0, 0, 0);
    if (child == 0) {
        *shared = 42;
        call(WRITE, ends[1], (long)"from a child\n", 13, 0, 0, 0);
        call(EXIT, 7, 0, 0, 0, 0, 0);
    }
    long count = call(READ, ends[0], (long)text, sizeof text, 0, 0, 0);
    call(WAIT4, child, (long)&status, 0, 0, 0, 0);
    call(WRITE, 1, (long)text, count, 0, 0, 0);
    call(EXIT, *shared == 42 && status == 7 << 8 ? 0 : 1, 0, 0, 0, 0, 0);
    __builtin_unreachable();
}

__asm__(".globl _start\n_start: and $-16, %rsp\n call start\n");
