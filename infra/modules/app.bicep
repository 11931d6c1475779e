// The function app. Its settings are those that the code reads; a test holds the two together.
param name string
param location string
param tags object
param storageName string
param packageContainer string
param identityId string
param identityClientId string
param insightsConnection string
param workspaceId string
param allowedOrigins array
param tenantId string
param apiClientId string
param apiScopes string
param requireSecondFactor bool
param signOutReturnUrl string
param userRequestsPerMinute int
param userRequestsBurst int
param maximumInstances int
param instanceMemoryMB int
param alwaysReadyHttp int
param subnetId string

resource account 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: storageName
}

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: 'plan-${name}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  tags: tags
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${account.properties.primaryEndpoints.blob}${packageContainer}'
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identityId }
        }
      }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: {
        maximumInstanceCount: maximumInstances
        instanceMemoryMB: instanceMemoryMB
        // The group of the blob trigger must run for its webhook to be known to Event Grid.
        alwaysReady: concat(
          [{ name: 'blob', instanceCount: 1 }],
          alwaysReadyHttp > 0 ? [{ name: 'http', instanceCount: alwaysReadyHttp }] : []
        )
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      http20Enabled: true
      ftpsState: 'Disabled'
      cors: { allowedOrigins: allowedOrigins, supportCredentials: false }
    }
  }
}

resource settings 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: app
  name: 'appsettings'
  properties: {
    AzureWebJobsStorage__accountName: storageName
    AzureWebJobsStorage__credential: 'managedidentity'
    AzureWebJobsStorage__clientId: identityClientId
    APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnection
    APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'Authorization=AAD;ClientId=${identityClientId}'
    AzureAd__Instance: environment().authentication.loginEndpoint
    AzureAd__TenantId: tenantId
    AzureAd__ClientId: apiClientId
    AzureAd__Scopes: apiScopes
    Identity__RequireSecondFactor: string(requireSecondFactor)
    Identity__SignOutReturnUrl: signOutReturnUrl
    Cors__AllowedOrigins: join(allowedOrigins, ',')
    RateLimits__User__PerMinute: string(userRequestsPerMinute)
    RateLimits__User__Burst: string(userRequestsBurst)
    RateLimits__Costly__PerMinute: '60'
    RateLimits__Costly__Burst: '30'
    NightlySchedule: '0 0 2 * * *'
    RatesSchedule: '0 30 15 * * *'
    WebhookSchedule: '*/30 * * * * *'
  }
}

// Publishing with a password is off: the pipeline deploys with its own identity.
resource noFtpPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = {
  parent: app
  name: 'ftp'
  properties: { allow: false }
}

resource noScmPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = {
  parent: app
  name: 'scm'
  properties: { allow: false }
}

resource log 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: app
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'FunctionAppLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

output id string = app.id
output name string = app.name
output hostName string = app.properties.defaultHostName
