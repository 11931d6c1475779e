// Every ledger, file and lock. Keys are off, nothing is public, and the app's identity has no more than what it uses.
param name string
param location string
param tags object
param sku string
param allowedOrigins array
param statementDays int
param quarantineDays int
param isPrivate bool
param identityId string
param identityPrincipalId string
param encryptionKeyUri string
param encryptionVaultName string
param workspaceId string

// What the app itself makes where it is missing; here so that roles can be given on them.
var containerNames = ['statements', 'statements-quarantine', 'receipts', 'app-package', 'azure-webjobs-hosts', 'azure-webjobs-secrets']
var tableNames = ['ledger', 'names', 'due', 'rates', 'grants']
var hasOwnKey = !empty(encryptionKeyUri)

var roles = {
  blobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  blobDelegator: 'db58b8e5-c6ad-4a2a-8342-4190687cbf4a'
  queueDataContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  tableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
  keyVaultCryptoServiceEncryption: 'e147488a-f6f5-4113-8e2d-b22465e65bf6'
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = if (hasOwnKey) {
  name: hasOwnKey ? encryptionVaultName : 'none'
}

resource mayUnwrap 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (hasOwnKey) {
  name: guid(resourceGroup().id, encryptionVaultName, identityPrincipalId, roles.keyVaultCryptoServiceEncryption)
  scope: vault
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.keyVaultCryptoServiceEncryption)
    principalId: identityPrincipalId
    principalType: 'ServicePrincipal'
  }
}

resource account 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
  identity: hasOwnKey
    ? { type: 'UserAssigned', userAssignedIdentities: { '${identityId}': {} } }
    : { type: 'None' }
  properties: {
    accessTier: 'Hot'
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    networkAcls: {
      defaultAction: isPrivate ? 'Deny' : 'Allow'
      bypass: 'AzureServices'
    }
    encryption: hasOwnKey
      ? {
          keySource: 'Microsoft.Keyvault'
          identity: { userAssignedIdentity: identityId }
          // Without a version a rotated key is taken up by itself.
          keyvaultproperties: {
            keyvaulturi: substring(encryptionKeyUri, 0, indexOf(encryptionKeyUri, '/keys/'))
            keyname: last(split(encryptionKeyUri, '/'))
          }
          services: tablesAndQueuesToo
        }
      : { keySource: 'Microsoft.Storage', services: tablesAndQueuesToo }
  }
  dependsOn: [mayUnwrap]
}

// Tables and queues can be encrypted with an account's own key only if that was said when it was made.
var tablesAndQueuesToo = {
  blob: { enabled: true, keyType: 'Account' }
  file: { enabled: true, keyType: 'Account' }
  table: { enabled: true, keyType: 'Account' }
  queue: { enabled: true, keyType: 'Account' }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2023-05-01' = {
  parent: account
  name: 'default'
  properties: {
    deleteRetentionPolicy: { enabled: true, days: 7 }
    containerDeleteRetentionPolicy: { enabled: true, days: 7 }
    // No versions: they would outlive an erasure by more than the days above.
    isVersioningEnabled: false
    cors: {
      // Browsers put large statements straight into the container, at the address that POST /api/import/upload-url answers.
      corsRules: empty(allowedOrigins)
        ? []
        : [
            {
              allowedOrigins: allowedOrigins
              allowedMethods: ['PUT', 'OPTIONS']
              allowedHeaders: ['content-type', 'x-ms-blob-type', 'x-ms-meta-*', 'x-ms-version']
              exposedHeaders: ['etag', 'x-ms-request-id']
              maxAgeInSeconds: 600
            }
          ]
    }
  }
}

resource containers 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' = [
  for container in containerNames: {
    parent: blobs
    name: container
    properties: { publicAccess: 'None' }
  }
]

resource queues 'Microsoft.Storage/storageAccounts/queueServices@2023-05-01' = {
  parent: account
  name: 'default'
}

resource tableService 'Microsoft.Storage/storageAccounts/tableServices@2023-05-01' = {
  parent: account
  name: 'default'
}

resource tables 'Microsoft.Storage/storageAccounts/tableServices/tables@2023-05-01' = [
  for table in tableNames: {
    parent: tableService
    name: table
  }
]

resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2023-05-01' = {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          name: 'statements'
          type: 'Lifecycle'
          definition: {
            filters: { blobTypes: ['blockBlob'], prefixMatch: ['statements/'] }
            actions: { baseBlob: { delete: { daysAfterCreationGreaterThan: statementDays } } }
          }
        }
        {
          name: 'quarantine'
          type: 'Lifecycle'
          definition: {
            filters: { blobTypes: ['blockBlob'], prefixMatch: ['statements-quarantine/'] }
            actions: { baseBlob: { delete: { daysAfterCreationGreaterThan: quarantineDays } } }
          }
        }
        {
          // Notes of which blob events were handled; an event comes again within a day or never.
          name: 'receipts-of-events'
          type: 'Lifecycle'
          definition: {
            filters: { blobTypes: ['blockBlob'], prefixMatch: ['azure-webjobs-hosts/blobreceipts/'] }
            actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: 30 } } }
          }
        }
      ]
    }
  }
  dependsOn: [containers]
}

// Blob roles by container: those of the app and those of the Functions host, and no other that may once be made.
resource blobRoles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (container, index) in containerNames: {
    name: guid(account.id, container, identityPrincipalId, roles.blobDataOwner)
    scope: containers[index]
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.blobDataOwner)
      principalId: identityPrincipalId
      principalType: 'ServicePrincipal'
    }
  }
]

// Upload addresses are signed with a key that this identity asks for: that right is of the whole account, and reads nothing by itself.
resource delegator 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, identityPrincipalId, roles.blobDelegator)
  scope: account
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.blobDelegator)
    principalId: identityPrincipalId
    principalType: 'ServicePrincipal'
  }
}

resource tableRoles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (table, index) in tableNames: {
    name: guid(account.id, table, identityPrincipalId, roles.tableDataContributor)
    scope: tables[index]
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.tableDataContributor)
      principalId: identityPrincipalId
      principalType: 'ServicePrincipal'
    }
  }
]

// The host names its queues itself (blob trigger and poison), so that this one is of the service.
resource queueRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, identityPrincipalId, roles.queueDataContributor)
  scope: queues
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.queueDataContributor)
    principalId: identityPrincipalId
    principalType: 'ServicePrincipal'
  }
}

// Who read or deleted what. Reads of tables are the product itself and would be most of the bill.
resource blobLog 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: blobs
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'StorageRead', enabled: true }
      { category: 'StorageWrite', enabled: true }
      { category: 'StorageDelete', enabled: true }
    ]
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

resource tableLog 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: tableService
  properties: {
    workspaceId: workspaceId
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

output id string = account.id
output name string = account.name
output packageContainer string = 'app-package'
