// What a reader can choose at the top of a dashboard.
import * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import type { Builder } from '@grafana/grafana-foundation-sdk/cog';

export type Variable = Builder<dashboard.VariableModel>;

// The one data source; its uid is that of provisioning/datasources/prometheus.yml.
export const source = { type: 'prometheus', uid: '${datasource}' };

export const datasource: Variable = new dashboard.DatasourceVariableBuilder('datasource')
  .label('Источник')
  .type('prometheus')
  .current({ text: 'Prometheus', value: 'prom' })
  .hide(dashboard.VariableHide.HideVariable);

function choice(name: string, label: string, values: Record<string, string>): Variable {
  const options = Object.entries(values).map(([value, text], index) => ({ text, value, selected: index === 0 }));
  return new dashboard.CustomVariableBuilder(name)
    .label(label)
    .values(options.map(({ text, value }) => `${text} : ${value}`).join(','))
    .options(options)
    .current(options[0]!);
}

export const window = choice('window', 'Период', {
  '30d': '30 дней',
  today: 'Сегодня',
  week: 'Неделя',
  month: 'Месяц',
});
export const basis = choice('basis', 'Считать', { event: 'по дате события', cohort: 'по дате заявки' });

function known(name: string, label: string, query: string): dashboard.QueryVariableBuilder {
  return new dashboard.QueryVariableBuilder(name)
    .label(label)
    .datasource(source)
    .query(query)
    .refresh(dashboard.VariableRefresh.OnTimeRangeChanged)
    .sort(dashboard.VariableSort.AlphabeticalAsc);
}

// Values of a label; all of them together match what has no value too.
function several(name: string, label: string, query: string): Variable {
  return known(name, label, query)
    .multi(true)
    .includeAll(true)
    .allValue('.*')
    .current({ text: 'Все', value: '$__all' });
}

export const department: Variable = known('department', 'Отдел', 'label_values(zamer_leads, department)').current({
  text: 'demo',
  value: 'demo',
});
export const service = several('service', 'Сервис', 'label_values(up{job="zamer"}, service)');

export type Dimension = 'channel' | 'city' | 'lead_manager' | 'designer';

export const dimensionTitles: Record<Dimension, string> = {
  channel: 'Канал',
  city: 'Город',
  lead_manager: 'Лид-менеджер',
  designer: 'Дизайнер',
};

export function dimension(name: Dimension): Variable {
  return several(
    name,
    dimensionTitles[name],
    `label_values(zamer_leads{department="$department",by="${name}"}, ${name})`,
  );
}
