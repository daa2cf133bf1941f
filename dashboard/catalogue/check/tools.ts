// What promtool and amtool say of the committed files.
import { spawnSync } from 'node:child_process';
import { list, root } from '../generate/files.ts';
import { alerts } from './rules.ts';

const folder = 'dashboard/prometheus';
const alertmanager = `${folder}/alertmanager.yml`;

// What the tool printed where it found a fault.
function faultsOf(tool: string, ...args: string[]): string[] {
  const done = spawnSync(tool, args, { cwd: root, encoding: 'utf8' });
  if (done.error) return [`${tool} cannot be run: ${done.error.message}`];
  return done.status === 0 ? [] : [`${tool} ${args.slice(0, 2).join(' ')}:\n${done.stdout}${done.stderr}`];
}

export function faultsByTools(): string[] {
  return [
    ...faultsOf('promtool', 'check', 'config', `${folder}/prometheus.yml`),
    ...faultsOf('promtool', 'check', 'rules', ...list(`${folder}/rules`)),
    ...faultsOf('promtool', 'test', 'rules', ...list(`${folder}/tests`)),
    ...faultsOf('amtool', 'check-config', alertmanager),
    ...alerts.flatMap(faultsOfRoute),
  ];
}

// An alert reaches its team with its urgency, and nobody else.
function faultsOfRoute({ alert, labels }: (typeof alerts)[number]): string[] {
  const given = Object.entries({ ...labels, alertname: alert }).map(([label, value]) => `${label}=${value}`);
  const receiver = `--verify.receivers=${labels.team}-${labels.severity}`;
  return faultsOf('amtool', 'config', 'routes', 'test', `--config.file=${alertmanager}`, receiver, ...given);
}
