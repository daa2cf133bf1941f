// A committed configuration with a quicker pulse: nothing differs but how often something is looked at, and how long it is
// waited for before somebody is told.
export function quick(yaml: string): string {
  return yaml.replace(/^(\s*(?:(?:scrape_|evaluation_|group_)?interval|scrape_timeout|for|group_wait)): \w+$/gm, '$1: 2s');
}
