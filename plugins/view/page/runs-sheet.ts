// The program on the CPU and on WebGPU, compiled and interpreted, side by side: device, time, hash, and whether they agree.
import { type Runner, TIME_LIMITS } from '../jobs/index.ts';
import { timeText } from '../model/numbers.ts';
import type { Desk } from './desk.ts';
import { button, element, part } from './element.ts';
import { type Outcome, RunCard } from './run-card.ts';
import { type RunningJob, startJob } from './workers.ts';

interface Way {
  readonly runner: Runner;
  readonly card: RunCard;
}

const NAMES = { cpu: 'CPU', webgpu: 'WebGPU' } as const;
/** What the executor itself may take beyond its limit, to say what it has to say. */
const GRACE = 2000;

export function setUpRuns(desk: Desk): void {
  const sheet = part('runs', HTMLElement);
  const ways: readonly Way[] = [
    { device: 'cpu', interpret: false } as const,
    { device: 'webgpu', interpret: false } as const,
    { device: 'cpu', interpret: true } as const,
    { device: 'webgpu', interpret: true } as const,
  ].map((runner) => ({
    runner,
    card: new RunCard(NAMES[runner.device], runner.interpret ? 'interpreted' : 'compiled', {
      run: () => start([runner]),
      showPixel: (pixel) => desk.showPixel(pixel),
    }),
  }));
  const summary = element('p', { class: 'summary', role: 'status' });
  let job: RunningJob | undefined;
  let waiting: Runner[] = [];

  const stop = (): void => {
    job?.stop();
    job = undefined;
    waiting = [];
    for (const { card } of ways) card.stopped();
    showButtons();
  };

  const start = (runners: readonly Runner[]): void => {
    stop();
    waiting = [...runners];
    for (const { runner, card } of ways) if (waiting.includes(runner)) card.waits();
    next();
  };

  const next = (): void => {
    job = undefined;
    const runner = waiting.shift();
    const way = ways.find((entry) => entry.runner === runner);
    const { file } = desk;
    showButtons();
    if (!way || !runner || !file) return;
    const { card } = way;
    card.runs();
    job = startJob(
      { kind: 'run', file: file.input, runner, timeout: desk.timeLimit },
      {
        report: (report) => {
          if (report.kind === 'ran') card.ran(report);
          judge();
          next();
        },
        failed: ({ diagnostics, fault }) => {
          card.failed(diagnostics, fault);
          judge();
          next();
        },
        late: () => {
          card.failed([], `The run was ended after ${timeText(desk.timeLimit)}, its time limit.`);
          judge();
          next();
        },
      },
      { limit: desk.timeLimit + GRACE },
    );
    showButtons();
  };

  /** Compares with what stepping gives, or with the first run that ended well. */
  const judge = (): void => {
    const { file } = desk;
    if (!file) return;
    const outcomes = ways.flatMap(({ card }) => card.outcome ?? []);
    const yardstick: Outcome | undefined = file.stepped ?? outcomes[0];
    for (const { card } of ways) card.judge(yardstick, file.stepped ? 'stepping' : 'the first run', file);
    const different = outcomes.filter(({ hash }) => hash !== yardstick?.hash).length;
    summary.dataset['verdict'] = outcomes.length === 0 ? '' : different > 0 ? 'different' : 'equal';
    summary.textContent =
      outcomes.length === 0
        ? ''
        : different > 0
          ? `${different} of ${outcomes.length} runs differ.`
          : outcomes.length === 1 && !file.stepped
            ? 'One run ended well; others can be compared with it.'
            : `${outcomes.length === 1 ? 'The run leaves' : `${outcomes.length} runs leave`} the same bytes${file.stepped ? ' as stepping' : ''}.`;
  };

  const all = button({ class: 'strong', id: 'run-all' }, ['Run all four'], () =>
    start(ways.map(({ runner }) => runner)),
  );
  const end = button({ id: 'run-stop' }, ['Stop'], stop);
  const limit = element(
    'select',
    { 'aria-label': 'Time limit of a run' },
    ...TIME_LIMITS.map((time) =>
      element('option', { value: String(time), selected: time === desk.timeLimit }, `${time / 1000} s`),
    ),
  );
  limit.addEventListener('change', () => {
    desk.timeLimit = Number(limit.value);
  });
  const showButtons = (): void => {
    end.disabled = job === undefined;
    const cannot = desk.file?.report.diagnostics.some(({ severity }) => severity === 'error') ?? false;
    all.disabled = cannot || job !== undefined;
    all.title = cannot ? 'The program has errors: see Health' : '';
    for (const { card } of ways) card.allow(!cannot && job === undefined);
  };
  sheet.replaceChildren(
    element('div', { class: 'run-tools' }, all, end, element('label', { class: 'choice' }, 'limit ', limit)),
    summary,
    element('div', { class: 'cards' }, ...ways.map(({ card }) => card.element)),
  );
  desk.opened.listen(() => {
    stop();
    for (const { card } of ways) card.clear();
    judge();
  });
  desk.traced.listen(() => {
    if (desk.file?.trace.kind === 'complete') judge();
  });
}
