// Runs the program of an image: compiled from its pixels, or interpreted; what comes back is the resulting image.
import type { SourceInfo } from '../../contract/index.ts';
import { PxosError } from '../../diagnostics/index.ts';
import * as say from '../../diagnostics/messages/pixel-run.ts';
import { build as b, bytesOf, type Program } from '../../ir/index.ts';
import type { Value } from '../../ops/index.ts';
import type { Compiled } from '../../pipeline/index.ts';
import {
  apartFault,
  type DecodedPng,
  knownVersion,
  type LegacyDialect,
  type PixelImage,
  type StepRange,
  type TracedStep,
} from '../../pxi/index.ts';
import type { Engine } from '../engine.ts';
import { type ExecutedRun, type ExecuteOptions, executeWith } from '../execute.ts';
import type { RunInputs } from '../inputs.ts';
import { prepareWith } from '../preparation.ts';
import type { PreparedRun, RunOutput } from '../prepared.ts';
import type { RunFiles } from '../run-files.ts';
import { ThreadCount, type ThreadLimit } from '../thread-count.ts';
import { type Contents, contentOf, type PixelContent } from './content.ts';
import { withGas } from './gas.ts';
import { IMAGE } from './names.ts';
import { type TraceOptions, type TraceResult, traceRun } from './trace.ts';

/** How the program of an image runs. */
export interface PixelOptions {
  /** Version 1.0 as old executors ran it, bit for bit. */
  readonly compat?: boolean | undefined;
  /** Of version 1.0; '1.0' by default. */
  readonly dialect?: LegacyDialect | undefined;
  /** Interprets the program from its pixels in place of compiling it. */
  readonly interpret?: boolean | undefined;
  /** Of a program that is interpreted: these steps only, on an image that those before them have left. */
  readonly steps?: StepRange | undefined;
}

/** Threads that all launches of a program may have together. */
const MAX_THREADS = 2 ** 40;
/** The storage of the whole image; no array is called so. */
const WHOLE = '#image';

/** An image as it was read, and where from. */
export interface ReadImage extends DecodedPng {
  readonly source: SourceInfo;
}

/** Stands for a program that is not compiled: nothing to plan, nothing to emit. */
const NOTHING: Program = b.program({ steps: [{ kind: 'sync' }] });

/**
 * An image that is ready to be run: its program is compiled from its pixels unless the options or the program ask for
 * interpretation. Making one throws a PxosError with everything that is wrong with the program.
 */
export class ImageRun {
  readonly compiled: Compiled;
  /** Why it is interpreted although nobody asked for that. */
  readonly notCompiled: string | undefined;
  private readonly engine: Engine;
  private readonly image: PixelImage;
  private readonly chunk: Uint8Array | undefined;
  private readonly content: PixelContent;
  private readonly options: PixelOptions;
  private readonly isInterpreted: boolean;
  /** The arrays of the program for version 1.0 are its own business: the image is its one result. */
  private readonly isLegacy: boolean;
  /** Storages of the arrays, by name, in the last preparation. */
  private storages: ReadonlyMap<string, string> = new Map();
  /** Storages that the outputs of the last preparation name. */
  private asked: ReadonlySet<string> = new Set();
  private given: ReadonlyMap<string, Value> = new Map();

  constructor(engine: Engine, { source, image, names, warnings }: ReadImage, options: PixelOptions) {
    const { path: file } = source;
    const { compat = false, dialect = '1.0', interpret = false } = options;
    const version = knownVersion(image, { compat, file });
    const isLegacy = version === '1.0';
    const compiles = !interpret && !(compat && isLegacy);
    const content = contentOf(image, version, { dialect, compiles, file, names });
    for (const warning of [...warnings, ...content.warnings]) engine.report.add(warning);
    this.engine = engine;
    this.image = image;
    this.chunk = names;
    this.content = content;
    this.options = options;
    this.isLegacy = isLegacy;
    this.isInterpreted = !compiles || content.onlyInterpreted !== undefined;
    const reason =
      content.onlyInterpreted?.message ?? (compat && isLegacy && !interpret ? COMPAT : undefined);
    this.notCompiled = reason;
    if (reason !== undefined) engine.report.add(say.interpreted({ reason }, { file }));
    this.compiled = { source, context: engine.contextFor(source), program: content.program };
  }

  async prepare(inputs: RunInputs, files: RunFiles): Promise<PreparedRun> {
    const { program, source } = this.compiled;
    const { names } = this.content;
    const mapped = names.inputs(inputs);
    const prepared = await prepareWith(program, mapped, { source: source.path, files });
    // Whoever runs them: all threads that are known are counted before one of them runs.
    new ThreadCount(this.threadLimit).add(prepared.operations);
    this.storages = prepared.arrays ?? new Map();
    this.refuseTooMuch(prepared.outputs, source.path);
    // Others keep their bits, which may be those of a NaN like no other.
    this.given = new Map([...prepared.settings].filter(([name]) => Object.hasOwn(mapped.set ?? {}, name)));
    const asked = inputs.out;
    const outputs = prepared.outputs.flatMap((output): RunOutput[] =>
      this.isLegacy || asked?.every((name) => name === IMAGE)
        ? []
        : [{ ...output, name: names.ofOutput(output.name, asked) }],
    );
    const whole = asked === undefined || asked.includes(IMAGE) ? [this.wholeOutput()] : [];
    const complete = { ...prepared, outputs: [...whole, ...outputs] };
    this.asked = new Set(complete.outputs.map(({ storage }) => storage));
    if (!this.isInterpreted) return { ...complete, kept: [...this.storages.values()] };
    return { ...complete, ...this.interpretation(prepared) };
  }

  /** Outputs are copies: those that lie over one another in the image do not in memory. */
  private refuseTooMuch(outputs: readonly RunOutput[], file: string): void {
    const bytes = outputs.reduce((sum, { element, length }) => sum + length * bytesOf(element), 0);
    const fault = apartFault(bytes, this.image, { file });
    if (fault) throw new PxosError(fault);
  }

  private get threadLimit(): ThreadLimit {
    return { limit: MAX_THREADS, placeOf: this.content.placeOf };
  }

  private wholeOutput(): RunOutput {
    const { width, height } = this.image;
    const length = width * height;
    const chunk = this.chunk && { names: this.chunk };
    return {
      name: IMAGE,
      storage: WHOLE,
      element: 'pixel',
      length,
      shape: [height, width],
      image: { ...chunk },
    };
  }

  /** The one operation that interprets the image, with what the caller gives already in it. */
  private interpretation(prepared: PreparedRun): Partial<PreparedRun> {
    const { compat = false, dialect, steps } = this.options;
    const { width, height } = this.image;
    const arrays = this.arraysIn(
      new Map([...prepared.storages].flatMap(([name, { data }]) => (data ? [[name, data]] : []))),
    );
    const { pixels } = this.content.withArrays(arrays, this.given);
    const memory = { name: WHOLE, element: 'pixel', length: width * height, data: pixels } as const;
    return {
      operations: [
        {
          kind: 'pixels',
          step: 0,
          buffer: WHOLE,
          width,
          height,
          compat,
          dialect: dialect === '0.0.2' ? dialect : undefined,
          maxThreads: MAX_THREADS,
          names: this.chunk,
          steps,
        },
      ],
      storages: new Map([[WHOLE, memory]]),
      kept: [WHOLE],
    };
  }

  /** Contents of storages as contents of the arrays that they belong to. */
  private arraysIn(contents: Contents): Contents {
    return new Map(
      [...this.storages].flatMap(([name, storage]) => {
        const bytes = contents.get(storage);
        return bytes ? [[name, bytes] as const] : [];
      }),
    );
  }

  async execute(prepared: PreparedRun, options: ExecuteOptions): Promise<ExecutedRun> {
    if (this.isInterpreted) {
      const compiled = { ...this.compiled, program: NOTHING };
      const executed = await executeWith(this.engine, compiled, prepared, options);
      return { ...executed, contents: this.contentsOf(this.imageOf(executed)) };
    }
    const run = withGas(this.content.program, prepared);
    const compiled = { ...this.compiled, program: run.program };
    const { limit: maxThreads, placeOf } = this.threadLimit;
    // Gas is judged whenever a runner stops: a grid that comes of a launch without gas says nothing.
    const judge = (contents: Contents): void => run.check(contents, this.content);
    const executed = await executeWith(this.engine, compiled, run.prepared, {
      ...options,
      maxThreads,
      placeOf,
      judge,
    });
    const arrays = this.arraysIn(executed.contents);
    const faults = this.content.faults(arrays);
    if (faults.length > 0) throw new PxosError(faults);
    const { pixels } = this.content.withArrays(arrays, this.given);
    return { ...executed, contents: new Map([...executed.contents, [WHOLE, pixels]]) };
  }

  /** A run that was prepared to be interpreted, step by step; in the end the image that it leaves. */
  trace(prepared: PreparedRun, options: TraceOptions): AsyncGenerator<TracedStep, TraceResult, void> {
    const compiled = { ...this.compiled, program: NOTHING };
    return traceRun({ engine: this.engine, compiled, prepared }, options);
  }

  /** The image that a run left. */
  imageOf({ contents }: Pick<ExecutedRun, 'contents'>): PixelImage {
    return { ...this.image, pixels: contents.get(WHOLE) ?? this.image.pixels };
  }

  /** An image that interpreting left, as the bytes of all storages that outputs name. */
  contentsOf(image: PixelImage): ReadonlyMap<string, Uint8Array> {
    const arrays = [...this.storages].flatMap(([name, storage]) => {
      const bytes = this.asked.has(storage) ? this.content.arrayIn(image, name) : undefined;
      return bytes ? [[storage, bytes] as const] : [];
    });
    return new Map([[WHOLE, image.pixels], ...arrays]);
  }
}

const COMPAT = '`--compat` asks for what old executors did.';
