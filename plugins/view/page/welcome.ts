// What is seen while nothing is open, and why a file could not be opened.
import { REGION_COLORS, REGION_KINDS } from 'pxos/browser';
import type { Desk } from './desk.ts';
import { button, element, part } from './element.ts';
import { messageList } from './messages-list.ts';

export function setUpWelcome(desk: Desk): void {
  const welcome = part('welcome', HTMLElement);
  const main = part('main', HTMLElement);
  const failure = part('failure', HTMLElement);
  const show = (isOpen: boolean): void => {
    welcome.hidden = isOpen;
    main.hidden = !isOpen;
  };
  desk.opened.listen(() => {
    failure.replaceChildren();
    show(true);
  });
  desk.failed.listen(({ name, diagnostics, fault }) => {
    failure.replaceChildren(
      element('h3', {}, `${name} cannot be opened`),
      messageList(diagnostics),
      ...(fault === undefined ? [] : [element('p', { class: 'warned' }, fault)]),
    );
    if (desk.file) {
      const before = desk.file.input.name;
      failure.append(
        button({ class: 'small' }, [`Back to ${before}`], () => {
          failure.replaceChildren();
          show(true);
        }),
      );
    }
    show(false);
  });
  drawMotif(part('motif', HTMLCanvasElement));
}

/** A small program, as pixels: a row of steps, a kernel, arrays. */
const MOTIF = [
  'ddddsssssss.............',
  '........................',
  'kkkkkkkkkkkkk.....fffff.',
  'kkkkkkkk................',
  'iiiiiiiiiiiiiiiiiiiiiiii',
  'iiiiiiiiiiiiiiiiii......',
  'aaaaaaaaaaaaaaaaaaaaaaaa',
  'aaaaaaaaaaaa............',
  'oooooooooooooooooooooo..',
];

function drawMotif(canvas: HTMLCanvasElement): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  MOTIF.forEach((line, y) => {
    [...line].forEach((letter, x) => {
      const kind = REGION_KINDS.find((name) => name.startsWith(letter));
      if (!kind) return;
      const shade = 0.45 + 0.55 * (((x * x * 7 + x * y * 5 + y * 31) % 17) / 16);
      context.globalAlpha = shade;
      context.fillStyle = `rgb(${REGION_COLORS[kind].join(' ')})`;
      context.fillRect(x, y, 1, 1);
    });
  });
}
