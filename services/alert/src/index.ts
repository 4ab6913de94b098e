export { AlertConfig } from './config.ts'
export { openAlertService } from './open-alert-service.ts'
