// Messages with code, sentence and hint; a pixel that one is about can be gone to.
import type { Diagnostic } from 'pxos/browser';
import { button, element } from './element.ts';

const MARKS = { error: '✕', warning: '!', info: 'i' } as const;

/** A list of messages. @param show goes to a pixel, where there is an image */
export function messageList(
  diagnostics: readonly Diagnostic[],
  show?: (pixel: { readonly x: number; readonly y: number }) => void,
): HTMLElement {
  return element(
    'ul',
    { class: 'messages' },
    ...diagnostics.map(({ code, severity, message, hint, pixel }) => {
      const head = [
        element('span', { class: 'mark', 'aria-label': severity }, MARKS[severity]),
        element('code', {}, code),
      ];
      if (pixel && show) {
        const at = `(${pixel.x}, ${pixel.y})`;
        head.push(button({ class: 'small', title: 'Show this pixel' }, [`pixel ${at}`], () => show(pixel)));
      }
      return element(
        'li',
        { 'data-severity': severity, 'data-code': code },
        element('p', { class: 'head' }, ...head),
        element('p', {}, ...ticked(message)),
        ...(hint === undefined ? [] : [element('p', { class: 'hint' }, ...ticked(hint))]),
      );
    }),
  );
}

/** Text with what stands between backticks as code. */
function ticked(text: string): readonly (Node | string)[] {
  return text.split('`').map((part, k) => (k % 2 === 1 ? element('code', {}, part) : part));
}
