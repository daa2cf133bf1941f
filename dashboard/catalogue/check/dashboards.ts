// The committed dashboards as a reader meets them, and what can be wrong with them on paper.
import { list, read } from '../generate/files.ts';
import { variables } from './promql.ts';

export interface Target {
  refId: string;
  expr: string;
  instant?: boolean;
}

interface Place {
  x: number;
  y: number;
  w: number;
  h: number;
}

interface Source {
  type?: string;
  uid?: string;
}

export interface Panel {
  id?: number;
  type: string;
  title?: string;
  description?: string;
  gridPos?: Place;
  datasource?: Source;
  targets?: (Target & { datasource?: Source })[];
  fieldConfig?: { defaults: { unit?: string; decimals?: number; thresholds?: { steps: unknown[] } } };
  transformations?: { id: string; options: { renameByName?: Record<string, string> } }[];
}

export interface Variable {
  name: string;
  type: string;
  query?: string;
  datasource?: Source;
  current?: { value: string };
}

export interface Dashboard {
  path: string;
  uid?: string;
  title?: string;
  description?: string;
  editable?: boolean;
  panels: Panel[];
  templating: { list: Variable[] };
  annotations: { list: { target?: Target }[] };
}

const columns = 24;

// What Grafana gives a panel on a screen 1440 wide, in pixels: of the page a column, of the panel what is beside its title,
// and about as much as a letter of it and the least that a table's column takes.
const sizes = { column: 59, besideTitle: 64, letter: 8, tableColumn: 150 };
const builtIn = new Set(['__range', '__rate_interval', '__interval', 'datasource']);
const isUid = /^[a-z0-9-]{1,40}$/;

export function committed(): Dashboard[] {
  return list('dashboard/grafana/dashboards')
    .filter((path) => path.endsWith('.json'))
    .map((path) => ({ ...(JSON.parse(read(path)) as Dashboard), path }));
}

// Panels that show something.
export function shown(dashboard: Dashboard): Panel[] {
  return dashboard.panels.filter((panel) => panel.type !== 'row');
}

export function faultsOf(dashboards: Dashboard[]): string[] {
  const uids = dashboards.map((dashboard) => dashboard.uid ?? '');
  const twice = uids.filter((uid, index) => uids.indexOf(uid) !== index);
  return [...twice.map((uid) => `uid ${uid} is there twice`), ...dashboards.flatMap(faultsOfOne)];
}

function faultsOfOne(dashboard: Dashboard): string[] {
  const faults = [
    ...(isUid.test(dashboard.uid ?? '') ? [] : ['has no uid']),
    ...(dashboard.title ? [] : ['has no title']),
    ...(dashboard.description ? [] : ['has no description']),
    ...(dashboard.editable === false ? [] : ['can be edited in Grafana']),
    ...faultsOfVariables(dashboard),
    ...faultsOfIds(dashboard.panels),
    ...faultsOfPlaces(dashboard.panels),
    ...shown(dashboard).flatMap((panel) => faultsOfPanel(panel, dashboard)),
  ];
  return faults.map((fault) => `${dashboard.path}: ${fault}`);
}

function faultsOfVariables({ templating }: Dashboard): string[] {
  const source = templating.list.find((variable) => variable.name === 'datasource');
  const fixed = source?.type === 'datasource' && source.current?.value === 'prom';
  return fixed ? [] : ['has no variable datasource that is prom'];
}

function faultsOfIds(panels: Panel[]): string[] {
  const ids = panels.map((panel) => panel.id);
  return panels
    .filter((panel, index) => panel.id === undefined || ids.indexOf(panel.id) !== index)
    .map((panel) => `panel '${panel.title}' has no id of its own`);
}

function faultsOfPlaces(panels: Panel[]): string[] {
  return panels.flatMap((panel, index) => {
    const place = panel.gridPos;
    if (!place) return [`panel '${panel.title}' has no place`];
    const outside = place.x < 0 || place.x + place.w > columns ? [`panel '${panel.title}' is wider than the page`] : [];
    const over = panels
      .slice(index + 1)
      .filter((other) => other.gridPos && overlap(place, other.gridPos))
      .map((other) => `panels '${panel.title}' and '${other.title}' lie on each other`);
    return [...outside, ...over];
  });
}

function overlap(a: Place, b: Place): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

function faultsOfPanel(panel: Panel, dashboard: Dashboard): string[] {
  const defaults = panel.fieldConfig?.defaults;
  const targets = panel.targets ?? [];
  const faults = [
    ...(panel.title ? [] : ['has no title']),
    ...(panel.description ? [] : ['has no description']),
    ...(defaults?.unit ? [] : ['has no unit']),
    // Ticks of a short scale would all be the same number.
    ...(panel.type === 'timeseries' && defaults?.decimals !== undefined ? ['rounds its scale'] : []),
    ...faultsOfWidth(panel),
    ...(defaults?.thresholds?.steps.length ? [] : ['has no thresholds']),
    ...(targets.length > 0 ? [] : ['asks for nothing']),
    ...(panel.datasource?.uid === '${datasource}' ? [] : ['does not ask the chosen data source']),
    ...targets.flatMap((target) => faultsOfTarget(target, dashboard)),
  ];
  return faults.map((fault) => `panel '${panel.title}' ${fault}`);
}

// What would be cut off.
function faultsOfWidth({ title = '', gridPos, transformations = [] }: Panel): string[] {
  const width = (gridPos?.w ?? 0) * sizes.column;
  const cells = transformations.flatMap(({ options }) => Object.keys(options.renameByName ?? {}));
  return [
    ...(title.length * sizes.letter + sizes.besideTitle > width ? ['is too narrow for its title'] : []),
    ...(cells.length * sizes.tableColumn > width ? ['is too narrow for its columns'] : []),
  ];
}

function faultsOfTarget(target: Target & { datasource?: Source }, { templating }: Dashboard): string[] {
  const known = new Set(templating.list.map((variable) => variable.name));
  const unknown = variables(target.expr).filter((name) => !known.has(name) && !builtIn.has(name));
  return [
    ...unknown.map((name) => `uses $${name}, which nobody declares`),
    // It guesses at the edges of the range: nobody has ever met 35.12 clients.
    ...(/\bincrease\s*\(/.test(target.expr) ? ['counts heads by increase()'] : []),
    ...(target.datasource?.uid === '${datasource}' ? [] : ['does not ask the chosen data source']),
  ];
}
