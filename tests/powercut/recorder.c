/* Writes down, in order, everything a program does to the files of one folder.
 *
 * Loaded before the C library (LD_PRELOAD). POWERCUT_FOLDER is the folder to watch,
 * POWERCUT_LOG the file to write to, POWERCUT_MARKS a file whose writes are remarks of
 * the program itself ("row 7 is acknowledged"), so that their order among the writes is
 * exact. Each record is a head and up to two byte strings; record.py reads them. Here
 * stands only what was done to which descriptor; disk.py knows what it means. A call
 * that is missed is found out: what the records add up to must be what the folder holds.
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
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { OPENED = 1, CLOSED, WRITTEN, SIZED, SYNCED, UNLINKED, RENAMED, LINKED, MADE_DIR,
       REMOVED_DIR, MARKED, MAPPED };
enum { FOUND, CREATED, EMPTIED };
enum { NOT_OURS, OURS, REMARKS };
enum { MOST = 65536, BLOCK = 65536 };

struct head { uint32_t what; int32_t fd; int64_t at; uint32_t first, second; };

static char whose[MOST];
static int log_fd = -1;
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;

/* Stand before the call of this name: do it, and write it down if `ours`, in one turn;
 * leave errno as the real call left it. */
#define DOES(type, name, takes, gives, ours, record) \
  type name takes { \
    static __typeof__(&name) real; \
    if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name); \
    pthread_mutex_lock(&turn); \
    type done = real gives; \
    int said = errno; \
    if (ours) { record; } \
    errno = said; \
    pthread_mutex_unlock(&turn); \
    return done; }

static void put(const void *bytes, size_t count) {
  while (count > 0) {
    long done = syscall(SYS_write, log_fd, bytes, count);
    if (done < 0) abort();
    bytes = (const char *)bytes + done;
    count -= (size_t)done;
  }
}

static void note(int what, int fd, int64_t at, const void *first, size_t size,
                 const char *second) {
  if (log_fd < 0)
    log_fd = (int)syscall(SYS_openat, AT_FDCWD, getenv("POWERCUT_LOG"),
                          O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (log_fd < 0) abort();
  uint32_t more = second ? (uint32_t)strlen(second) : 0;
  struct head head = { (uint32_t)what, fd, at, (uint32_t)size, more };
  put(&head, sizeof head);
  put(first, size);
  put(second, more);
}

static int is_ours(const char *path) {
  const char *folder = getenv("POWERCUT_FOLDER");
  size_t size = folder ? strlen(folder) : 0;
  return size > 0 && strncmp(path, folder, size) == 0 &&
         (path[size] == '/' || path[size] == 0);
}

static int known(int fd) { return fd >= 0 && fd < MOST ? whose[fd] : NOT_OURS; }

static const char *whole(int at_fd, const char *given, char *out) {
  char link[64] = "/proc/self/cwd", base[PATH_MAX];
  if (at_fd != AT_FDCWD) snprintf(link, sizeof link, "/proc/self/fd/%d", at_fd);
  ssize_t size = given[0] == '/' ? 0 : readlink(link, base, sizeof base);
  int short_size = size < 0 ? 0 : (int)size;
  const char *between = given[0] == '/' ? "" : "/";
  if (snprintf(out, PATH_MAX, "%.*s%s%s", short_size, base, between, given) >= PATH_MAX)
    abort();
  return out;
}

static void note_path(int what, int at_fd, const char *given, int to_fd, const char *to) {
  char path[PATH_MAX], second[PATH_MAX] = "";
  whole(at_fd, given, path);
  if (to) whole(to_fd, to, second);
  if (is_ours(path) || is_ours(second)) note(what, -1, 0, path, strlen(path), second);
}

static void opened(int fd, const char *path, int flags, int found) {
  const char *remarks = getenv("POWERCUT_MARKS");
  if (fd < 0) return;
  if (fd >= MOST) abort();
  whose[fd] = is_ours(path) ? OURS : NOT_OURS;
  if (remarks && strcmp(path, remarks) == 0) whose[fd] = REMARKS;
  int how = found ? ((flags & O_TRUNC) ? EMPTIED : FOUND) : CREATED;
  if (whose[fd] == OURS) note(OPENED, fd, how, path, strlen(path), NULL);
}

/* A variable argument needs a function of its own around the call that is recorded. */
#define OPENS(name, at_fd, takes, gives) \
  static int (*real_##name) takes; \
  int name takes { \
    va_list more; \
    va_start(more, flags); \
    mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(more, mode_t) : 0; \
    va_end(more); \
    if (!real_##name) real_##name = (int (*) takes)dlsym(RTLD_NEXT, #name); \
    char path[PATH_MAX]; \
    whole(at_fd, given, path); \
    pthread_mutex_lock(&turn); \
    int before = errno, found = access(path, F_OK) == 0; \
    errno = before; \
    int done = real_##name gives, said = errno; \
    opened(done, path, flags, found); \
    errno = said; \
    pthread_mutex_unlock(&turn); \
    return done; }

OPENS(open, AT_FDCWD, (const char *given, int flags, ...), (given, flags, mode))
OPENS(open64, AT_FDCWD, (const char *given, int flags, ...), (given, flags, mode))
OPENS(openat, at_fd, (int at_fd, const char *given, int flags, ...),
      (at_fd, given, flags, mode))
OPENS(openat64, at_fd, (int at_fd, const char *given, int flags, ...),
      (at_fd, given, flags, mode))

static void closed(int fd) {
  if (known(fd) == OURS) note(CLOSED, fd, 0, NULL, 0, NULL);
  if (known(fd)) whose[fd] = NOT_OURS;
}
DOES(int, close, (int fd), (fd), 1, closed(fd))

static void wrote(int fd, int64_t at, const void *bytes, ssize_t count) {
  if (count > 0)
    note(known(fd) == OURS ? WRITTEN : MARKED, fd, at, bytes, (size_t)count, NULL);
}

/* What came to stand in the file is read back, whatever call put it there. */
static void wrote_somehow(int fd, int64_t at, ssize_t count) {
  static char block[BLOCK];
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  int again = (int)syscall(SYS_openat, AT_FDCWD, link, O_RDONLY | O_CLOEXEC, 0);
  for (ssize_t got; count > 0; at += got, count -= got) {
    got = pread64(again, block, count < BLOCK ? (size_t)count : BLOCK, at);
    if (got <= 0) abort();
    wrote(fd, at, block, got);
  }
  syscall(SYS_close, again);
}

#define BEHIND (lseek64(fd, 0, SEEK_CUR) - done)
#define WRITES(name, takes, gives, at, bytes) \
  DOES(ssize_t, name, takes, gives, known(fd), wrote(fd, at, bytes, done))
#define MOVES(name, takes, gives, at) \
  DOES(ssize_t, name, takes, gives, known(fd), wrote_somehow(fd, at, done))

WRITES(write, (int fd, const void *all, size_t size), (fd, all, size), BEHIND, all)
WRITES(pwrite, (int fd, const void *all, size_t size, off_t at), (fd, all, size, at),
       at, all)
WRITES(pwrite64, (int fd, const void *all, size_t size, off64_t at),
       (fd, all, size, at), at, all)
MOVES(writev, (int fd, const struct iovec *all, int size), (fd, all, size), BEHIND)
MOVES(pwritev, (int fd, const struct iovec *all, int size, off_t at),
      (fd, all, size, at), at)
MOVES(pwritev64, (int fd, const struct iovec *all, int size, off64_t at),
      (fd, all, size, at), at)
MOVES(sendfile, (int fd, int from, off_t *at, size_t size), (fd, from, at, size), BEHIND)
MOVES(sendfile64, (int fd, int from, off64_t *at, size_t size), (fd, from, at, size),
      BEHIND)
MOVES(copy_file_range,
      (int from, off64_t *at, int fd, off64_t *to, size_t size, unsigned flags),
      (from, at, fd, to, size, flags), to ? *to - done : BEHIND)

static void sized(int fd) {
  struct stat64 now;
  if (fstat64(fd, &now) != 0) abort();
  note(SIZED, fd, now.st_size, NULL, 0, NULL);
}
#define SIZES(name, takes, gives) \
  DOES(int, name, takes, gives, done == 0 && known(fd) == OURS, sized(fd))
#define SYNCS(name) \
  DOES(int, name, (int fd), (fd), done == 0 && known(fd) == OURS, \
       note(SYNCED, fd, 0, NULL, 0, NULL))

SIZES(ftruncate, (int fd, off_t size), (fd, size))
SIZES(ftruncate64, (int fd, off64_t size), (fd, size))
SIZES(fallocate, (int fd, int mode, off_t at, off_t size), (fd, mode, at, size))
SIZES(fallocate64, (int fd, int mode, off64_t at, off64_t size), (fd, mode, at, size))
SIZES(posix_fallocate, (int fd, off_t at, off_t size), (fd, at, size))
SIZES(posix_fallocate64, (int fd, off64_t at, off64_t size), (fd, at, size))
SYNCS(fsync)
SYNCS(fdatasync)

#define NAMES(name, what, takes, gives, at_fd) \
  DOES(int, name, takes, gives, done == 0, note_path(what, at_fd, path, AT_FDCWD, NULL))
#define TWO_NAMES(name, what, takes, gives, at_fd, to_fd) \
  DOES(int, name, takes, gives, done == 0, note_path(what, at_fd, path, to_fd, to))

NAMES(unlink, UNLINKED, (const char *path), (path), AT_FDCWD)
NAMES(unlinkat, (flags & AT_REMOVEDIR) ? REMOVED_DIR : UNLINKED,
      (int at_fd, const char *path, int flags), (at_fd, path, flags), at_fd)
NAMES(rmdir, REMOVED_DIR, (const char *path), (path), AT_FDCWD)
NAMES(mkdir, MADE_DIR, (const char *path, mode_t mode), (path, mode), AT_FDCWD)
NAMES(mkdirat, MADE_DIR, (int at_fd, const char *path, mode_t mode), (at_fd, path, mode),
      at_fd)
TWO_NAMES(rename, RENAMED, (const char *path, const char *to), (path, to), AT_FDCWD,
          AT_FDCWD)
TWO_NAMES(renameat, RENAMED, (int at_fd, const char *path, int to_fd, const char *to),
          (at_fd, path, to_fd, to), at_fd, to_fd)
TWO_NAMES(link, LINKED, (const char *path, const char *to), (path, to), AT_FDCWD, AT_FDCWD)
TWO_NAMES(linkat, LINKED,
          (int at_fd, const char *path, int to_fd, const char *to, int flags),
          (at_fd, path, to_fd, to, flags), at_fd, to_fd)

/* A shared writable mapping would change a file unseen: that it was made is told. */
#define MAPS(name, at_type) \
  DOES(void *, name, \
       (void *where, size_t size, int may, int how, int fd, at_type at), \
       (where, size, may, how, fd, at), \
       (how & MAP_SHARED) && (may & PROT_WRITE) && known(fd) == OURS, \
       note(MAPPED, fd, 0, NULL, 0, NULL))
MAPS(mmap, off_t)
MAPS(mmap64, off64_t)
