#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Uses the scratch the way C programs do, and says how each step went. */
static void say(const char *what, int failed) {
    if (failed) printf("%s: %s\n", what, strerror(errno));
    else printf("%s: ok\n", what);
}

int main(void) {
    FILE *f = fopen("/tmp/notes.txt", "w+");
    say("create", f == NULL);
    fprintf(f, "line %d\n", 1);
    fprintf(f, "line %d\n", 2);
    rewind(f);
    char line[32];
    say("read back", fgets(line, sizeof line, f) == NULL || strcmp(line, "line 1\n") != 0);
    say("close", fclose(f));
    f = fopen("/tmp/notes.txt", "a");
    fputs("line 3\n", f);
    fclose(f);
    struct stat status;
    say("stat", stat("/tmp/notes.txt", &status) || status.st_size != 21 || !S_ISREG(status.st_mode));
    say("rename", rename("/tmp/notes.txt", "/tmp/kept.txt"));
    say("mkdir", mkdir("/tmp/d", 0700));
    for (int i = 0; i < 300; i++) {
        char name[32];
        snprintf(name, sizeof name, "/tmp/d/file-%d", i);
        int fd = open(name, O_CREAT | O_EXCL | O_WRONLY, 0600);
        if (fd < 0 || write(fd, name, strlen(name)) < 0 || close(fd)) say(name, 1);
    }
    say("rmdir of a full one", rmdir("/tmp/d"));
    DIR *d = opendir("/tmp/d");
    say("opendir", d == NULL);
    int removed = 0;
    for (struct dirent *e; (e = readdir(d)) != NULL;) {
        char name[300];
        if (e->d_name[0] == '.') continue;
        snprintf(name, sizeof name, "/tmp/d/%s", e->d_name);
        removed += remove(name) == 0;
    }
    closedir(d);
    printf("removed: %d\n", removed);
    say("rmdir", rmdir("/tmp/d"));
    int fd = open("/tmp/kept.txt", O_RDWR);
    say("unlink", unlink("/tmp/kept.txt"));
    say("truncate", ftruncate(fd, 6));
    say("pwrite", pwrite(fd, "LINE", 4, 0) != 4);
    say("pread", pread(fd, line, 6, 0) != 6 || memcmp(line, "LINE 1", 6) != 0);
    say("fsync", fsync(fd));
    say("close", close(fd));
    say("gone", access("/tmp/kept.txt", F_OK));
    say("write elsewhere", fopen("/elsewhere", "w") == NULL);
    return 0;
}
