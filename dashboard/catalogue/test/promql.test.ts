import { expect, test } from 'vitest';
import { metricNames, selectors, variables, withValues } from '../check/promql.ts';

test('selectors are found with their matchers', () => {
  expect(selectors('sum by (le) (rate(calls_total{code!="OK",path="{}"}[5m])) / on (slo) group_left () up')).toEqual([
    'calls_total{code!="OK",path="{}"}',
    'up',
  ]);
});

test('strings, functions, keywords and labels are no metrics', () => {
  const expr = 'label_replace(max by (feed) (newest offset 30s), "feed", "$1", "service", "(.*)") or vector(0) > bool 1';
  expect(metricNames(expr)).toEqual(['newest']);
});

test('variables are found and given values in either spelling', () => {
  const expr = 'x{a="$city",b=~"${channel:regex}"}[$__range]';
  expect(variables(expr)).toEqual(['city', 'channel', '__range']);
  expect(withValues(expr, { city: 'Тверь', channel: 'vk' })).toBe('x{a="Тверь",b=~"vk"}[$__range]');
});
