/*
 * Walks over the records that the hook has written, for the recorder, which has millions of them a
 * second: tells whether they are sound, what the trace has to know of them, and which ones the
 * recorder has to look at itself. PackedScan.java is the other side; keep the two equal.
 * PackedCalls.java says what a sound record is: it refuses what this refuses, and nothing else.
 */
#include "../preload/jrr_buffer.h"

#define WORDS (sizeof(struct jrr_entry) / sizeof(uint64_t))
#define NUMBERS 512 /* system calls that are told apart; the last bit is for all others */
#define MARK_BYTES 16384  /* a mark is put behind so many bytes of records */
#define MARK_CALLS 32768  /* and so that there are never more calls than this between two */
#define MARKS 64
#define PLACES 128

/* Of a system call in `interest`: which arguments are descriptors, and whether success is noted. */
#define DESCRIPTORS 0x3f
#define NOTED 0x80

#define NEVER (~0ull)

struct mark {
    uint64_t record, start, calls;
    uint64_t number, result; /* of the call before it */
    uint64_t words[WORDS];
    uint64_t numbers[NUMBERS / 64]; /* which system calls there are since the mark before */
};

struct place {
    uint64_t record, start;
    uint64_t words[WORDS];
};

struct scan {
    uint64_t bytes; /* the address of the records */
    uint64_t end;   /* how many bytes they are */
    uint64_t leaves_last;
    uint64_t start, record, calls; /* where the walk stands: how many stand before it */
    uint64_t number, result;       /* of the last call; NEVER if it is to be noted, whatever it is */
    uint64_t words[WORDS];
    uint64_t numbers[NUMBERS / 64];
    uint64_t descriptors; /* which were those of the record before, or NEVER */
    uint64_t mark_start, mark_calls; /* where the last mark is */
    uint64_t mark_count, place_count;
    struct mark marks[MARKS];
    struct place places[PLACES];
    uint8_t interest[NUMBERS];
    uint64_t strides[WORDS]; /* by how much the last call has moved words on, of those that it has changed */
};

static void put_mark(struct scan *scan)
{
    struct mark *mark = &scan->marks[scan->mark_count++];

    mark->record = scan->record;
    mark->start = scan->start;
    mark->calls = scan->calls;
    mark->number = scan->number;
    mark->result = scan->result;
    for (unsigned i = 0; i < WORDS; i++)
        mark->words[i] = scan->words[i];
    for (unsigned i = 0; i < NUMBERS / 64; i++) {
        mark->numbers[i] = scan->numbers[i];
        scan->numbers[i] = 0;
    }
    scan->mark_start = scan->start;
    scan->mark_calls = scan->calls;
}

static void put_place(struct scan *scan)
{
    struct place *place = &scan->places[scan->place_count++];

    place->record = scan->record;
    place->start = scan->start;
    for (unsigned i = 0; i < WORDS; i++)
        place->words[i] = scan->words[i];
}

/* What the descriptors of a record are told by: equal ones have equal names. */
static uint64_t descriptors(const struct scan *scan, unsigned arguments)
{
    if (arguments == 0)
        return 0;
    if ((arguments & (arguments - 1)) != 0)
        return NEVER;
    return (uint64_t)arguments << 32 | (uint32_t)scan->words[1 + __builtin_ctz(arguments)];
}

/*
 * The items of a record, from where they begin to where it ends.
 *
 * more: how many calls have the bytes of their items behind it
 */
static int are_sound(const uint8_t *item, const uint8_t *end, uint64_t more)
{
    uint64_t bytes = 0;

    while (end - item > (int64_t)(more * bytes)) {
        const struct jrr_short_item *head = (const struct jrr_short_item *)item;
        int kind = head->kind & ~JRR_AT_ARGUMENT;
        int64_t room = end - item - (int64_t)sizeof *head;

        if (room < 0 || (kind != JRR_INPUT && kind != JRR_OUTPUT) || head->argument > 5)
            return 0;
        if ((head->kind & JRR_AT_ARGUMENT) == 0)
            room -= 8;
        if ((int32_t)head->length < 0 || head->length > room)
            return 0;
        bytes += (head->length + 7) & ~7ull;
        item = end - room + ((head->length + 7) & ~7ull);
    }
    return end - item == (int64_t)(more * bytes);
}

/* Whether a record's head can be one, of a record that has so many bytes at most. */
static int is_head(const struct jrr_packed *record, uint64_t rest)
{
    return rest >= sizeof *record && record->size >= sizeof *record && record->size <= rest && record->size % 8 == 0
        && record->handling >= JRR_BUFFERED && record->handling <= JRR_REFUSED
        && record->repeated <= JRR_MOST_REPEATED && (record->changed & 1) == 0
        && (record->repeated == 0 || (record->changed & ~JRR_MAY_STRIDE) == 0)
        && (record->flags & (JRR_SERIES | JRR_WIDE)) != (JRR_SERIES | JRR_WIDE);
}

/* Takes over the words that a record has, and where they end; 0 if it has not all that it says. */
static const uint8_t *take_words(struct scan *scan, const struct jrr_packed *record, const uint8_t *end)
{
    const uint64_t *value = (const uint64_t *)(record + 1);

    for (unsigned left = record->changed; left != 0; left &= left - 1) {
        uint64_t *word = &scan->words[__builtin_ctz(left)];

        if ((const uint8_t *)(value + 1) > end)
            return 0;
        scan->strides[word - scan->words] = *value - *word;
        *word = *value++;
    }
    return (const uint8_t *)value;
}

/* From the first call of a record to its last. */
static void go_on(struct scan *scan, const struct jrr_packed *record)
{
    for (unsigned left = record->changed; left != 0; left &= left - 1)
        scan->words[__builtin_ctz(left)] += record->repeated * scan->strides[__builtin_ctz(left)];
}

/* Notes a call by its number: what it is, and whether its descriptors are others than before. */
static void note(struct scan *scan, const struct jrr_packed *record)
{
    unsigned bit = record->number < NUMBERS ? record->number : NUMBERS - 1;
    unsigned what = record->number < NUMBERS ? scan->interest[bit] : 0;
    int is_noted = (what & NOTED) != 0 && (int64_t)scan->result >= 0 && record->handling == JRR_BUFFERED;
    uint64_t now = descriptors(scan, what & DESCRIPTORS);

    scan->number = record->number;
    scan->numbers[bit / 64] |= 1ull << bit % 64;
    if (is_noted || now != scan->descriptors || now == NEVER)
        put_place(scan);
    scan->descriptors = is_noted ? NEVER : now;
}

/*
 * Goes on until the end, or until there is no room for more marks or places. 0: at the end; 1: there
 * are more; -1: what is at `start` is no record.
 */
int jrr_scan(struct scan *scan)
{
    uint64_t rest;

    scan->mark_count = 0;
    scan->place_count = 0;
    while ((rest = scan->end - scan->start) != 0) {
        const struct jrr_packed *record = (const struct jrr_packed *)(scan->bytes + scan->start);
        const uint8_t *end, *items;

        if (scan->mark_count == MARKS || scan->place_count == PLACES)
            return 1;
        if (!is_head(record, rest))
            return -1;
        if (scan->leaves_last && record->size == rest)
            break;
        end = (const uint8_t *)record + record->size - ((record->flags & JRR_WIDE) != 0 ? 8 : 0);
        items = take_words(scan, record, end);
        if (items == 0 || items > end
            || !are_sound(items, end, (record->flags & JRR_SERIES) != 0 ? record->repeated : 0))
            return -1;
        scan->result = (uint64_t)((record->flags & JRR_WIDE) != 0 ? *(const int64_t *)end : record->result);
        if (record->number != scan->number || scan->interest[record->number % NUMBERS] != 0)
            note(scan, record);
        if (record->repeated != 0)
            go_on(scan, record);
        scan->start += record->size;
        scan->calls += 1 + record->repeated;
        scan->record++;
        if (scan->start - scan->mark_start >= MARK_BYTES
            || scan->calls - scan->mark_calls > MARK_CALLS - 1 - JRR_MOST_REPEATED) {
            put_mark(scan);
            scan->number = NEVER;
        }
    }
    if (scan->start != scan->mark_start)
        put_mark(scan);
    return 0;
}
