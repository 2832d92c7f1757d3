// The top of the page: what is open, how version 1.0 is read, saving the image.
import { countText, sizeText } from '../model/numbers.ts';
import type { Desk } from './desk.ts';
import { download } from './download.ts';
import { element, part } from './element.ts';
import { isLegacy, type OpenedFile } from './opened-file.ts';
import { startJob } from './workers.ts';

export function setUpHeader(desk: Desk): void {
  const compat = part('compat', HTMLInputElement);
  const dialect = part('dialect', HTMLSelectElement);
  const save = part('save', HTMLButtonElement);
  const read = (): void =>
    desk.readAgain({ compat: compat.checked, dialect: dialect.value === '0.0.2' ? '0.0.2' : '1.0' });
  compat.addEventListener('change', read);
  dialect.addEventListener('change', read);
  desk.opened.listen(({ input, inspection }) => {
    part('facts', HTMLElement).replaceChildren(
      element('b', {}, input.name),
      element('span', {}, `${countText(inspection.width)} × ${countText(inspection.height)}`),
      element('span', { class: 'version' }, `PXI ${inspection.version}`),
      ...inspection.flags.map((flag) => element('span', { class: 'version' }, flag)),
      element('span', { class: 'quiet' }, sizeText(input.bytes.length)),
    );
    document.title = `${input.name} – pxOS view`;
    part('reading', HTMLFieldSetElement).hidden = !isLegacy(inspection);
    compat.checked = input.reading.compat;
    dialect.value = input.reading.dialect;
    save.disabled = false;
  });
  save.addEventListener('click', () => {
    const { file } = desk;
    if (file) saveMoment(file, desk.timeLimit);
  });
}

/** Saves the image as it is at the present moment. */
function saveMoment(file: OpenedFile, limit: number): void {
  const { inspection, report, words, history, input } = file;
  const { width, height } = inspection;
  const pixels = new Uint8Array(words.slice().buffer);
  const moment = history.moment === 0 ? '' : `-step-${history.moment}`;
  const name = `${input.name.replace(/\.(pxi|png)$/i, '')}${moment}.pxi`;
  const fail = (reason: string): void => {
    part('facts', HTMLElement).append(element('span', { class: 'warned' }, `It cannot be saved: ${reason}`));
  };
  startJob(
    { kind: 'save', width, height, pixels, names: report.names },
    {
      report: (saved) => {
        if (saved.kind === 'saved') download(name, new Uint8Array(saved.bytes));
      },
      failed: ({ diagnostics, fault }) => fail(diagnostics[0]?.message ?? fault ?? 'for no known reason.'),
      late: () => fail('it took too long.'),
    },
    { limit, transfer: [pixels.buffer] },
  );
}
