// What all files of tests share, since they run one after another in one process: the cluster and the browser.
import { Cluster } from "./cluster.js";
import { Screens } from "./screens.js";

export interface Stage {
  cluster: Cluster;
  screens: Screens;
}

let stage: Promise<Stage> | undefined;

// Opened by who comes first; both end with the process.
export function theStage(): Promise<Stage> {
  return (stage ??= open());
}

async function open(): Promise<Stage> {
  const cluster = await Cluster.start();
  return { cluster, screens: await Screens.open(cluster.url) };
}
