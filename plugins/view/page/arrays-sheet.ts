// All arrays with type, shape and figures as they are at this moment, and the chosen one as a heat map.
import { type InspectedArray, REGION_COLORS } from 'pxos/browser';
import { kindOf, nameOf } from '../model/describe-pixel.ts';
import { shortText } from '../model/numbers.ts';
import type { Desk } from './desk.ts';
import { element, part, setAttributes } from './element.ts';
import type { OpenedFile } from './opened-file.ts';
import { rgbText } from './readout.ts';

/** Rows of the list. */
const MOST_ARRAYS = 2000;
/** Elements whose figures are taken anew at every moment; beyond, they are those of the file as it was opened. */
const MOST_ELEMENTS = 4_000_000;

export function setUpArrays(desk: Desk): void {
  const list = part('array-list', HTMLElement);
  let rows: { readonly array: InspectedArray; readonly row: HTMLElement; readonly figures: HTMLElement }[] =
    [];

  const mark = (): void => {
    for (const { array, row } of rows)
      setAttributes(row, { 'aria-selected': String(array === desk.file?.selected) });
    const chosen = rows.find(({ array }) => array === desk.file?.selected)?.row;
    setAttributes(list, { 'aria-activedescendant': chosen?.id });
    if (!chosen) return;
    const { offsetTop, offsetHeight } = chosen;
    const top = offsetTop - list.offsetTop;
    if (top < list.scrollTop) list.scrollTop = top;
    else if (top + offsetHeight > list.scrollTop + list.clientHeight)
      list.scrollTop = top + offsetHeight - list.clientHeight;
  };

  const fill = (file: OpenedFile): void => {
    const { arrays } = file.inspection;
    rows = arrays.slice(0, MOST_ARRAYS).map((array, k) => {
      const dot = element('span', { class: 'dot' });
      dot.style.background = rgbText(REGION_COLORS[kindOf(array)]);
      const figures = element('span', { class: 'figures' });
      const row = element(
        'div',
        { role: 'option', id: `array-${k}`, class: 'array', title: array.flags.join(', ') },
        dot,
        element('b', {}, nameOf(array)),
        element('span', { class: 'type' }, array.type),
        element('span', { class: 'shape' }, `${array.rows} × ${array.columns}`),
        figures,
      );
      row.addEventListener('click', () => desk.select(array));
      return { array, row, figures };
    });
    const more = arrays.length - rows.length;
    list.replaceChildren(
      ...rows.map(({ row }) => row),
      ...(more > 0 ? [element('p', { class: 'nothing' }, `${more} more arrays`)] : []),
      ...(arrays.length === 0 ? [element('p', { class: 'nothing' }, 'This program has no arrays.')] : []),
    );
    refresh();
    mark();
  };

  const refresh = (): void => {
    const { file } = desk;
    if (!file) return;
    const total = rows.reduce((sum, { array }) => sum + array.rows * array.columns, 0);
    for (const { array, figures } of rows) {
      const { min, max, nonZero = 0 } = (total <= MOST_ELEMENTS && file.figuresOf(array)) || array;
      const share = element('i', { class: 'share', title: `${Math.round(nonZero * 100)} % are not 0` });
      share.style.setProperty('--share', String(nonZero));
      const range = array.type === 'pixel' ? 'colours' : `${shortText(min)} … ${shortText(max)}`;
      figures.replaceChildren(range, share);
    }
  };

  list.addEventListener('keydown', (event) => {
    const moves: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
    const move = moves[event.key];
    if (move === undefined) return;
    const at = rows.findIndex(({ array }) => array === desk.file?.selected);
    const next = rows[Math.max(0, Math.min(rows.length - 1, at + move))];
    if (next) desk.select(next.array);
    event.preventDefault();
  });
  desk.opened.listen(fill);
  desk.moved.listen(refresh);
  desk.selected.listen(mark);
}
