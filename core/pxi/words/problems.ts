// Collects what is wrong with a program: each problem with the coordinates of its pixel, and no more of them than help.
import {
  type Diagnostic,
  type MessageFunction,
  type PixelPlace,
  PxosError,
} from '../../diagnostics/index.ts';

/** Problems that are kept; a damaged file can have one for each pixel. */
const MAX_PROBLEMS = 100;

export class Problems {
  readonly list: Diagnostic[] = [];
  /** How many were reported so far, those that were not kept included. */
  count = 0;
  private readonly width: number;

  constructor(width: number) {
    this.width = width;
  }

  get full(): boolean {
    return this.list.length >= MAX_PROBLEMS;
  }

  /** Column and row of a pixel number. */
  at(pixel: number): PixelPlace {
    return { x: pixel % this.width, y: Math.floor(pixel / this.width) };
  }

  /** Reports a problem at a pixel. */
  add<A extends object>(say: MessageFunction<A & PixelPlace>, pixel: number, args: A): void {
    this.count++;
    if (this.full) return;
    const place = this.at(pixel);
    this.list.push(say({ ...args, ...place }, { pixel: place }));
  }

  /** Throws what was found, if anything was. */
  throwIfAny(): void {
    if (this.list.length > 0) throw new PxosError(this.list);
  }
}
