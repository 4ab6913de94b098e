export { needsAttention, SEVERITIES, severityOf } from '@landfall/contracts'
