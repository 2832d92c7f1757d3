// What reading a PNG gives and can be told, for both ways to decompress.
import type { Diagnostic } from '../../diagnostics/index.ts';
import type { PixelImage } from '../image.ts';
import type { PngLimits } from './limits.ts';

/** How a PNG is read. */
export interface DecodeOptions {
  /** The file's name, for messages. */
  readonly file?: string;
  /** 64 Mi pixels by default; `limitsOf` makes others. */
  readonly limits?: PngLimits;
}

/** A PNG that was read: its pixels exactly as they are stored, and what stands beside them. */
export interface DecodedPng {
  readonly image: PixelImage;
  /** Contents of the chunk `pxNM`. */
  readonly names?: Uint8Array;
  /** PX1030 and PX1031: what was left aside. */
  readonly warnings: readonly Diagnostic[];
}
