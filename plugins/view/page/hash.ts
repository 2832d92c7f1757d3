// A SHA-256 as the page shows it: its beginning, whole in its title and for the clipboard.
import { button, element } from './element.ts';

const SHOWN = 16;

export function hashElement(hash: string): HTMLElement {
  const copy = button(
    { class: 'hash', title: `SHA-256 of the image’s bytes\n${hash}\nClick to copy`, 'data-hash': hash },
    [element('span', { class: 'quiet' }, 'SHA-256 '), `${hash.slice(0, SHOWN)}…`],
    () => {
      // A page from a file may not be allowed to; the title has it as well.
      navigator.clipboard?.writeText(hash).then(
        () => {
          copy.dataset['copied'] = '';
          setTimeout(() => delete copy.dataset['copied'], 1200);
        },
        () => undefined,
      );
    },
  );
  return copy;
}
