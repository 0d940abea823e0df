/*
 * One x86-64 instruction, told as far as is needed to move it to another address, and to show it. Zydis
 * does the work. Decoder.java is the other side; keep the two equal.
 */
#include <Zydis/Zydis.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum kind {
    PLAIN = 0,          /* goes on with the next instruction, and may stand anywhere */
    JUMP = 1,           /* jmp rel */
    CONDITIONAL = 2,    /* jcc rel */
    LOOP = 3,           /* loop, loope, loopne, jrcxz: these have a short form only */
    LEAVES = 4,         /* ret, jmp r/m: does not come back, and may stand anywhere */
    FIXED = 5,          /* has to stay where it is: calls, system calls, traps */
};

struct decoded {
    int64_t length;
    int64_t kind;
    int64_t target;              /* of JUMP, CONDITIONAL, LOOP; or what a rip-relative operand names */
    int64_t displacement_offset; /* of a rip-relative displacement in the instruction, or 0 */
};

static int kind_of(const ZydisDecodedInstruction *instruction)
{
    switch (instruction->mnemonic) {
    case ZYDIS_MNEMONIC_JMP:
        if (instruction->meta.branch_type == ZYDIS_BRANCH_TYPE_FAR)
            return FIXED;
        return instruction->raw.imm[0].is_relative ? JUMP : LEAVES;
    case ZYDIS_MNEMONIC_LOOP:
    case ZYDIS_MNEMONIC_LOOPE:
    case ZYDIS_MNEMONIC_LOOPNE:
    case ZYDIS_MNEMONIC_JRCXZ:
        return instruction->length == 2 ? LOOP : FIXED;
    case ZYDIS_MNEMONIC_JCXZ:
    case ZYDIS_MNEMONIC_JECXZ:
        return FIXED;
    case ZYDIS_MNEMONIC_RET:
        return instruction->meta.branch_type == ZYDIS_BRANCH_TYPE_FAR ? FIXED : LEAVES;
    /* Traps, and what names its own address or the flags of a single step. */
    case ZYDIS_MNEMONIC_RDTSC:
    case ZYDIS_MNEMONIC_RDTSCP:
    case ZYDIS_MNEMONIC_CPUID:
    case ZYDIS_MNEMONIC_RDRAND:
    case ZYDIS_MNEMONIC_RDSEED:
    case ZYDIS_MNEMONIC_XBEGIN:
    case ZYDIS_MNEMONIC_PUSHF:
    case ZYDIS_MNEMONIC_PUSHFD:
    case ZYDIS_MNEMONIC_PUSHFQ:
    case ZYDIS_MNEMONIC_POPF:
    case ZYDIS_MNEMONIC_POPFD:
    case ZYDIS_MNEMONIC_POPFQ:
    case ZYDIS_MNEMONIC_UD0:
    case ZYDIS_MNEMONIC_UD1:
    case ZYDIS_MNEMONIC_UD2:
    case ZYDIS_MNEMONIC_HLT:
    case ZYDIS_MNEMONIC_FNSAVE:
    case ZYDIS_MNEMONIC_FNSTENV:
    case ZYDIS_MNEMONIC_MONITORX:
    case ZYDIS_MNEMONIC_MWAITX:
        return FIXED;
    default:
        break;
    }
    switch (instruction->meta.category) {
    case ZYDIS_CATEGORY_COND_BR:
        return instruction->raw.imm[0].is_relative ? CONDITIONAL : FIXED;
    case ZYDIS_CATEGORY_CALL:
    case ZYDIS_CATEGORY_RET:
    case ZYDIS_CATEGORY_UNCOND_BR:
    case ZYDIS_CATEGORY_SYSCALL:
    case ZYDIS_CATEGORY_SYSRET:
    case ZYDIS_CATEGORY_SYSTEM:
    case ZYDIS_CATEGORY_INTERRUPT:
    case ZYDIS_CATEGORY_IO:
    case ZYDIS_CATEGORY_IOSTRINGOP:
        return FIXED;
    default:
        return PLAIN;
    }
}

/* Returns 0, or -1 if there is no instruction that is known and whole. */
int jrr_decode(const uint8_t *code, uint64_t length, uint64_t address, struct decoded *out)
{
    ZydisDecoder decoder;
    ZydisDecodedInstruction instruction;
    ZydisDecodedOperand operands[ZYDIS_MAX_OPERAND_COUNT];

    ZydisDecoderInit(&decoder, ZYDIS_MACHINE_MODE_LONG_64, ZYDIS_STACK_WIDTH_64);
    if (!ZYAN_SUCCESS(ZydisDecoderDecodeFull(&decoder, code, length, &instruction, operands)))
        return -1;
    out->length = instruction.length;
    out->kind = kind_of(&instruction);
    out->target = 0;
    out->displacement_offset = 0;
    for (int i = 0; i < instruction.operand_count_visible; i++) {
        const ZydisDecodedOperand *operand = &operands[i];
        ZyanU64 target;
        int is_branch = operand->type == ZYDIS_OPERAND_TYPE_IMMEDIATE && operand->imm.is_relative;
        int is_near = operand->type == ZYDIS_OPERAND_TYPE_MEMORY && operand->mem.base == ZYDIS_REGISTER_RIP;

        if (operand->type == ZYDIS_OPERAND_TYPE_MEMORY && operand->mem.base == ZYDIS_REGISTER_EIP)
            out->kind = FIXED;
        if (!is_branch && !is_near)
            continue;
        if (!ZYAN_SUCCESS(ZydisCalcAbsoluteAddress(&instruction, operand, address, &target)))
            return -1;
        out->target = (int64_t)target;
        if (is_near)
            out->displacement_offset = instruction.raw.disp.offset;
    }
    return 0;
}

static void initialize(ZydisFormatter *formatter)
{
    ZydisFormatterInit(formatter, ZYDIS_FORMATTER_STYLE_INTEL);
    ZydisFormatterSetProperty(formatter, ZYDIS_FORMATTER_PROP_HEX_UPPERCASE, ZYAN_FALSE);
    ZydisFormatterSetProperty(formatter, ZYDIS_FORMATTER_PROP_ADDR_PADDING_ABSOLUTE, ZYDIS_PADDING_DISABLED);
    ZydisFormatterSetProperty(formatter, ZYDIS_FORMATTER_PROP_DISP_PADDING, ZYDIS_PADDING_DISABLED);
    ZydisFormatterSetProperty(formatter, ZYDIS_FORMATTER_PROP_IMM_PADDING, ZYDIS_PADDING_DISABLED);
}

/* The instruction as Intel writes it. Returns 0, or -1 if there is none that is known and whole. */
int jrr_instruction_text(const uint8_t *code, uint64_t length, uint64_t address, char *out, uint64_t size)
{
    ZydisDecoder decoder;
    ZydisFormatter formatter;
    ZydisDecodedInstruction instruction;
    ZydisDecodedOperand operands[ZYDIS_MAX_OPERAND_COUNT];

    ZydisDecoderInit(&decoder, ZYDIS_MACHINE_MODE_LONG_64, ZYDIS_STACK_WIDTH_64);
    initialize(&formatter);
    if (!ZYAN_SUCCESS(ZydisDecoderDecodeFull(&decoder, code, length, &instruction, operands))
        || !ZYAN_SUCCESS(ZydisFormatterFormatInstruction(&formatter, &instruction, operands,
                                                         instruction.operand_count_visible, out, size, address, NULL)))
        return -1;
    return 0;
}

enum use {
    REGISTER = 0, /* a register that is read */
    MEMORY = 1,   /* memory that is read or written */
    ADDRESS = 2,  /* an address that is computed and not followed: lea */
    FLAGS = 3,    /* flags that are tested */
};

/* What an instruction uses. Registers by number, as instructions encode them; -1 for none. */
struct used {
    int64_t use;
    int64_t first;        /* REGISTER: itself; else the base; FLAGS: the condition of a jump, or -1 */
    int64_t shift;        /* of a part of a register, in bits */
    int64_t bytes;
    int64_t index;
    int64_t scale;
    int64_t displacement; /* FLAGS: which ones, as a mask of eflags */
    int64_t segment;      /* 1 for fs, 2 for gs, else 0 */
    char text[64];
};

static int is_general(ZydisRegister name)
{
    switch (ZydisRegisterGetClass(name)) {
    case ZYDIS_REGCLASS_GPR8:
    case ZYDIS_REGCLASS_GPR16:
    case ZYDIS_REGCLASS_GPR32:
    case ZYDIS_REGCLASS_GPR64:
        return 1;
    default:
        return 0;
    }
}

static int64_t number_of(ZydisRegister name)
{
    return ZydisRegisterGetId(ZydisRegisterGetLargestEnclosing(ZYDIS_MACHINE_MODE_LONG_64, name));
}

static int use_register(ZydisRegister name, struct used *out)
{
    int is_high = name == ZYDIS_REGISTER_AH || name == ZYDIS_REGISTER_BH || name == ZYDIS_REGISTER_CH
        || name == ZYDIS_REGISTER_DH;

    *out = (struct used){.use = REGISTER, .first = number_of(name), .shift = is_high ? 8 : 0, .index = -1};
    out->bytes = ZydisRegisterGetWidth(ZYDIS_MACHINE_MODE_LONG_64, name) / 8;
    snprintf(out->text, sizeof out->text, "%s", ZydisRegisterGetString(name));
    return 1;
}

/* Memory, with what its address is made of. 0 if that cannot be told: 32-bit addresses, several at once. */
static int use_memory(const ZydisFormatter *formatter, const ZydisDecodedInstruction *instruction,
                      const ZydisDecodedOperand *operand, uint64_t address, struct used *out)
{
    const ZydisDecodedOperandMem *memory = &operand->mem;
    int is_near = memory->base == ZYDIS_REGISTER_RIP;
    char text[256 + sizeof out->text];
    char *start;

    if (instruction->address_width != 64
        || (memory->type != ZYDIS_MEMOP_TYPE_MEM && memory->type != ZYDIS_MEMOP_TYPE_AGEN)
        || !ZYAN_SUCCESS(ZydisFormatterFormatOperand(formatter, instruction, operand, text, 256, address, NULL)))
        return 0;
    *out = (struct used){
        .use = memory->type == ZYDIS_MEMOP_TYPE_AGEN ? ADDRESS : MEMORY,
        .first = memory->base == ZYDIS_REGISTER_NONE || is_near ? -1 : number_of(memory->base),
        .bytes = operand->size / 8,
        .index = memory->index == ZYDIS_REGISTER_NONE ? -1 : number_of(memory->index),
        .scale = memory->scale,
        .displacement = memory->disp.has_displacement ? memory->disp.value : 0,
        .segment = memory->segment == ZYDIS_REGISTER_FS ? 1 : memory->segment == ZYDIS_REGISTER_GS ? 2 : 0,
    };
    if (is_near)
        out->displacement += (int64_t)(address + instruction->length);
    start = strstr(text, " ptr ");
    start = start != NULL ? start + 5 : text;
    start[sizeof out->text - 1] = 0;
    memcpy(out->text, start, strlen(start) + 1);
    return 1;
}

/* Condition of a jump that depends on flags: the low half of its opcode. -1 for other instructions. */
static int64_t condition_of(const ZydisDecodedInstruction *instruction)
{
    int is_short = instruction->opcode_map == ZYDIS_OPCODE_MAP_DEFAULT && (instruction->opcode & 0xf0) == 0x70;
    int is_long = instruction->opcode_map == ZYDIS_OPCODE_MAP_0F && (instruction->opcode & 0xf0) == 0x80;

    return is_short || is_long ? instruction->opcode & 0xf : -1;
}

/* What an instruction uses, in the order of its operands. Returns how many, at most most. */
int jrr_instruction_uses(const uint8_t *code, uint64_t length, uint64_t address, struct used *out, int most)
{
    ZydisDecoder decoder;
    ZydisFormatter formatter;
    ZydisDecodedInstruction instruction;
    ZydisDecodedOperand operands[ZYDIS_MAX_OPERAND_COUNT];
    int count = 0;

    ZydisDecoderInit(&decoder, ZYDIS_MACHINE_MODE_LONG_64, ZYDIS_STACK_WIDTH_64);
    initialize(&formatter);
    if (!ZYAN_SUCCESS(ZydisDecoderDecodeFull(&decoder, code, length, &instruction, operands)))
        return 0;
    for (int i = 0; i < instruction.operand_count && count < most; i++) {
        const ZydisDecodedOperand *operand = &operands[i];
        int is_read = (operand->actions & ZYDIS_OPERAND_ACTION_MASK_READ) != 0;
        int is_hidden = operand->visibility == ZYDIS_OPERAND_VISIBILITY_HIDDEN;

        if (operand->type == ZYDIS_OPERAND_TYPE_MEMORY && (is_read || !is_hidden))
            count += use_memory(&formatter, &instruction, operand, address, &out[count]);
        /* Of what is not written down, the stack's pointer and the flags say nothing here. */
        else if (operand->type == ZYDIS_OPERAND_TYPE_REGISTER && is_read && is_general(operand->reg.value)
                 && !(is_hidden && operand->reg.value == ZYDIS_REGISTER_RSP))
            count += use_register(operand->reg.value, &out[count]);
    }
    if (instruction.cpu_flags != NULL && instruction.cpu_flags->tested != 0 && count < most)
        out[count++] = (struct used){.use = FLAGS, .first = condition_of(&instruction), .index = -1,
                                     .displacement = instruction.cpu_flags->tested};
    return count;
}

/*
 * Where from `from` on three bytes stand that are the opcode of a rdrand or rdseed of a register, whether they
 * are one or not; -1 for nowhere. Compilers' files have tens of megabytes of code.
 */
int jrr_next_random(const uint8_t *code, int from, int length)
{
    for (int second = from + 1; second + 1 < length; second++) {
        const uint8_t *at = memchr(code + second, 0xc7, (size_t)(length - 1 - second));

        if (at == NULL)
            return -1;
        second = (int)(at - code);
        if (at[-1] == 0x0f && at[1] >= 0xf0)
            return second - 1;
    }
    return -1;
}
