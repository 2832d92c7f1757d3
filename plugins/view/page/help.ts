// The page of keys and gestures.
import { part } from './element.ts';

export function setUpHelp(): void {
  const dialog = part('help', HTMLDialogElement);
  part('help-open', HTMLButtonElement).addEventListener('click', () => dialog.showModal());
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.addEventListener('keydown', ({ key, target }) => {
    if (key === '?' && !dialog.open && !(target instanceof HTMLSelectElement)) dialog.showModal();
  });
}
