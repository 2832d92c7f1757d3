// Quantities for people: digits, units and groups.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { formatBytes, formatCount, formatDuration, formatNumber } from '../../core/diagnostics/index.ts';

test('numbers have two digits, and groups of three from 100 on', () => {
  const shown = [0, 0.3141, 2, 2.04, 2.06, 17.4, 99.4, 99.5, 100, 999.6, 23703, 2073600.4, -4.44];
  assert.equal(shown.map(formatNumber), [
    ...['0', '0.31', '2', '2', '2.1', '17', '99', '100', '100', '1 000', '23 703', '2 073 600', '-4.4'],
  ]);
});

test('counts are exact', () => {
  assert.equal([0, 999, 1000, 2073600, 13883264200, 1.25, 12345.6].map(formatCount), [
    ...['0', '999', '1 000', '2 073 600', '13 883 264 200', '1.3', '12 346'],
  ]);
});

test('durations are in the unit that keeps them below 1000', () => {
  const shown = [0, 4e-10, 7e-9, 5.64e-6, 9.996e-4, 2e-3, 0.15, 0.9994, 0.9996, 61, 7200];
  assert.equal(shown.map(formatDuration), [
    ...['0 ns', '0.4 ns', '7 ns', '5.6 µs', '1 ms', '2 ms', '150 ms', '999 ms', '1 s', '61 s', '7 200 s'],
  ]);
});

test('bytes are in the unit that keeps them below 1000', () => {
  assert.equal([0, 812, 999, 1000, 3444, 12e6, 4.3e9, 5e12].map(formatBytes), [
    ...['0 B', '812 B', '999 B', '1 kB', '3.4 kB', '12 MB', '4.3 GB', '5 000 GB'],
  ]);
});

test.run();
