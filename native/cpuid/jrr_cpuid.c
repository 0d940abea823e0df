/*
 * What CPUID answers on the processor that the calling thread is on, for every leaf and subleaf that
 * there is. CpuidReader.java is the other side; keep the two equal.
 */
#include <cpuid.h>
#include <stdint.h>

/* A leaf that no processor has: what is answered to those that do not exist. */
#define NO_LEAF 0x3fffffffu
#define SUBLEAVES 64
#define MOST_LEAVES 0x100u

struct row {
    uint32_t leaf, subleaf, eax, ebx, ecx, edx;
};

/* Where leaves begin: the processor's own, two of a hypervisor, extended ones, and those of makers. */
static const uint32_t ranges[] = {0, 0x40000000, 0x40000100, 0x80000000, 0x80860000, 0xc0000000};

static struct row ask(uint32_t leaf, uint32_t subleaf)
{
    struct row row = {leaf, subleaf, 0, 0, 0, 0};
    __cpuid_count(leaf, subleaf, row.eax, row.ebx, row.ecx, row.edx);
    return row;
}

static int same(struct row one, struct row other)
{
    return one.eax == other.eax && one.ebx == other.ebx && one.ecx == other.ecx && one.edx == other.edx;
}

/* The highest leaf of a range, or the one before its first if there is none. */
static uint32_t last_of(uint32_t first)
{
    struct row row = ask(first, 0);
    if (first == 0 || (row.eax >= first && row.eax - first < MOST_LEAVES))
        return row.eax < first + MOST_LEAVES ? row.eax : first + MOST_LEAVES - 1;
    /* Old versions of KVM name themselves, but not their last leaf. */
    return first == 0x40000000 && row.eax == 0 && row.ebx != 0 ? first + 1 : first - 1;
}

/* Writes up to `most` rows, in order; returns how many there are. */
int64_t jrr_cpuid(struct row *rows, int64_t most)
{
    int64_t count = 0;
    for (unsigned range = 0; range < sizeof ranges / sizeof ranges[0]; range++) {
        uint32_t last = last_of(ranges[range]);
        for (uint32_t leaf = ranges[range]; leaf != last + 1; leaf++) {
            struct row first = ask(leaf, 0);
            /* Each question takes a visit to the hypervisor: few leaves have subleaves. */
            int divided = !same(first, ask(leaf, 1)) || !same(first, ask(leaf, 2));
            for (uint32_t subleaf = 0; subleaf < (divided ? SUBLEAVES : 1u); subleaf++) {
                if (count < most)
                    rows[count] = ask(leaf, subleaf);
                count++;
            }
        }
        if (range == 0) {
            if (count < most)
                rows[count] = ask(NO_LEAF, 0);
            count++;
        }
    }
    return count;
}
