// Puts panels on a grid of 24 columns, from left to right and top to bottom, with a place and an id for each: the SDK
// gives none, and Grafana moves what overlaps.
import * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import * as prometheus from '@grafana/grafana-foundation-sdk/prometheus';
import type { Panel } from './panels.ts';
import { datasource, source, type Variable } from './variables.ts';

const columns = 24;

export interface Section {
  title: string;
  // Of each panel, in columns and rows.
  width: number;
  height: number;
  panels: Panel[];
}

export interface Board {
  uid: string;
  title: string;
  description: string;
  // Whose alerts are marked on the time line.
  team: 'sales' | 'platform';
  variables: Variable[];
  sections: Section[];
}

export function build(board: Board): dashboard.Dashboard {
  const builder = new dashboard.DashboardBuilder(board.title)
    .uid(board.uid)
    .description(board.description)
    .tags(['zamer', board.team])
    .readonly()
    .timezone('browser')
    .weekStart('monday')
    .time({ from: board.team === 'sales' ? 'now-7d' : 'now-6h', to: 'now' })
    .refresh('30s')
    .tooltip(dashboard.DashboardCursorSync.Crosshair)
    .variables([datasource, ...board.variables])
    .annotation(firing(board.team))
    .link(
      new dashboard.DashboardLinkBuilder('Замер')
        .type(dashboard.DashboardLinkType.Dashboards)
        .tags(['zamer'])
        .asDropdown(true)
        .includeVars(true)
        .keepTime(true),
    );
  place(board.sections, builder);
  return builder.build();
}

function firing(team: string): dashboard.AnnotationQueryBuilder {
  return new dashboard.AnnotationQueryBuilder()
    .name('Оповещения')
    .datasource(source)
    .enable(true)
    .iconColor('red')
    .target(new prometheus.DataqueryBuilder().refId('Anno').expr(`ALERTS{alertstate="firing",team="${team}"}`))
    .titleFormat('{{alertname}}')
    .textFormat('{{department}}{{service}}');
}

function place(sections: Section[], builder: dashboard.DashboardBuilder): void {
  let id = 1;
  let y = 0;
  for (const { title, width, height, panels } of sections) {
    builder.withRow(new dashboard.RowBuilder(title).id(id++).gridPos({ x: 0, y, w: columns, h: 1 }));
    y += 1;
    const inARow = Math.floor(columns / width);
    panels.forEach((panel, index) => {
      const x = (index % inARow) * width;
      const row = Math.floor(index / inARow);
      builder.withPanel(panel.builder.id(id++).gridPos({ x, y: y + row * height, w: width, h: height }));
    });
    y += Math.ceil(panels.length / inARow) * height;
  }
}
