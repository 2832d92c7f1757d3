// A configuration with the runner `wrong`, for tests: it asks the reference, and spoils what that gives, or does not even ask.

/** What is spoilt, as the body of a function of `request` and `result`. */
const SPOILT = {
  /** One pixel: interpreted in step 3, compiled in the array of record 3. */
  pixel: `
    const [operation] = request.operations;
    const [from, to] = operation.steps ?? [0, 9];
    const pixels = operation.kind === 'pixels' && from <= 3 && to > 3;
    const name = Object.keys(result.buffers).find((name) => pixels || name.startsWith('total'));
    if (name) result.buffers[name][pixels ? 4 * 46 : 0] ^= 1;
    return result;`,
  /** Everything: the results do not come back. */
  all: 'return { ...result, buffers: {} };',
  /** The runner is not made for this machine. */
  machine: `
    const diagnostics = [{ code: 'PX0999', severity: 'error', message: 'This machine has no coprocessor.' }];
    throw Object.assign(new Error('declined'), { name: 'PxosError', diagnostics });`,
  /** The run: it ends with an error of its own. */
  end: `
    const diagnostics = [{ code: 'PX0998', severity: 'error', message: 'The coprocessor is gone.' }];
    throw Object.assign(new Error('failed'), { name: 'PxosError', diagnostics });`,
  /** The run: it is ended at its time limit. */
  late: `
    const diagnostics = [{ code: 'PX0997', severity: 'error', message: 'The coprocessor is slow.' }];
    throw Object.assign(new Error('late'), { name: 'PxosError', diagnostics });`,
  /** It runs nothing, and insists on less time for each run. */
  haste: `
    if (request.timeout >= (globalThis.timeLeft ?? Infinity)) throw new Error('a run has as much time as the one before');
    globalThis.timeLeft = request.timeout;
    const buffers = Object.fromEntries(request.buffers.map(({ name, data }) => [name, data]));
    return { info: { runner: 'wrong', device: 'none' }, buffers, timings: [] };`,
} as const;

/** What does not ask the reference. */
const ALONE: ReadonlySet<keyof typeof SPOILT> = new Set(['machine', 'end', 'haste']);

/** The text of `pxos.config.mjs`. */
export const wrongExecutor = (what: keyof typeof SPOILT): string => `export default {
  plugins: [{
    name: 'run-wrong',
    runs: { runner: 'wrong', target: 'wasm', device: 'cpu', declines: ['PX0999'], timeouts: ['PX0997'] },
    apply({ hooks }) {
      hooks.run.for('wrong').tapPromise('run-wrong', async (request) => {
        ${ALONE.has(what) ? '' : "const result = await hooks.run.for('reference').promise(request);"}
        ${SPOILT[what]}
      });
    },
  }],
};
`;
