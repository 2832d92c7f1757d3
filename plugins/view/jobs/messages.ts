// What passes between the page and its workers: a job goes in, reports come out. Plain data in both directions.
import type { Diagnostic, Inspection, TracedOperand } from 'pxos/browser';
import type { Delta } from '../model/delta.ts';

/** How a file is read; only version 1.0 has choices. */
export interface Reading {
  readonly compat: boolean;
  readonly dialect: '1.0' | '0.0.2';
}

/** The bytes of a file and how they are read. */
export interface FileInput {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly reading: Reading;
}

/** One of the ways in which a program runs. */
export interface Runner {
  readonly device: 'cpu' | 'webgpu';
  readonly interpret: boolean;
}

export type Job =
  | { readonly kind: 'open'; readonly file: FileInput }
  | { readonly kind: 'trace'; readonly file: FileInput }
  | { readonly kind: 'run'; readonly file: FileInput; readonly runner: Runner; readonly timeout: number }
  | {
      readonly kind: 'save';
      readonly width: number;
      readonly height: number;
      readonly pixels: Uint8Array;
      readonly names: Uint8Array | undefined;
    };

export interface OpenedReport {
  readonly kind: 'opened';
  readonly pixels: Uint8Array;
  readonly names: Uint8Array | undefined;
  readonly inspection: Inspection;
  readonly diagnostics: readonly Diagnostic[];
  /** SHA-256 of the image as it was opened. */
  readonly hash: string;
}

/** A step that was taken. */
export interface StepReport {
  readonly kind: 'step';
  readonly index: number;
  readonly pixel: number;
  readonly text: string;
  readonly operands: readonly TracedOperand[];
  readonly written: readonly (readonly [first: number, end: number])[];
  readonly changed: number;
  readonly delta: Delta;
  readonly hash: string;
  readonly milliseconds: number;
}

/** All steps have been reported, or as many as memory allows. */
export interface TracedReport {
  readonly kind: 'traced';
  readonly diagnostics: readonly Diagnostic[];
  /** What was reached before the program's end. */
  readonly limit: 'steps' | 'memory' | undefined;
}

export interface RanReport {
  readonly kind: 'ran';
  readonly pixels: Uint8Array;
  readonly device: string;
  readonly milliseconds: number;
  readonly hash: string;
  readonly diagnostics: readonly Diagnostic[];
}

export interface SavedReport {
  readonly kind: 'saved';
  readonly bytes: Uint8Array;
}

/** The job could not be done. */
export interface FailedReport {
  readonly kind: 'failed';
  readonly diagnostics: readonly Diagnostic[];
  /** Of something that has no message: a fault of the page itself, or of the browser. */
  readonly fault?: string;
}

export type Report = OpenedReport | StepReport | TracedReport | RanReport | SavedReport | FailedReport;

/** Hands a report to the page; what is listed changes hands without being copied. */
export type Tell = (report: Report, transfer?: readonly ArrayBufferLike[]) => void;
