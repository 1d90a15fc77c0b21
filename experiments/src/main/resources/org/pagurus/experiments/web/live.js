// Shows the frames that the demo sends. Each frame says all: one that is missed is missed by nobody.

import { PageGrid, drawRates, drawReplies } from './charts.js';

const MIB = 2 ** 20;
const SPOKEN_INTERVAL_MS = 5000;
const STATES = ['pending', 'sent', 'zero', 'delta', 'dirty'];
const HOSTS = ['A', 'B'];
const EMPTY_CELLS = new Uint8Array(0);

const numbers = new Intl.NumberFormat('en');
const at = (id) => document.getElementById(id);
const grid = new PageGrid(at('grid'));

let last = null;
let problem = null;
let spokenAtMs = 0;

/** Sets a text only where it is another: nothing is drawn or read aloud again for nothing. */
function say(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

function bytes(count) {
  const mib = count / MIB;
  if (mib >= 1024) {
    return `${(mib / 1024).toFixed(2)} GiB`;
  }
  return mib >= 100 ? `${Math.round(mib)} MiB` : mib >= 0.1 ? `${mib.toFixed(1)} MiB` : count === 0 ? '0' : `${Math.round(count / 1024)} KiB`;
}

const rate = (count) => `${bytes(count)}/s`;
const milliseconds = (ns) => (ns === 0 ? '–' : `${(ns / 1e6).toFixed(ns < 1e7 ? 1 : 0)} ms`);
const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;
/** In milliseconds where seconds would hide it. */
const duration = (ns) => (ns < 1e9 ? milliseconds(ns) : seconds(ns / 1e6));
const wayOf = (from) => `${HOSTS[from]} to ${HOSTS[1 - from]}`;

function phaseText(frame) {
  const migration = frame.migration;
  switch (frame.phase) {
    case 'STARTING': return 'Two host daemons and a guest are starting…';
    case 'WAITING':
    case 'ABOUT': return `The guest runs on host ${HOSTS[frame.place]}; it is about to move…`;
    case 'MIGRATING': return migration.round === 0
      ? `Round 0: all memory goes from ${wayOf(migration.from)} while the guest runs`
      : `Round ${migration.round}: what was written meanwhile goes from ${wayOf(migration.from)}`;
    case 'CHECKING': return 'The migration has ended; the client is watched a moment longer…';
    default: return `The guest runs on host ${HOSTS[frame.place]}`;
  }
}

function showHosts(frame) {
  const moving = frame.phase === 'MIGRATING';
  HOSTS.forEach((unused, index) => {
    const host = at(`host-${index}`);
    say(host.querySelector('.where'), frame.hosts[index] ?? '');
    const runs = frame.hosts.length > 0 && frame.place === index;
    host.classList.toggle('runs', runs);
    say(host.querySelector('.state'), runs ? 'runs the guest' : moving ? `takes it in: ${arrived(frame)} there` : '');
  });
  const lane = document.querySelector('.lane');
  lane.classList.toggle('moving', moving);
  lane.classList.toggle('back', moving && frame.place === 1);
  const guest = at('guest');
  guest.hidden = frame.hosts.length === 0;
  guest.classList.toggle('at-1', frame.place === 1);
  say(at('guest-address'), frame.guest.address);
  say(at('guest-memory'), bytes(frame.guest.memoryBytes));
}

/** The share of pages that the destination has as they are. */
function arrived(frame) {
  const pages = frame.pages;
  if (!pages) {
    return '0 %';
  }
  const all = STATES.reduce((sum, state) => sum + pages[state], 0);
  return `${Math.floor(100 * (all - pages.pending - pages.dirty) / all)} %`;
}

function showMemory(frame) {
  const pages = frame.pages;
  const all = frame.guest.memoryBytes / 4096;
  grid.show(pages ? Uint8Array.from(atob(pages.cells), (character) => character.charCodeAt(0)) : EMPTY_CELLS);
  say(at('memory-note'), pages
    ? `${bytes(frame.guest.memoryBytes)}, ${frame.guest.summary}. A square is ${pages.pagesPerCell} of ${numbers.format(all)} pages.`
    : `${bytes(frame.guest.memoryBytes)}, ${frame.guest.summary}.`);
  for (const row of document.querySelectorAll('#counts tr[data-state]')) {
    const count = pages ? pages[row.dataset.state] : row.dataset.state === 'pending' ? all : 0;
    say(row.cells[1], numbers.format(count));
    say(row.cells[2], `${(100 * count / all).toFixed(1)} %`);
  }
}

/** The migration's end, once it has come and the client's books are closed. */
function endOf(frame) {
  const ended = frame.history[0];
  return frame.migration && ended?.number === frame.migration.number ? ended : null;
}

function showMigration(frame) {
  const migration = frame.migration;
  if (!migration) {
    return;
  }
  const ended = endOf(frame);
  const round = migration.rounds.at(-1);
  const rates = migration.rates;
  say(at('round'), ended ? `${ended.rounds} in all` : `${migration.round}`);
  say(at('sent'), bytes(ended ? ended.totalBytes : migration.sentBytes));
  say(at('elapsed'), ended ? seconds(ended.totalTimeNs / 1e6) : seconds(migration.elapsedMs));
  say(at('link'), rate((ended ? round?.linkBytesPerSecond : rates.link.at(-1)) ?? 0));
  say(at('dirty'), rate((ended ? round?.dirtyBytesPerSecond : rates.dirty.at(-1)) ?? 0));
  say(at('throttle'), round?.throttlePercent ? `${round.throttlePercent} %` : 'nothing');
  say(at('expected'), milliseconds(ended ? ended.expectedDowntimeNs : migration.expectedDowntimeNs));
  say(at('downtime'), ended ? milliseconds(ended.downtimeNs) : '–');
  say(at('network'), ended ? milliseconds(ended.networkDowntimeNs) : '–');
  const outcome = at('outcome');
  outcome.classList.toggle('good', ended?.nothingLost === true && ended.outcome === 'completed');
  outcome.classList.toggle('bad', ended !== null && (!ended.nothingLost || ended.outcome !== 'completed'));
  say(outcome, ended
    ? [`No. ${ended.number}, from ${wayOf(ended.from)}: ${ended.outcome}. ${ended.outcome === 'completed' && ended.nothingLost
      ? 'Both memories identical, no acknowledged write lost.' : `${ended.reason}.`}`, ...ended.findings].join(' ')
    : `No. ${migration.number}, from ${wayOf(migration.from)}. The downtime may be up to ${milliseconds(migration.downtimeLimitNs)}.`);
  drawRates(at('rates'), rates, rate);
  at('rates').setAttribute('aria-label',
    `Link rate ${rate(rates.link.at(-1) ?? 0)}, dirty rate ${rate(rates.dirty.at(-1) ?? 0)}, of the last minute`);
}

function showClient(frame) {
  const client = frame.client;
  if (!client) {
    return;
  }
  say(at('per-second'), numbers.format(client.perSecond));
  say(at('answered'), numbers.format(client.answered));
  say(at('lost'), numbers.format(client.lostWrites));
  const note = at('client-note');
  note.classList.toggle('bad', client.failure !== null || client.anomalies > 0);
  say(note, client.failure ?? (client.anomalies > 0
    ? `${client.anomalies} answers that no single guest can give.`
    : "It works against the guest's virtual IP without a break."));
  drawReplies(at('replies'), counts(client.replies), null);
  at('around-figure').hidden = client.around === null;
  if (client.around !== null) {
    drawReplies(at('around'), counts(client.around.replies), client.around.moved);
    const ended = frame.history.find((migration) => migration.networkDowntimeNs > 0);
    say(at('around-note'), `Around the last switchover: ${milliseconds(ended?.networkDowntimeNs ?? 0)} from the last reply of one host`
      + ' to the first of the other, a bar for each 2 ms.');
  }
}

const counts = (text) => Array.from(text, (character) => parseInt(character, 36));

function showTable(id, rows) {
  const body = at(id).tBodies[0];
  const shown = JSON.stringify(rows);
  if (rows.length === 0 || body.dataset.shown === shown) {
    return;
  }
  body.dataset.shown = shown;
  body.replaceChildren(...rows.map((cells) => {
    const row = document.createElement('tr');
    row.append(...cells.map((text) => Object.assign(document.createElement('td'), { textContent: text })));
    return row;
  }));
}

function showTables(frame) {
  showTable('rounds', (frame.migration?.rounds ?? []).toReversed().map((round) => [
    `${round.round}`, numbers.format(round.pages), bytes(round.bytes), duration(round.durationNs),
    rate(round.linkBytesPerSecond), rate(round.dirtyBytesPerSecond), numbers.format(round.pendingPages),
    milliseconds(round.expectedDowntimeNs)]));
  showTable('history', frame.history.map((ended) => [
    `${ended.number}`, wayOf(ended.from), ended.nothingLost ? ended.outcome : `${ended.outcome}, but something was lost`,
    `${ended.rounds}`, bytes(ended.totalBytes), seconds(ended.totalTimeNs / 1e6), milliseconds(ended.downtimeNs),
    milliseconds(ended.networkDowntimeNs)]));
}

function showButton(frame) {
  const button = at('migrate');
  const ready = frame.phase === 'READY' || frame.phase === 'WAITING';
  const to = HOSTS[1 - frame.place];
  button.setAttribute('aria-disabled', String(!ready));
  say(button, ready ? (frame.place === 0 ? `Migrate to host ${to}` : `Migrate back to host ${to}`)
    : frame.phase === 'STARTING' ? 'Starting…' : 'Migrating…');
}

/** What a person hears who doesn't see it: each change of phase, and how far it is now and then. */
function speak(frame) {
  const changed = last?.phase !== frame.phase || last?.migration?.round !== frame.migration?.round;
  const nowMs = performance.now();
  if (changed && (last?.phase !== frame.phase || nowMs - spokenAtMs > SPOKEN_INTERVAL_MS)) {
    spokenAtMs = nowMs;
    const ended = frame.phase === 'READY' ? endOf(frame) : null;
    say(at('spoken'), phaseText(frame) + (frame.phase === 'MIGRATING' ? `; ${arrived(frame)} of its pages are there` : '')
      + (ended ? `. The migration was ${ended.outcome}; downtime ${milliseconds(ended.downtimeNs)}` : ''));
  }
}

function showProblem() {
  const element = at('problem');
  element.hidden = problem === null;
  say(element, problem ?? '');
}

function show(frame) {
  say(at('phase'), phaseText(frame));
  showHosts(frame);
  showMemory(frame);
  showMigration(frame);
  showClient(frame);
  showTables(frame);
  showButton(frame);
  speak(frame);
  if (frame.phase === 'MIGRATING' && last?.phase !== 'MIGRATING') {
    problem = null;
  }
  showProblem();
  last = frame;
  document.body.dataset.phase = frame.phase;
}

async function press() {
  if (at('migrate').getAttribute('aria-disabled') === 'true') {
    return;
  }
  at('migrate').setAttribute('aria-disabled', 'true');
  try {
    const response = await fetch('migrate', { method: 'POST' });
    problem = response.ok ? null : `Not migrated: ${await response.text()}`;
  } catch {
    problem = 'Not migrated: the demo does not answer.';
  }
  showProblem();
}

const LOST = 'The demo does not answer: it may have ended. This page tries again by itself.';
const FULL = 'The demo refused to show itself: it may have as many viewers as it takes. Reload this page to try again.';
const events = new EventSource('events');
events.onmessage = (event) => {
  if (problem === LOST) {
    problem = null;
  }
  show(JSON.parse(event.data));
};
events.onerror = () => {
  problem = events.readyState === EventSource.CLOSED ? FULL : LOST;
  at('migrate').setAttribute('aria-disabled', 'true');
  showProblem();
};
at('migrate').addEventListener('click', press);
