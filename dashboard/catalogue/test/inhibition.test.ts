// What follows from something worse is not told beside it: asked of an Alertmanager with the committed configuration.
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { prepareAlertmanager } from '../check/private_alertmanager.ts';
import { PrivateServer } from '../check/private_server.ts';
import { alerts } from '../check/rules.ts';

type Labels = Record<string, string>;

// On a busy machine.
const patience = { timeout: 20_000 };

let alertmanager: PrivateServer;

beforeAll(async () => {
  alertmanager = await PrivateServer.start('prometheus-alertmanager', prepareAlertmanager);
  const ready = async () => expect((await fetch(`${alertmanager.url}/-/ready`)).ok).toBe(true);
  await vi.waitFor(ready, patience);
}, 30_000);
afterAll(() => alertmanager?.stop());

// An alert as its rule labels it.
function alert(alertname: string, more: Labels): Labels {
  const rule = alerts.find((each) => each.alert === alertname);
  if (!rule) throw new Error(`there is no alert ${alertname}`);
  return { alertname, ...rule.labels, ...more };
}

async function fire(...firing: Labels[]): Promise<void> {
  const posted = await fetch(`${alertmanager.url}/api/v2/alerts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(firing.map((labels) => ({ labels }))),
  });
  expect(posted.ok).toBe(true);
}

// By label `where`, whether the alert is told.
async function told(alertname: string, where: string): Promise<Record<string, boolean>> {
  const listed = await fetch(`${alertmanager.url}/api/v2/alerts?filter=${encodeURIComponent(`alertname="${alertname}"`)}`);
  const firing = (await listed.json()) as { labels: Labels; status: { inhibitedBy: string[] } }[];
  return Object.fromEntries(firing.map(({ labels, status }) => [labels[where]!, status.inhibitedBy.length === 0]));
}

test.each([
  { worse: 'ServiceDown', follows: 'RedisMemoryLow', where: 'service' },
  { worse: 'RedisUnreachable', follows: 'EventsBehind', where: 'service' },
  { worse: 'RedisUnreachable', follows: 'EdgeFailing', where: 'service' },
  { worse: 'RedisUnreachable', follows: 'NumbersUnreadable', where: 'service' },
  { worse: 'NoLeadManagerOnShift', follows: 'ThinHourAhead', where: 'department' },
])('$follows is not told beside $worse of the same $where', async ({ worse, follows, where }) => {
  const same = `${worse}-here`;
  await fire(alert(worse, { [where]: same }), alert(follows, { [where]: same }), alert(follows, { [where]: `${worse}-elsewhere` }));
  await expect.poll(() => told(follows, where), patience).toMatchObject({ [same]: false, [`${worse}-elsewhere`]: true });
  expect(await told(worse, where)).toMatchObject({ [same]: true });
}, 30_000);

test('a budget that burns fast is told once, and of another promise all the same', async () => {
  const burn = (severity: string, slo: string) => alert('ErrorBudgetBurn', { service: 'lead', severity, slo });
  await fire(burn('page', 'latency'), burn('ticket', 'latency'), burn('ticket', 'availability'));
  await expect
    .poll(async () => {
      const listed = await fetch(`${alertmanager.url}/api/v2/alerts?inhibited=false&filter=alertname%3D%22ErrorBudgetBurn%22`);
      const firing = (await listed.json()) as { labels: Labels }[];
      return firing.map(({ labels }) => `${labels.severity} ${labels.slo}`).sort();
    }, patience)
    .toEqual(['page latency', 'ticket availability']);
});

test('what is wrong with the department is told though a service is down', async () => {
  await fire(alert('ServiceDown', { service: 'metrics' }), alert('LeadUnanswered', { service: 'metrics', department: 'd1' }));
  await expect.poll(() => told('LeadUnanswered', 'department'), patience).toEqual({ d1: true });
});
