// The interpreter of version 1.1 kernels: every lane reads instruction pixels and executes them, a slice at a time.

/** Operation codes of kernels; combining is 50 … 5E (53 DIV, 54 MOD, 57 POW), comparing 60 … 65. */
const DO: u32 = 0x40u;
const INDEX: u32 = 0x41u;
const LOAD: u32 = 0x42u;
const STORE: u32 = 0x43u;
const ARG: u32 = 0x45u;
const CALL: u32 = 0x46u;
const RES: u32 = 0x47u;
const RET: u32 = 0x48u;
const RETURN: u32 = 0x49u;
const ELSE: u32 = 0x4au;
const END: u32 = 0x4bu;
const LOOP: u32 = 0x4cu;
const NEXT: u32 = 0x4du;
const BREAK: u32 = 0x4eu;
const CONTINUE: u32 = 0x4fu;
const VALUE: u32 = 0x6eu;
const ARRAY: u32 = 0x6fu;
const LIT: u32 = 0x70u;
const IF: u32 = 0x71u;
const WHILE: u32 = 0x72u;
const FOR: u32 = 0x73u;
const SHARED: u32 = 0x74u;
const SELECT: u32 = 0x78u;
const FMA: u32 = 0x79u;
const PACK: u32 = 0x7au;
const UNPACK: u32 = 0x7bu;
const ATOMIC: u32 = 0x7cu;
/** The prefix with the high bytes of the operands behind it. */
const EXT: u32 = 0x10u;

fn call_function(number: u32, back: u32) {
  if (spent == launch.gas) {
    spend_all();
    return;
  }
  spent++;
  let frame = OWN + ARGUMENTS + FRAME * depth;
  set_own(frame, back);
  set_own(frame + 1u, record);
  set_own(frame + 2u, window);
  for (var i = 0u; i < 16u; i++) { set_own(frame + RESULTS + i, 0u); }
  depth++;
  window += ends.w;
  enter(number);
}

fn leave() {
  if (depth == 0u) {
    end_thread();
    return;
  }
  depth--;
  let frame = OWN + ARGUMENTS + FRAME * depth;
  window = own(frame + 2u);
  open_code(own(frame + 1u));
  counter = own(frame);
}

/** Whether the loop of a FOR goes on; adds the step when it comes from its NEXT. */
fn goes_on(i: u32, end: u32, step: u32) -> bool {
  let kind = type_of(i);
  let now = bits_in(i);
  let last = bits_in(end);
  let by = bits_in(step);
  let down = bitcast<i32>(by) < 0;
  if (!returning) { return select(is_less(kind, now, last), is_less(kind, last, now), down); }
  write(i, now + by);
  // Inside the loop the variable was before the end, so the difference is exact, whatever the sum would wrap to.
  return select(last - now > by, now - last > ~by + 1u, down);
}

/** An instruction that has been read. */
struct Instruction {
  /** Its first pixel, from which distances count. */
  start: u32,
  op: u32,
  /** G, B, A of its pixel; and all of them as one number. */
  a: u32,
  b: u32,
  c: u32,
  far: u32,
  /** Its second pixel, if it has one; and R, G, B, A of that. */
  second: u32,
  x: u32,
  y: u32,
  z: u32,
  w: u32,
}

/** The operand in G, B or A (field 1, 2, 3) of a pixel, with the high byte of its EXT. */
fn operand(pixel: u32, high: u32, field: u32) -> u32 {
  return ((pixel >> (8u * field)) & 0xffu) | (((high >> (8u * field)) & 0xffu) << 8u);
}

/** Reads the instruction at the counter, which then is behind it. */
fn read_instruction() -> Instruction {
  let start = counter;
  var high = 0u;
  var pixel = word_at(counter);
  if ((pixel & 0xffu) == EXT) {
    high = pixel;
    counter++;
    pixel = word_at(counter);
  }
  counter++;
  let op = pixel & 0xffu;
  // The second pixel: raw below 78, above it more operands, with an EXT of its own if they need one.
  var second = 0u;
  var second_high = 0u;
  if (op >= LIT && op < 0x80u) {
    second = word_at(counter);
    if (op >= SELECT && (second & 0xffu) == EXT) {
      second_high = second;
      counter++;
      second = word_at(counter);
    }
    counter++;
  }
  return Instruction(
    start,
    op,
    operand(pixel, high, 1u),
    operand(pixel, high, 2u),
    operand(pixel, high, 3u),
    pixel >> 8u,
    second,
    second & 0xffu,
    operand(second, second_high, 1u),
    operand(second, second_high, 2u),
    operand(second, second_high, 3u),
  );
}

/**
 * Executes what most instructions are; false when it is none of them. Devices that execute all branches for every lane
 * stay in a loop of these, and pay for the others only where there are some.
 */
fn execute_quick(at: Instruction) -> bool {
  let a = at.a;
  let b = at.b;
  let c = at.c;
  if (at.op >= 0x50u && at.op <= 0x5eu) {
    let operation = at.op - 0x50u;
    if (operation == 3u || operation == 4u || operation == 7u) { return false; }
    write(a, combined(operation, b, c));
    return true;
  }
  switch at.op {
    case 0x60u, 0x61u, 0x62u, 0x63u, 0x64u, 0x65u: {
      write(a, select(0u, 1u, compared(at.op - 0x60u, b, c)));
    }
    case DO: {
      if (c > 2u && (c < 14u || c == 17u || c > 18u)) { return false; }
      write(a, moved(c, b));
    }
    case LOAD: {
      let elements = array_of(b);
      if (elements.element == MATRIX_R) { return false; }
      let i = bits_in(c);
      var bits = 0u;
      if (i < elements.count) { bits = load_place(packed_place(elements, i), elements.element); }
      write(a, bits);
    }
    case STORE: {
      let elements = array_of(b);
      if (elements.element == MATRIX_R) { return false; }
      let i = bits_in(c);
      if (i < elements.count) { store_place(packed_place(elements, i), elements.element, bits_in(a)); }
    }
    case ELSE, BREAK, CONTINUE: { counter = at.start + at.far; }
    case END, ARRAY, SHARED: {}
    case LOOP: { returning = false; }
    case NEXT: {
      if (spent == launch.gas) { return false; }
      spent++;
      returning = true;
      counter = at.start - at.far;
    }
    case LIT: { write(a, at.second); }
    case IF, WHILE: { if (bits_in(a) == 0u) { counter = at.start + at.second; } }
    case FOR: {
      if (!goes_on(a, b, c)) { counter = at.start + at.second; }
      returning = false;
    }
    case SELECT: { write(a, select(bits_in(c), bits_in(b), bits_in(at.y) != 0u)); }
    default: { return false; }
  }
  return true;
}

/** Executes the others. */
fn execute_other(at: Instruction) {
  let a = at.a;
  let b = at.b;
  let c = at.c;
  switch at.op {
    case 0x53u, 0x54u, 0x57u: { write(a, divided(at.op - 0x50u, b, c)); }
    case DO: { write(a, applied(c, b, a)); }
    case INDEX: { write(a, index_of(b, c)); }
    case LOAD: { write(a, load_element(array_of(b), bits_in(c), launch.width)); }
    case STORE: { store_element(array_of(b), bits_in(c), bits_in(a), launch.width); }
    case ARG: { set_own(OWN + a, bits_in(b)); }
    case CALL: { call_function(a, counter); }
    case RES: { write(a, own(OWN + ARGUMENTS + FRAME * depth + RESULTS + b)); }
    case RET: { set_own(OWN + ARGUMENTS + FRAME * (depth - 1u) + RESULTS + a, bits_in(b)); }
    case RETURN: { leave(); }
    case NEXT: { spend_all(); }
    case VALUE: {
      if (depth > 0u) {
        write(a, own(OWN + values));
      } else {
        write(a, load_element(array_of(launch.first_value + values), 0u, launch.width));
      }
      values++;
    }
    case FMA: { write(a, bitcast<u32>(fma(float_in(b), float_in(c), float_in(at.y)))); }
    case PACK: { write(a, px_pack_u32(bits_in(b), bits_in(c), bits_in(at.y), bits_in(at.z))); }
    case UNPACK: {
      let packed = bits_in(b);
      write(a, packed & 0xffu);
      write(at.y, (packed >> 8u) & 0xffu);
      write(at.z, (packed >> 16u) & 0xffu);
      write(at.w, packed >> 24u);
    }
    case ATOMIC: {
      let elements = array_of(b);
      let i = bits_in(c);
      var old = 0u;
      if (i < elements.count) {
        old = changed(elements.first + i, at.x, type_of(at.y), bits_in(at.y), bits_in(at.z));
      }
      if (at.w == 1u) { write(a, old); }
    }
    // Nothing else passes the validator.
    default: { unit = DONE; }
  }
}

@compute @workgroup_size(64)
fn run_kernel(@builtin(global_invocation_id) id: vec3<u32>) {
  lane = id.x;
  if (lane >= launch.lanes) { return; }
  if (launch.fresh == 1u) {
    unit = lane;
    beginning = true;
  } else {
    unit = own(2u);
    if (unit == DONE) { return; }
    counter = own(0u);
    spent = own(1u);
    thread = own(3u);
    window = own(4u);
    open_code(own(5u));
    depth = own(6u);
    values = own(7u) >> 2u;
    returning = (own(7u) & 2u) != 0u;
    beginning = (own(7u) & 1u) != 0u;
  }
  var budget = launch.budget;
  while (budget > 0u && unit != DONE) {
    if (beginning) {
      begin_thread();
      continue;
    }
    var at: Instruction;
    var quick = true;
    while (quick && budget > 0u) {
      budget--;
      at = read_instruction();
      quick = execute_quick(at);
    }
    if (!quick) { execute_other(at); }
  }
  set_own(0u, counter);
  set_own(1u, spent);
  set_own(2u, unit);
  set_own(3u, thread);
  set_own(4u, window);
  set_own(5u, record);
  set_own(6u, depth);
  set_own(7u, (values << 2u) | select(0u, 2u, returning) | select(0u, 1u, beginning));
  if (unit != DONE) { atomicAdd(&status.unfinished, 1u); }
}
