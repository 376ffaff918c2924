/* Loaded before libc (LD_PRELOAD): notes, in order, what a process writes below KIOSK_POWER_FOLDER and what it fsyncs.
 *
 * A record: kind (1 byte), length of the path (2), offset (8), length of the data (4), path, data; little-endian.
 * kind: o created, w written, t truncated to `offset`, s fsynced, u removed, r renamed (data: the new path).
 * Each is noted under one lock together with the call itself, so their order is the order in which they happened.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define FILES 4096
static char *names[FILES]; /* by descriptor; NULL: not ours */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int out = -2;

static const char *ours(const char *path) {
    static const char *folder;
    if (!folder && !(folder = getenv("KIOSK_POWER_FOLDER"))) return NULL;
    return strncmp(path, folder, strlen(folder)) == 0 ? path : NULL;
}

static void note(char kind, const char *path, uint64_t offset, const void *data, uint32_t length) {
    if (out == -2) {
        const char *log = getenv("KIOSK_POWER_LOG");
        out = log ? (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
    }
    if (out < 0) return;
    uint16_t n = (uint16_t)strlen(path);
    char head[15];
    head[0] = kind;
    memcpy(head + 1, &n, 2);
    memcpy(head + 3, &offset, 8);
    memcpy(head + 11, &length, 4);
    struct iovec parts[3] = {{head, sizeof head}, {(void *)path, n}, {(void *)data, length}};
    if (syscall(SYS_writev, out, parts, 3) != (long)(sizeof head + n + length)) abort();
}

static int opened(int at, const char *path, int flags, mode_t mode) {
    pthread_mutex_lock(&lock);
    int there = ours(path) ? access(path, F_OK) == 0 : 1;
    int fd = (int)syscall(SYS_openat, at, path, flags, mode);
    int kept = errno;
    if (fd >= 0 && fd < FILES) {
        free(names[fd]);
        names[fd] = ours(path) ? strdup(path) : NULL;
        if (names[fd] && !there) note('o', path, 0, NULL, 0);
        if (names[fd] && there && (flags & O_TRUNC)) note('t', path, 0, NULL, 0);
    }
    pthread_mutex_unlock(&lock);
    errno = kept;
    return fd;
}

#define MODE(flags) mode_t mode = 0; \
    if ((flags) & (O_CREAT | __O_TMPFILE)) { va_list more; va_start(more, flags); mode = va_arg(more, mode_t); va_end(more); }

int open(const char *path, int flags, ...) { MODE(flags) return opened(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags) return opened(AT_FDCWD, path, flags, mode); }
int openat(int at, const char *path, int flags, ...) { MODE(flags) return opened(at, path, flags, mode); }
int openat64(int at, const char *path, int flags, ...) { MODE(flags) return opened(at, path, flags, mode); }

int close(int fd) {
    pthread_mutex_lock(&lock);
    if (fd >= 0 && fd < FILES) { free(names[fd]); names[fd] = NULL; }
    int done = (int)syscall(SYS_close, fd);
    pthread_mutex_unlock(&lock);
    return done;
}

#define NAME(fd) ((fd) >= 0 && (fd) < FILES ? names[fd] : NULL)

static ssize_t written(int fd, const void *data, size_t length, off_t offset, int at) {
    pthread_mutex_lock(&lock);
    const char *name = NAME(fd);
    if (name && !at) {
        offset = lseek(fd, 0, (fcntl(fd, F_GETFL) & O_APPEND) ? SEEK_END : SEEK_CUR);
    }
    ssize_t done = at ? syscall(SYS_pwrite64, fd, data, length, offset) : syscall(SYS_write, fd, data, length);
    int kept = errno;
    if (name && done > 0) note('w', name, (uint64_t)offset, data, (uint32_t)done);
    pthread_mutex_unlock(&lock);
    errno = kept;
    return done;
}

ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) { return written(fd, data, length, offset, 1); }
ssize_t pwrite64(int fd, const void *data, size_t length, off_t offset) { return written(fd, data, length, offset, 1); }
ssize_t write(int fd, const void *data, size_t length) {
    return NAME(fd) ? written(fd, data, length, 0, 0) : syscall(SYS_write, fd, data, length);
}

static int cut(int fd, off_t length) {
    pthread_mutex_lock(&lock);
    int done = (int)syscall(SYS_ftruncate, fd, length), kept = errno;
    if (NAME(fd) && done == 0) note('t', NAME(fd), (uint64_t)length, NULL, 0);
    pthread_mutex_unlock(&lock);
    errno = kept;
    return done;
}

int ftruncate(int fd, off_t length) { return cut(fd, length); }
int ftruncate64(int fd, off_t length) { return cut(fd, length); }

static int synced(int fd, long call) {
    pthread_mutex_lock(&lock);
    int done = (int)syscall(call, fd), kept = errno;
    if (NAME(fd) && done == 0) note('s', NAME(fd), 0, NULL, 0);
    pthread_mutex_unlock(&lock);
    errno = kept;
    return done;
}

int fsync(int fd) { return synced(fd, SYS_fsync); }
int fdatasync(int fd) { return synced(fd, SYS_fdatasync); }

int unlink(const char *path) {
    pthread_mutex_lock(&lock);
    int done = (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0), kept = errno;
    if (done == 0 && ours(path)) note('u', path, 0, NULL, 0);
    pthread_mutex_unlock(&lock);
    errno = kept;
    return done;
}

int rename(const char *from, const char *to) {
    pthread_mutex_lock(&lock);
    int done = (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0), kept = errno;
    if (done == 0 && ours(from)) note('r', from, 0, to, (uint32_t)strlen(to));
    pthread_mutex_unlock(&lock);
    errno = kept;
    return done;
}
