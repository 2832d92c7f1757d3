// A lane of the interpreter: what it keeps from slice to slice, its registers, and which thread it runs.
//
// Registers lie in state, so that one pipeline serves every kernel and a lane can stop anywhere and go on in the next
// dispatch. A lane runs units of threads one after another: one thread, or, where the kernel has shared arrays, all
// threads of a block, in ascending order. Kernels with barriers never come here.

struct Launch {
  grid: vec3<u32>,
  /** Lanes of this launch; the stride of state. */
  lanes: u32,
  block: vec3<u32>,
  /** Instructions that a lane may execute in this slice. */
  budget: u32,
  /** Record number of the kernel, first pixel of the table, width of the image. */
  kernel: u32,
  table: u32,
  width: u32,
  /** NEXTs and CALLs that a thread may execute. */
  gas: u32,
  units: u32,
  threads_of_unit: u32,
  /** Calls that can be open at once. */
  depth: u32,
  /** 1 in the first slice. */
  fresh: u32,
  /** Shared arrays of lane l begin at shared_first + l · shared_words. */
  shared_first: u32,
  shared_words: u32,
  /** The slots, then the arrays of the VALUE parameters: that of the first one. */
  first_value: u32,
  padding: u32,
}
@group(0) @binding(3) var<uniform> launch: Launch;

/** (first, count, element, 1 for a shared array) of each array of the launch. */
@group(0) @binding(4) var<storage, read> arrays: array<vec4<u32>>;

const DONE: u32 = 0xffffffffu;

/** Words of a lane: eight of its own, arguments, frames, registers. */
const OWN: u32 = 8u;
const ARGUMENTS: u32 = 16u;
/** Of a frame: where to go on, the caller's record and registers, the results of the called function. */
const FRAME: u32 = 19u;
const RESULTS: u32 = 3u;

/** Register types. */
const INT: u32 = 0u;
const UINT: u32 = 1u;
const FLOAT: u32 = 2u;
const TRUTH: u32 = 3u;

var<private> lane: u32;
/** Pixel of the instruction that comes next. */
var<private> counter: u32;
var<private> spent: u32;
var<private> unit: u32;
var<private> thread: u32;
/** First word of the registers in use. */
var<private> window: u32;
/** Record of the kernel or function that runs, and how many calls are open. */
var<private> record: u32;
var<private> depth: u32;
/** VALUEs of the head that have been passed. */
var<private> values: u32;
/** True between a NEXT and the FOR that it returns to. */
var<private> returning: bool;
/** True until the first instruction of a thread. */
var<private> beginning: bool;
/** Registers are numbered int, uint, float, bool: where each of these ends. */
var<private> ends: vec4<u32>;

fn own(index: u32) -> u32 { return state[index * launch.lanes + lane]; }
fn set_own(index: u32, bits: u32) { state[index * launch.lanes + lane] = bits; }
fn bits_in(r: u32) -> u32 { return own(window + r); }
fn write(r: u32, bits: u32) { set_own(window + r, bits); }
fn int_in(r: u32) -> i32 { return bitcast<i32>(bits_in(r)); }
fn float_in(r: u32) -> f32 { return bitcast<f32>(bits_in(r)); }

fn type_of(r: u32) -> u32 {
  return dot(select(vec3u(0u), vec3u(1u), vec3u(r) >= ends.xyz), vec3u(1u));
}

fn array_of(index: u32) -> Elements {
  let entry = arrays[index];
  return Elements(entry.x + entry.w * lane * launch.shared_words, entry.y, entry.z);
}

/** The number of the thread that runs: linear block · threads of a block + linear local index. */
fn thread_number() -> u32 { return unit * launch.threads_of_unit + thread; }

/** The first pixel of a code record; reads its numbers of registers. */
fn open_code(number: u32) -> u32 {
  record = number;
  let at = launch.table + 4u * number;
  let low = word_at(at + 2u);
  let high = word_at(at + 3u);
  let ints = low & 0xffffu;
  let uints = ints + (low >> 16u);
  let floats = uints + (high & 0xffffu);
  ends = vec4u(ints, uints, floats, floats + (high >> 16u));
  return word_at(at);
}

/** Goes to the first pixel of a kernel or function, with zeros in its registers. */
fn enter(number: u32) {
  counter = open_code(number);
  values = 0u;
  for (var r = 0u; r < ends.w; r++) { write(r, 0u); }
}

/** Begins the thread that a lane has come to, or ends the lane. */
fn begin_thread() {
  beginning = false;
  if (unit >= launch.units) {
    unit = DONE;
    return;
  }
  // Behind a thread that failed nothing matters any more, and the threads of a lane ascend.
  if (thread_number() > atomicLoad(&status.spent)) {
    unit = DONE;
    return;
  }
  let first = launch.shared_first + lane * launch.shared_words;
  for (var i = 0u; thread == 0u && i < launch.shared_words; i++) { atomicStore(&memory[first + i], 0u); }
  spent = 0u;
  depth = 0u;
  returning = false;
  window = OWN + ARGUMENTS + FRAME * launch.depth;
  enter(launch.kernel);
}

/** Leaves a thread that is done; the next one begins when the lane has come to it. */
fn end_thread() {
  beginning = true;
  thread++;
  if (thread == launch.threads_of_unit) {
    thread = 0u;
    unit += launch.lanes;
  }
}

/** Ends a lane whose thread has spent its gas. */
fn spend_all() {
  atomicMin(&status.spent, thread_number());
  unit = DONE;
}

fn index_of(source: u32, axis: u32) -> u32 {
  let size = launch.block;
  let number = thread_number();
  let threads = size.x * size.y * size.z;
  let b = number / threads;
  let l = number % threads;
  let in_grid = vec3u(b % launch.grid.x, (b / launch.grid.x) % launch.grid.y, b / (launch.grid.x * launch.grid.y));
  let in_block = vec3u(l % size.x, (l / size.x) % size.y, l / (size.x * size.y));
  switch source {
    case 0u: { return in_grid[axis] * size[axis] + in_block[axis]; }
    case 1u: { return in_block[axis]; }
    case 2u: { return in_grid[axis]; }
    case 3u: { return size[axis]; }
    default: { return launch.grid[axis]; }
  }
}
