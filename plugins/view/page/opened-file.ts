// An opened file with everything that the page knows of it: image, inspection, the steps taken, the present moment.
import {
  type ArrayStatistics,
  type Diagnostic,
  type InspectedArray,
  type Inspection,
  type PixelImage,
  regionsOf,
  statisticsOf,
} from 'pxos/browser';
import type { FileInput, OpenedReport, StepReport } from '../jobs/index.ts';
import { placeOf } from '../model/array-place.ts';
import { History } from '../model/history.ts';
import { type Segments, segmentsOf } from '../model/segments.ts';

/** How far tracing has come: `ended` with all that is kept, or why it went no further. */
export type TraceState =
  | { readonly kind: 'running' }
  | { readonly kind: 'complete'; readonly warnings: readonly Diagnostic[] }
  | {
      readonly kind: 'broken off';
      readonly reason: string;
      /** What the program itself is to blame for; without any, trying again may lead further. */
      readonly diagnostics: readonly Diagnostic[];
    };

/** Whether old executors run it: as version 1.0, which it is or is taken for where its mark is damaged. */
export const isLegacy = ({ version }: Inspection): boolean => version !== '1.1';

export class OpenedFile {
  readonly input: FileInput;
  readonly report: OpenedReport;
  readonly history: History;
  readonly segments: Segments;
  readonly steps: StepReport[] = [];
  trace: TraceState = { kind: 'running' };
  selected: InspectedArray | undefined;
  /** What is known of arrays at the present moment. */
  private readonly figures = new Map<InspectedArray, ArrayStatistics>();
  /** The image that all steps leave, once they are known. */
  private last: Uint32Array | undefined;

  constructor(input: FileInput, report: OpenedReport) {
    this.input = input;
    this.report = report;
    const { pixels } = report;
    this.history = new History(new Uint32Array(pixels.buffer, pixels.byteOffset, pixels.byteLength >> 2));
    this.segments = segmentsOf(regionsOf(this.inspection), this.history.words.length);
    const { arrays } = this.inspection;
    this.selected = arrays.find(({ flags }) => flags.includes('output')) ?? arrays.at(-1);
  }

  get inspection(): Inspection {
    return this.report.inspection;
  }

  /** What reading and judging the file found, then what stepping did. */
  get diagnostics(): readonly Diagnostic[] {
    const { report, trace } = this;
    const found =
      trace.kind === 'complete' ? trace.warnings : trace.kind === 'broken off' ? trace.diagnostics : [];
    return [...report.diagnostics, ...found.filter((diagnostic) => !report.diagnostics.includes(diagnostic))];
  }

  /** The image at the present moment, in the memory of the history. */
  get image(): PixelImage {
    const { width, height } = this.inspection;
    return { width, height, pixels: this.report.pixels };
  }

  get words(): Uint32Array {
    return this.history.words;
  }

  addStep(step: StepReport): void {
    this.steps.push(step);
    this.history.add(step.delta);
    this.last = undefined;
  }

  goTo(moment: number): void {
    const [first, end] = this.history.goTo(moment);
    for (const array of this.figures.keys())
      if (array.pixels[0] < end && first < array.pixels[1]) this.figures.delete(array);
  }

  /** An array's figures at the present moment; nothing where its elements cannot be read. */
  figuresOf(array: InspectedArray): ArrayStatistics | undefined {
    const known = this.figures.get(array);
    if (known) return known;
    const place = placeOf(array, this.inspection);
    if (!place || array.pixels[1] > this.words.length) return undefined;
    const figures = statisticsOf(this.image, place);
    this.figures.set(array, figures);
    return figures;
  }

  /** The step that led to the present moment. */
  get presentStep(): StepReport | undefined {
    return this.steps[this.history.moment - 1];
  }

  /** SHA-256 at the present moment. */
  get hash(): string {
    return this.presentStep?.hash ?? this.report.hash;
  }

  /** What stepping to the end gives; nothing unless the whole program was stepped through. */
  get stepped(): { readonly words: Uint32Array; readonly hash: string } | undefined {
    if (this.trace.kind !== 'complete') return undefined;
    this.last ??= this.history.copyAt(this.history.end);
    return { words: this.last, hash: this.steps.at(-1)?.hash ?? this.report.hash };
  }
}
