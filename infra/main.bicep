// Finance Functions on Azure: a Flex Consumption app over one storage account, reached by identity alone. See docs/operations.md.
targetScope = 'subscription'

@description('Begins the names of all resources: letters and digits.')
@minLength(3)
@maxLength(11)
param name string

@description('Of the environment: dev, prod. azd gives its own.')
param environmentName string

@metadata({ azd: { type: 'location' } })
param location string = deployment().location

@description('Goes onto every resource beside the environment.')
param tags object = {}

@description('The Entra ID application that tokens are issued for.')
param apiClientId string

@description('The tenant whose users sign in.')
param tenantId string = tenant().tenantId

@description('Scopes of which a token must hold one, separated by spaces.')
param apiScopes string = 'access_as_user'

@description('Whether every token must prove a second factor.')
param requireSecondFactor bool = false

@description('Web pages that may call the API: exact origins.')
param allowedOrigins array = []

@description('Where the browser goes after signing out; empty for nowhere.')
param signOutReturnUrl string = ''

@description('Where alerts go; empty for none.')
param alertEmail string = ''

@description('Copies of the data: Standard_ZRS keeps them in three zones, Standard_GZRS in another region too.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GZRS', 'Standard_RAGZRS'])
param storageSku string = 'Standard_ZRS'

@description('Instances at most: what one user may ask grows with them, and so does what an attack costs.')
@minValue(1)
@maxValue(1000)
param maximumInstances int = 40

@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('Instances that are kept warm for HTTP.')
param alwaysReadyHttp int = 0

@description('Requests a minute and at once that an instance takes of one user.')
param userRequestsPerMinute int = 1200
param userRequestsBurst int = 600

@description('Days that logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('Days after which files in the statements container, and in the quarantine, go. Receipts stay.')
param statementDays int = 90
param quarantineDays int = 30

@description('Whether storage is reached through private endpoints only.')
param privateNetworking bool = false

@description('The versionless address of a key that encrypts the storage account; empty for a key that Microsoft manages.')
param encryptionKeyUri string = ''

@description('The vault of that key, in this resource group.')
param encryptionVaultName string = ''

@description('False on the first run: an event subscription is only accepted once the code that answers it is deployed.')
param subscribeToStatements bool = false

var unique = uniqueString(subscription().id, name, environmentName)
var allTags = union(tags, { 'azd-env-name': environmentName, application: 'finance-functions' })
var appName = 'func-${name}-${take(unique, 8)}'

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg-${name}-${environmentName}'
  location: location
  tags: allTags
}

module identity 'modules/identity.bicep' = {
  scope: group
  params: {
    name: 'id-${name}-${environmentName}'
    location: location
    tags: allTags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: {
    name: '${name}-${environmentName}'
    location: location
    tags: allTags
    retentionDays: logRetentionDays
    publisherPrincipalId: identity.outputs.principalId
  }
}

module network 'modules/network.bicep' = if (privateNetworking) {
  scope: group
  params: {
    name: 'vnet-${name}-${environmentName}'
    location: location
    tags: allTags
  }
}

module storage 'modules/storage.bicep' = {
  scope: group
  params: {
    name: take('st${name}${unique}', 24)
    location: location
    tags: allTags
    sku: storageSku
    allowedOrigins: allowedOrigins
    statementDays: statementDays
    quarantineDays: quarantineDays
    isPrivate: privateNetworking
    identityId: identity.outputs.id
    identityPrincipalId: identity.outputs.principalId
    encryptionKeyUri: encryptionKeyUri
    encryptionVaultName: encryptionVaultName
    workspaceId: monitoring.outputs.workspaceId
  }
}

module endpoints 'modules/endpoints.bicep' = if (privateNetworking) {
  scope: group
  params: {
    location: location
    tags: allTags
    storageName: storage.outputs.name
    networkId: network!.outputs.id
    subnetId: network!.outputs.endpointSubnetId
  }
}

module app 'modules/app.bicep' = {
  scope: group
  params: {
    name: appName
    location: location
    tags: union(allTags, { 'azd-service-name': 'api' })
    storageName: storage.outputs.name
    packageContainer: storage.outputs.packageContainer
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    insightsConnection: monitoring.outputs.insightsConnection
    workspaceId: monitoring.outputs.workspaceId
    allowedOrigins: allowedOrigins
    tenantId: tenantId
    apiClientId: apiClientId
    apiScopes: apiScopes
    requireSecondFactor: requireSecondFactor
    signOutReturnUrl: signOutReturnUrl
    userRequestsPerMinute: userRequestsPerMinute
    userRequestsBurst: userRequestsBurst
    maximumInstances: maximumInstances
    instanceMemoryMB: instanceMemoryMB
    alwaysReadyHttp: alwaysReadyHttp
    subnetId: privateNetworking ? network!.outputs.appSubnetId : ''
  }
  dependsOn: [endpoints]
}

module events 'modules/events.bicep' = {
  scope: group
  params: {
    name: 'evgt-${name}-${environmentName}'
    location: location
    tags: allTags
    storageName: storage.outputs.name
    appName: app.outputs.name
    subscribe: subscribeToStatements
  }
}

module alerts 'modules/alerts.bicep' = {
  scope: group
  params: {
    name: '${name}-${environmentName}'
    location: location
    tags: allTags
    email: alertEmail
    insightsId: monitoring.outputs.insightsId
    workspaceId: monitoring.outputs.workspaceId
    appId: app.outputs.id
  }
}

output AZURE_LOCATION string = location
output AZURE_TENANT_ID string = tenantId
output AZURE_RESOURCE_GROUP string = group.name
output SERVICE_API_NAME string = app.outputs.name
output SERVICE_API_URI string = 'https://${app.outputs.hostName}/api'
output STORAGE_ACCOUNT_NAME string = storage.outputs.name
output IDENTITY_CLIENT_ID string = identity.outputs.clientId
