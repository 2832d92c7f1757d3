// What lies on the desk: the opened file, and everything that its views must hear of.
import type { Diagnostic, InspectedArray } from 'pxos/browser';
import { type FileInput, MOST_BYTES, MOST_STEPS, type Reading, TIME_LIMITS } from '../jobs/index.ts';
import { countText, sizeText, timeText } from '../model/numbers.ts';
import { OpenedFile } from './opened-file.ts';
import { Topic } from './topic.ts';
import { type RunningJob, startJob } from './workers.ts';

/** Why a file is not shown. */
export interface OpenFailure {
  readonly name: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly fault: string | undefined;
}

/** Opens files one after another, keeps the present one, and tells its views what happens. */
export class Desk {
  file: OpenedFile | undefined;
  /** Milliseconds after which a job is ended. */
  timeLimit: number = TIME_LIMITS[1];
  readonly opened = new Topic<OpenedFile>();
  readonly failed = new Topic<OpenFailure>();
  /** Another moment, or another image at the same one. */
  readonly moved = new Topic();
  /** A step was added, or tracing ended. */
  readonly traced = new Topic();
  readonly selected = new Topic<InspectedArray>();
  readonly pixelShown = new Topic<number>();
  readonly themed = new Topic();
  private opening: RunningJob | undefined;
  private tracing: RunningJob | undefined;

  /** Opens a file; what was open stays until it is there. */
  open(input: FileInput): void {
    this.opening?.stop();
    const fail = (diagnostics: readonly Diagnostic[], fault?: string): void =>
      this.failed.tell({ name: input.name, diagnostics, fault });
    this.opening = startJob(
      { kind: 'open', file: input },
      {
        report: (report) => {
          if (report.kind !== 'opened') return;
          this.tracing?.stop();
          this.file = new OpenedFile(input, report);
          this.opened.tell(this.file);
          this.startTracing(this.file);
        },
        failed: ({ diagnostics, fault }) => fail(diagnostics, fault),
        late: () => fail([], `Reading the file took longer than ${timeText(this.timeLimit)}, and was ended.`),
      },
      { limit: this.timeLimit },
    );
  }

  /** The same file, read in another way. */
  readAgain(reading: Reading): void {
    if (this.file) this.open({ ...this.file.input, reading });
  }

  /** Steps through the program once more, perhaps with more time. */
  traceAgain(): void {
    if (this.file) this.open(this.file.input);
  }

  goTo(moment: number): void {
    if (!this.file) return;
    this.file.goTo(moment);
    this.moved.tell();
  }

  select(array: InspectedArray): void {
    if (!this.file) return;
    this.file.selected = array;
    this.selected.tell(array);
  }

  showPixel(pixel: number): void {
    this.pixelShown.tell(pixel);
  }

  stopTracing(): void {
    const { file } = this;
    if (file?.trace.kind !== 'running') return;
    this.tracing?.stop();
    file.trace = { kind: 'broken off', reason: 'Stepping was stopped.', diagnostics: [] };
    this.traced.tell();
  }

  private startTracing(file: OpenedFile): void {
    const end = (trace: OpenedFile['trace']): void => {
      file.trace = trace;
      this.traced.tell();
    };
    const breakOff = (reason: string, diagnostics: readonly Diagnostic[] = []): void =>
      end({ kind: 'broken off', reason, diagnostics });
    const errors = file.report.diagnostics.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) {
      breakOff(REASONS.errors, errors);
      return;
    }
    this.tracing = startJob(
      { kind: 'trace', file: file.input },
      {
        report: (report) => {
          if (report.kind === 'step') {
            file.addStep(report);
            this.traced.tell();
          }
          if (report.kind !== 'traced') return;
          if (report.limit) breakOff(REASONS[report.limit]);
          else end({ kind: 'complete', warnings: report.diagnostics });
        },
        failed: ({ diagnostics, fault }) =>
          breakOff(diagnostics.length > 0 ? REASONS.errors : (fault ?? 'Stepping failed.'), diagnostics),
        late: () => breakOff(`Stepping took longer than ${timeText(this.timeLimit)}, and was ended.`),
      },
      { limit: this.timeLimit },
    );
  }
}

const REASONS = {
  errors: 'The program has errors, which Health lists.',
  memory: `Later steps are not kept: what the steps so far changed takes ${sizeText(MOST_BYTES)}.`,
  steps: `Later steps are not kept: a run is kept for ${countText(MOST_STEPS)} steps.`,
} as const;
