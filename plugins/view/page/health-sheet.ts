// The health of a program: what its validator says, each message with its pixel, and the way out for old files.
import type { Desk } from './desk.ts';
import { button, element, part } from './element.ts';
import { messageList } from './messages-list.ts';
import { isLegacy, type OpenedFile } from './opened-file.ts';
import { showSheet } from './tabs.ts';

export function setUpHealth(desk: Desk): void {
  const sheet = part('health', HTMLElement);
  const badge = part('health-badge', HTMLElement);
  const show = (file: OpenedFile): void => {
    const { diagnostics } = file;
    const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
    const warnings = diagnostics.filter(({ severity }) => severity === 'warning').length;
    badge.dataset['severity'] = errors > 0 ? 'error' : warnings > 0 ? 'warning' : 'ok';
    badge.textContent = errors + warnings > 0 ? String(errors + warnings) : '✓';
    badge.title = `${errors} errors, ${warnings} warnings`;
    sheet.replaceChildren(
      element('p', { class: 'verdict', 'data-severity': badge.dataset['severity'] }, verdictOf(file, errors)),
      ...(errors > 0 && isLegacy(file.inspection) && !file.input.reading.compat ? [wayOut(desk, file)] : []),
      messageList(diagnostics, ({ x, y }) => desk.showPixel(y * file.inspection.width + x)),
    );
  };
  desk.opened.listen((file) => {
    show(file);
    if (file.report.diagnostics.some(({ severity }) => severity === 'error')) showSheet('health');
  });
  desk.traced.listen(() => {
    // What depends on data is found by running.
    if (desk.file && desk.file.diagnostics.length > desk.file.report.diagnostics.length) show(desk.file);
  });
}

function verdictOf({ inspection, input }: OpenedFile, errors: number): string {
  if (errors > 0)
    return `${errors === 1 ? 'An error keeps' : `${errors} errors keep`} this program from running.`;
  if (isLegacy(inspection) && input.reading.compat) return 'Runs in compat mode, as old executors did.';
  return 'Runs in strict mode: the validator has no objection.';
}

function wayOut(desk: Desk, file: OpenedFile): HTMLElement {
  return element(
    'p',
    { class: 'way-out' },
    button({ class: 'strong' }, ['Run it in compat mode'], () =>
      desk.readAgain({ ...file.input.reading, compat: true }),
    ),
    ' as old executors did: what strict mode refuses becomes a warning.',
  );
}
