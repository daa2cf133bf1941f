import type { Board } from '../board.ts';
import { overTime, perValue, restOf, split, tile } from '../kpi_panels.ts';
import { basis, department, dimension, window } from '../variables.ts';

const tiles = ['revenue_net', 'cash', 'average_contract', 'spend', 'cost_per_contract', 'romi'];

export const money: Board = {
  uid: 'zamer-money',
  title: 'Деньги и рынок',
  description: 'Сколько заработано и потрачено, во что обходится каждая ступень и сколько ещё может дать город.',
  team: 'sales',
  variables: [department, window, basis, dimension('channel'), dimension('city'), dimension('designer')],
  sections: [
    { title: 'Сейчас', width: 8, height: 3, panels: tiles.map(tile) },
    {
      title: 'Каналы и дизайнеры',
      width: 24,
      height: 9,
      panels: [
        perValue('Каналы', 'Во что обходится каждый канал за период и что он приносит.', 'channel', [
          'leads',
          'spend',
          'cpl',
          'cost_per_phone',
          'cost_per_contract',
          'revenue_net',
        ]),
        perValue('Дизайнеры', 'Сколько принёс каждый дизайнер за период.', 'designer', [
          'contracts',
          'revenue_net',
          'average_contract',
          'net_sales_per_meeting_issued',
          'discount_rate',
        ]),
      ],
    },
    {
      title: 'Города',
      width: 12,
      height: 8,
      panels: [
        split('revenue_net', 'city'),
        split('market_saturation', 'city'),
      ],
    },
    {
      title: 'Как менялось',
      width: 12,
      height: 8,
      panels: [
        overTime('Деньги', 'Суммы за выбранный период, какими они были в каждый момент.', [
          'revenue_net',
          'cash',
          'spend',
        ]),
        overTime('Цена ступени', 'Рекламные деньги на одного дошедшего до ступени.', [
          'cpl',
          'cost_per_phone',
          'cost_per_booking',
          'cost_per_meeting_held',
          'cost_per_contract',
        ]),
      ],
    },
    { title: 'Все показатели денег и рынка', width: 6, height: 3, panels: restOf('money', tiles) },
  ],
};
