// `pxos explain FILE [--stage S]`: the program as each stage sees it, from tokens to the artifacts of a target.
import { extname } from 'node:path';
import type { Plan, RunInputs } from '../contract/index.ts';
import { didYouMean, isPxosError, PxosError } from '../diagnostics/index.ts';
import { commandLineMessages } from '../diagnostics/messages/index.ts';
import { type Program, printProgram, sameProgram } from '../ir/index.ts';
import {
  type Compiled,
  compileSource,
  emitFor,
  type Observer,
  optimizeProgram,
  type Pipeline,
  type PlanFacts,
  planProgram,
  readSource,
} from '../pipeline/index.ts';
import { artifactsText } from './artifact-text.ts';
import { planLines } from './explain-plan.ts';
import { readTree } from './explain-tree.ts';
import type { Flags } from './flags.ts';
import { sizesOf, threadsOf } from './run-inputs.ts';
import { type CommandInput, type CommandResult, inSession, type Session } from './session.ts';

/** Stages of sources that are text. */
const TEXT_STAGES = ['tokens', 'tree'] as const;
const STAGES = ['ir', 'plan', 'passes'] as const;

const isTextStage = (stage: string | undefined): boolean => TEXT_STAGES.some((name) => name === stage);

/** Prints one stage, or all of them with a line above each. */
export async function explain(input: CommandInput): Promise<number> {
  const seen: PassRecord[] = [];
  return inSession({ ...input }, async (session) => explainFile(session, seen), {
    observers: [recordPasses(seen)],
  });
}

/** What a pass made of the program. */
interface PassRecord {
  readonly name: string;
  readonly plugin: string;
  readonly program: Program;
}

/** Keeps the program as each pass left it. */
function recordPasses(seen: PassRecord[]): Observer {
  return {
    after({ hook, tap, plugin }, { result }) {
      // What the hook took for a program is one: the wrapper has checked it.
      if (hook === 'optimize' && result) seen.push({ name: tap, plugin, program: result as Program });
    },
  };
}

async function explainFile(session: Session, seen: readonly PassRecord[]): Promise<CommandResult> {
  const { pipeline, args, flags, io, json, sources } = session;
  const stage = flags.text('stage');
  const known = [...TEXT_STAGES, ...STAGES, ...pipeline.targets];
  if (stage !== undefined && !known.includes(stage)) refuseStage(stage, known);
  const source = await readSource(args[0] ?? '', io.cwd);
  const isText = extname(source.path).toLowerCase() !== '.pxi';
  if (stage !== undefined && !isText && isTextStage(stage))
    refuseStage(stage, [...STAGES, ...pipeline.targets]);
  if (!source.bytes) sources.set(source.path, source.text);
  const shown: Record<string, string> = {};
  const show = (name: string, lines: readonly string[]): void => {
    shown[name] = `${lines.join('\n').trimEnd()}\n`;
  };
  const wants = (name: string): boolean => stage === undefined || stage === name;

  try {
    if (isText && (wants('tokens') || wants('tree'))) {
      const { tokens, tree, diagnostics } = await readTree(source);
      if (wants('tokens')) show('tokens', tokens);
      if (wants('tree')) show('tree', tree);
      for (const diagnostic of diagnostics) pipeline.report.add(diagnostic);
    }
    if (!isTextStage(stage))
      await laterStages(pipeline, await compileSource(pipeline, source), {
        wants,
        asked: stage !== undefined,
        show,
        flags,
        seen,
        cwd: io.cwd,
      });
  } catch (error) {
    pipeline.report.addError(error);
  }
  if (!json)
    for (const [name, text] of Object.entries(shown))
      io.stdout.write(stage === undefined ? `==> ${name} <==\n${text}\n` : text);
  return { json: { stages: shown } };
}

/** A stage that there is not, for no source or for none like this one. */
function refuseStage(stage: string, known: readonly string[]): never {
  throw new PxosError(
    commandLineMessages.flagValue({
      flag: '--stage',
      expected: `one of ${known.join(', ')}`,
      actual: JSON.stringify(stage),
      suggestion: didYouMean(stage, known),
    }),
  );
}

interface Showing {
  readonly wants: (stage: string) => boolean;
  /** One stage was asked for by name. */
  readonly asked: boolean;
  readonly show: (stage: string, lines: readonly string[]) => void;
  readonly flags: Flags;
  readonly cwd: string;
  readonly seen: readonly PassRecord[];
}

async function laterStages(pipeline: Pipeline, compiled: Compiled, showing: Showing): Promise<void> {
  const { wants, asked, show, flags, seen, cwd } = showing;
  if (wants('ir')) show('ir', [printProgram(compiled.program)]);
  const targets = (asked ? pipeline.targets : pipeline.usualTargets).filter(wants);
  if (!wants('plan') && !wants('passes') && targets.length === 0) return;
  const plan: Plan = await planProgram(
    pipeline,
    compiled,
    await factsOf(compiled.program, compiled.source.path, flags, cwd),
  );
  if (wants('plan')) show('plan', planLines(plan));
  const program = await optimizeProgram(pipeline, compiled);
  if (wants('passes')) show('passes', passLines(pipeline, compiled.program, seen));
  for (const target of targets) {
    try {
      const { artifacts } = await emitFor(
        pipeline,
        compiled,
        { target, plan, program, inputs: givenBy(flags), cwd },
        { validate: false },
      );
      const [first] = artifacts;
      const alone =
        artifacts.length === 1 && typeof first?.contents === 'string' ? first.contents : undefined;
      show(target, [alone ?? artifactsText(artifacts)]);
    } catch (error) {
      pipeline.report.addError(error);
    }
  }
}

/** Codes of mistakes in flags: a name that the program does not have, a value that does not fit. */
const FLAG_MISTAKES = new Set(['PX0552', 'PX0555', 'PX0557', 'PX0559', 'PX0560']);

/** Data of no array, but scalars, sizes and threads: what flags say of a run. */
function givenBy(flags: Flags): RunInputs {
  const threads = threadsOf(flags);
  return {
    set: Object.fromEntries(flags.pairs('set', 'value')),
    size: Object.fromEntries(sizesOf(flags)),
    ...(threads !== undefined && { threads }),
  };
}

/** What the flags say of the sizes; with enough of them, all that a run would know. */
async function factsOf(program: Program, source: string, flags: Flags, cwd: string): Promise<PlanFacts> {
  const size = sizesOf(flags);
  const threads = threadsOf(flags);
  try {
    const { prepareRun } = await import('../run/index.ts');
    return await prepareRun(program, givenBy(flags), { source, cwd });
  } catch (error) {
    if (!isPxosError(error)) throw error;
    const mistakes = error.diagnostics.filter(({ code }) => FLAG_MISTAKES.has(code));
    if (mistakes.length > 0) throw new PxosError(mistakes);
    // A plan needs no inputs: what is not known is planned with what the flags say alone.
  }
  const free = program.steps.flatMap((step, index) =>
    step.kind === 'launch' && step.extent.kind === 'threads' ? [index] : [],
  );
  const all = threads?.reduce((product, along) => product * along, 1);
  return {
    lengths: size,
    threads: new Map(all === undefined ? [] : free.map((index) => [index, all] as const)),
  };
}

/** Each pass with its sentence, and the program where the pass changed it. */
function passLines(pipeline: Pipeline, original: Program, seen: readonly PassRecord[]): readonly string[] {
  const lines: string[] = [];
  let before = original;
  for (const { name, plugin, program } of seen) {
    const tap = pipeline.hooks.optimize.taps.find((one) => one.name === name);
    const about = tap && 'about' in tap && typeof tap.about === 'string' ? `: ${tap.about}` : '';
    const changed = !sameProgram(before, program);
    lines.push(`${name}${plugin === name ? '' : ` (${plugin})`}${about}`);
    lines.push(changed ? printProgram(program) : '  changes nothing', '');
    before = program;
  }
  return lines.length > 0 ? lines : ['no passes'];
}
