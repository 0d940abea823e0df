// Questions about itself and the machine: ids, limits, times, names, prctl, affinity, /proc/self.
#define _GNU_SOURCE
#include "tracee.h"
#include <fcntl.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/sysinfo.h>
#include <sys/times.h>
#include <sys/utsname.h>

int main(void) {
    CHECK(getpid() > 0 && gettid() == getpid());
    // 0 for a parent, a session or a group that is outside of this process's pid namespace.
    CHECK(getppid() >= 0 && getsid(0) >= 0 && getpgrp() >= 0);
    uid_t real, effective, saved;
    CHECK(getresuid(&real, &effective, &saved) == 0 && real == getuid() && effective == geteuid());
    gid_t groups[100];
    CHECK(getgroups(100, groups) >= 0);
    struct rlimit limit;
    CHECK(getrlimit(RLIMIT_NOFILE, &limit) == 0 && setrlimit(RLIMIT_NOFILE, &limit) == 0);
    CHECK(prlimit(0, RLIMIT_STACK, NULL, &limit) == 0);
    struct rusage usage;
    struct tms ticks;
    struct sysinfo system;
    struct utsname names;
    CHECK(getrusage(RUSAGE_SELF, &usage) == 0 && times(&ticks) != -1);
    CHECK(sysinfo(&system) == 0 && uname(&names) == 0 && strcmp(names.sysname, "Linux") == 0);
    char name[17] = "renamed", got[17] = {0};
    CHECK(prctl(PR_SET_NAME, name) == 0 && prctl(PR_GET_NAME, got) == 0 && strcmp(got, name) == 0);
    int number;
    CHECK(prctl(PR_SET_PDEATHSIG, 0) == 0 && prctl(PR_GET_PDEATHSIG, &number) == 0);
    cpu_set_t cpus;
    CHECK(sched_getaffinity(0, sizeof cpus, &cpus) == 0 && CPU_COUNT(&cpus) > 0);
    CHECK(sched_getcpu() >= 0 && sched_yield() == 0 && sched_getscheduler(0) >= 0);
    CHECK(getpriority(PRIO_PROCESS, 0) >= -20);
    char line[4096];
    int file = open("/proc/self/status", O_RDONLY);
    CHECK(read(file, line, sizeof line) > 0 && strncmp(line, "Name:\trenamed", 13) == 0);
    file = open("/proc/self/maps", O_RDONLY);
    while (read(file, line, sizeof line) > 0) {
    }
    CHECK(readlink("/proc/self/exe", line, sizeof line) > 0);
    return succeeded();
}
