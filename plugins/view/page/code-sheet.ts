// Kernels and functions, disassembled: a list of them, and the listing of the chosen one; a click shows the pixel.
import type { InspectedCode } from 'pxos/browser';
import { listingOf } from '../model/listing.ts';
import type { Desk } from './desk.ts';
import { button, element, part, setAttributes } from './element.ts';
import type { OpenedFile } from './opened-file.ts';

/** Lines that are shown of one listing. */
const MOST_LINES = 20_000;

export function setUpCode(desk: Desk): void {
  const sheet = part('code', HTMLElement);
  desk.opened.listen((file) => {
    const { code, version } = file.inspection;
    if (code.length === 0) {
      const why =
        version === '1.0'
          ? 'Version 1.0 has no kernels: row 0 is the whole program, and the ribbon below shows it.'
          : 'This program has no kernels: its steps are matrix operations and copies.';
      sheet.replaceChildren(element('p', { class: 'nothing' }, why));
      return;
    }
    const listing = element('div', { class: 'listing', tabindex: '0', 'aria-label': 'Disassembly' });
    const choices = code.map((entry) => {
      const made = button({ class: 'choice-button' }, [entry.name ?? `#${entry.number}`], () =>
        choose(entry, made),
      );
      made.append(element('span', { class: 'quiet' }, ` ${entry.kind}`));
      return made;
    });
    const choose = (entry: InspectedCode, chosen: HTMLButtonElement | undefined): void => {
      for (const made of choices) setAttributes(made, { 'aria-pressed': String(made === chosen) });
      listing.replaceChildren(...linesOf(entry, file, desk));
      listing.scrollTop = 0;
    };
    sheet.replaceChildren(
      element('div', { class: 'choices', role: 'group', 'aria-label': 'Code' }, ...choices),
      listing,
    );
    if (code[0]) choose(code[0], choices[0]);
  });
}

function linesOf(entry: InspectedCode, { inspection }: OpenedFile, desk: Desk): readonly HTMLElement[] {
  const { registers, pixels } = entry;
  const counts = Object.entries(registers).flatMap(([type, count]) =>
    count > 0 ? [`${count} ${type}`] : [],
  );
  const head = element(
    'p',
    { class: 'registers quiet' },
    `${pixels[1] - pixels[0]} pixels · registers: ${counts.join(', ') || 'none'}`,
  );
  const lines = listingOf(entry).slice(0, MOST_LINES);
  return [
    head,
    element(
      'ol',
      {},
      ...lines.map(({ pixel, operation, operands, depth }) => {
        const place = `${pixel % inspection.width},${Math.floor(pixel / inspection.width)}`;
        const line = button(
          { class: 'line', title: 'Show its pixel' },
          [element('span', { class: 'place' }, place), element('b', {}, operation), ` ${operands}`],
          () => desk.showPixel(pixel),
        );
        line.style.setProperty('--depth', String(depth));
        return element('li', {}, line);
      }),
    ),
  ];
}
