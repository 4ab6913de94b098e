// Plain JavaScript, since it must run on the Node that it refuses.
import { pathToFileURL } from 'node:url'

const MAJOR_MIN = 24

/**
 * Why this Node cannot run Landfall; undefined when it can. The packages of Node are optional dependencies, and a
 * package manager skips one that is missing or damaged without a word: `npm start` would go on with the machine's Node.
 */
export const nodeProblem = (version, platform, arch) => {
  if (Number.parseInt(version.replace(/^v/, ''), 10) >= MAJOR_MIN) return undefined
  return platform === 'linux' && (arch === 'x64' || arch === 'arm64')
    ? `Landfall runs on Node ${MAJOR_MIN}, and this is ${version}: the package node-linux-${arch} is not installed. Is node_modules complete, and can the npm registry be reached? Delete node_modules and run this again.`
    : `Landfall runs on Node ${MAJOR_MIN} or later, and this is ${version}. It brings its own Node for Linux on x64 and arm64 alone: on ${platform} ${arch}, install Node ${MAJOR_MIN} and run this again.`
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const problem = nodeProblem(process.version, process.platform, process.arch)
  if (problem !== undefined) {
    process.stderr.write(`${problem}\n`)
    process.exitCode = 1
  }
}
