// cflags: -O0 -w
// A node of a list is freed and stays in the list; its memory becomes a name.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct node {
    struct node *next;
    long value;
};

static struct node *list;

static void add(long value) {
    struct node *node = malloc(sizeof *node);
    node->next = list;
    node->value = value;
    list = node;
}

static char *make_name(void) {
    char *name = malloc(16);
    for (int i = 0; i < 15; i++) name[i] = (char)('a' + i);
    name[15] = 0;
    return name;
}

static void report(const char *name, struct node *first) { printf("%s %ld\n", name, first->value); }

int main(void) {
    add(1);
    add(2);
    free(list);
    char *name = make_name();
    report(name, list);
    return list->value == 2 ? 0 : 3;
}
