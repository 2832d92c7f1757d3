// A GPU for tests without one: emits the IR as text and runs that text on the evaluator.
import {
  type BufferState,
  defineEmitter,
  defineRunner,
  evaluateRun,
  type Plugin,
  parseProgram,
  printProgram,
  type RunnerProbe,
} from 'pxos/core';

export interface StandIn {
  readonly plugins: readonly Plugin[];
  /** Buffers of each request that came, as `name` or `name=zeros`. */
  readonly requests: string[];
  /** How often somebody asked for the adapter. */
  probes: number;
}

const shown = ({ name, data }: BufferState): string => (data ? name : `${name}=zeros`);

/** The plugins, and a record of what was asked of them. `fail` is thrown by each run. */
export function standInGpu(options: {
  readonly probe: Awaited<ReturnType<RunnerProbe>>;
  readonly fail?: Error;
}): StandIn {
  const requests: string[] = [];
  const standIn: StandIn = { requests, probes: 0, plugins: [] };
  const emitter = defineEmitter({
    name: 'emit-stand-in',
    target: 'stand-in',
    emit: (program) => [{ target: 'stand-in', path: 'program.pxir', contents: printProgram(program) }],
  });
  const runner = defineRunner({
    name: 'run-stand-in',
    runner: 'a-stand-in',
    target: 'stand-in',
    device: 'gpu',
    probe: async () => {
      standIn.probes++;
      return options.probe;
    },
    run: async ({ artifacts, buffers, operations, outputs }) => {
      requests.push(buffers.map(shown).join(' '));
      if (options.fail) throw options.fail;
      const program = parseProgram(String(artifacts[0]?.contents));
      const result = evaluateRun({ program, buffers, operations });
      return {
        info: { runner: 'a-stand-in', device: 'stand-in', hardware: true },
        buffers: Object.fromEntries(outputs.map((name) => [name, result.buffers.get(name)!])),
        timings: [],
      };
    },
  });
  return Object.assign(standIn, { plugins: [emitter, runner] });
}
