// Speed of chrono-node on the texts that `dev bench --part times` reads: megabytes of UTF-8 a second of processor time, median of the runs.
// Use: node bench/chrono.mjs MODULES FOLDER LEAST_BYTES RUNS
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const [modules, folder, leastBytes, runs] = process.argv.slice(2);
const chrono = createRequire(resolve(modules, "package.json"))("chrono-node");
const texts = readdirSync(folder).sort().map((name) => readFileSync(join(folder, name)));
const day = new Date(2026, 0, 1);

function run() {
  const start = process.cpuUsage();
  let bytes = 0;
  let found = 0;
  while (bytes < Number(leastBytes)) {
    for (const text of texts) {
      found += chrono.parse(text.toString("utf8"), day).length;
      bytes += text.length;
    }
  }
  const used = process.cpuUsage(start);
  return [bytes / (used.user + used.system), found];
}

const speeds = Array.from({ length: Number(runs) }, run).sort((a, b) => a[0] - b[0]);
console.log(speeds[Math.floor(speeds.length / 2)][0].toFixed(3));
