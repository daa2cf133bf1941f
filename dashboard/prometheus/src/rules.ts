// The rule files, by name.
import { platform } from './platform.ts';
import type { Group } from './rule.ts';
import { sales } from './sales.ts';
import { slo } from './slo.ts';

export const ruleGroups: Record<string, Group[]> = { sales, platform, slo };
