// What somebody has to look at. docs/operations.md has a page for each.
param name string
param location string
param tags object
param email string
param insightsId string
param workspaceId string
param appId string

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(email)) {
  name: 'ag-${name}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: take(replace(name, '-', ''), 12)
    enabled: true
    emailReceivers: [{ name: 'operators', emailAddress: empty(email) ? 'nobody@example.com' : email, useCommonAlertSchema: true }]
  }
}

var actionGroups = empty(email) ? [] : [people.id]

var queries = [
  {
    key: 'poison'
    title: 'A dropped statement could not be taken in after five tries'
    severity: 2
    every: 'PT15M'
    query: 'traces | where message has "MaxDequeueCount" or message has "poison" | where message has "blobtrigger"'
  }
  {
    key: 'nightly-failures'
    title: 'The nightly run left something as it was'
    severity: 2
    every: 'PT1H'
    query: 'union traces, exceptions | where customDimensions.CategoryName == "Finance.Functions.Triggers.NightlyLog" | where severityLevel >= 2'
  }
  {
    key: 'quarantine'
    title: 'Dropped files were set aside'
    severity: 3
    every: 'PT1H'
    query: 'traces | where customDimensions.CategoryName == "Finance.Functions.Triggers.StatementDropped" | where message has "quarantine"'
  }
]

resource found 'Microsoft.Insights/scheduledQueryRules@2023-03-15-preview' = [
  for rule in queries: {
    name: '${rule.key}-${name}'
    location: location
    tags: tags
    properties: {
      displayName: rule.title
      severity: rule.severity
      enabled: true
      scopes: [insightsId]
      evaluationFrequency: rule.every
      windowSize: rule.every
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      autoMitigate: true
      actions: { actionGroups: actionGroups }
    }
  }
]

// A run that did not even begin leaves no line: its absence is what is looked for.
resource missing 'Microsoft.Insights/scheduledQueryRules@2023-03-15-preview' = {
  name: 'nightly-missing-${name}'
  location: location
  tags: tags
  properties: {
    displayName: 'No nightly run has ended for more than a day'
    severity: 1
    enabled: true
    scopes: [workspaceId]
    evaluationFrequency: 'PT1H'
    windowSize: 'P1D'
    overrideQueryTimeRange: 'P2D'
    criteria: {
      allOf: [
        {
          query: 'AppTraces | where TimeGenerated > ago(26h) | where Message startswith "Nightly run ended" | summarize runs = count()'
          metricMeasureColumn: 'runs'
          timeAggregation: 'Total'
          operator: 'LessThan'
          threshold: 1
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    autoMitigate: true
    actions: { actionGroups: actionGroups }
  }
}

resource serverErrors 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'server-errors-${name}'
  location: 'global'
  tags: tags
  properties: {
    description: 'The app answers with 5xx.'
    severity: 1
    enabled: true
    scopes: [appId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'errors'
          criterionType: 'StaticThresholdCriterion'
          metricName: 'Http5xx'
          timeAggregation: 'Total'
          operator: 'GreaterThan'
          threshold: 10
        }
      ]
    }
    autoMitigate: true
    actions: empty(email) ? [] : [{ actionGroupId: people.id }]
  }
}
