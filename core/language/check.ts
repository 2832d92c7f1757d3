// The checks of a file in their order: names, functions, kernels, the host; and the program that comes out of them.
import type { Position } from 'unist';
import type { Diagnostic } from '../diagnostics/index.ts';
import { IR_VERSION, type Kernel, type Program } from '../ir/index.ts';
import { echoesOf } from './cascades.ts';
import { collectConstants, type HostConstants } from './expressions/index.ts';
import { createHost, lowerHost } from './host/index.ts';
import { collectNames, type FileNames } from './names.ts';
import { createReport, hasErrors, type Report, type SourceText } from './report.ts';
import { declareFunction, lowerKernel } from './thread-code/index.ts';
import type { ProgramNode } from './tree.ts';

/** A file while it is checked; each check adds to it and needs what the ones before it found. */
export interface Checking {
  readonly tree: ProgramNode;
  readonly report: Report;
  /** False when parts of the text could not be read. */
  readonly complete: boolean;
  names?: FileNames;
  constants?: HostConstants;
  functions?: Program['functions'];
  kernels?: ReadonlyMap<string, Kernel>;
  host?: Pick<Program, 'buffers' | 'settings' | 'steps'>;
}

/** One check of the chain. */
export interface Check {
  /** Name of the tree plugin that runs it. */
  readonly name: string;
  readonly about: string;
  run(checking: Checking): void;
}

/** The checks, in the order in which they have to run. */
export const CHECKS: readonly Check[] = [
  {
    name: 'check-names',
    about: 'Collects kernels, functions and host names; finds names taken twice and recursion.',
    run(checking) {
      checking.names = collectNames(checking.report, checking.tree);
      checking.constants = collectConstants(checking.names.hostStatements);
    },
  },
  {
    name: 'check-functions',
    about: 'Types, purity and results of functions, callees first.',
    run(checking) {
      const { names, report } = checking;
      if (!names) return;
      const bodies = names.functionOrder.map((entry) => declareFunction(report, names, entry));
      checking.functions = bodies.map((lower) => lower());
    },
  },
  {
    name: 'check-kernels',
    about: 'Types, definite assignment, access and uniformity of kernels.',
    run(checking) {
      const { names, constants, report } = checking;
      if (!names || !constants) return;
      const kernels = new Map<string, Kernel>();
      for (const [name, node] of names.kernels)
        kernels.set(name, lowerKernel(report, names, constants, node));
      checking.kernels = kernels;
    },
  },
  {
    name: 'check-host',
    about: 'Arrays, settings, launches, pipelines and matrices of the host.',
    run(checking) {
      const { names, constants, kernels, report } = checking;
      if (!names || !constants || !kernels) return;
      checking.host = lowerHost(createHost(report, names, constants, kernels));
    },
  },
];

/** Begins the checks of a tree; `unreadable` are the places of syntax errors, which the checks do not echo. */
export function startChecking(
  tree: ProgramNode,
  source: SourceText,
  unreadable: readonly Position[] = [],
): Checking {
  const report = createReport(source, echoesOf(tree, unreadable));
  return { tree, report, complete: unreadable.length === 0 };
}

/** The program of a file that passed all checks; `undefined` after an error. */
export function finishChecking(checking: Checking): Program | undefined {
  const { tree, report, complete, functions, kernels, host } = checking;
  if (!functions || !kernels || !host) return undefined;
  if (!complete || hasErrors(report.diagnostics)) return undefined;
  return { version: IR_VERSION, kernels: [...kernels.values()], functions, ...host, at: tree.position };
}

/** What the checks of one file found. */
export interface CheckResult {
  /** The lowered program; absent when there is an error. */
  readonly program?: Program;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Checks a syntax tree and lowers it to IR. `unreadable` are the places of syntax errors.
 *
 * @example
 * const { tree } = parseTree(text, 'saxpy.px');
 * const { program, diagnostics } = checkProgram(tree, { path: 'saxpy.px', text });
 */
export function checkProgram(
  tree: ProgramNode,
  source: SourceText,
  unreadable: readonly Position[] = [],
): CheckResult {
  const checking = startChecking(tree, source, unreadable);
  for (const check of CHECKS) check.run(checking);
  const program = finishChecking(checking);
  return { ...(program && { program }), diagnostics: checking.report.diagnostics };
}
