import { beforeEach, expect, test } from 'vitest';
import { committed, faultsOf, shown, type Dashboard, type Panel } from '../check/dashboards.ts';

let sound: Dashboard;
let first: Panel;
let second: Panel;

beforeEach(() => {
  sound = committed()[0]!;
  [first, second] = shown(sound) as [Panel, Panel];
});

function faults(): string {
  return faultsOf([sound]).join('\n');
}

test('what is committed is sound', () => {
  expect(faultsOf(committed())).toEqual([]);
});

test('two dashboards of one uid are a fault', () => {
  expect(faultsOf([sound, sound])).toEqual([`uid ${sound.uid} is there twice`]);
});

test('a dashboard that can be edited is a fault', () => {
  sound.editable = true;
  expect(faults()).toContain('can be edited');
});

test('a data source that is chosen otherwise is a fault', () => {
  sound.templating.list[0]!.current = { value: 'other' };
  expect(faults()).toContain('no variable datasource that is prom');
});

test('panels of one id are a fault', () => {
  second.id = first.id;
  expect(faults()).toContain(`panel '${second.title}' has no id of its own`);
});

test('panels that lie on each other are a fault', () => {
  second.gridPos = { ...first.gridPos!, x: first.gridPos!.x + first.gridPos!.w - 1 };
  expect(faults()).toContain('lie on each other');
});

test('a panel beyond the edge is a fault', () => {
  first.gridPos = { ...first.gridPos!, x: 23 };
  expect(faults()).toContain('is wider than the page');
});

test('a panel that does not say what it is and in what unit is a fault', () => {
  delete first.description;
  first.fieldConfig = { defaults: {} };
  expect(faults()).toContain('has no description');
  expect(faults()).toContain('has no unit');
  expect(faults()).toContain('has no thresholds');
});

test('a panel that would cut off its title is a fault', () => {
  first.gridPos = { ...first.gridPos!, w: 2 };
  expect(faults()).toContain(`panel '${first.title}' is too narrow for its title`);
});

test('a table that would cut off its columns is a fault', () => {
  const renameByName = { city: 'Город', 'Value #A': 'Лиды', 'Value #B': 'Договоры' };
  first.gridPos = { ...first.gridPos!, w: 6 };
  first.transformations = [{ id: 'organize', options: { renameByName } }];
  expect(faults()).toContain(`panel '${first.title}' is too narrow for its columns`);
});

test('a line whose scale is rounded is a fault', () => {
  shown(sound).find(({ type }) => type === 'timeseries')!.fieldConfig!.defaults.decimals = 0;
  expect(faults()).toContain('rounds its scale');
});

test('a variable that nobody declares is a fault', () => {
  first.targets![0]!.expr = 'up{city="$town"}';
  expect(faults()).toContain('uses $town, which nobody declares');
});

test('a head count from increase() is a fault', () => {
  first.targets![0]!.expr = 'increase(zamer_contracts_signed_total[1d])';
  expect(faults()).toContain('counts heads by increase()');
});
