/*
 * One x86-64 instruction, told as far as is needed to move it to another address. Zydis does the
 * work. Decoder.java is the other side; keep the two equal.
 */
#include <Zydis/Zydis.h>
#include <stdint.h>

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

/* The instruction as Intel writes it. Returns 0, or -1 if there is none that is known and whole. */
int jrr_instruction_text(const uint8_t *code, uint64_t length, uint64_t address, char *out, uint64_t size)
{
    ZydisDecoder decoder;
    ZydisFormatter formatter;
    ZydisDecodedInstruction instruction;
    ZydisDecodedOperand operands[ZYDIS_MAX_OPERAND_COUNT];

    ZydisDecoderInit(&decoder, ZYDIS_MACHINE_MODE_LONG_64, ZYDIS_STACK_WIDTH_64);
    ZydisFormatterInit(&formatter, ZYDIS_FORMATTER_STYLE_INTEL);
    ZydisFormatterSetProperty(&formatter, ZYDIS_FORMATTER_PROP_HEX_UPPERCASE, ZYAN_FALSE);
    ZydisFormatterSetProperty(&formatter, ZYDIS_FORMATTER_PROP_ADDR_PADDING_ABSOLUTE, ZYDIS_PADDING_DISABLED);
    ZydisFormatterSetProperty(&formatter, ZYDIS_FORMATTER_PROP_DISP_PADDING, ZYDIS_PADDING_DISABLED);
    ZydisFormatterSetProperty(&formatter, ZYDIS_FORMATTER_PROP_IMM_PADDING, ZYDIS_PADDING_DISABLED);
    if (!ZYAN_SUCCESS(ZydisDecoderDecodeFull(&decoder, code, length, &instruction, operands))
        || !ZYAN_SUCCESS(ZydisFormatterFormatInstruction(&formatter, &instruction, operands,
                                                         instruction.operand_count_visible, out, size, address, NULL)))
        return -1;
    return 0;
}
