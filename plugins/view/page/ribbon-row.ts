// The ribbon: every step as a link with the colour of its pixel, the present one marked, a click goes there.
import { MOST_STEPS } from '../jobs/index.ts';
import { countText } from '../model/numbers.ts';
import { ribbonOf } from '../model/ribbon.ts';
import type { Desk } from './desk.ts';
import { element, part, setAttributes } from './element.ts';

export function setUpRibbon(desk: Desk): void {
  const list = part('ribbon', HTMLOListElement);
  let buttons: HTMLButtonElement[] = [];

  const fill = (): void => {
    const { file } = desk;
    if (!file) return;
    const { inspection, words } = file;
    const links = ribbonOf(inspection.steps, inspection, words, MOST_STEPS);
    buttons = links.map(({ index, operation, operands, assembly, shapes, bytes }) => {
      const made = element(
        'button',
        { type: 'button', class: 'link', title: `${assembly}${shapes && `\n${shapes}`}` },
        element('span', { class: 'head' }, element('b', {}, operation), element('i', {}, String(index + 1))),
        element('span', { class: 'operands' }, operands || '\u00a0'),
        element('span', { class: 'shapes' }, shapes || '\u00a0'),
        element('span', { class: 'pixel' }, bytes),
      );
      made.addEventListener('click', () => {
        desk.goTo(index + 1);
        desk.showPixel(links[index]?.pixel ?? 0);
      });
      return made;
    });
    const more = inspection.steps.length - links.length;
    list.replaceChildren(
      ...buttons.map((made) => element('li', {}, made)),
      ...(more > 0 ? [element('li', { class: 'more' }, `${countText(more)} more steps`)] : []),
      ...(buttons.length === 0 ? [element('li', { class: 'more' }, 'There are no steps to show.')] : []),
    );
    list.scrollLeft = 0;
    list.scrollTop = 0;
    mark();
  };

  const mark = (): void => {
    const { file } = desk;
    if (!file) return;
    const { moment, end } = file.history;
    buttons.forEach((made, k) => {
      const isReached = k < end;
      setAttributes(made, {
        'aria-current': k === moment - 1 ? 'step' : undefined,
        'data-when': k < moment - 1 ? 'past' : k === moment ? 'next' : undefined,
        'aria-disabled': isReached ? undefined : 'true',
      });
    });
    const present = buttons[moment - 1] ?? buttons[0];
    if (!present) return;
    const { offsetLeft, offsetWidth, offsetTop, offsetHeight } = present;
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = list;
    const isSeen =
      offsetLeft >= scrollLeft &&
      offsetLeft + offsetWidth <= scrollLeft + clientWidth &&
      offsetTop >= scrollTop &&
      offsetTop + offsetHeight <= scrollTop + clientHeight;
    if (isSeen) return;
    list.scrollLeft = offsetLeft - (clientWidth - offsetWidth) / 2;
    list.scrollTop = offsetTop - (clientHeight - offsetHeight) / 2;
  };

  desk.opened.listen(fill);
  desk.moved.listen(mark);
  desk.traced.listen(mark);
}
