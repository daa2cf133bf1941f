// Writes everything that follows from the catalogue; with --check only tells what is not as it would be written.
import { withTables } from './docs.ts';
import { differing, read, write, type Files } from './files.ts';
import { webLabels } from './web.ts';

const owned: string[] = [];

const files: Files = new Map([
  ['docs/kpi.md', withTables(read('docs/kpi.md'))],
  ['dashboard/web/src/catalogue.gen.ts', webLabels()],
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
