// A library that makes system calls by instructions of its own; built three times, each a different one.
long library_call(long a, long b, long c) {
    long result;
    __asm__ volatile("syscall" : "=a"(result) : "0"(NUMBER), "D"(a), "S"(b), "d"(c) : "rcx", "r11", "memory");
    // Each of another length; the last has no room behind the instruction, and its calls stay traced.
#if NUMBER == 39
    __asm__ volatile("nop; nop; nop; nop; nop; nop; nop");
#elif NUMBER == 110
    __asm__ volatile("nop; nop; nop");
#endif
    return result;
}

// The same, behind a jump table, a loop and a conditional jump over the call.
long library_call_if(long condition) {
    long sum = 0;
    for (int i = 0; i < 3; i++)
        if (condition > i) sum += library_call(0, 0, 0);
    return sum;
}
