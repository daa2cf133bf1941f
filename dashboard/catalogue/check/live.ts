// Everything that dashboards and rules ask for, asked of a Prometheus that has scraped real services.
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Labels } from '../metrics.ts';
import { isAlert } from '../../prometheus/src/rule.ts';
import { committed, shown, type Dashboard, type Target } from './dashboards.ts';
import { metricNames, selectors, withValues } from './promql.ts';
import { Prometheus, type Sample } from './prometheus.ts';
import { alerts, rules } from './rules.ts';
import { ownNorm } from '../../prometheus/src/sales.ts';

const bases = ['event', 'cohort'];
// Long enough for a rate, short enough for a Prometheus that has just begun.
const recent = 30;

// What is exposed there. By plain HTTP: Node's fetch gives up on a server that closes right after a long answer.
async function exposition(address: string): Promise<string> {
  const [response] = (await once(get(`http://${address}/metrics`), 'response')) as [IncomingMessage];
  return text(response);
}

// The names of all samples that the services expose.
export async function scraped(addresses: string[]): Promise<Set<string>> {
  const texts = await Promise.all(addresses.map(exposition));
  return new Set(texts.flatMap((each) => [...each.matchAll(/^([a-zA-Z_:][\w:]*)[ {]/gm)].map(([, name]) => name!)));
}

// Names that dashboards or rules use and nobody exposes or records.
export function unknownNames(exposed: Set<string>): string[] {
  const recorded = rules.flatMap((rule) => (isAlert(rule) ? [] : [rule.record]));
  const made = new Set([...recorded, ownNorm, 'up', 'ALERTS']);
  const asked = [
    ...rules.map((rule) => ({ where: isAlert(rule) ? rule.alert : rule.record, expr: rule.expr })),
    ...committed().flatMap((dashboard) => exprsOf(dashboard)),
  ];
  const unknown = asked.flatMap(({ where, expr }) =>
    metricNames(expr)
      .filter((name) => !made.has(name) && !exposed.has(name))
      .map((name) => `${where} asks for ${name}, which nobody exposes`),
  );
  return [...new Set(unknown)];
}

function exprsOf(dashboard: Dashboard): { where: string; expr: string }[] {
  const targets = shown(dashboard).flatMap((panel) =>
    (panel.targets ?? []).map(({ expr }) => ({ where: `${dashboard.path} '${panel.title}'`, expr })),
  );
  const marks = dashboard.annotations.list.flatMap(({ target }) =>
    target ? [{ where: `${dashboard.path}, its annotations`, expr: target.expr }] : [],
  );
  return [...targets, ...marks];
}

// Every question once, with why its answer is no good.
export async function unanswered(prometheus: Prometheus, department: string): Promise<string[]> {
  const panels = committed().flatMap((dashboard) => panelQuestions(dashboard, department));
  const recorded = rules.flatMap((rule) =>
    isAlert(rule) ? [] : [{ where: rule.record, ask: () => prometheus.now(selectorOf(rule.record, rule.labels)) }],
  );
  // An alert is rightly empty as a rule: what it compares must be there.
  const compared = alerts.flatMap((rule) =>
    selectors(rule.expr).map((each) => ({ where: rule.alert, ask: () => prometheus.now(each) })),
  );
  const questions = [
    ...panels.map(({ where, target }) => ({ where, ask: () => answer(prometheus, target) })),
    ...recorded,
    ...compared,
  ];
  const faults: string[] = [];
  for (const { where, ask } of questions) {
    const why = await ask().then(whyNoGood, (error: Error) => error.message);
    if (why) faults.push(`${where}: ${why}`);
  }
  return [...new Set([...faults, ...(await prometheus.failures())])];
}

function answer(prometheus: Prometheus, target: Target): Promise<Sample[]> {
  return target.instant ? prometheus.now(target.expr) : prometheus.lately(target.expr, recent);
}

function selectorOf(record: string, labels: Labels = {}): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  return `${record}{${pairs.join(',')}}`;
}

function panelQuestions(dashboard: Dashboard, department: string): { where: string; target: Target }[] {
  const all = Object.fromEntries(dashboard.templating.list.map(({ name }) => [name, '.*']));
  return bases.flatMap((basis) => {
    const values = { ...all, department, basis, window: '30d', __rate_interval: '1m' };
    return shown(dashboard).flatMap((panel) =>
      (panel.targets ?? []).map((target) => ({
        where: `${dashboard.path} '${panel.title}' ${target.refId}`,
        target: { ...target, expr: withValues(target.expr, values) },
      })),
    );
  });
}

function whyNoGood(answer: Sample[]): string | undefined {
  if (answer.length === 0) return 'no answer';
  if (answer.some(({ value }) => Number.isNaN(value))) return 'not a number';
  return undefined;
}
