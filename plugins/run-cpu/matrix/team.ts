// Threads that share the rows of a matrix product, on memory of their own that all of them see.
import type { JobProduct } from '../job.ts';

/** Does products that are worth more than one thread. */
export interface Team {
  /**
   * Makes a product whose arrays lie in `bytes`. `late` when the deadline passed, `unavailable` when there is no memory or
   * nobody to share it with: then nothing was written.
   */
  multiply(product: JobProduct, bytes: Uint8Array, deadline: number): 'done' | 'late' | 'unavailable';
}

/** What a thread gets to take part in a product. */
interface Task {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** 0: the first row that nobody has taken; 1: rows that are done; 2: whether a thread failed. */
  readonly control: Int32Array;
  readonly rows: number;
  readonly rowsAtOnce: number;
  /** Addresses and lengths as the module takes them, behind the rows. */
  readonly addresses: readonly [a: number, b: number, c: number];
  readonly lengths: readonly [inner: number, columns: number];
  /** Memory for the packed operands of this thread. */
  readonly scratch: number;
}

type Threads = typeof import('node:worker_threads');

/**
 * Makes a team. Its threads start with the first product and stay; one that starts late finds nothing left to do.
 *
 * The text of this function is also what the worker runs (`Function.prototype.toString`), so it names nothing from outside
 * but globals of the language.
 */
export function createTeam({ Worker }: Pick<Threads, 'Worker'>): Team {
  const PAGE = 65536;
  const MOST_PAGES = 65536;
  const helpers: InstanceType<Threads['Worker']>[] = [];
  const modules = new Map<string, WebAssembly.Module>();
  let memory: WebAssembly.Memory | undefined;

  /** Takes rows until none are left or the deadline has passed. */
  const takePart = (task: Task, deadline: number): void => {
    const { control, rows, rowsAtOnce, addresses, lengths, scratch } = task;
    if (Atomics.load(control, 0) >= rows) return;
    const { exports } = new WebAssembly.Instance(task.module, { px: { memory: task.memory } });
    const multiply = exports.multiply as (...values: readonly number[]) => void;
    while (performance.now() <= deadline) {
      const first = Atomics.add(control, 0, rowsAtOnce);
      if (first >= rows) return;
      const last = Math.min(rows, first + rowsAtOnce);
      try {
        multiply(...addresses, first, last, ...lengths, scratch);
      } catch {
        Atomics.store(control, 2, 1);
      }
      Atomics.add(control, 1, last - first);
      Atomics.notify(control, 1);
    }
  };

  const program = `
const __name = (value) => value;
const takePart = ${takePart.toString()};
require('node:worker_threads').parentPort.on('message', (task) => takePart(task, Infinity));
`;

  const hire = (count: number): void => {
    while (helpers.length < count) {
      const helper = new Worker(program, { eval: true, execArgv: [], name: 'pxos run-cpu rows' });
      // One that could not start has taken nothing.
      helper.on('error', () => {});
      helper.unref();
      helpers.push(helper);
    }
  };

  const memoryOf = (bytes: number): WebAssembly.Memory => {
    const pages = Math.ceil(bytes / PAGE);
    memory ??= new WebAssembly.Memory({ initial: pages, maximum: MOST_PAGES, shared: true });
    const missing = pages - memory.buffer.byteLength / PAGE;
    if (missing > 0) memory.grow(missing);
    return memory;
  };

  const moduleOf = (hash: string, bytes: Uint8Array): WebAssembly.Module => {
    const module = modules.get(hash) ?? new WebAssembly.Module(new Uint8Array(bytes));
    modules.set(hash, module);
    return module;
  };

  return {
    multiply(product, bytes, deadline) {
      const { team } = product;
      if (!team) return 'unavailable';
      let end = 0;
      const reserve = (size: number): number => {
        const address = end;
        end += Math.ceil(size / 64) * 64;
        return address;
      };
      const [a, b, c] = [reserve(product.a.bytes), reserve(product.b.bytes), reserve(product.c.bytes)];
      const scratches = Array.from({ length: team.threads }, () => reserve(product.scratchBytes));
      let shared: WebAssembly.Memory;
      try {
        shared = memoryOf(end);
      } catch {
        return 'unavailable';
      }
      const view = new Uint8Array(shared.buffer);
      const copyIn = ({ address, bytes: size }: JobProduct['a'], to: number): void =>
        view.set(bytes.subarray(address, address + size), to);
      copyIn(product.a, a);
      copyIn(product.b, b);
      const { rows, inner, columns } = product;
      const control = new Int32Array(new SharedArrayBuffer(12));
      const task = (scratch: number): Task => ({
        module: moduleOf(team.hash, team.module),
        memory: shared,
        control,
        rows,
        rowsAtOnce: team.rowsAtOnce,
        addresses: [a, b, c],
        lengths: [inner, columns],
        scratch,
      });
      hire(team.threads - 1);
      helpers.slice(0, team.threads - 1).forEach((helper, i) => {
        helper.postMessage(task(scratches[i + 1]!));
      });
      takePart(task(scratches[0]!), deadline);
      for (;;) {
        const done = Atomics.load(control, 1);
        const left = deadline - performance.now();
        if (done >= rows) break;
        // Whoever still works does so on this memory: the next product gets another one.
        if (left <= 0) {
          Atomics.store(control, 0, rows);
          memory = undefined;
          return 'late';
        }
        Atomics.wait(control, 1, done, left);
      }
      if (Atomics.load(control, 2) !== 0) throw new Error('a thread failed');
      bytes.set(view.subarray(c, c + product.c.bytes), product.c.address);
      return 'done';
    },
  };
}
