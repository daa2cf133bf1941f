// Writes everything that follows from the catalogue; with --check only tells what is not as it would be written.
import { dashboards } from '../../grafana/src/dashboards.ts';
import { ruleFile } from '../../prometheus/src/rule.ts';
import { ruleGroups } from '../../prometheus/src/rules.ts';
import { withTables } from './docs.ts';
import { differing, read, write, type Files } from './files.ts';
import { webLabels } from './web.ts';

const rules = 'dashboard/prometheus/rules';
const boards = 'dashboard/grafana/dashboards';

// Folders in which nothing else is.
const owned = [rules, boards];

const files: Files = new Map([
  ['docs/kpi.md', withTables(read('docs/kpi.md'))],
  ['dashboard/web/src/catalogue.gen.ts', webLabels()],
  ...ruleGroups.map((group): [string, string] => [`${rules}/${group.name}.yml`, ruleFile(group)]),
  ...[...dashboards()].map(
    ([path, board]): [string, string] => [`${boards}/${path}`, `${JSON.stringify(board, null, 2)}\n`],
  ),
]);

if (process.argv.includes('--check')) {
  const stale = differing(files, owned);
  for (const path of stale) console.error(`${path} is not what dashboard/catalogue makes`);
  if (stale.length > 0) {
    console.error('run `npm run generate:catalogue` in dashboard/ and commit what it writes');
    process.exitCode = 1;
  }
} else {
  write(files, owned);
}
