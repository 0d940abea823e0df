/*
 * The start of the code at 0x70000000 in every tracee. The seccomp filter lets the system calls
 * made from this code pass but for the first, so that the tracer can make calls on a tracee's behalf. JrrPage.java
 * names the entry points and the layout of a batch; keep the two equal.
 */
#include "jrr_buffer.h"

    .set saved_rsp, JRR_STACK_TOP

    /* struct jrr_entry, and the flags that are set without popf: all that calls leave in practice. */
    .set JRR_ENTRY_FLAGS, 112
    .set JRR_ENTRY_CALL, 120
    .set JRR_PLAIN_FLAGS, 0xad7

    .section .page, "ax"
    .globl _start
_start:
jrr_stop:
    syscall
    ud2

    .org JRR_UNTRACED - JRR_CODE
    /* 0x10: one call, then a stop for the tracer. */
    syscall
    int3

    .org 0x20
    /* 0x20: a batch of calls. r12: the first entry, r13: how many (at least 1). An entry is eight
       words: number, six arguments, room for the result. */
1:  mov 0(%r12), %rax
    mov 8(%r12), %rdi
    mov 16(%r12), %rsi
    mov 24(%r12), %rdx
    mov 32(%r12), %r10
    mov 40(%r12), %r8
    mov 48(%r12), %r9
    syscall
    mov %rax, 56(%r12)
    add $64, %r12
    dec %r13
    jnz 1b
    int3

    /* The hook: a stub has jumped here with the address of its syscall instruction in rcx. All
       other registers but r11 are the program's; the flags too. Its stack is not touched: a small
       one may have no room, and what is below it is the program's. */
    .org JRR_HOOK - JRR_CODE
    mov %rsp, saved_rsp
    mov $JRR_STACK_TOP, %esp
    push %rcx
    pushf
    cld
    push %r15
    push %r14
    push %r13
    push %r12
    pushq saved_rsp
    push %rbp
    push %rbx
    push %r9
    push %r8
    push %r10
    push %rdx
    push %rsi
    push %rdi
    push %rax
    jmp 2f

    .org JRR_HOOK_SAVED - JRR_CODE
2:  mov %rsp, %rdi
    call jrr_hook

    .org JRR_HOOK_LEAVE - JRR_CODE
    cmpl $0, JRR_GLOBALS + JRR_STOP_NOW_OFFSET
    /* eax: what to do next. As behind a system call, rcx becomes the address and r11 the flags. */
    mov %eax, %ecx
    je 5f
    cmp $JRR_NEXT_DONE, %ecx
    je 4f
5:  cmp $JRR_NEXT_STOP, %ecx
    je 4f
    mov JRR_ENTRY_CALL(%rsp), %rdx
    cmp $JRR_NEXT_TRACED, %ecx
    je 3f
    add $2, %rdx
3:  mov JRR_ENTRY_FLAGS(%rsp), %r11
    mov %r11d, %ecx
    mov %r11d, %eax
    test $~JRR_PLAIN_FLAGS, %ecx
    jnz 6f
    /* popf takes as long as all the pops: the overflow flag by an addition, the others by sahf. */
    shr $11, %eax
    mov %cl, %ah
    add $0x7f, %al
    sahf
    mov %rdx, %rcx
    pop %rax
    pop %rdi
    pop %rsi
    pop %rdx
    pop %r10
    pop %r8
    pop %r9
    pop %rbx
    pop %rbp
    lea 8(%rsp), %rsp
    pop %r12
    pop %r13
    pop %r14
    pop %r15
    mov saved_rsp, %rsp
    jmp *%rcx
6:  mov %rdx, %rcx
    pop %rax
    pop %rdi
    pop %rsi
    pop %rdx
    pop %r10
    pop %r8
    pop %r9
    pop %rbx
    pop %rbp
    pop %r12
    pop %r12
    pop %r13
    pop %r14
    pop %r15
    popf
    mov saved_rsp, %rsp
    jmp *%rcx
4:  mov $JRR_CALL_DONE, %eax
    jmp jrr_stop
    .globl jrr_diverged
jrr_diverged:
    mov $JRR_CALL_DIVERGED, %eax
    jmp jrr_stop
    .org JRR_HOOK_END - JRR_CODE

    /* Writable memory behind the code: the rest of what jrr_buffer.h lays out. */
    .bss
    .globl jrr_memory
jrr_memory:
    .skip JRR_BUFFER + JRR_BUFFER_LENGTH - JRR_TRACER_CALLS
    .section .note.GNU-stack,"",@progbits
