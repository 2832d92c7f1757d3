// Runs a grid of blocks on the CPU, one block after another, its threads as fibers in an order that can be chosen.
//
// Shared memory is one set of variables in a section of its own, filled with a pattern before each block, so that what a
// block reads without having written it is never by luck zero. A barrier waits until every thread of the block has come;
// when some have ended and others wait, the program is wrong and the shim says so. PX_SHIM_ORDER is `forward`, `reverse`
// or `shuffled`: a missing barrier shows as a difference between them.
#pragma once
#include <cstring>
#include <functional>
#include <vector>
#include "fiber.h"

struct dim3 {
    unsigned int x, y, z;
    dim3(unsigned int x = 1, unsigned int y = 1, unsigned int z = 1) : x(x), y(y), z(z) {}
};

extern "C" {
extern char __start_px_shared[] __attribute__((weak));
extern char __stop_px_shared[] __attribute__((weak));
}

namespace px_shim {

enum class State { ready, waiting, done };

struct Fiber {
    Context context;
    char* stack = nullptr;
    dim3 thread;
    State state = State::ready;
};

struct Block {
    dim3 grid, size, index;
    const std::function<void()>* body = nullptr;
    Context scheduler;
    Fiber* current = nullptr;
};

inline Block& block() {
    static Block now;
    return now;
}

inline void yield(State state) {
    Block& now = block();
    Fiber* fiber = now.current;
    fiber->state = state;
    switch_context(&fiber->context, &now.scheduler);
}

inline void run_fiber(void*) {
    (*block().body)();
    yield(State::done);
}

inline void barrier() { yield(State::waiting); }

/** Positions in the order in which they run; shuffled anew for each phase between barriers. */
inline void arrange(std::vector<size_t>& order, size_t count) {
    static const char* const wanted = std::getenv("PX_SHIM_ORDER");
    static uint64_t seed = 0x9e3779b97f4a7c15ULL;
    order.resize(count);
    const bool reverse = wanted != nullptr && std::strcmp(wanted, "reverse") == 0;
    for (size_t i = 0; i < count; i++) order[i] = reverse ? count - 1 - i : i;
    if (wanted == nullptr || std::strcmp(wanted, "shuffled") != 0) return;
    for (size_t i = count; i > 1; i--) {
        seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
        std::swap(order[i - 1], order[(seed >> 33) % i]);
    }
}

/** Between the variables lie zones that the sanitizer guards, so no library function may write over the whole. */
__attribute__((no_sanitize_address, optimize("no-tree-loop-distribute-patterns"))) inline void spoil_shared() {
    for (char* at = __start_px_shared; at != __stop_px_shared; at++) *at = static_cast<char>(0xa5);
}

inline void run_block(std::vector<Fiber>& fibers) {
    Block& now = block();
    if (__start_px_shared != nullptr) spoil_shared();
    const size_t count = static_cast<size_t>(now.size.x) * now.size.y * now.size.z;
    const size_t stack_size = 262144;
    while (fibers.size() < count) fibers.emplace_back();
    for (size_t i = 0; i < count; i++) {
        Fiber& fiber = fibers[i];
        if (fiber.stack == nullptr) fiber.stack = make_stack(stack_size);
        fiber.thread = dim3(static_cast<unsigned int>(i % now.size.x), static_cast<unsigned int>(i / now.size.x % now.size.y), static_cast<unsigned int>(i / now.size.x / now.size.y));
        fiber.state = State::ready;
    }
    std::vector<size_t> order;
    bool fresh = true;
    for (;;) {
        size_t waiting = 0, done = 0;
        arrange(order, count);
        for (const size_t i : order) {
            Fiber& fiber = fibers[i];
            if (fiber.state == State::done) {
                done++;
                continue;
            }
            if (fresh) make_context(&fiber.context, fiber.stack, stack_size, run_fiber, nullptr);
            fiber.state = State::ready;
            now.current = &fiber;
            switch_context(&now.scheduler, &fiber.context);
            (fiber.state == State::waiting ? waiting : done)++;
        }
        fresh = false;
        if (waiting == 0) return;
        if (done > 0) {
            std::fprintf(stderr, "shim: %zu threads of block (%u, %u, %u) wait at a barrier that %zu others never reach\n", waiting, now.index.x, now.index.y, now.index.z, done);
            std::exit(3);
        }
    }
}

/** Runs `body` once for each thread of the grid. */
inline void run_grid(dim3 grid, dim3 size, const std::function<void()>& body) {
    static std::vector<Fiber> fibers;
    Block& now = block();
    now.grid = grid;
    now.size = size;
    now.body = &body;
    std::vector<size_t> order;
    arrange(order, static_cast<size_t>(grid.x) * grid.y * grid.z);
    for (const size_t i : order) {
        now.index = dim3(static_cast<unsigned int>(i % grid.x), static_cast<unsigned int>(i / grid.x % grid.y), static_cast<unsigned int>(i / grid.x / grid.y));
        run_block(fibers);
    }
}

/** The same within the limits of CUDA and HIP, which have 65535 blocks at most along y and z. */
inline void run_limited_grid(dim3 grid, dim3 size, const std::function<void()>& body) {
    if (grid.y > 65535 || grid.z > 65535 || size.x * size.y * size.z > 1024) {
        std::fprintf(stderr, "shim: a launch of %u x %u x %u blocks of %u threads is more than a GPU takes\n", grid.x, grid.y, grid.z, size.x * size.y * size.z);
        std::exit(3);
    }
    run_grid(grid, size, body);
}

}  // namespace px_shim
