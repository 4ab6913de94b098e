export { formatInterval, formatSum } from '@landfall/contracts'
