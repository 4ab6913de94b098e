export { formatInterval, formatLikely, formatSum } from '@landfall/contracts'
