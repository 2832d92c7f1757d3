// The bar between image and panel: dragged or moved by keys, it sets the panel's width.
import { part } from './element.ts';

const LEAST = 300;
const STEP = 24;

export function setUpSplitter(): void {
  const bar = part('splitter', HTMLElement);
  const main = part('main', HTMLElement);
  const panel = part('panel', HTMLElement);
  const widen = (width: number): void => {
    const most = Math.max(LEAST, main.clientWidth - LEAST);
    const allowed = Math.round(Math.max(LEAST, Math.min(most, width)));
    main.style.setProperty('--panel', `${allowed}px`);
    bar.setAttribute('aria-valuenow', String(allowed));
  };
  bar.addEventListener('pointerdown', (event) => {
    bar.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  bar.addEventListener('pointermove', (event) => {
    if (bar.hasPointerCapture(event.pointerId)) widen(main.getBoundingClientRect().right - event.clientX);
  });
  bar.addEventListener('keydown', (event) => {
    const moves: Readonly<Record<string, number>> = { ArrowLeft: STEP, ArrowRight: -STEP };
    const move = moves[event.key];
    if (move === undefined) return;
    widen(panel.clientWidth + move);
    event.preventDefault();
  });
}
