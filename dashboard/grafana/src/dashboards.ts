// The dashboards, by folder: the folders' names are in provisioning/dashboards/zamer.yml.
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { build, type Board } from './board.ts';
import { discipline } from './boards/discipline.ts';
import { events } from './boards/events.ts';
import { funnel } from './boards/funnel.ts';
import { money } from './boards/money.ts';
import { redis } from './boards/redis.ts';
import { rpc } from './boards/rpc.ts';
import { speed } from './boards/speed.ts';

const folders: Record<string, Board[]> = {
  sales: [funnel, speed, discipline, money],
  platform: [rpc, redis, events],
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
