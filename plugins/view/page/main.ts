// The page's script. In a worker, where there is no page, it does a job; in the page it puts everything in its place.
import { answer, type Job } from '../jobs/index.ts';
import { setUpArrays } from './arrays-sheet.ts';
import { setUpCode } from './code-sheet.ts';
import { Desk } from './desk.ts';
import { setUpHeader } from './header.ts';
import { setUpHealth } from './health-sheet.ts';
import { setUpHeat } from './heat-window.ts';
import { setUpHelp } from './help.ts';
import { setUpStage } from './image-stage.ts';
import { setUpOpening } from './opening.ts';
import { setUpRibbon } from './ribbon-row.ts';
import { setUpRuns } from './runs-sheet.ts';
import { setUpSplitter } from './splitter.ts';
import { setUpTabs } from './tabs.ts';
import { setUpTheme } from './theme.ts';
import { setUpTimeline } from './timeline.ts';
import { setUpWelcome } from './welcome.ts';

function work(): void {
  self.addEventListener('message', ({ data }: MessageEvent<Job>) => {
    void answer(data, (report, transfer = []) =>
      self.postMessage(report, { transfer: transfer.filter((buffer) => buffer instanceof ArrayBuffer) }),
    );
  });
}

function show(): void {
  const desk = new Desk();
  setUpWelcome(desk);
  setUpHeader(desk);
  setUpStage(desk);
  setUpRibbon(desk);
  setUpTimeline(desk);
  setUpTabs();
  setUpArrays(desk);
  setUpHeat(desk);
  setUpCode(desk);
  setUpRuns(desk);
  setUpHealth(desk);
  setUpSplitter();
  setUpHelp();
  setUpTheme(desk);
  setUpOpening(desk);
}

if (typeof document === 'undefined') work();
else show();
