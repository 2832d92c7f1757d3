// The cases of the conformance suite, as tests read them: fixtures/pxi-conformance/cases.json and the images beside it.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { PixelImage } from 'pxos/core';

/** What a run of a case must give: the bytes of an image, a refusal, or an end for lack of gas. */
export interface PixelRun {
  readonly mode: 'strict' | 'compat';
  readonly dialect?: '0.0.2';
  readonly sha256?: string;
  /** Why it must not run, in a word or a sentence. */
  readonly refused?: string;
  readonly outOfGas?: { readonly record: number; readonly thread: number };
}

export interface PixelCase {
  readonly file: string;
  readonly group: string;
  readonly about: string;
  /** For programs. */
  readonly runs?: readonly PixelRun[];
  /** For container cases: what reading the file must give. */
  readonly read?: {
    readonly refused?: string;
    readonly width?: number;
    readonly height?: number;
    readonly sha256?: string;
  };
}

const SUITE = new URL('../fixtures/pxi-conformance/', import.meta.url);

export const pixelCases: readonly PixelCase[] = JSON.parse(
  readFileSync(new URL('cases.json', SUITE), 'utf8'),
);

export const readCase = ({ file }: PixelCase): Buffer => readFileSync(new URL(`images/${file}`, SUITE));

/** SHA-256 of the RGBA bytes, as the suite states them. */
export const hashOfPixels = ({ pixels }: PixelImage): string =>
  createHash('sha256').update(pixels).digest('hex');
