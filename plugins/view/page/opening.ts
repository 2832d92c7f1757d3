// The ways into the page: a file dropped, chosen or pasted, or one that the page was written with.
import type { Desk } from './desk.ts';
import { part } from './element.ts';

export function setUpOpening(desk: Desk): void {
  const chooser = part('file', HTMLInputElement);
  const curtain = part('hover-drop', HTMLElement);
  const take = async (file: File | null | undefined): Promise<void> => {
    if (!file) return;
    const bytes = new Uint8Array(await file.arrayBuffer());
    desk.open({ name: file.name, bytes, reading: { compat: false, dialect: '1.0' } });
  };
  const choose = (): void => chooser.click();
  for (const id of ['open', 'welcome-open']) part(id, HTMLButtonElement).addEventListener('click', choose);
  chooser.addEventListener('change', () => {
    void take(chooser.files?.[0]);
    chooser.value = '';
  });
  document.addEventListener('keydown', (event) => {
    const isOther =
      event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLSelectElement;
    if (event.key === 'o' && !isOther && !document.querySelector('dialog[open]')) choose();
  });
  document.addEventListener('paste', (event) => void take(event.clipboardData?.files[0]));

  const hide = (): void => {
    delete curtain.dataset['shown'];
  };
  document.addEventListener('dragover', (event) => {
    event.preventDefault();
    curtain.dataset['shown'] = '';
  });
  document.addEventListener('dragleave', (event) => {
    if (!event.relatedTarget) hide();
  });
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    hide();
    void take(event.dataTransfer?.files[0]);
  });

  const embedded = document.getElementById('embedded-file');
  if (!embedded) return;
  const text = atob(embedded.textContent ?? '');
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  desk.open({
    name: embedded.dataset['name'] ?? 'program.pxi',
    bytes,
    reading: {
      compat: 'compat' in embedded.dataset,
      dialect: embedded.dataset['dialect'] === '0.0.2' ? '0.0.2' : '1.0',
    },
  });
}
