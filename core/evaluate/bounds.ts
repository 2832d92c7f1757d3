// Collects accesses outside their arrays: the first ones as diagnostics, all of them in a count.
import type { BoundsReport } from '../contract/index.ts';
import type { Diagnostic } from '../diagnostics/index.ts';
import * as messages from '../diagnostics/messages/reference.ts';
import type { Expr } from '../ir/index.ts';

/** Diagnostics that are kept; one statement gives at most one, since one mistake tends to repeat in every thread. */
const MOST = 10;

/** One place in the text that accesses an array. */
export interface AccessSite {
  readonly kernel: string;
  readonly access: 'a load from' | 'a store to' | 'an atomic on';
  readonly array: string;
  readonly place: Expr['at'];
  /** A pass claims that this access is never outside. */
  readonly proven: boolean;
}

export class BoundsCollector {
  private count = 0;
  private readonly sites = new Set<AccessSite>();
  private readonly first: Diagnostic[] = [];
  private readonly sanitize: boolean;

  constructor({ sanitize }: { readonly sanitize: boolean }) {
    this.sanitize = sanitize;
  }

  /** `index` is the u32 of the access; it is shown as the int that the program most likely meant. */
  add(site: AccessSite, index: number, length: number, thread: readonly [number, number, number]): void {
    this.count++;
    if (this.first.length >= MOST || this.sites.has(site)) return;
    this.sites.add(site);
    const unproven = this.sanitize ? messages.accessOutsideError : messages.accessOutside;
    const make = site.proven ? messages.wrongProof : unproven;
    const { kernel, access, array, place } = site;
    this.first.push(make({ kernel, access, array, thread, index: index | 0, length }, { place }));
  }

  report(): BoundsReport {
    return { count: this.count, first: this.first };
  }
}
