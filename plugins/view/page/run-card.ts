// One way to run a program, as a card: waiting, running, or what came of it.
import type { Diagnostic } from 'pxos/browser';
import type { RanReport } from '../jobs/index.ts';
import { countText, timeText } from '../model/numbers.ts';
import { button, element } from './element.ts';
import { hashElement } from './hash.ts';
import { messageList } from './messages-list.ts';
import type { OpenedFile } from './opened-file.ts';

/** An image that a run left. */
export interface Outcome {
  readonly words: Uint32Array;
  readonly hash: string;
}

export class RunCard {
  readonly element: HTMLElement;
  outcome: Outcome | undefined;
  private readonly act: HTMLButtonElement;
  private readonly body = element('div', { class: 'run-body' });
  private readonly verdict = element('p', { class: 'run-verdict' });
  private readonly showPixel: (pixel: number) => void;
  private ticking: ReturnType<typeof setInterval> | undefined;

  constructor(
    title: string,
    subtitle: string,
    { run, showPixel }: { readonly run: () => void; readonly showPixel: (pixel: number) => void },
  ) {
    this.showPixel = showPixel;
    this.act = button({ class: 'small', 'aria-label': `Run: ${title}, ${subtitle}` }, ['Run'], run);
    this.element = element(
      'article',
      { class: 'card', 'data-way': `${title} ${subtitle}`, 'aria-label': `${title}, ${subtitle}` },
      element('header', {}, element('h3', {}, title, element('span', {}, ` ${subtitle}`)), this.act),
      this.body,
      this.verdict,
    );
    this.clear();
  }

  allow(isAllowed: boolean): void {
    this.act.disabled = !isAllowed;
  }

  clear(): void {
    this.outcome = undefined;
    this.state('idle', element('p', { class: 'quiet' }, 'not run yet'));
  }

  waits(): void {
    this.outcome = undefined;
    this.state('waiting', element('p', { class: 'quiet' }, 'waits for its turn'));
  }

  runs(): void {
    const start = performance.now();
    const clock = element('span', {}, '0.0 s');
    this.state(
      'running',
      element('p', {}, 'running, ', clock),
      element('progress', { 'aria-label': 'Running' }),
    );
    this.ticking = setInterval(() => {
      clock.textContent = `${((performance.now() - start) / 1000).toFixed(1)} s`;
    }, 100);
  }

  /** Ended by the user; what is done stays. */
  stopped(): void {
    const { state } = this.element.dataset;
    if (state === 'running' || state === 'waiting')
      this.state('idle', element('p', { class: 'quiet' }, state === 'running' ? 'stopped' : 'not run yet'));
  }

  ran({ pixels, device, milliseconds, hash, diagnostics }: RanReport): void {
    this.outcome = { words: new Uint32Array(pixels.buffer, pixels.byteOffset, pixels.byteLength >> 2), hash };
    const notes = diagnostics.filter(({ severity }) => severity !== 'warning');
    this.state(
      'done',
      element('p', { class: 'device', title: device }, device),
      element('p', { class: 'took' }, element('b', {}, timeText(milliseconds))),
      hashElement(hash),
      ...notes.map(({ code, message }) =>
        element(
          'p',
          { class: 'note', title: message },
          element('code', {}, code),
          ` ${message.replaceAll('`', '')}`,
        ),
      ),
    );
  }

  failed(diagnostics: readonly Diagnostic[], fault: string | undefined): void {
    this.outcome = undefined;
    this.state(
      'failed',
      messageList(diagnostics),
      ...(fault === undefined ? [] : [element('p', { class: 'warned' }, fault)]),
    );
  }

  /** Compares with an image that should be the same. */
  judge(yardstick: Outcome | undefined, what: string, { inspection }: OpenedFile): void {
    const { outcome, verdict } = this;
    verdict.replaceChildren();
    delete this.element.dataset['verdict'];
    if (!outcome || !yardstick) return;
    if (outcome === yardstick) {
      verdict.append('the others are compared with this one');
      return;
    }
    if (outcome.hash === yardstick.hash) {
      this.element.dataset['verdict'] = 'equal';
      // One copy of the image is enough.
      this.outcome = { ...yardstick };
      verdict.append(`equal to ${what}`);
      return;
    }
    this.element.dataset['verdict'] = 'different';
    const { first, count } = differenceOf(outcome.words, yardstick.words);
    const { width } = inspection;
    verdict.append(
      `differs from ${what} in ${countText(count)} ${count === 1 ? 'pixel' : 'pixels'}, first `,
      button({ class: 'small' }, [`(${first % width}, ${Math.floor(first / width)})`], () =>
        this.showPixel(first),
      ),
    );
    if (inspection.flags.includes('float'))
      verdict.append(' Floats may differ in their last bits from device to device.');
  }

  private state(name: string, ...contents: readonly Node[]): void {
    clearInterval(this.ticking);
    this.element.dataset['state'] = name;
    delete this.element.dataset['verdict'];
    this.body.replaceChildren(...contents);
    this.verdict.replaceChildren();
  }
}

function differenceOf(
  one: Uint32Array,
  other: Uint32Array,
): { readonly first: number; readonly count: number } {
  let first = -1;
  let count = 0;
  for (let p = 0; p < one.length; p++) {
    if (one[p] === other[p]) continue;
    if (count++ === 0) first = p;
  }
  return { first, count };
}
