import type { Page } from 'playwright-core'

type Place = { readonly x: number; readonly y: number }

/** Where on the page a colour is to be seen in the map, as the screen shows it, and can be pressed: no button lies over it. Undefined where it is not. */
export const findColour = async (page: Page, rgb: readonly [number, number, number]): Promise<Place | undefined> => {
  const box = await page.locator('.map-place').boundingBox()
  if (box === null) return undefined
  const png = (await page.screenshot({ clip: box })).toString('base64')
  const found = (await page.evaluate(
    `(${FIND})(${JSON.stringify({ png, rgb, left: box.x, top: box.y })})`,
  )) as Place | null
  return found === null ? undefined : { x: box.x + found.x, y: box.y + found.y }
}

const FIND = `async ({ png, rgb, left, top }) => {
  const image = new Image()
  image.src = 'data:image/png;base64,' + png
  await image.decode()
  const canvas = new OffscreenCanvas(image.width, image.height)
  const pen = canvas.getContext('2d')
  pen.drawImage(image, 0, 0)
  const { data } = pen.getImageData(0, 0, image.width, image.height)
  const isIt = (at) => rgb.every((part, i) => Math.abs(data[at + i] - part) < 12)
  for (let at = 0; at < data.length; at += 4) {
    const pixel = at / 4
    const [x, y] = [pixel % image.width, Math.floor(pixel / image.width)]
    if (isIt(at) && document.elementFromPoint(left + x, top + y)?.closest('.map-place') != null) return { x, y }
  }
  return null
}`
