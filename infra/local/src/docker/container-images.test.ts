import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectFolder } from '../process/project-folder.ts'
import { containerImages } from './container-images.ts'

test('the tests run the images that docker-compose.yml runs', async () => {
  const compose = await readFile(join(projectFolder, 'docker-compose.yml'), 'utf8')
  const images = [...compose.matchAll(/^ +image: (\S+?:\S+)$/gm)].map(([, image]) => image)
  expect(images).toEqual([`${containerImages.kafka}\${KAFKA_DIGEST:-}`, `${containerImages.redis}\${REDIS_DIGEST:-}`])
})

test('each image from a registry can be held to a digest', async () => {
  const dockerfile = await readFile(join(projectFolder, 'infra/docker/Dockerfile'), 'utf8')
  const own = new Set([...dockerfile.matchAll(/^FROM \S+ AS (\S+)$/gm)].map(([, name]) => name))
  const foreign = [...dockerfile.matchAll(/^FROM (\S+)/gm)]
    .map(([, image = '']) => image)
    .filter((image) => !own.has(image))
  expect(foreign).not.toEqual([])
  expect(foreign.filter((image) => !image.endsWith(`\${NODE_DIGEST}`))).toEqual([])
  const compose = await readFile(join(projectFolder, 'docker-compose.yml'), 'utf8')
  const builds = [...compose.matchAll(/^ +build: .*$/gm)].map(([line]) => line)
  expect(builds.length).toBeGreaterThan(4)
  expect(builds.filter((line) => !line.includes(`NODE_DIGEST: '\${NODE_DIGEST:-}'`))).toEqual([])
})

test('the image of a service has one Node, its own', async () => {
  const dockerfile = await readFile(join(projectFolder, 'infra/docker/Dockerfile'), 'utf8')
  expect(dockerfile).toMatch(/pnpm install --frozen-lockfile --prod --no-optional /)
})
