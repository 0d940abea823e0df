// Folders, links, the stat family, extended attributes, times, and calls on missing files.
#define _GNU_SOURCE
#include "tracee.h"
#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>

static int by_name(const struct dirent **one, const struct dirent **other) {
    return strcmp((*one)->d_name, (*other)->d_name);
}

int main(void) {
    CHECK(mkdir("folder", 0700) == 0 && chdir("folder") == 0);
    for (int i = 0; i < 300; i++) {
        char name[40];
        snprintf(name, sizeof name, "file-with-quite-a-name-%03d", i);
        int file = open(name, O_CREAT | O_WRONLY, 0640);
        CHECK(file >= 0 && close(file) == 0);
    }
    CHECK(symlink("file-with-quite-a-name-007", "link") == 0 && link("link", "hard") == 0);
    struct dirent **entries;
    int count = scandir(".", &entries, NULL, by_name);
    printf("%d %s %s\n", count, entries[2]->d_name, entries[count - 1]->d_name);

    struct stat one, other;
    CHECK(stat("link", &one) == 0 && S_ISREG(one.st_mode));
    CHECK(lstat("link", &one) == 0 && S_ISLNK(one.st_mode) && one.st_nlink == 2);
    CHECK(fstatat(AT_FDCWD, "link", &other, AT_SYMLINK_NOFOLLOW) == 0 && one.st_ino == other.st_ino);
    struct statx more;
    CHECK(statx(AT_FDCWD, ".", 0, STATX_ALL, &more) == 0 && S_ISDIR(more.stx_mode));
    struct statfs system;
    CHECK(statfs(".", &system) == 0 && system.f_bsize > 0);
    CHECK(stat("missing", &one) == -1 && errno == ENOENT);
    char text[100] = {0};
    CHECK(readlink("link", text, sizeof text) == 26);
    puts(text);
    CHECK(access("link", R_OK) == 0 && faccessat(AT_FDCWD, "nothing", F_OK, 0) == -1);
    CHECK(getcwd(text, sizeof text) || errno == ERANGE);

    if (setxattr("hard", "user.colour", "green", 5, 0) == 0 || errno == EPERM || errno == ENOTSUP) {
        setxattr("file-with-quite-a-name-001", "user.colour", "green", 5, 0);
        char value[10];
        ssize_t got = getxattr("file-with-quite-a-name-001", "user.colour", value, sizeof value);
        CHECK(got == 5 || errno == ENOTSUP);
        listxattr("file-with-quite-a-name-001", text, sizeof text);
    }
    struct timespec times[2] = {{.tv_sec = 1000}, {.tv_sec = 2000, .tv_nsec = 5}};
    CHECK(utimensat(AT_FDCWD, "file-with-quite-a-name-002", times, 0) == 0);
    CHECK(stat("file-with-quite-a-name-002", &one) == 0 && one.st_mtim.tv_nsec == 5);
    CHECK(chmod("file-with-quite-a-name-002", 0400) == 0 && rename("hard", "renamed") == 0);
    CHECK(truncate("file-with-quite-a-name-003", 12345) == 0 && unlink("renamed") == 0);
    CHECK(mkfifo("fifo", 0600) == 0 && rmdir("fifo") == -1 && errno == ENOTDIR);
    int folder = open(".", O_RDONLY | O_DIRECTORY);
    CHECK(openat(folder, "no", O_RDONLY) == -1 && fchdir(folder) == 0 && fsync(folder) == 0);
    CHECK(flock(folder, 2) == 0);
    struct flock lock = {.l_type = F_WRLCK, .l_len = 10};
    int file = open("file-with-quite-a-name-004", O_RDWR);
    CHECK(fcntl(file, F_SETLK, &lock) == 0 && fcntl(file, F_GETLK, &lock) == 0 && lock.l_type == F_UNLCK);
    CHECK(dup3(file, 200, O_CLOEXEC) == 200 && fcntl(200, F_GETFD) == FD_CLOEXEC);
    CHECK(umask(027) != 9999 && umask(0) == 027);
    return succeeded();
}
