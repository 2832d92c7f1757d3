// What can be watched while hooks run: the events of taps, and the observers behind --trace-hooks, --profile and --print-after.
import type { Program } from '../ir/index.ts';

/** One tap of one hook. */
export interface TapInfo {
  /** Plugin that made the tap. */
  readonly plugin: string;
  /** Name that the tap was registered under; for passes the pass's name. */
  readonly tap: string;
  readonly hook: string;
  /** Target, runner or file extension, for hooks that have one of each. */
  readonly key?: string | undefined;
}

/** Sees every tap before and after it runs. Observers watch; what they throw is not caught. */
export interface Observer {
  before?(tap: TapInfo): void;
  /** `result` is what the tap gave; `error` what it threw. */
  after?(tap: TapInfo, outcome: { seconds: number; result?: unknown; error?: unknown }): void;
  /** A line of `context.log.debug`. */
  debug?(line: string): void;
}

const nameOf = ({ hook, key }: TapInfo): string => (key === undefined ? hook : `${hook}(${key})`);

const milliseconds = (seconds: number): string => `${(seconds * 1000).toFixed(2)} ms`;

/** Prints each tap as it ends: hook, plugin, time. */
export function traceHooks(print: (line: string) => void): Observer {
  return {
    after(tap, { seconds, error }) {
      const label = tap.tap === tap.plugin ? tap.plugin : `${tap.plugin} (${tap.tap})`;
      print(`hook ${nameOf(tap)} › ${label} ${error ? 'failed after' : 'took'} ${milliseconds(seconds)}`);
    },
  };
}

/** Sums the time of each tap; `report` gives the lines of a table, slowest first. */
export function profileHooks(): Observer & { report(): readonly string[] } {
  const sums = new Map<string, { hook: string; plugin: string; calls: number; seconds: number }>();
  return {
    after(tap, { seconds }) {
      const hook = nameOf(tap);
      const id = `${hook}\0${tap.plugin}`;
      const sum = sums.get(id) ?? { hook, plugin: tap.plugin, calls: 0, seconds: 0 };
      sums.set(id, { ...sum, calls: sum.calls + 1, seconds: sum.seconds + seconds });
    },
    report() {
      const rows = [...sums.values()].sort((a, b) => b.seconds - a.seconds);
      const width = Math.max(4, ...rows.map((row) => row.hook.length));
      const pluginWidth = Math.max(6, ...rows.map((row) => row.plugin.length));
      return [
        `${'hook'.padEnd(width)}  ${'plugin'.padEnd(pluginWidth)}  ${'calls'.padStart(5)}  ${'time'.padStart(12)}`,
        ...rows.map(
          (row) =>
            `${row.hook.padEnd(width)}  ${row.plugin.padEnd(pluginWidth)}  ${String(row.calls).padStart(5)}  ${milliseconds(row.seconds).padStart(12)}`,
        ),
      ];
    },
  };
}

/** Shows the program after the passes with these names (plugin or tap; `all` for each). */
export function printAfter(
  passes: readonly string[],
  show: (pass: string, program: Program) => void,
): Observer {
  return {
    after(tap, { result }) {
      if (tap.hook !== 'optimize' && tap.hook !== 'legalize') return;
      const asked = passes.includes('all') || passes.includes(tap.tap) || passes.includes(tap.plugin);
      if (asked && isProgram(result)) show(tap.key ? `${tap.tap} for ${tap.key}` : tap.tap, result);
    },
  };
}

/** Whether a value has the outline of a program; the verifier looks at the rest. */
export function isProgram(value: unknown): value is Program {
  return (
    typeof value === 'object' &&
    value !== null &&
    Array.isArray((value as { kernels?: unknown }).kernels) &&
    Array.isArray((value as { steps?: unknown }).steps)
  );
}
