export { AlertConfig } from './alert-config.ts'
export { openAlertService } from './open-alert-service.ts'
