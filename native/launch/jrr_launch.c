/*
 * jrr-launch: gives a tracee a clean start, then becomes the program.
 *
 *   jrr-launch GO-FD CPU record PROGRAM NAME [ARGUMENT...]
 *   jrr-launch GO-FD CPU replay STUB
 *
 * It writes one byte to GO-FD, a socket, to say that it runs, and waits for one, which the tracer
 * writes once it has attached. What it changes is
 * what a child of a JVM inherits and a child of a shell does not (a signal mask, ignored signals,
 * open descriptors), and what makes a run repeatable: one CPU, no address space randomisation, a
 * time stamp counter that traps. The seccomp filter then reports every system call that is not made
 * from the jrr page.
 *
 * Exit status 125: the start itself failed; 126 or 127: the program cannot be executed or is not
 * there. A line on standard error says what.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "../preload/jrr_buffer.h"


extern char **environ;

static void die(const char *what) {
  fprintf(stderr, "jrr-launch: %s: %s\n", what, strerror(errno));
  _exit(125);
}

static void reset_signals(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = SIG_DFL;
  for (int signal = 1; signal < 65; signal++) {
    /* A shell's nohup ignores SIGHUP on purpose, and the JVM leaves that as it is. The raw call,
       because libc keeps 32 and 33 from its callers. */
    struct kernel_action {
      void (*handler)(int);
      unsigned long flags;
      void (*restorer)(void);
      unsigned long mask;
    } kernel = {SIG_DFL, 0, NULL, 0};
    if (signal == SIGHUP) continue;
    syscall(SYS_rt_sigaction, signal, &kernel, NULL, 8);
  }
  unsigned long none = 0;
  syscall(SYS_rt_sigprocmask, SIG_SETMASK, &none, NULL, 8);
}

static void install_filter(void) {
  struct sock_filter code[] = {
      /* Most calls are buffered ones: their address comes first. */
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, instruction_pointer) + 4),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 4),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, instruction_pointer)),
      BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, JRR_UNTRACED, 0, 2),
      BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, JRR_CODE + JRR_CODE_LENGTH, 1, 0),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AUDIT_ARCH_X86_64, 1, 0),
      /* 32-bit calls: a kernel without them answers so. */
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE),
  };
  struct sock_fprog program = {sizeof code / sizeof code[0], code};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)) die("prctl(PR_SET_NO_NEW_PRIVS)");
  /* The program is no sandbox: it need not pay for speculation that it forbids itself. */
  if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_SPEC_ALLOW, &program)
      && syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program)) {
    die("seccomp");
  }
}

int main(int argc, char **argv) {
  if (argc < 5 || (strcmp(argv[3], "record") == 0 && argc < 6)) {
    fprintf(stderr, "jrr-launch: started by jrr-tui, not by hand\n");
    return 125;
  }
  int go = atoi(argv[1]);
  int cpu = atoi(argv[2]);
  int record = strcmp(argv[3], "record") == 0;
  char byte = 1;
  ssize_t got = write(go, &byte, 1);
  if (got != 1) return 125;
  do got = read(go, &byte, 1);
  while (got < 0 && errno == EINTR);
  if (got != 1) return 125;

  if (syscall(SYS_close_range, 3u, ~0u, 0u)) {
    for (int fd = 3; fd < 4096; fd++) close(fd);
  }
  reset_signals();
  if (cpu >= 0) {
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(cpu, &one);
    if (sched_setaffinity(0, sizeof one, &one)) die("sched_setaffinity");
  }
  if (personality(ADDR_NO_RANDOMIZE) < 0) die("personality");
  if (prctl(PR_SET_TSC, PR_TSC_SIGSEGV, 0, 0, 0)) die("prctl(PR_SET_TSC)");
  /* What a terminal sends to the foreground job is not for a replay. */
  if (!record && setsid() < 0) die("setsid");
  install_filter();
  char **arguments = record ? argv + 5 : argv + 4;
  execve(argv[4], arguments, environ);
  if (record && errno == ENOEXEC) {
    /* A script without an interpreter line: as execvp(3) does. */
    char **script = calloc((size_t)argc, sizeof *script);
    if (!script) die("calloc");
    script[0] = "/bin/sh";
    script[1] = argv[4];
    for (int i = 6; i < argc; i++) script[i - 4] = argv[i];
    execve(script[0], script, environ);
  }
  fprintf(stderr, "jrr-tui: cannot execute %s: %s\n", argv[4], strerror(errno));
  _exit(errno == ENOENT ? 127 : 126);
}
