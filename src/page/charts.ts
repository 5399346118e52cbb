// Small charts, drawn by uPlot. It sets styles through the object model only, which the page's policy allows.
import uPlot from 'uplot';
import { el } from './dom.js';
import type { Language } from './words.js';

const colour = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** 1.2亿, 120M: short enough for an axis. */
const compact = (language: Language): Intl.NumberFormat =>
  new Intl.NumberFormat(language === 'zh' ? 'zh-CN' : 'en', { notation: 'compact', maximumSignificantDigits: 3 });

const axis = (change: uPlot.Axis): uPlot.Axis => ({
  stroke: colour('--muted'),
  font: '11px system-ui, sans-serif',
  grid: { stroke: colour('--line'), width: 1 },
  ticks: { show: false },
  ...change,
});

const DAY = 86_400;
const MONTH = 30 * DAY;
const YEAR = 365 * DAY;
/** Pixels, until there is a place. */
const WIDTH = 270;
/** Steps of the time axis: nothing is said of a part of a month. */
const STEPS = [1, 2, 3, 4, 6].map((n) => n * MONTH).concat([1, 2, 5, 10, 20, 50].map((n) => n * YEAR));

interface Chart {
  /** Seconds since 1970. */
  times: number[];
  values: number[];
  /** What the chart says, for those who cannot see it. */
  label: string;
  height: number;
  bars: boolean;
}

export function drawChart({ times, values, label, height, bars }: Chart, language: Language): HTMLElement {
  const numbers = compact(language);
  const host = el('div', { class: 'chart', role: 'img', 'aria-label': label });
  const accent = colour('--accent');
  const date = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 7);
  const low = Math.min(0, ...values);
  const options: uPlot.Options = {
    width: WIDTH,
    height,
    // Days have no time of day: in a zone to the west they would be the day before.
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
    cursor: { show: false },
    legend: { show: false },
    padding: [8, 12, 0, 0],
    scales: bars
      ? {
          x: { range: (_self, min, max) => [min - MONTH, max + MONTH] },
          y: { range: (_self, _min, max) => [low, max * 1.05 || 1] },
        }
      : {},
    axes: [
      axis({ size: 22, space: 56, incrs: STEPS, values: (_self, splits) => splits.map(date) }),
      axis({ size: 52, space: 28, values: (_self, splits) => splits.map((value) => numbers.format(value)) }),
    ],
    series: [
      {},
      {
        stroke: accent,
        width: 1.5,
        points: { show: !bars, size: 5, fill: accent },
        ...(bars && uPlot.paths.bars ? { fill: accent, paths: uPlot.paths.bars({ size: [0.7, 28] }) } : {}),
      },
    ],
  };
  const plot = new uPlot(options, [times, values], host);
  // As wide as there is room.
  new ResizeObserver(() => {
    const room = host.clientWidth;
    if (room > 0 && room !== plot.width) plot.setSize({ width: room, height });
  }).observe(host);
  return host;
}
