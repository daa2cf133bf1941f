// The committed rules, and whether each alert is explained in docs/runbook.md.
import { list, read } from '../generate/files.ts';
import { isAlert, type AlertingRule, type RecordingRule } from '../../prometheus/src/rule.ts';
import { ruleGroups } from '../../prometheus/src/rules.ts';

export const rules: (RecordingRule | AlertingRule)[] = ruleGroups.flatMap((group) => group.rules);

export const alerts = rules.filter(isAlert);

export function faultsOfRules(): string[] {
  const sections = [...read('docs/runbook.md').matchAll(/^## (\w+)$/gm)].map(([, heading]) => heading!);
  const names = new Set(alerts.map((rule) => rule.alert));
  const missing = [...names].filter((name) => !sections.includes(name));
  const stale = sections.filter((heading) => !names.has(heading));
  const untested = [...names].filter((name) => !tested().has(name));
  return [
    ...missing.map((name) => `docs/runbook.md says nothing of ${name}`),
    ...stale.map((name) => `docs/runbook.md explains ${name}, which is no alert`),
    ...untested.map((name) => `no test of dashboard/prometheus/tests has ${name} fire and stay silent`),
  ];
}

// Alerts that some test expects to fire, and some to stay silent.
function tested(): Set<string> {
  const tests = list('dashboard/prometheus/tests').map(read).join('\n');
  const expected = [...tests.matchAll(/alertname: (\w+)\n\s+exp_alerts:( \[\])?/g)];
  const fired = new Set(expected.filter(([, , none]) => !none).map(([, name]) => name!));
  const silent = new Set(expected.filter(([, , none]) => none).map(([, name]) => name!));
  return new Set([...fired].filter((name) => silent.has(name)));
}
