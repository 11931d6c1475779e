using 'main.bicep'

param name = 'finance'
param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'dev')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param apiClientId = readEnvironmentVariable('API_CLIENT_ID', '')
param tenantId = readEnvironmentVariable('AZURE_TENANT_ID', '')
param allowedOrigins = ['http://localhost:5173']
param storageSku = 'Standard_LRS'
param maximumInstances = 5
param instanceMemoryMB = 512
param alertEmail = readEnvironmentVariable('ALERT_EMAIL', '')
param subscribeToStatements = bool(readEnvironmentVariable('SUBSCRIBE_TO_STATEMENTS', 'false'))
