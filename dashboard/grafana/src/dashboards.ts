// The dashboards, by folder: the folders' names are in provisioning/dashboards/zamer.yml.
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { build, type Board } from './board.ts';
import { discipline } from './boards/discipline.ts';
import { edge } from './boards/edge.ts';
import { events } from './boards/events.ts';
import { funnel } from './boards/funnel.ts';
import { money } from './boards/money.ts';
import { plan } from './boards/plan.ts';
import { redis } from './boards/redis.ts';
import { rpc } from './boards/rpc.ts';
import { speed } from './boards/speed.ts';
import type { Query } from './panels.ts';

const folders: Record<string, Board[]> = {
  sales: [funnel, speed, discipline, money, plan],
  platform: [rpc, edge, redis, events],
};

// By path below the folder of all dashboards.
export function dashboards(): Map<string, Dashboard> {
  const boards = Object.entries(folders).flatMap(([folder, each]) =>
    each.map((board): [string, Dashboard] => [
      `${folder}/${board.uid.replace('zamer-', '')}.json`,
      build(board),
    ]),
  );
  return new Map(boards);
}

// All that the dashboards ask, with where.
export function questions(): { where: string; query: Query }[] {
  return Object.values(folders)
    .flat()
    .flatMap((board) => board.sections.flatMap(({ panels }) => panels.map((panel) => ({ board, panel }))))
    .flatMap(({ board, panel }) =>
      panel.queries.map((query) => ({ where: `${board.title}, '${panel.title}'`, query })),
    );
}
