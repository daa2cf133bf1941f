// Kinds of panels, each with all that a panel must say: what it is, in what unit, and what counts as bad.
import * as bargauge from '@grafana/grafana-foundation-sdk/bargauge';
import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import * as common from '@grafana/grafana-foundation-sdk/common';
import * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import * as prometheus from '@grafana/grafana-foundation-sdk/prometheus';
import * as stat from '@grafana/grafana-foundation-sdk/stat';
import * as table from '@grafana/grafana-foundation-sdk/table';
import * as timeseries from '@grafana/grafana-foundation-sdk/timeseries';
import type { Shown } from './shown.ts';
import { source } from './variables.ts';

export interface Query {
  expr: string;
  legend?: string;
  // Of the catalogue; nothing where it is about something else.
  shows?: Shown[];
}

// From which value on which colour; the first has none below it.
export type Scale = [from: number | null, colour: string][];

// Of a number that is 1 or 0.
export const yesOrNo = { 1: 'да', 0: 'нет' };

// Says nothing of good and bad.
export const plain: Scale = [[null, 'text']];

export interface About {
  title: string;
  description: string;
  unit: string;
  // Without, as many as tell values and ticks apart: 3.2 min and 3.4 min are not both 3 min.
  decimals?: number;
  scale?: Scale;
  // What to call values: of labels as names of series or in the cells of a table, or the number itself.
  names?: Record<string, string>;
  // Of lines of shares: up to where the scale goes at least; 1 without.
  reach?: number;
}

// All that the builders of the panels below have in common.
interface PanelBuilder extends Builder<dashboard.Panel> {
  id(id: number): this;
  title(title: string): this;
  description(text: string): this;
  datasource(source: common.DataSourceRef): this;
  gridPos(place: dashboard.GridPos): this;
  unit(unit: string): this;
  decimals(decimals: number): this;
  thresholds(thresholds: Builder<dashboard.ThresholdsConfig>): this;
  noValue(text: string): this;
  withTarget(target: Builder<prometheus.Dataquery>): this;
  overrideByName(name: string, properties: dashboard.DynamicConfigValue[]): this;
}

const noValue = 'нет данных';

// What is asked, and how the answers are drawn.
export interface Panel {
  title: string;
  queries: Query[];
  builder: PanelBuilder;
}

function begin<T extends PanelBuilder>(panel: T, about: About): T {
  const steps = (about.scale ?? plain).map(([value, color]) => ({ value, color }));
  if (about.decimals !== undefined) panel.decimals(about.decimals);
  return panel
    .title(about.title)
    .description(about.description)
    .datasource(source)
    .unit(about.unit)
    .noValue(noValue)
    .thresholds(
      new dashboard.ThresholdsConfigBuilder().mode(dashboard.ThresholdsMode.Absolute).steps(steps),
    );
}

function nameSeries(panel: PanelBuilder, names: Record<string, string> = {}): void {
  for (const [name, value] of Object.entries(names)) panel.overrideByName(name, [{ id: 'displayName', value }]);
}

function target(query: Query, index: number): prometheus.DataqueryBuilder {
  return new prometheus.DataqueryBuilder()
    .refId(String.fromCharCode('A'.charCodeAt(0) + index))
    .datasource(source)
    .expr(query.expr)
    .legendFormat(query.legend ?? '');
}

function now(query: Query, index: number): prometheus.DataqueryBuilder {
  return target(query, index).instant();
}

const last = new common.ReduceDataOptionsBuilder().calcs(['lastNotNull']).values(false);

// No answer is neither good nor bad: it would have the colour of the lowest value.
const nothing: dashboard.SpecialValueMap = {
  type: dashboard.MappingType.SpecialValue,
  options: { match: dashboard.SpecialValueMatch.NullAndNan, result: { text: noValue, color: 'gray' } },
};

// One number, as it is now.
export function number(about: About, query: Query): Panel {
  const builder = begin(new stat.PanelBuilder(), about)
    .reduceOptions(last)
    .colorMode(about.scale ? common.BigValueColorMode.Background : common.BigValueColorMode.None)
    .graphMode(common.BigValueGraphMode.None)
    .mappings([nothing, ...(about.names ? [textsFor(about.names)] : [])])
    .withTarget(now(query, 0));
  return { title: about.title, queries: [query], builder };
}

// Grafana leaves the name off a bar that is alone, unless it is told the name.
function nameOnlyBar(builder: bargauge.PanelBuilder, [query, ...others]: Query[]): void {
  const label = others.length === 0 && query?.legend?.match(/^{{(\w+)}}$/)?.[1];
  if (label) builder.displayName(`\${__field.labels.${label}}`);
}

// Numbers beside each other, as they are now.
export function bars(about: About, queries: Query[]): Panel {
  const builder = begin(new bargauge.PanelBuilder(), about)
    .reduceOptions(last)
    .orientation(common.VizOrientation.Horizontal)
    .displayMode(common.BarGaugeDisplayMode.Basic)
    .mappings([nothing])
    .min(0);
  // Titles are longer than names of people and channels: beside a bar there is no room for them.
  if (about.names || queries.length > 1) builder.namePlacement(common.BarGaugeNamePlacement.Top);
  nameSeries(builder, about.names);
  nameOnlyBar(builder, queries);
  queries.forEach((query, index) => builder.withTarget(now(query, index)));
  return { title: about.title, queries, builder };
}

// How numbers have moved. The scale decides how exact its ticks are: rounded, those of a short one would be all the same.
export function lines({ decimals: _, ...about }: About, queries: Query[]): Panel {
  const builder = begin(new timeseries.PanelBuilder(), about)
    .lineWidth(2)
    .fillOpacity(5)
    .showPoints(common.VisibilityMode.Auto) // one that is alone has no line
    .spanNulls(false)
    .legend(
      new common.VizLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(common.LegendDisplayMode.List)
        .placement(common.LegendPlacement.Bottom),
    )
    .tooltip(new common.VizTooltipOptionsBuilder().mode(common.TooltipDisplayMode.Multi));
  // Without, a line of zeros stands under a scale up to 10 000 %.
  if (about.unit === 'percentunit') builder.axisSoftMin(0).axisSoftMax(about.reach ?? 1);
  nameSeries(builder, about.names);
  queries.forEach((query, index) => builder.withTarget(target(query, index).range()));
  return { title: about.title, queries, builder };
}

export interface Column extends Query {
  title: string;
  unit?: string;
  decimals?: number;
}

export interface Key {
  label: string;
  title: string;
}

// A row for each value of the labels `keys`, as it is now.
export function rows(about: About, keys: Key[], columns: Column[]): Panel {
  const builder = begin(new table.PanelBuilder(), about);
  if (about.names) builder.mappings([textsFor(about.names)]);
  columns.forEach((column, index) =>
    builder.withTarget(now(column, index).format(prometheus.PromQueryFormat.Table)),
  );
  const names = columns.map((column, index) => [
    columns.length > 1 ? `Value #${String.fromCharCode('A'.charCodeAt(0) + index)}` : 'Value',
    column.title,
  ]);
  columns.forEach(({ title, unit, decimals }) => {
    const properties = { unit, decimals, 'custom.wrapHeaderText': true };
    const given = Object.entries(properties).flatMap(([id, value]) => (value === undefined ? [] : [{ id, value }]));
    builder.overrideByName(title, given);
  });
  builder
    .withTransformation({ id: 'merge', options: {} })
    .withTransformation({
      id: 'organize',
      options: {
        excludeByName: { Time: true, department: true },
        indexByName: Object.fromEntries(
          [...keys.map(({ label }) => label), ...names.map(([value]) => value)].map((name, at) => [name, at]),
        ),
        renameByName: Object.fromEntries([...keys.map(({ label, title }) => [label, title]), ...names]),
      },
    });
  return { title: about.title, queries: columns, builder };
}

function textsFor(names: Record<string, string>): dashboard.ValueMap {
  const options = Object.entries(names).map(([value, text]) => [value, { text }]);
  return { type: dashboard.MappingType.ValueToText, options: Object.fromEntries(options) };
}
