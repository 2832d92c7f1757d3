// Fibers: the threads of a block as coroutines of one system thread, switched by hand on x86-64 and by ucontext elsewhere.
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <sys/mman.h>
#if !defined(__x86_64__) || defined(PX_SHIM_UCONTEXT)
#include <ucontext.h>
#define PX_SHIM_SLOW_SWITCH 1
#endif

namespace px_shim {

using Entry = void (*)(void*);

#ifdef PX_SHIM_SLOW_SWITCH
struct Context {
    ucontext_t state;
};

inline void switch_context(Context* from, Context* to) { swapcontext(&from->state, &to->state); }

inline Entry& entry_of_next() {
    static Entry entry;
    return entry;
}
inline void*& argument_of_next() {
    static void* argument;
    return argument;
}
inline void enter() { entry_of_next()(argument_of_next()); }

inline void make_context(Context* context, char* stack, size_t size, Entry entry, void* argument) {
    getcontext(&context->state);
    context->state.uc_stack.ss_sp = stack;
    context->state.uc_stack.ss_size = size;
    context->state.uc_link = nullptr;
    // makecontext takes ints; the pair is handed over when the fiber runs for the first time.
    entry_of_next() = entry;
    argument_of_next() = argument;
    makecontext(&context->state, enter, 0);
}
#else
struct Context {
    void* stack;
};

extern "C" void px_shim_switch(void** from, void* to);
__asm__(R"(
    .text
    .weak px_shim_switch
    .type px_shim_switch, @function
px_shim_switch:
    pushq %rbp
    pushq %rbx
    pushq %r12
    pushq %r13
    pushq %r14
    pushq %r15
    movq %rsp, (%rdi)
    movq %rsi, %rsp
    popq %r15
    popq %r14
    popq %r13
    popq %r12
    popq %rbx
    popq %rbp
    ret
    .weak px_shim_begin
    .type px_shim_begin, @function
px_shim_begin:
    movq %r12, %rdi
    callq *%r13
    hlt
)");
extern "C" void px_shim_begin();

inline void switch_context(Context* from, Context* to) { px_shim_switch(&from->stack, to->stack); }

inline void make_context(Context* context, char* stack, size_t size, Entry entry, void* argument) {
    uintptr_t top = (reinterpret_cast<uintptr_t>(stack) + size) & ~static_cast<uintptr_t>(15);
    // Behind the return address the stack is aligned to 16 bytes, as a call expects it.
    void** frame = reinterpret_cast<void**>(top) - 9;
    // r15, r14, r13, r12, rbx, rbp, return address: in the order in which the switch pops them.
    frame[0] = nullptr;
    frame[1] = nullptr;
    frame[2] = reinterpret_cast<void*>(entry);
    frame[3] = argument;
    frame[4] = nullptr;
    frame[5] = nullptr;
    frame[6] = reinterpret_cast<void*>(px_shim_begin);
    context->stack = frame;
}
#endif

/** Stacks are kept from block to block; a page without access below each one catches what runs over. */
inline char* make_stack(size_t size) {
    const size_t page = 4096;
    void* memory = mmap(nullptr, size + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) {
        std::fprintf(stderr, "shim: no memory for the stack of a fiber\n");
        std::exit(3);
    }
    mprotect(memory, page, PROT_NONE);
    return static_cast<char*>(memory) + page;
}

}  // namespace px_shim
