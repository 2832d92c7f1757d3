// Random IR that keeps no rule but its shape: every node with every flag, for tests of the text form and of the walkers.
import {
  type Axis,
  COMPARISONS,
  type ConvertTarget,
  ELEMENT_TYPES,
  type Expr,
  IR_VERSION,
  OPERATIONS,
  type Program,
  type ScalarType,
  type Step,
  type Stmt,
} from '../../core/index.ts';
import type { Random } from './random.ts';

const TYPES: readonly ScalarType[] = ['bool', 'i32', 'u32', 'f32', 'f64'];
const TARGETS: readonly ConvertTarget[] = [...TYPES, 'i8', 'u8', 'i16', 'u16', 'f16'];
const NAMES = [
  'a',
  'b',
  'thread',
  'if',
  'true',
  'min',
  'x_1',
  '__proto__',
  'with',
  'é',
  'a"b',
  'inf',
  'uniform',
];
const NUMBERS = [
  0,
  -0,
  1,
  -1,
  0.1,
  Math.fround(0.1),
  2147483647,
  -2147483648,
  4294967295,
  1e-45,
  3.4e38,
  1e300,
];

class Structure {
  private readonly random: Random;

  constructor(random: Random) {
    this.random = random;
  }

  private name(): string {
    return this.random.pick(NAMES);
  }

  private list<T>(most: number, item: () => T): T[] {
    return Array.from({ length: this.random.integer(0, most) }, item);
  }

  private at() {
    if (this.random.chance(0.3)) return {};
    const point = () => ({
      line: this.random.integer(1, 99),
      column: this.random.integer(1, 99),
      ...(this.random.chance(0.5) && { offset: this.random.integer(0, 999) }),
    });
    return { at: { start: point(), end: point() } };
  }

  private flag<K extends string>(key: K): { readonly [P in K]?: true } {
    return (this.random.chance(0.3) ? { [key]: true } : {}) as { readonly [P in K]?: true };
  }

  expr(depth: number): Expr {
    const { random } = this;
    const type = random.pick(TYPES);
    const at = this.at();
    const inner = (): Expr => this.expr(depth - 1);
    switch (depth <= 0 ? random.integer(0, 5) : random.integer(0, 12)) {
      case 0:
        return type === 'bool'
          ? { kind: 'const', type, value: random.chance(0.5), ...at }
          : { kind: 'const', type, value: random.pick(NUMBERS), ...at };
      case 1:
        return { kind: 'local', type, name: this.name(), ...at };
      case 2:
        return { kind: 'param', type, name: this.name(), ...at };
      case 3:
        return { kind: 'host', type, name: random.pick([...NAMES, 'buf.width']), ...at };
      case 4: {
        const source = random.pick(['thread', 'local', 'block', 'blockSize', 'gridSize'] as const);
        return { kind: 'index', type: 'i32', source, axis: random.integer(0, 2) as Axis, ...at };
      }
      case 5:
        return { kind: 'length', type: 'i32', array: this.name(), ...at };
      case 6: {
        const flags = { ...this.flag('proven'), ...this.flag('uniform') };
        return { kind: 'load', type, array: this.name(), index: inner(), ...flags, ...at };
      }
      case 7: {
        const { name, arity } = random.pick(OPERATIONS);
        return { kind: 'op', op: name, type, args: Array.from({ length: arity }, inner), ...at };
      }
      case 8: {
        const op = random.pick(COMPARISONS).name;
        return { kind: 'compare', op, type: 'bool', left: inner(), right: inner(), ...at };
      }
      case 9: {
        const op = random.pick(['and', 'or'] as const);
        return { kind: 'logical', op, type: 'bool', left: inner(), right: inner(), ...at };
      }
      case 10:
        return { kind: 'convert', type, to: random.pick(TARGETS), arg: inner(), ...at };
      case 11:
        return { kind: 'bitcast', type: random.pick(['i32', 'u32', 'f32'] as const), arg: inner(), ...at };
      default:
        return { kind: 'call', type, function: this.name(), args: this.list(3, inner), ...at };
    }
  }

  private body(depth: number): Stmt[] {
    return this.list(4, () => this.stmt(depth - 1));
  }

  private stmt(depth: number): Stmt {
    const { random } = this;
    const e = (): Expr => this.expr(3);
    const n = (): string => this.name();
    const at = this.at();
    switch (depth <= 0 ? random.integer(3, 13) : random.integer(0, 13)) {
      case 0:
        return { kind: 'if', condition: e(), then: this.body(depth), else: this.body(depth), ...at };
      case 1:
        return { kind: 'while', condition: e(), body: this.body(depth), ...at };
      case 2: {
        const type = random.pick(['i32', 'u32'] as const);
        const step = random.pick([1, -1, 2, -300]);
        return { kind: 'for', name: n(), type, from: e(), to: e(), step, body: this.body(depth), ...at };
      }
      case 3:
        return { kind: 'assign', name: n(), value: e(), ...at };
      case 4:
        return { kind: 'store', array: n(), index: e(), value: e(), ...this.flag('proven'), ...at };
      case 5: {
        const op = random.pick(['add', 'sub', 'min', 'max', 'and', 'or', 'xor', 'exchange', 'cas'] as const);
        const expected = random.chance(0.5) ? { expected: e() } : {};
        const result = random.chance(0.5) ? { result: n() } : {};
        const flags = { ...expected, ...result, ...this.flag('proven') };
        return { kind: 'atomic', op, array: n(), index: e(), value: e(), ...flags, ...at };
      }
      case 6:
        return { kind: 'unpack', value: e(), results: [n(), n(), n(), n()], ...at };
      case 7:
        return { kind: random.pick(['barrier', 'break', 'continue'] as const), ...at };
      case 8: {
        const scope = random.pick(['warp', 'block'] as const);
        const op = random.pick(['sum', 'min', 'max', 'and', 'or'] as const);
        return { kind: 'reduce', scope, op, value: e(), result: n(), ...at };
      }
      case 9:
        return { kind: 'stage', array: n(), from: e(), to: e(), shared: n(), offset: e(), ...at };
      case 10:
        return { kind: 'return', values: this.list(3, e), ...at };
      default:
        return { kind: 'call', function: n(), args: this.list(3, e), results: this.list(3, n), ...at };
    }
  }

  private step(): Step {
    const { random } = this;
    const e = (): Expr => this.expr(2);
    const n = (): string => this.name();
    const path = random.pick(['a.bin', 'out/é "1".png', '']);
    const at = this.at();
    switch (random.integer(0, 12)) {
      case 0: {
        const size = random.pick([
          { kind: 'elements', count: e() },
          { kind: 'matrix', rows: e(), columns: e() },
          { kind: 'like', buffer: n() },
        ] as const);
        return { kind: 'alloc', buffer: n(), size, ...at };
      }
      case 1:
        return { kind: 'free', buffer: n(), ...at };
      case 2: {
        const direction = random.pick(['to-gpu', 'from-gpu'] as const);
        return { kind: 'copy', direction, from: n(), to: n(), count: e(), ...at };
      }
      case 3:
        return { kind: 'select', device: e(), ...at };
      case 4:
        return { kind: 'sync', ...at };
      case 5:
        return { kind: random.pick(['read-file', 'read-image'] as const), path, buffer: n(), ...at };
      case 6:
        return { kind: random.pick(['write-file', 'write-image'] as const), buffer: n(), path, ...at };
      case 7:
        return { kind: 'set', name: random.pick([...NAMES, 'buf.height']), value: e(), ...at };
      case 8:
        return { kind: 'replace', buffer: n(), from: n(), ...at };
      case 9: {
        const op = random.pick(['matmul', 'add', 'relu', 'dot'] as const);
        return { kind: 'matrix', op, operands: [n(), ...this.list(1, n)], result: n(), ...at };
      }
      default: {
        const extent = random.pick([
          { kind: 'grid', blocks: this.list(3, e), threads: this.list(3, e) },
          { kind: 'threads' },
          { kind: 'over', buffer: n(), axes: random.pick([1, 2] as const) },
        ] as const);
        const bindings = this.list(3, () =>
          random.chance(0.5)
            ? ({ param: n(), kind: 'buffer', buffer: n() } as const)
            : ({ param: n(), kind: 'value', value: e() } as const),
        );
        return { kind: 'launch', kernel: n(), extent, bindings, ...this.flag('implicit'), ...at };
      }
    }
  }

  program(): Program {
    const { random } = this;
    const n = (): string => this.name();
    const element = () => random.pick(ELEMENT_TYPES);
    const access = () => random.pick(['read', 'write', 'readwrite'] as const);
    const type = () => random.pick(TYPES);
    const scalar = () =>
      ({ kind: 'value', name: n(), type: type(), declared: element(), ...this.at() }) as const;
    const array = () =>
      ({ kind: 'array', name: n(), element: element(), access: access(), ...this.at() }) as const;
    const locals = () => this.list(9, () => ({ name: n(), type: type() }));
    return {
      version: IR_VERSION,
      kernels: this.list(2, () => ({
        name: n(),
        params: this.list(4, () => (random.chance(0.5) ? scalar() : array())),
        shared: this.list(2, () => ({
          name: n(),
          element: element(),
          length: random.integer(0, 5000),
          ...this.flag('perThread'),
          ...this.flag('skipZeroFill'),
          ...this.at(),
        })),
        ...(random.chance(0.3) && { block: [8, 8, 1] as const }),
        ...(random.chance(0.3) && { target: n() }),
        ...(random.chance(0.3) && { distribute: random.pick(['auto', 'block', 'none'] as const) }),
        locals: locals(),
        body: this.body(4),
        ...this.at(),
      })),
      functions: this.list(2, () => ({
        name: n(),
        params: this.list(3, scalar),
        results: this.list(2, type),
        locals: locals(),
        body: this.body(3),
        ...this.at(),
      })),
      buffers: this.list(3, () => ({
        name: n(),
        element: element(),
        origin: random.pick(['allocated', 'file', 'open', 'stage'] as const),
        access: access(),
        ...this.at(),
      })),
      settings: this.list(3, () => ({ name: n(), type: type(), declared: element(), ...this.at() })),
      steps: this.list(6, () => this.step()),
      ...this.at(),
    };
  }
}

/** A random program that keeps no rule of the verifier: only its types are right. */
export function randomStructure(random: Random): Program {
  return new Structure(random).program();
}
