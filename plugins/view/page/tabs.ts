// Tabs as people with keyboards and screen readers know them: arrows move, one sheet is shown.
import { part, setAttributes } from './element.ts';

export type SheetName = 'arrays' | 'code' | 'runs' | 'health';
const NAMES: readonly SheetName[] = ['arrays', 'code', 'runs', 'health'];

export function showSheet(name: SheetName): void {
  for (const other of NAMES) {
    const isShown = other === name;
    setAttributes(part(`tab-${other}`, HTMLButtonElement), {
      'aria-selected': String(isShown),
      tabindex: isShown ? undefined : '-1',
    });
    part(other, HTMLElement).hidden = !isShown;
  }
}

export function setUpTabs(): void {
  NAMES.forEach((name, k) => {
    const tab = part(`tab-${name}`, HTMLButtonElement);
    tab.addEventListener('click', () => showSheet(name));
    tab.addEventListener('keydown', (event) => {
      const moves: Readonly<Record<string, number>> = {
        ArrowRight: k + 1,
        ArrowLeft: k - 1,
        Home: 0,
        End: -1,
      };
      const move = moves[event.key];
      const next = move === undefined ? undefined : NAMES.at(move % NAMES.length);
      if (!next) return;
      showSheet(next);
      part(`tab-${next}`, HTMLButtonElement).focus();
      event.preventDefault();
      event.stopPropagation();
    });
  });
}
