// cflags: -static -nostdlib -nostartfiles -ffreestanding -fno-stack-protector -Os
// A static program without a C library: it starts at its own entry, and asks the kernel by itself.

static long call(long number, long a, long b, long c) {
    long result;
    __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b), "d"(c) : "rcx", "r11", "memory");
    return result;
}

__attribute__((noreturn, used)) static void start(long *stack) {
    static char text[] = "0 arguments\nEXIT-SUCCESS\n";
    text[0] += (char)stack[0];
    long page = call(12, 0, 0, 0);
    if (call(12, page + 8192, 0, 0) == page + 8192) {
        *(volatile char *)(page + 8000) = 1;
    }
    call(1, 1, (long)text, sizeof text - 1);
    call(231, 0, 0, 0);
    __builtin_unreachable();
}

__asm__(".globl _start\n_start: mov %rsp, %rdi\n and $-16, %rsp\n call start\n");
