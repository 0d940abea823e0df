// gcc -Os -s -static -nostdlib -ffreestanding -fno-stack-protector -fcf-protection=none -Wl,--build-id=none -Wl,-z,noseparate-code -o program program.c
// Buffered calls of each kind: alike and not, answered in user space, with memory read and written, made again.

__attribute__((noinline)) static long call(long number, long a, long b, long c, long d, long e, long f) {
    long result;
    register long fourth __asm__("r10") = d;
    register long fifth __asm__("r8") = e;
    register long sixth __asm__("r9") = f;
    __asm__ volatile("syscall\n\tcmp $-4095, %0"
                     : "=a"(result)
                     : "a"(number), "D"(a), "S"(b), "d"(c), "r"(fourth), "r"(fifth), "r"(sixth)
                     : "rcx", "r11", "memory", "cc");
    return result;
}

enum { READ, WRITE, OPEN, CLOSE, MMAP = 9, MUNMAP = 11, SIGPROCMASK = 14, PIPE = 22, GETPID = 39, FORK = 57, EXIT = 60 };
enum { WAIT4 = 61, GETPPID = 110, FUTEX = 202, CLOCK_GETTIME = 228 };
enum { FUTEX_WAIT_PRIVATE = 128, FUTEX_WAKE_PRIVATE = 129 };

static int word = 1;

static void require(int condition) {
    if (!condition) call(EXIT, 1, 0, 0, 0, 0, 0);
}

static void calls(int is_child) {
    long now[2], mask = 0x1000, old;
    char bytes[8] = "abcdefg", back[8];
    int pipe[2];
    // The first is traced, and the rest are all alike.
    for (int i = 0; i < 40; i++) call(GETPID, 0, 0, 0, 0, 0, 0);
    for (int i = 0; i < 5; i++) require(call(CLOCK_GETTIME, 1, (long)now, 0, 0, 0, 0) == 0);
    for (int i = 0; i < 5; i++) require(call(FUTEX, (long)&word, FUTEX_WAIT_PRIVATE, 0, 0, 0, 0) == -11);
    require(call(FUTEX, (long)&word, FUTEX_WAKE_PRIVATE, 1, 0, 0, 0) == 0);
    require(call(SIGPROCMASK, 0, (long)&mask, (long)&old, 8, 0, 0) == 0);
    require(call(PIPE, (long)pipe, 0, 0, 0, 0, 0) == 0);
    require(call(WRITE, pipe[1], (long)bytes, 8, 0, 0, 0) == 8);
    require(call(READ, pipe[0], (long)back, 8, 0, 0, 0) == 8 && back[6] == 'g');
    require(call(CLOSE, pipe[0], 0, 0, 0, 0, 0) == 0 && call(CLOSE, pipe[1], 0, 0, 0, 0, 0) == 0);
    require(call(OPEN, (long)"/nothing", 0, 0, 0, 0, 0) == -2);
    long page = call(MMAP, 0, 8192, 3, 0x22, -1, 0);
    require(page > 0);
    *(long *)(page + 4096) = now[0];
    require(call(WRITE, 1, (long)(is_child ? "child\n" : "parent\n"), is_child ? 6 : 7, 0, 0, 0) > 0);
    require(call(MUNMAP, page, 4096, 0, 0, 0, 0) == 0 && *(long *)(page + 4096) == now[0]);
}

__attribute__((used)) static void start(void) {
    calls(0);
    long child = call(FORK, 0, 0, 0, 0, 0, 0);
    if (child == 0) {
        calls(1);
        call(EXIT, 3, 0, 0, 0, 0, 0);
    }
    int status;
    require(call(WAIT4, child, (long)&status, 0, 0, 0, 0) == child && status == 0x300);
    calls(0);
    call(EXIT, 0, 0, 0, 0, 0, 0);
}

__attribute__((naked, used)) void _start(void) {
    __asm__("xor %ebp, %ebp\n\tand $-16, %rsp\n\tcall start");
}
