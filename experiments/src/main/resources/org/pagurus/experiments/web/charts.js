// Draws the guest's pages on a canvas, and rates and replies in SVG. Knows nothing of the demo.

const SVG = 'http://www.w3.org/2000/svg';
const STATES = ['pending', 'sent', 'zero', 'delta'];
const COLUMNS = 64;
const SHARES = 8;

/** The grid of pages: a square for each cell, coloured by state and by how much of it is dirty. */
export class PageGrid {
  #canvas;
  #cells = new Uint8Array(0);
  #palette = [];

  constructor(canvas) {
    this.#canvas = canvas;
    this.#readPalette();
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
      this.#readPalette();
      this.#draw();
    });
    new ResizeObserver(() => this.#draw()).observe(canvas);
  }

  /** Shows these cells; their bytes are those of the host: a state's number and a share. */
  show(cells) {
    this.#cells = cells;
    this.#draw();
  }

  #readPalette() {
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => rgb(style.getPropertyValue(`--${name}`).trim());
    const dirty = colour('dirty');
    this.#palette = STATES.map((state) => {
      const base = colour(state);
      return Array.from({ length: SHARES }, (unused, share) => {
        const part = share === 0 ? 0 : 0.3 + 0.7 * share / (SHARES - 1);
        return `rgb(${base.map((value, i) => Math.round(value + part * (dirty[i] - value))).join(' ')})`;
      });
    });
  }

  #draw() {
    const canvas = this.#canvas;
    const side = Math.round(canvas.clientWidth * devicePixelRatio);
    if (side === 0) {
      return;
    }
    if (canvas.width !== side) {
      canvas.width = side;
      canvas.height = side;
    }
    const context = canvas.getContext('2d');
    context.clearRect(0, 0, side, side);
    const count = this.#cells.length || COLUMNS * COLUMNS;
    const columns = Math.min(COLUMNS, Math.ceil(Math.sqrt(count)));
    const at = (index) => Math.round(index * side / columns);
    for (let i = 0; i < count; i++) {
      const cell = this.#cells[i] ?? 1;
      context.fillStyle = this.#palette[(cell & 7) - 1][cell >> 3];
      const x = i % columns;
      const y = Math.floor(i / columns);
      context.fillRect(at(x), at(y), at(x + 1) - at(x) - 1, at(y + 1) - at(y) - 1);
    }
  }
}

/** Two lines over time, with a scale. Times in ms, values in bytes a second. */
export function drawRates(svg, { atMs, link, dirty }, label) {
  const width = Math.max(200, svg.clientWidth);
  svg.setAttribute('viewBox', `0 0 ${width} 180`);
  const left = 78;
  const right = width - 8;
  const top = 12;
  const bottom = 150;
  const most = niceCeiling(Math.max(1, ...link, ...dirty));
  const first = atMs[0] ?? 0;
  const span = Math.max(1000, (atMs.at(-1) ?? 0) - first);
  const x = (ms) => left + (right - left) * (ms - first) / span;
  const y = (value) => bottom - (bottom - top) * value / most;
  const line = (values) => values
    .map((value, i) => `${i === 0 ? 'M' : 'L'}${x(atMs[i]).toFixed(1)} ${y(value).toFixed(1)}`).join('');
  const parts = [];
  for (const share of [0, 0.5, 1]) {
    const value = most * share;
    parts.push(node('line', { class: 'rule', x1: left, x2: right, y1: y(value), y2: y(value) }));
    parts.push(node('text', { x: left - 8, y: y(value) + 4, 'text-anchor': 'end' }, label(value)));
  }
  for (const ms of [first, first + span]) {
    parts.push(node('text', { x: x(ms), y: bottom + 20, 'text-anchor': ms === first ? 'start' : 'end' },
      `${(ms / 1000).toFixed(1)} s`));
  }
  parts.push(node('path', { class: 'link', d: line(link) }));
  parts.push(node('path', { class: 'dirtied', d: line(dirty) }));
  svg.replaceChildren(...parts);
}

/**
 * A bar for each stretch of time. Where the guest has moved, the gap before its first reply from the other host is
 * marked, and that place itself.
 */
export function drawReplies(svg, counts, moved) {
  const height = 90;
  svg.setAttribute('viewBox', `0 0 ${Math.max(1, counts.length)} ${height}`);
  const most = Math.max(1, ...counts);
  let d = '';
  counts.forEach((count, i) => {
    if (count > 0) {
      const bar = Math.max(3, (height - 4) * count / most);
      d += `M${i} ${height}v${-bar}h.9v${bar}z`;
    }
  });
  const parts = [];
  if (moved !== null) {
    let first = moved;
    while (first > 0 && counts[first - 1] === 0) {
      first--;
    }
    parts.push(node('rect', { class: 'gap', x: first, y: 0, width: moved - first, height }));
    parts.push(node('line', { class: 'moved', x1: moved, x2: moved, y1: 0, y2: height }));
  }
  parts.push(node('path', { class: 'bars', d }));
  svg.replaceChildren(...parts);
}

function node(name, attributes, text) {
  const made = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  if (text !== undefined) {
    made.textContent = text;
  }
  return made;
}

/** A round number of MiB at or above the value: 1, 2 or 5 times a power of ten. */
function niceCeiling(value) {
  const mib = value / 2 ** 20;
  const power = 10 ** Math.floor(Math.log10(mib));
  const step = [1, 2, 5, 10].find((candidate) => candidate * power >= mib);
  return step * power * 2 ** 20;
}

/** Of a colour such as #2f6db5. */
function rgb(hex) {
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
}
