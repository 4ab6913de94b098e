import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectFolder } from '../process/project-folder.ts'
import { containerImages } from './container-images.ts'

test('the tests run the images that docker-compose.yml runs', async () => {
  const compose = await readFile(join(projectFolder, 'docker-compose.yml'), 'utf8')
  const images = [...compose.matchAll(/^ +image: (\S+:\S+)$/gm)].map(([, image]) => image)
  expect(images).toEqual([containerImages.kafka, containerImages.redis])
})
