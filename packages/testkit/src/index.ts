export { anAlert } from './an-alert.ts'
export { aCraftRecord, aPersonsReport, aPosition, aRetraction } from './an-observation.ts'
