/*
 * A hotel keeps its guests in a list. The first guest leaves, and her record is freed but stays in
 * the list; the next thing that needs memory of that size is a label for a suitcase, and is given
 * hers. Then somebody asks which room the first guest of the list has.
 */
#include <stdio.h>
#include <stdlib.h>

struct guest {
    struct guest *next;
    long room;
};

static struct guest *guests;

static void check_in(long room) {
    struct guest *guest = malloc(sizeof *guest);
    guest->next = guests;
    guest->room = room;
    guests = guest;
}

/* Forgets to take the guest out of the list. */
static void check_out(struct guest *guest) { free(guest); }

static char *write_label(void) {
    char *label = malloc(sizeof(struct guest));
    for (int i = 0; i < 15; i++) {
        label[i] = (char)('a' + i);
    }
    label[15] = '\0';
    return label;
}

static void call(const struct guest *guest) {
    printf("calling room %ld\n", guest->room);
}

int main(void) {
    setvbuf(stdout, NULL, _IOLBF, 0);
    check_in(101);
    check_in(102);
    call(guests);
    check_out(guests);
    char *label = write_label();
    printf("a suitcase is labelled %s\n", label);
    call(guests);
    return guests->room == 102 ? 0 : 3;
}
