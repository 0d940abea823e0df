/*
 * The jrr page: mapped at 0x70000000 in every tracee. The seccomp filter of a recording lets the
 * system calls made from here pass, so that the tracer can make calls on a tracee's behalf.
 * JrrPage.java names the entry points and the layout of a batch; keep the two equal.
 */
    .text
    .globl _start
_start:
    /* 0x00: one call, then a stop for the tracer. */
    syscall
    int3

    .balign 16
    /* 0x10: a batch of calls. r12: the first entry, r13: how many (at least 1). An entry is eight
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

    /* Writable memory behind the page: batches and their strings. */
    .bss
    .balign 4096
    .globl jrr_batch
jrr_batch:
    .skip 0x8000
    .section .note.GNU-stack,"",@progbits
