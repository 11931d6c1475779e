using 'main.bicep'

param name = 'finance'
param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'prod')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param apiClientId = readEnvironmentVariable('API_CLIENT_ID', '')
param tenantId = readEnvironmentVariable('AZURE_TENANT_ID', '')
param allowedOrigins = split(readEnvironmentVariable('ALLOWED_ORIGINS', 'https://app.example.com'), ',')
param storageSku = 'Standard_GZRS'
param maximumInstances = 100
param alwaysReadyHttp = 1
param logRetentionDays = 90
param requireSecondFactor = true
param privateNetworking = true
param encryptionKeyUri = readEnvironmentVariable('ENCRYPTION_KEY_URI', '')
param encryptionVaultName = readEnvironmentVariable('ENCRYPTION_VAULT_NAME', '')
param alertEmail = readEnvironmentVariable('ALERT_EMAIL', '')
param subscribeToStatements = bool(readEnvironmentVariable('SUBSCRIBE_TO_STATEMENTS', 'false'))
