import { EARTH_RADIUS_METRES } from '@landfall/geo'
import type { CountedVisit } from './counted-visit.ts'

/** A cube of space so small that whatever is in it is near enough to be linked. */
export type Cell = {
  readonly key: string
  /** By arrival. */
  readonly members: CountedVisit[]
  /** The cells with members that may have some within the link distance, itself among them. */
  readonly near: Set<Cell>
}

/** A cell's diagonal is shorter than the link distance by this share, which is more than rounding can matter. */
const MARGIN = 1e-4
/** As far as a cell's side goes into its diagonal, rounded up. */
const REACH = 2
/** Below this, some 6 µm, no two different places are put together. */
const SIDE_MIN = 1e-12

/** The unit sphere in cells whose members are all within `linkDistanceMetres` of each other. */
export const createCellGrid = (linkDistanceMetres: number) => {
  const angle = Math.min(linkDistanceMetres / EARTH_RADIUS_METRES, Math.PI)
  const side = Math.max((2 * Math.sin(angle / 2) * (1 - MARGIN)) / Math.sqrt(3), SIDE_MIN)
  const cells = new Map<string, Cell>()
  const keyOf = (x: number, y: number, z: number): string => `${x} ${y} ${z}`

  const make = (key: string, x: number, y: number, z: number): Cell => {
    const cell: Cell = { key, members: [], near: new Set() }
    cells.set(key, cell)
    for (let dx = -REACH; dx <= REACH; dx += 1)
      for (let dy = -REACH; dy <= REACH; dy += 1)
        for (let dz = -REACH; dz <= REACH; dz += 1) {
          const other = cells.get(keyOf(x + dx, y + dy, z + dz))
          other?.near.add(cell)
          if (other !== undefined) cell.near.add(other)
        }
    return cell
  }

  return {
    /** The cell of a visit's place, made where there is none. */
    cellOf: ({ place }: CountedVisit): Cell => {
      const [x, y, z] = [Math.floor(place.x / side), Math.floor(place.y / side), Math.floor(place.z / side)]
      const key = keyOf(x, y, z)
      return cells.get(key) ?? make(key, x, y, z)
    },
    /** Forgets the cell where it has no members left. */
    drop: (cell: Cell): void => {
      if (cell.members.length > 0) return
      cells.delete(cell.key)
      for (const other of cell.near) other.near.delete(cell)
    },
  }
}
