// Plan and fact: metrics that the service makes of targets, see docs/kpi.md, "Targets".
import { catalogue } from '../../../catalogue/catalogue.ts';
import type { Board } from '../board.ts';
import { bars, lines, number, rows, type Column, type Panel, type Scale } from '../panels.ts';
import { department, dimension, dimensionTitles, type Dimension } from '../variables.ts';

// What somebody would want more of; other targets are shown by their id.
const planned = catalogue.filter(({ kind, better }) => ['count', 'money', 'share'].includes(kind) && better === 'up');
const names = Object.fromEntries(planned.map(({ id, title }) => [id, title.ru]));

const reached: Scale = [
  [null, 'text'],
  [1, 'green'],
];

type Unit = 'count' | 'minor_units' | 'share';

// Replicas show the same: each number once. A unit that begins with ! is left out.
function once(what: string, by: 'all' | Dimension, unit: Unit | '!share' | '.*' = '.*'): string {
  const labels = by === 'all' ? 'department, kpi' : `department, kpi, ${by}`;
  const person = by === 'all' ? '' : `,${by}=~"$${by}"`;
  const units = unit === '!share' ? 'unit!="share"' : `unit=~"${unit}"`;
  return `max by (${labels}) (zamer_target${what}{department="$department",by="${by}"${person},${units}})`;
}

// Before any of the month's working time has passed, there is no run rate: what is reached stands for it.
function runRate(by: 'all' | Dimension, unit: Unit | '!share' = '!share'): string {
  return `(${once('_run_rate', by, unit)} or ${once('_fact', by, unit)})`;
}

const formats = {
  count: { unit: 'none', decimals: 0 },
  minor_units: { unit: 'locale', decimals: 0 },
  share: { unit: 'percentunit', decimals: 1 },
};

function columns(by: 'all' | Dimension, unit: Unit): Column[] {
  const shown = unit === 'minor_units' ? (expr: string) => `${expr} / 100` : (expr: string) => expr;
  const format = formats[unit];
  const both = [
    { title: 'План', expr: shown(once('', by, unit)), ...format },
    { title: 'Факт', expr: shown(once('_fact', by, unit)), ...format },
  ];
  if (unit === 'share') return both;
  return [
    ...both,
    { title: 'Ждали к этому часу', expr: shown(once('_expected', by, unit)), ...format },
    { title: 'При таком темпе', expr: shown(runRate(by, unit)), ...format },
    { title: 'Осталось', expr: shown(once('_needed', by, unit)), ...format },
  ];
}

const kpi = { label: 'kpi', title: 'Показатель' };

function ofDepartment(title: string, description: string, unit: Unit): Panel {
  return rows({ title, description, unit: 'none', names }, [kpi], columns('all', unit));
}

function ofPeople(title: string, by: Dimension, unit: Unit): Panel {
  const description = 'План и факт каждого, кому поставлен план на этот месяц.';
  return rows(
    { title, description, unit: 'none', names },
    [{ label: by, title: dimensionTitles[by] }, kpi],
    columns(by, unit),
  );
}

const here = '{department="$department"}';
const share = { unit: 'percentunit', decimals: 0, scale: reached, names };

export const plan: Board = {
  uid: 'zamer-plan',
  title: 'План и факт',
  description: 'План месяца, что из него сделано и чем кончится месяц, если идти дальше так же. По дате события.',
  team: 'sales',
  variables: [department, dimension('lead_manager'), dimension('designer')],
  sections: [
    {
      title: 'Месяц',
      width: 8,
      height: 4,
      panels: [
        number(
          { title: 'Прошло рабочего времени', description: 'Доля часов работы отдела в этом месяце, которая прошла.', unit: 'percentunit', decimals: 0 },
          { expr: `max by (department) (zamer_month_elapsed${here})` },
        ),
        number(
          { title: 'Осталось рабочих дней', description: 'Дни этого месяца, в которые отдел ещё будет работать; сегодняшний — пока он не закрылся.', unit: 'none' },
          { expr: `max by (department) (zamer_month_working_days_left${here})` },
        ),
        number(
          { title: 'Рабочих дней в месяце', description: 'Дни этого месяца, в которые отдел открыт.', unit: 'none' },
          { expr: `max by (department) (zamer_month_working_days${here})` },
        ),
      ],
    },
    {
      title: 'Отдел',
      width: 24,
      height: 6,
      panels: [
        ofDepartment('Количества', 'План и факт месяца в штуках.', 'count'),
        ofDepartment('Деньги', 'План и факт месяца в валюте отдела.', 'minor_units'),
        ofDepartment('Доли', 'План и факт месяца в долях. Доля за месяц не накапливается, темпа у неё нет.', 'share'),
      ],
    },
    {
      title: 'Выполнение',
      width: 8,
      height: 8,
      panels: [
        bars(
          { title: 'Выполнено', description: 'Какая доля плана сделана. Сравните с долей прошедшего времени.', ...share },
          [{ expr: `${once('_fact', 'all')} / ${once('', 'all')}`, legend: '{{kpi}}' }],
        ),
        lines(
          { title: 'Выполнение плана', description: 'Какая доля плана была сделана в каждый момент.', ...share },
          [
            { expr: `${once('_fact', 'all')} / ${once('', 'all')}`, legend: '{{kpi}}' },
            { expr: `max by (department) (zamer_month_elapsed${here})`, legend: 'Прошло времени' },
          ],
        ),
        lines(
          { title: 'Чем кончится месяц', description: 'Какая доля плана была бы выполнена при темпе на тот момент.', ...share },
          [{ expr: `${runRate('all')} / ${once('', 'all')}`, legend: '{{kpi}}' }],
        ),
      ],
    },
    {
      title: 'Люди',
      width: 24,
      height: 9,
      panels: [
        ofPeople('Лид-менеджеры', 'lead_manager', 'count'),
        ofPeople('Дизайнеры', 'designer', 'count'),
        ofPeople('Дизайнеры: деньги', 'designer', 'minor_units'),
      ],
    },
  ],
};
