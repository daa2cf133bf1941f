import { expect, test } from 'vitest';
import { catalogue, kpi } from '../catalogue.ts';
import { committed, shown } from '../check/dashboards.ts';
import { metricNames } from '../check/promql.ts';
import { between } from '../generate/docs.ts';
import { questions } from '../../grafana/src/dashboards.ts';
import { metric, sampleNames } from '../metrics.ts';

test('each KPI is there once', () => {
  const ids = catalogue.map((each) => each.id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('each KPI says what it is in both languages, in a sentence', () => {
  for (const { id, title, definition } of catalogue) {
    expect(title.ru, id).toMatch(/[а-яё]/i);
    expect(title.en, id).not.toMatch(/[а-яё]/i);
    expect(definition.ru, id).toMatch(/[а-яё].*\.$/i);
    expect(definition.en, id).toMatch(/^[A-Z][^а-яё]*\.$/i);
  }
});

test('each KPI is on a dashboard', () => {
  const asked = committed().flatMap((dashboard) =>
    shown(dashboard).flatMap((panel) => (panel.targets ?? []).flatMap(({ expr }) => metricNames(expr))),
  );
  const names = new Set(asked.map((name) => name.replace(/_(num|den|seconds|minor_units|cases)$/, '')));
  expect(catalogue.map(({ id }) => `zamer_${id}`).filter((name) => !names.has(name))).toEqual([]);
});

test('a question of a dashboard says of which KPIs it asks, so that its answer can be held against theirs', () => {
  const kpiOf = new Map(catalogue.flatMap((kpi) => sampleNames(kpi).map((name) => [name, kpi.id])));
  for (const { where, query } of questions()) {
    const asked = metricNames(query.expr).flatMap((name) => kpiOf.get(name) ?? []);
    expect(new Set(query.shows?.map(({ kpi }) => kpi)), where).toEqual(new Set(asked));
  }
});

test('a KPI that does not exist cannot be asked for', () => {
  expect(() => kpi('happiness')).toThrow('no KPI is called happiness');
});

test('a KPI has the samples of its kind and no others', () => {
  expect(metric('phone_rate', '_num', { by: 'all', city: '~$city' })).toBe('zamer_phone_rate_num{by="all",city=~"$city"}');
  expect(() => metric('leads', '_num')).toThrow('leads has no samples called *_num');
  expect(() => metric('time_to_phone', '_within_limit_num')).toThrow('no samples');
});

test('a page takes what is between its markers and keeps the rest', () => {
  const page = 'a\n<!-- from dashboard/catalogue: x -->\nold\n<!-- end -->\nb\n';
  const expected = 'a\n<!-- from dashboard/catalogue: x -->\nnew\n<!-- end -->\nb\n';
  expect(between(page, 'x', 'new')).toBe(expected);
  expect(() => between(page, 'y', 'new')).toThrow('no place for y');
});
