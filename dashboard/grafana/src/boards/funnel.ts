import type { Board } from '../board.ts';
import { beside, intervals, overTime, perValue, restOf, split, tile } from '../kpi_panels.ts';
import { basis, department, dimension, window } from '../variables.ts';

const steps = ['leads', 'phones', 'bookings', 'meetings_held', 'leads_with_contract', 'leads_handed_over'];
const rates = [
  'phone_rate',
  'message_to_phone',
  'reach_rate',
  'booking_rate',
  'booking_rate_of_phones',
  'show_rate',
  'first_touch_rate',
  'close_rate',
  'lead_to_contract',
];

export const funnel: Board = {
  uid: 'zamer-funnel',
  title: 'Воронка',
  description: 'Сколько людей пришло, сколько дошло до каждой ступени и где их теряют.',
  team: 'sales',
  variables: [
    department,
    window,
    basis,
    dimension('channel'),
    dimension('city'),
    dimension('lead_manager'),
    dimension('designer'),
  ],
  sections: [
    { title: 'Сейчас', width: 8, height: 3, panels: steps.map(tile) },
    {
      title: 'Переходы',
      width: 24,
      height: 11,
      panels: [
        intervals(
          'Переходы',
          'Доля с 95-процентным интервалом Вильсона. Когда случаев меньше 30, она ни о чём не говорит.',
          rates,
        ),
      ],
    },
    {
      title: 'Ступени',
      width: 8,
      height: 9,
      panels: [
        beside('Ступени', 'Сколько лидов прошло каждую ступень за период.', steps),
        overTime('Как менялись ступени', 'Числа за выбранный период, какими они были в каждый момент.', steps),
        overTime('Как менялись переходы', 'Доли за выбранный период, какими они были в каждый момент.', [
          'phone_rate',
          'booking_rate_of_phones',
          'show_rate',
          'close_rate',
        ]),
      ],
    },
    {
      title: 'Откуда и чьи',
      width: 8,
      height: 8,
      panels: [
        split('leads', 'channel'),
        split('phone_rate', 'channel'),
        split('lead_to_contract', 'channel'),
        split('leads', 'city'),
        split('lead_to_contract', 'city'),
        split('booking_rate', 'lead_manager'),
        split('show_rate', 'lead_manager'),
        split('close_rate', 'designer'),
        split('first_touch_rate', 'designer'),
      ],
    },
    {
      title: 'Люди',
      width: 24,
      height: 9,
      panels: [
        perValue('Лид-менеджеры', 'Что сделал каждый лид-менеджер за период.', 'lead_manager', [
          'phones',
          'bookings',
          'meetings_held',
          'reach_rate',
        ]),
        perValue('Дизайнеры', 'Что сделал каждый дизайнер за период.', 'designer', [
          'meetings_due',
          'meetings',
          'contracts',
          'no_shows_client',
        ]),
      ],
    },
    { title: 'Все показатели воронки', width: 8, height: 3, panels: restOf('funnel', steps) },
  ],
};
