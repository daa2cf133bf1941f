// The groups of rules, each with a file of its own.
import { platform } from './platform.ts';
import type { Group } from './rule.ts';
import { sales } from './sales.ts';
import { slo } from './slo.ts';

export const ruleGroups: Group[] = [sales, platform, slo];
