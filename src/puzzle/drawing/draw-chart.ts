import { scaleBand, scaleLinear } from 'd3-scale';
import type { ChartBar, EncodedPicture } from '../../contract/messages.ts';
import { encodePng, renderSvg } from '../../imaging/codec.ts';
import { letterPath } from '../../imaging/lettering.ts';

const WIDTH_PX = 800;
const HEIGHT_PX = 300;
/** Room for the numbers on the left, and the days below. */
const LEFT_PX = 64;
const BOTTOM_PX = 40;
const MARGIN_PX = 20;
const LABEL_PX = 18;
const TICKS = 4;
const BAR_GAP = 0.25;
/** A value of nothing is still seen. */
const MIN_BAR_PX = 2;
const DOT_PX = 4;
/** Labels that do not run into each other. */
const MAX_LABELS = 6;

const PAPER = '#ffffff';
const INK = '#333333';
const GRID = '#dddddd';
/** Okabe and Ito's blue and orange, told apart by everybody; the fillings differ as well. */
const BLUE = '#0072b2';
const ORANGE = '#e69f00';

type Scales = ReturnType<typeof scalesOf>;

function scalesOf(bars: readonly ChartBar[]) {
  const values = bars.map(({ value }) => value);
  return {
    x: scaleBand<number>()
      .domain(bars.map((_, index) => index))
      .range([LEFT_PX, WIDTH_PX - MARGIN_PX])
      .padding(BAR_GAP),
    y: scaleLinear()
      .domain([Math.min(0, ...values), Math.max(1, ...values)])
      .nice(TICKS)
      .range([HEIGHT_PX - BOTTOM_PX, MARGIN_PX]),
  };
}

const letters = (text: string, x: number, y: number): string =>
  `<path d="${letterPath(text, { x, y, size: LABEL_PX })}" fill="${INK}"/>`;

function gridSvg({ y }: Scales): string {
  return y
    .ticks(TICKS)
    .map((value) => {
      const at = y(value);
      const stroke = value === 0 ? INK : GRID;
      const line = `<line x1="${LEFT_PX}" x2="${WIDTH_PX - MARGIN_PX}" y1="${at}" y2="${at}" stroke="${stroke}"/>`;
      return line + letters(String(value), LEFT_PX / 2, at);
    })
    .join('');
}

/** Days that were not played have no bar: a ring for one that was saved, a dot for one that was missed. */
function markSvg(kind: ChartBar['kind'], x: number, y: number): string {
  const fill = kind === 'saved' ? PAPER : GRID;
  const stroke = kind === 'saved' ? BLUE : GRID;
  return `<circle cx="${x}" cy="${y - 2 * DOT_PX}" r="${DOT_PX}" fill="${fill}" stroke="${stroke}" stroke-width="2"/>`;
}

function barSvg({ value, kind }: ChartBar, index: number, { x, y }: Scales): string {
  const left = x(index) ?? 0;
  const width = x.bandwidth();
  if (kind === 'saved' || kind === 'missed') return markSvg(kind, left + width / 2, y(0));
  const top = Math.min(y(value), y(0) - MIN_BAR_PX);
  const height = Math.max(MIN_BAR_PX, Math.abs(y(value) - y(0)));
  const box = `x="${left}" y="${value < 0 ? y(0) : top}" width="${width}" height="${height}"`;
  return kind === 'complete'
    ? `<rect ${box} fill="${BLUE}"/>`
    : `<rect ${box} fill="${ORANGE}" fill-opacity="0.5" stroke="${ORANGE}" stroke-width="2"/>`;
}

/** As many days as there is room for, the last one always. */
function daysSvg(bars: readonly ChartBar[], { x }: Scales): string {
  const step = Math.max(1, Math.ceil(bars.length / MAX_LABELS));
  return bars
    .map(({ label }, index) => {
      if ((bars.length - 1 - index) % step !== 0) return '';
      return letters(label, (x(index) ?? 0) + x.bandwidth() / 2, HEIGHT_PX - BOTTOM_PX / 2);
    })
    .join('');
}

/**
 * Draws bars over days. The scales are d3's; the few shapes are plain SVG, and letters are outlines of our own font, so
 * that the picture is the same on every machine.
 *
 * @param bars at least one, oldest first
 */
export async function drawChart(bars: readonly ChartBar[]): Promise<{ readonly picture: EncodedPicture }> {
  const scales = scalesOf(bars);
  const shapes = [
    `<rect width="${WIDTH_PX}" height="${HEIGHT_PX}" fill="${PAPER}"/>`,
    gridSvg(scales),
    ...bars.map((bar, index) => barSvg(bar, index, scales)),
    daysSvg(bars, scales),
  ];
  const size = `width="${WIDTH_PX}" height="${HEIGHT_PX}"`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" ${size}>${shapes.join('')}</svg>`;
  return { picture: await encodePng(await renderSvg(svg)) };
}
