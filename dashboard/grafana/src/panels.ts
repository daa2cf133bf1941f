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

// Says nothing of good and bad.
export const plain: Scale = [[null, 'text']];

export interface About {
  title: string;
  description: string;
  unit: string;
  decimals?: number;
  scale?: Scale;
  // What to call values of labels, in the cells of a table or as names of series.
  names?: Record<string, string>;
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

// What is asked, and how the answers are drawn.
export interface Panel {
  title: string;
  queries: Query[];
  builder: PanelBuilder;
}

function begin<T extends PanelBuilder>(panel: T, about: About): T {
  const steps = (about.scale ?? plain).map(([value, color]) => ({ value, color }));
  return panel
    .title(about.title)
    .description(about.description)
    .datasource(source)
    .unit(about.unit)
    .decimals(about.decimals ?? 0)
    .noValue('нет данных')
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

// One number, as it is now.
export function number(about: About, query: Query): Panel {
  const builder = begin(new stat.PanelBuilder(), about)
    .reduceOptions(last)
    .colorMode(about.scale ? common.BigValueColorMode.Background : common.BigValueColorMode.None)
    .graphMode(common.BigValueGraphMode.None)
    .withTarget(now(query, 0));
  return { title: about.title, queries: [query], builder };
}

// Numbers beside each other, as they are now.
export function bars(about: About, queries: Query[]): Panel {
  const builder = begin(new bargauge.PanelBuilder(), about)
    .reduceOptions(last)
    .orientation(common.VizOrientation.Horizontal)
    .displayMode(common.BarGaugeDisplayMode.Basic)
    .min(0);
  nameSeries(builder, about.names);
  queries.forEach((query, index) => builder.withTarget(now(query, index)));
  return { title: about.title, queries, builder };
}

// How numbers have moved.
export function lines(about: About, queries: Query[]): Panel {
  const builder = begin(new timeseries.PanelBuilder(), about)
    .lineWidth(2)
    .fillOpacity(5)
    .showPoints(common.VisibilityMode.Never)
    .spanNulls(false)
    .legend(
      new common.VizLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(common.LegendDisplayMode.List)
        .placement(common.LegendPlacement.Bottom),
    )
    .tooltip(new common.VizTooltipOptionsBuilder().mode(common.TooltipDisplayMode.Multi));
  nameSeries(builder, about.names);
  queries.forEach((query, index) => builder.withTarget(target(query, index).range()));
  return { title: about.title, queries, builder };
}

export interface Column extends Query {
  title: string;
  unit?: string;
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
  columns.forEach(({ title, unit }) => {
    if (unit) builder.overrideByName(title, [{ id: 'unit', value: unit }]);
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
