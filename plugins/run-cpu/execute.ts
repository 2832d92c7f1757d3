// The executor: runs a job on WebAssembly, with nothing but what every JavaScript engine has.
import type { Job, JobAnswer, JobBuffer, JobProduct } from './job.ts';
import type { Team } from './matrix/index.ts';

export interface Executor {
  execute(job: Job): JobAnswer;
}

/**
 * Makes an executor. It keeps its memory and its compiled modules from job to job; a team shares large matrix products.
 *
 * The text of this function is also what the worker runs (`Function.prototype.toString`), so it names nothing from outside
 * but globals of the language: types may be imported, values may not.
 */
export function createExecutor(team?: Team): Executor {
  const PAGE = 65536;
  const CACHED_MODULES = 64;
  /** Milliseconds after which a call gives way: engines swap in optimised code between calls only. */
  const CALL = 5;
  const modules = new Map<string, WebAssembly.Module>();
  let memory: WebAssembly.Memory | undefined;

  const compiled = (hash: string, bytes: Uint8Array): WebAssembly.Module => {
    let module = modules.get(hash);
    if (!module) {
      module = new WebAssembly.Module(new Uint8Array(bytes));
      const [oldest] = modules.keys();
      if (modules.size >= CACHED_MODULES && oldest !== undefined) modules.delete(oldest);
      modules.set(hash, module);
    }
    return module;
  };

  const memoryOf = (bytes: number): WebAssembly.Memory => {
    const pages = Math.ceil(bytes / PAGE);
    if (!memory) memory = new WebAssembly.Memory({ initial: pages });
    const missing = pages - memory.buffer.byteLength / PAGE;
    if (missing > 0) memory.grow(missing);
    return memory;
  };

  const upload = (bytes: Uint8Array, buffers: readonly JobBuffer[]): void => {
    for (const { address, bytes: size, data } of buffers) {
      if (data) bytes.set(data.subarray(0, size), address);
      if (!data || data.length < size) bytes.fill(0, address + (data?.length ?? 0), address + size);
    }
  };

  /** Runs a launch in calls that grow until one takes a few milliseconds; false when the deadline passed. */
  const launch = (
    kernel: (from: number, to: number, args: number) => void,
    blocks: number,
    args: number,
    deadline: number,
  ): boolean => {
    let count = 1;
    for (let from = 0; from < blocks; ) {
      const start = performance.now();
      const to = Math.min(blocks, from + count);
      kernel(from, to, args);
      const end = performance.now();
      if (end > deadline && to < blocks) return false;
      count = Math.max(1, end - start < CALL ? count * 2 : Math.ceil(count / 2));
      from = to;
    }
    return true;
  };

  /** Makes a matrix product; false when the deadline passed. */
  const multiply = (
    product: JobProduct,
    held: WebAssembly.Memory,
    bytes: Uint8Array,
    deadline: number,
  ): boolean => {
    const shared = product.team && team ? team.multiply(product, bytes, deadline) : 'unavailable';
    if (shared !== 'unavailable') return shared === 'done';
    const { exports } = new WebAssembly.Instance(compiled(product.hash, product.module), {
      px: { memory: held },
    });
    const call = exports.multiply as (...values: readonly number[]) => void;
    const { a, b, c, rows, inner, columns, scratchAt, rowsAtOnce } = product;
    for (let first = 0; first < rows; first += rowsAtOnce) {
      const last = Math.min(rows, first + rowsAtOnce);
      call(a.address, b.address, c.address, first, last, inner, columns, scratchAt);
      if (last < rows && performance.now() > deadline) return false;
    }
    return true;
  };

  const failed = (
    what: 'memory' | 'module' | 'trap' | 'time',
    error: unknown,
    kernel?: string,
  ): JobAnswer => ({
    kind: 'failed',
    what,
    kernel,
    reason: error instanceof Error ? error.message : String(error),
  });

  return {
    execute(job) {
      const start = performance.now();
      const deadline = start + job.timeout;
      let instance: WebAssembly.Instance;
      let held: WebAssembly.Memory;
      try {
        held = memoryOf(job.memory);
      } catch (error) {
        return failed('memory', error);
      }
      try {
        instance = new WebAssembly.Instance(compiled(job.hash, job.module), { px: { memory: held } });
      } catch (error) {
        return failed('module', error);
      }
      const compiledAt = performance.now();
      const bytes = new Uint8Array(held.buffer);
      upload(bytes, job.buffers);
      const uploadedAt = performance.now();
      for (const operation of job.operations) {
        if (operation.kind === 'copy') {
          bytes.copyWithin(operation.to, operation.from, operation.from + operation.bytes);
          continue;
        }
        if (operation.kind === 'product') {
          try {
            if (!multiply(operation, held, bytes, deadline)) return failed('time', '', 'MATMUL');
          } catch (error) {
            return failed('trap', error, 'MATMUL');
          }
          continue;
        }
        const { kernel, blocks, argumentsAt } = operation;
        bytes.set(operation.arguments, argumentsAt);
        const exported = instance.exports[kernel] as (from: number, to: number, args: number) => void;
        try {
          if (!launch(exported, blocks, argumentsAt, deadline)) return failed('time', '', kernel);
        } catch (error) {
          return failed('trap', error, kernel);
        }
      }
      const executedAt = performance.now();
      const outputs = job.outputs.map(({ address, bytes: size }) => bytes.slice(address, address + size));
      const end = performance.now();
      const seconds = (from: number, to: number): number => (to - from) / 1000;
      return {
        kind: 'done',
        outputs,
        timings: {
          compile: seconds(start, compiledAt),
          upload: seconds(compiledAt, uploadedAt),
          execute: seconds(uploadedAt, executedAt),
          download: seconds(executedAt, end),
        },
      };
    },
  };
}
