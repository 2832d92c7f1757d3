// Light and dark: as the system has it, until somebody chooses.
import type { Desk } from './desk.ts';
import { part } from './element.ts';

export function setUpTheme(desk: Desk): void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const choice = part('theme', HTMLButtonElement);
  const root = document.documentElement;
  const isDark = (): boolean => (root.dataset['theme'] ?? (dark.matches ? 'dark' : 'light')) === 'dark';
  const show = (): void => {
    choice.textContent = isDark() ? '☀' : '☾';
    const label = isDark() ? 'Light theme' : 'Dark theme';
    choice.setAttribute('aria-label', label);
    choice.title = label;
    desk.themed.tell();
  };
  choice.addEventListener('click', () => {
    root.dataset['theme'] = isDark() ? 'light' : 'dark';
    show();
  });
  dark.addEventListener('change', show);
  show();
}
