// Going through a run: to its start and end, a step forward and back, playing, the slider, and what the present step did.

import type { StepReport } from '../jobs/index.ts';
import { countText, pixelsText, timeText } from '../model/numbers.ts';
import type { Desk } from './desk.ts';
import { button, element, part, setAttributes } from './element.ts';
import { hashElement } from './hash.ts';
import type { OpenedFile } from './opened-file.ts';
import { showSheet } from './tabs.ts';

/** Milliseconds that a step stays while the run plays; a long run plays faster. */
const pace = (steps: number): number => Math.max(60, Math.min(900, 24_000 / Math.max(1, steps)));

export function setUpTimeline(desk: Desk): void {
  const slider = part('moment', HTMLInputElement);
  const play = part('play', HTMLButtonElement);
  let timer: ReturnType<typeof setInterval> | undefined;

  const pause = (): void => {
    clearInterval(timer);
    timer = undefined;
    setAttributes(play, { 'aria-label': 'Play', 'data-playing': undefined, title: 'Play (space)' });
  };
  const by = (steps: number): void => {
    pause();
    const { file } = desk;
    if (file) desk.goTo(file.history.moment + steps);
  };
  const toggle = (): void => {
    const { file } = desk;
    if (!file) return;
    if (timer !== undefined) {
      pause();
      return;
    }
    if (file.history.moment === file.history.end) desk.goTo(0);
    setAttributes(play, { 'aria-label': 'Pause', 'data-playing': true, title: 'Pause (space)' });
    timer = setInterval(() => {
      const { history } = desk.file ?? file;
      if (history.moment < history.end) desk.goTo(history.moment + 1);
      else pause();
    }, pace(file.history.end));
  };
  const acts = {
    'to-start': () => by(Number.NEGATIVE_INFINITY),
    back: () => by(-1),
    play: toggle,
    forward: () => by(1),
    'to-end': () => by(Number.POSITIVE_INFINITY),
  };
  for (const [id, act] of Object.entries(acts)) part(id, HTMLButtonElement).addEventListener('click', act);
  slider.addEventListener('input', () => {
    pause();
    desk.goTo(Number(slider.value));
  });
  document.addEventListener('keydown', (event) => {
    const { target } = event;
    const isTyping =
      target instanceof HTMLSelectElement ||
      (target instanceof HTMLInputElement && target.type !== 'checkbox');
    const isPressing = event.key === ' ' && target instanceof HTMLElement && target.matches('button, input');
    if (isTyping || isPressing || event.ctrlKey || event.metaKey || event.altKey || !desk.file) return;
    if (document.querySelector('dialog[open]')) return;
    const keys: Readonly<Record<string, () => void>> = {
      '.': acts.forward,
      ',': acts.back,
      ' ': toggle,
      Home: acts['to-start'],
      End: acts['to-end'],
    };
    const act = keys[event.key];
    if (!act) return;
    act();
    event.preventDefault();
  });

  const show = (): void => {
    const { file } = desk;
    if (!file) return;
    const { moment, end } = file.history;
    slider.max = String(end);
    slider.value = String(moment);
    slider.disabled = end === 0;
    slider.setAttribute('aria-valuetext', momentText(file));
    slider.style.setProperty('--done', end === 0 ? '0' : String(moment / end));
    part('moment-text', HTMLOutputElement).value = momentText(file);
    part('effect', HTMLElement).replaceChildren(...effectOf(file, desk));
    for (const id of ['to-start', 'back']) part(id, HTMLButtonElement).disabled = moment === 0;
    for (const id of ['forward', 'to-end']) part(id, HTMLButtonElement).disabled = moment === end;
    play.disabled = end === 0;
  };
  desk.opened.listen(() => {
    pause();
    show();
  });
  desk.moved.listen(show);
  desk.traced.listen(show);
}

function momentText({ history, trace }: OpenedFile): string {
  const more = trace.kind === 'running' ? '…' : '';
  return history.moment === 0
    ? `start of ${countText(history.end)}${more}`
    : `step ${countText(history.moment)} of ${countText(history.end)}${more}`;
}

/** What a step did, in a sentence. */
function effectOf(file: OpenedFile, desk: Desk): readonly (Node | string)[] {
  const { presentStep, trace, inspection } = file;
  const said: (Node | string)[] = presentStep
    ? [
        element('b', {}, presentStep.text),
        element(
          'span',
          { class: presentStep.changed > 0 ? 'changed' : 'quiet' },
          presentStep.changed > 0 ? `${pixelsText(presentStep.changed)} changed` : 'changed nothing',
        ),
        ...(presentStep.written.length > 0
          ? [element('span', {}, writtenText(presentStep, inspection.width))]
          : []),
        element('span', { class: 'quiet' }, timeText(presentStep.milliseconds)),
      ]
    : [element('b', {}, 'As opened'), element('span', { class: 'quiet' }, 'no step taken yet')];
  if (trace.kind === 'running')
    said.push(
      element('span', { class: 'quiet' }, 'stepping through the program …'),
      button({ class: 'small' }, ['Stop'], () => desk.stopTracing()),
    );
  if (trace.kind === 'broken off') {
    said.push(element('span', { class: 'warned' }, trace.reason));
    said.push(
      trace.diagnostics.length > 0
        ? button({ class: 'small' }, ['Show them'], () => showSheet('health'))
        : button({ class: 'small' }, ['Step again'], () => desk.traceAgain()),
    );
  }
  return [...said, element('span', { class: 'push' }), hashElement(file.hash)];
}

/** The pixels that a step may write. */
function writtenText({ written }: StepReport, width: number): string {
  const [first, last] = [written[0], written.at(-1)];
  if (!first || !last) return '';
  const place = (pixel: number): string => `(${pixel % width}, ${Math.floor(pixel / width)})`;
  const count = written.reduce((sum, [from, end]) => sum + end - from, 0);
  return `writes ${place(first[0])} – ${place(last[1] - 1)}, ${pixelsText(count)}`;
}
